"""Tell the upper end of a range, which is promised at most: "de 2 à 5 M$", "between $2 million and $5 million".

The words of such an amount begin with what links the ends ("à 5 M$"), since another lower end is the same promise; a
hyphen alone would be a minus, so there the lower end is among them.
"""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from feeds.reading import vocabulary
from feeds.reading.funding.qualifiers import alternatives
from feeds.reading.numbers import word_pattern

_NAME = "tables/money.toml"
_LONGEST_LINK = 10
_LOOK_BACK = 60  # code points in which a lower end, and what leads to it, are looked for
_WORDS = r"(?P<word>(?:up )?to|through|jusqu'a|a|and|et|or|ou)[ -]"
_LINK = re.compile(rf"(?:[ -]{_WORDS}| ?(?P<hyphen>-) ?)\Z")
_ALONE = re.compile(_WORDS)
_BETWEEN = re.compile(r"(?<!\w)(?:between|entre) (?:les |the )?\Z")
_FROM = re.compile(r"(?<!\w)(?:from|de|d') ?\Z")
_DATED = re.compile(r"(?<!\w)(?:in|en|since|depuis) \Z")
_SHORT = re.compile(r"[\d ,.']+(?:[a-z]{1,3})?")
_NUMBER = re.compile(r"\d{1,15}")
_YEAR = re.compile(r"19[5-9]\d|20(?!00)\d\d")


class Span(NamedTuple):
    """Where an amount stands, and what it is worth."""

    start: int
    end: int
    value: Decimal


class Low(NamedTuple):
    """The lower end of a range: where it begins, and where the words of the upper end do."""

    start: int
    said: int


def lower_end(plain: str, high: Span, before: Span | None) -> Low | None:
    """Give the lower end of the range whose upper end an amount is; ``before`` is the amount in front of it."""
    if _ALONE.fullmatch(plain, 0, high.start) and not plain[high.end :].strip():
        return Low(0, 0)
    link = _LINK.search(plain, max(0, high.start - _LONGEST_LINK), high.start)
    if link is None:
        return None
    if before and before.end == link.start():
        return _range(plain, link, before.start, is_alone=True) if before.value < high.value else None
    low = _low().search(plain, max(0, link.start() - _LOOK_BACK), link.start())
    if low is None or not _is_less(low, high) or (link["hyphen"] and not _is_hyphened(plain, link, low, high)):
        return None
    is_date = _DATED.search(plain, max(0, low.start() - 8), low.start()) or _YEAR.fullmatch(low["number"])
    if is_date and not low["sign"]:
        return None
    found = _range(plain, link, low.start(), is_alone=False)
    is_signed = low["sign"] and _SHORT.fullmatch(plain, high.start, high.end)  # "$2 to 3m": the sign is of both
    return found._replace(said=low.start()) if found and is_signed else found


def _is_less(low: re.Match[str], high: Span) -> bool:
    """Say whether a lower end, its thousands and decimals left apart, is less; one in words is taken for less."""
    whole = re.sub(r"[ ,.?']\d{1,2}\Z|\D", "", low["number"])
    return not whole or Decimal(whole) < high.value


def _is_hyphened(plain: str, link: re.Match[str], low: re.Match[str], high: Span) -> bool:
    """Say whether a hyphen stands in a range, not behind a title ("Phase 2 - 5 M$") or a year ("2024-5 M$")."""
    number = _NUMBER.match(plain, high.start)
    is_more = number is None or not low["number"].isdecimal() or int(low["number"]) < int(number[0])
    return bool(low["sign"] or low["big"]) or (is_more and link[0] != " - ")


def _range(plain: str, link: re.Match[str], start: int, *, is_alone: bool) -> Low | None:
    """Give a range, if what leads to it does not make of it a list or a change; one end alone may be an amount."""
    base, word = max(0, start - _LOOK_BACK), link["word"]
    if word in ("and", "et") or (is_alone and word in ("or", "ou")):
        return Low(start, link.start("word")) if _BETWEEN.search(plain, base, start) else None
    if word in ("to", "a") and _FROM.search(plain, base, start) and _changes().search(plain, base, start):
        return None
    return Low(start, link.start("word") if word else start)


def is_change(plain: str, old: Span, new: Span) -> bool:
    """Tell whether one amount turns into the next: "grows from $51 million to $64 million"."""
    link = _LINK.search(plain, max(0, new.start - _LONGEST_LINK), new.start)
    if link is None or link.start() != old.end or link["word"] not in ("to", "up to", "a", "jusqu'a"):
        return False
    base = max(0, old.start - _LOOK_BACK)
    return bool(_FROM.search(plain, base, old.start) and _changes().search(plain, base, old.start))


@cache
def _low() -> re.Pattern[str]:
    """Give the pattern of a number that leaves its millions, its currency or both to the upper end."""
    currencies, big = vocabulary.section(_NAME, "currencies"), vocabulary.section(_NAME, "multipliers")
    signs = alternatives(c for c in currencies if not c[0].isalpha() or c.endswith("$") or len(c) == 3)
    number = rf"(?P<number>\d{{1,3}}(?:[ ,.']\d{{3}}){{1,4}}|\d{{1,9}}(?:[.,]\d{{1,3}})?|{word_pattern()})"
    return re.compile(rf"(?<![\w.,$€£-])(?P<sign>(?:{signs}) ?)?{number}(?:[ -]?(?P<big>{alternatives(big)}))?\Z")


@cache
def _changes() -> re.Pattern[str]:
    """Give the words behind which "from ... to" tells a change: "porte de 2 à 5 M$"."""
    return re.compile(rf"(?<!\w)(?:{vocabulary.document(_NAME)['changes']})(?!\w)[^.;!?\n]*\Z")
