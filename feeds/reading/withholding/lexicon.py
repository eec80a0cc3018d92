"""The words of ``tables/names.toml``, and which words are plain: in a dictionary of French or English."""

import re
from functools import cache, lru_cache

from feeds.reading import vocabulary
from feeds.reading.tokens import folded
from feeds.reading.vocabulary import TableError


@cache
def listed(name: str) -> frozenset[str]:
    """Give one list of folded words."""
    words = vocabulary.document("tables/names.toml").get(name)
    if not isinstance(words, list) or not words:
        raise TableError(f"names.toml: {name} is missing")
    bad = [word for word in words if not isinstance(word, str) or not word.isascii() or word != word.lower()]
    if bad:
        raise TableError(f"names.toml: {name}: not folded: {bad}")
    return frozenset(words)


@cache
def phrases(name: str) -> re.Pattern[str]:
    """Compile one list into a pattern of whole folded words."""
    longest = sorted(listed(name), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in longest)})(?!\w)")


@lru_cache(maxsize=50_000)
def is_plain(word: str) -> bool:
    """Say whether a word is in a dictionary of French or English, or a word of the news without its accents."""
    from simplemma import is_known  # noqa: PLC0415  its dictionaries take half a second: only when names are looked for

    lower = word.lower()
    bare = (folded(word) or [""])[0]
    return is_known(lower, lang="fr") or is_known(lower, lang="en") or any(bare in listed(n) for n in _PLAIN)


_PLAIN = ("news", "inner", "heads", "tails", "links", "private", "roles", "link_words")
