"""Show a link only where its address names nobody: publishers write titles into addresses, and names with them."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit, urlunsplit

from feeds.model import Category
from feeds.parsing.links import untracked
from feeds.reading.geography.gazetteer import public_words
from feeds.reading.passage import fold
from feeds.reading.tokens import tokens
from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import is_plain, listed

_LETTERS = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_INITIAL = re.compile(  # "j.untel", "j-untel", "a-untel.html", "untel-j.html"; "arrestation-a-laval" has none
    r"(?<![^\W_])[^\W\d_]\.[^\W\d_]{2}|(?<![^\W_])[^\W\d_](?<![aàcdlnsy])[-_+ ]+[^\W\d_]{2}"
    r"|(?:^|/)[^\W\d_][-_+ ]+[^\W\d_]+(?:\.\w+)?/?$|[-_+ ][^\W\d_](?:\.\w+)?/?$",
    re.IGNORECASE,
)
_SHORT = 3  # fewer letters tell nobody
_DECODINGS = 3  # "%2554" is "%54" is "T"


def safe_link(url: str | None, homepage: str, *, category: Category, withheld_words: frozenset[str]) -> str:
    """Give the address to show: the entry's own without fragment and trackers, else the publisher's homepage.

    An arrest's is on the publisher's own site, or one for releases, and holds plain words and large cities only, no
    given name, no initial, nothing withheld, and no words in its query; another's, nothing withheld. Only http and
    https addresses are shown.
    """
    bare = _bare(url)
    if bare is None:
        return homepage
    words = _words(bare)
    named = _folded_words(withheld_words)
    if _has_any([urlsplit(bare).hostname or ""], named):
        return homepage
    if category is Category.ARREST:
        is_safe = _is_on_site(bare, homepage) and not _tells_in_part(bare)
        return bare if is_safe and all(_tells_nobody(word) and fold(word) not in named for word in words) else homepage
    return homepage if _has_any(words, named) else bare


def _bare(url: str | None) -> str | None:
    """Drop the fragment and what only tracks; refuse another scheme, credentials, and what is no address."""
    try:
        parts = urlsplit((url or "").strip())
        if (
            parts.scheme.lower() not in ("http", "https")
            or not parts.hostname
            or "@" in parts.netloc
            or parts.port == 0
        ):
            return None
    except ValueError:
        return None
    return untracked(urlunsplit(parts._replace(fragment="")))


def _is_on_site(url: str, homepage: str) -> bool:
    """Say whether an address is of the publisher's host, give or take "www" or "news", or of a site for releases."""
    return _site(url) == _site(homepage) or _site(url) in listed("release_sites")


def _site(url: str) -> str:
    """Give a host without the plain words in front of it: "news.police.example" is "police.example"."""
    labels = (urlsplit(url).hostname or "").split(".")
    while len(labels) > 2 and labels[0] in listed("subdomains"):
        labels.pop(0)
    return ".".join(labels)


def _tells_in_part(url: str) -> bool:
    """Say whether a path has an initial beside a word, or a query has words that are more than a language."""
    parts = urlsplit(url)
    pieces = (_decoded(piece) for piece in re.split("[&;]", parts.query))
    return bool(_INITIAL.search(_decoded(parts.path))) or any(_is_worded(piece) for piece in pieces)


def _is_worded(piece: str) -> bool:
    """Say whether a piece of a query is more than a number with a usual key, or a language."""
    key, _, value = piece.rpartition("=")
    if key.lower() in listed("query_keys"):
        return False
    return bool(_LETTERS.search(value)) or (bool(key) and key.lower() not in listed("query_ids"))


def _decoded(text: str) -> str:
    for _ in range(_DECODINGS):
        text = unquote(text)
    return text


def _words(url: str) -> list[str]:
    """Give the words of an address's path and query, percent signs decoded, "JeanneZ" parted."""
    parts = urlsplit(url)
    text = _decoded(f"{parts.path} {parts.query}")
    return [word for word in _LETTERS.findall(_HUMP.sub(" ", text)) if len(word) >= _SHORT or not word.isascii()]


def names_nobody(text: str) -> bool:
    """Say whether every word of a text is a plain one, or a large city's: none could be part of a person's name."""
    return all(_tells_nobody(word) for word in _LETTERS.findall(text))


def _tells_nobody(word: str) -> bool:
    bare = fold(word)
    if bare in listed("link_words"):
        return True
    return (is_plain(word) or bare in public_words()) and not is_given_name(bare) and bare not in listed("families")


def _folded_words(words: Iterable[str]) -> frozenset[str]:
    """Give the words that tell a name: three letters or more, no particle."""
    found = (token.folded for word in words for token in tokens(word))
    return frozenset(
        word for word in found if len(word) >= _SHORT and word.isalpha() and word not in listed("particles")
    )


def _has_any(words: Iterable[str], named: frozenset[str]) -> bool:
    return any(fold(word) in named for word in words) or any(
        name in fold(word) for word in words for name in named if len(name) > 4
    )
