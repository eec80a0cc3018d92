"""Say whose dollar "$" is, and whether "19 millions" alone can be money: by the words around."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from feeds.model import Text
from feeds.reading import vocabulary
from feeds.reading.passage import Passage, fold
from feeds.reading.phrases import Phrasebook

_NAME = "tables/money.toml"
_NAMED = re.compile(r"[A-ZÀ-Ý]\S*(?: (?:(?:of|and|the|de|du|la|des|et) )?[A-ZÀ-Ý]\S*)*")
_DOLLAR = ("$", "ollar", "OLLAR")
_BIG = ("illion", "illiard", "ILLION", "ILLIARD")
_SIGNS = {"€": "EUR", "£": "GBP", "euro": "EUR", "francs": "CHF", "pounds": "GBP"}
_ALONE = re.compile(r"[\w '.,?-]{0,80}(?:million|millon|billion|milliard)s?[ a-z]{0,20}")


def home_currency(text: Text) -> str:
    """Say what "$" stands for, or millions without a currency where there is no dollar; Canada's unless another shows.

    Without a dollar it is the currency that is written; else that of the publisher's address or name, or of the places
    that the text names.
    """
    words = f"{text.title}\n{text.summary[:2000]}"
    is_dollar = any(sign in words for sign in _DOLLAR)
    if not is_dollar:
        if not any(sign in words for sign in _BIG):
            return "CAD"
        if written := next((name for sign, name in _SIGNS.items() if sign in words), None):
            return written
    row = _home(text, words, is_dollar=is_dollar)
    return str(row.get("dollar", row["currency"]) if is_dollar else row["currency"])


def _home(text: Text, words: str, *, is_dollar: bool) -> dict[str, Any]:
    """Give the row of the country that an announcement is of; by its words, no dollar is of a country that has none."""
    host = _host(text.url)
    for row in _homes():
        if host.endswith(tuple(row["hosts"])):
            return row
    for hear, said in ((_by_publisher, text.publisher or ""), (_by_words, words)):
        heard = hear(said)
        if first := next((row for row in _homes() if _may_be(row, heard, is_dollar=is_dollar)), None):
            return first
    return _homes()[0]


@lru_cache(maxsize=2_000)
def _by_publisher(name: str) -> frozenset[str]:
    """Give the currencies that a publisher's name speaks of; remembered, as one says many things."""
    return _currencies(name, "homes", "publishers")


def _by_words(words: str) -> frozenset[str]:
    """Give those that the words of a text speak of."""
    return _currencies(_names(words), "homes")


def _currencies(said: str, *lists: str) -> frozenset[str]:
    spoken = _book().listen(fold(said))
    return frozenset(hit.id for name in lists for hit in spoken.hits(name))


def _may_be(row: dict[str, Any], heard: frozenset[str], *, is_dollar: bool) -> bool:
    return row["currency"] in heard and not (is_dollar and "dollar" in row)


def _names(words: str) -> str:
    """Give what is written with capitals: no other word names a country."""
    return ", ".join(_NAMED.findall(words))


def _host(url: str | None) -> str:
    """Give the host of an address, or nothing for one that is none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def is_money_context(passages: Iterable[Passage]) -> bool:
    """Say whether "19 millions" alone can be money here: money is spoken of, or nothing else is said."""
    texts = [p.plain for p in passages if p.plain]
    if not any("illion" in text or "illiard" in text or "millon" in text for text in texts):
        return False
    if any(sign in text for text in texts for sign in "$€£"):
        return True
    return any(_book().listen(text).hits("context") for text in texts) or (
        len(texts) == 1 and _ALONE.fullmatch(texts[0]) is not None and len(texts[0].split()) <= 8
    )


@cache
def _homes() -> list[dict[str, Any]]:
    shape = {"currency": str, "dollar?": str, "hosts": list, "words": list, "publishers?": list}
    return vocabulary.rows(_NAME, "home", shape)


@cache
def _book() -> Phrasebook:
    homes = [(row["currency"], words) for row in _homes() for words in row["words"]]
    publishers = [(row["currency"], words) for row in _homes() for words in row.get("publishers", [])]
    context = [("context", words) for words in vocabulary.section(_NAME, "context")["words"]]
    return Phrasebook({"homes": homes, "publishers": publishers, "context": context})
