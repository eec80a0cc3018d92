"""The words of ``tables/names.toml``, and which words are plain: in a dictionary of French or English."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from feeds.reading import vocabulary
from feeds.reading.tokens import folded
from feeds.reading.vocabulary import TableError
from feeds.reading.wordset import places, words_in


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
    return re.compile(rf"\b{_branching(listed(name))}(?!\w)")


def _branching(phrases: Iterable[str]) -> str:
    """Write phrases as one expression that shares their beginnings, and so tries the longest first at each place."""
    ends: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(phrases):
        ends[phrase[:1]].append(phrase[1:])
    is_whole = ends.pop("", None) is not None
    branches = [re.escape(first) + _branching(rest) for first, rest in ends.items()]
    if len(branches) < 2 and not is_whole:
        return "".join(branches)
    return f"(?:{'|'.join(branches)})" + ("?" if is_whole else "") if branches else ""


@cache
def first_words(name: str) -> frozenset[str]:
    """Give the first words of the phrases of a list."""
    return frozenset(re.split(r"\W", phrase)[0] for phrase in listed(name))


@lru_cache(maxsize=8)
def opened(plain: str) -> frozenset[str]:
    """Give the lists of phrases that a whole folded text may hold one of: their first words stand in it.

    A phrase is matched from the edge of a word to the edge of one, so none of a list is in a text that has none of
    their first words. It says nothing of a part of the text that cuts a word.
    """
    return frozenset().union(*map(_opens().__getitem__, _opens().keys() & words_in(plain)))


def holds(plain: str, name: str) -> bool:
    """Say whether a phrase of a list stands in a whole folded text: it is looked for only where a first word does."""
    begins = first_words(name) & words_in(plain)
    return any(phrases(name).match(plain, at) for word in begins for at in places(plain, word))


@cache
def _opens() -> dict[str, frozenset[str]]:
    """Give the lists that have a phrase with a first word, by this word."""
    words = frozenset().union(*map(first_words, _SOUGHT))
    return {word: frozenset(name for name in _SOUGHT if word in first_words(name)) for word in words}


_SOUGHT = ("aliases", "homes", "justice", "plates", "suffering")  # looked for in every text


@lru_cache(maxsize=50_000)
def is_plain(word: str) -> bool:
    """Say whether a word is in a dictionary of French or English, or a word of the news without its accents."""
    from simplemma import is_known  # noqa: PLC0415  its dictionaries take half a second: only when names are looked for

    lower = word.lower()
    bare = (folded(word) or [""])[0]
    return is_known(lower, lang="fr") or is_known(lower, lang="en") or any(bare in listed(n) for n in _PLAIN)


_PLAIN = ("news", "inner", "heads", "tails", "links", "private", "roles", "link_words")
