"""Find numbers, in digits, in words and as collectives ("une trentaine"), and tell ages from counts."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from text_to_num import text2num  # type: ignore[import-untyped]  # it ships no types

from feeds.reading import vocabulary

_NAME = "tables/numbers.toml"
_HALVES = {"half a": Decimal("0.5"), "un demi": Decimal("0.5"), "a": Decimal(1), "one": Decimal(1), "un": Decimal(1)}


_MONTHS = (
    r"(?:janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|jan|feb|mar|apr|may|june?|july?|aug)"
    r"(?:\.|ier|embre|ober|obre|ember|uary|ruary|ch|il|ust|let)?"
)
_MONTH_BEFORE = re.compile(rf"(?<!\w){_MONTHS} \Z")
_MONTH_AFTER = re.compile(rf"(?:er|st|nd|rd|th)? (?:of )?{_MONTHS}(?!\w)")
_PARENT = re.compile(r"(?:father|mother|mom|mum|dad|parent|pere|mere|maman|papa)(?: of | d'| de |-of-)\Z")
_YEAR_BEFORE = re.compile(rf"(?:(?<!\w)(?:in|en|since|depuis|of|de|by|late|early|fin|ete|summer|{_MONTHS},?)|\d,) \Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number with its span; ``is_age`` where it tells how old somebody is."""

    start: int
    end: int
    value: int
    is_age: bool = False

    def is_other(self, plain: str) -> bool:
        """Say whether it counts no persons: a day or a year ("May 3", "in 2021"), or children ("mother of 3")."""
        before, after = plain[max(0, self.start - 12) : self.start], plain[self.end : self.end + 11]
        if 1900 <= self.value <= 2100 and self.end - self.start == 4 and _YEAR_BEFORE.search(before):
            return True
        if _PARENT.search(plain, max(0, self.start - 16), self.start):
            return True
        return self.value <= 31 and bool(_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    run: re.Pattern[str]
    collective: re.Pattern[str]
    collectives: dict[str, int]


@cache
def _words(lang: str) -> _Words:
    table = vocabulary.section(_NAME, lang)
    word = "|".join(sorted(table["words"], key=len, reverse=True))
    link = "|".join(table["links"])
    collectives = table["collectives"]
    named = "|".join(re.escape(c) for c in sorted(collectives, key=len, reverse=True))
    return _Words(
        run=re.compile(rf"(?<![\w])(?:{word})(?:[ -](?:(?:{link})[ -])?(?:{word})){{0,9}}(?![\w-])"),
        collective=re.compile(rf"(?<!\w)(?:{named})(?!\w)"),
        collectives=collectives,
    )


_DIGITS = re.compile(r"(?<![\w.,$€£:/-])(?:\d{1,3}(?:[ ,]\d{3}){1,4}|\d{1,7})(?![\w:/])(?!-\d)(?![.,]\d)(?! ?%)")
_AGE = re.compile(
    r"(?:[ -](?:ans|years?|yrs?)(?![ -](?:de (?:prison|penitencier|detention)|in prison|later|behind))"
    r"(?:[ -]old)?(?!\w))"
)


def word_runs(plain: str, lang: str) -> list[tuple[int, int, Decimal]]:
    """Find numbers in words, articles too, with their values; a run that is no number is left out."""
    found = []
    for m in re.finditer(r"(?<!\w)(?:half a|un demi|a)(?= (?:million|billion|milliard))", plain):
        found.append((m.start(), m.end(), _HALVES[m[0]]))
    for m in _words(lang).run.finditer(plain):
        value = _value(m[0], lang)
        if value is not None:
            found.append((m.start(), m.end(), Decimal(value)))
    return sorted(found)


def _value(run: str, lang: str) -> int | None:
    try:
        return int(text2num(run.replace("-", " "), lang))
    except ValueError:
        return None


def find_numbers(plain: str, lang: str) -> list[Number]:
    """Find counts and ages; articles ("un", "a"), dates, years and measures are not counts."""
    words = _words(lang)
    spans = [(m.start(), m.end(), words.collectives[m[0]]) for m in words.collective.finditer(plain)]
    articles = set(vocabulary.section(_NAME, lang)["articles"])
    spans += [(s, e, int(v)) for s, e, v in word_runs(plain, lang) if plain[s:e] not in articles]
    spans += [(m.start(), m.end(), int(re.sub(r"\D", "", m[0]))) for m in _DIGITS.finditer(plain)]
    found: list[Number] = []
    for start, end, value in sorted(spans, key=lambda s: (s[0], -s[1])):
        if found and start < found[-1].end:
            continue
        found.append(Number(start=start, end=end, value=value, is_age=_is_age(plain, start, end, value)))
    return found


def _is_aside(plain: str, start: int, end: int) -> bool:
    """Say whether a number stands after a name as an age does: ", 48," or "(34)"."""
    around = plain[max(0, start - 2) : start], plain[end : end + 1]
    return around in ((", ", ","), (" (", ")")) and end - start == 2


def _is_age(plain: str, start: int, end: int, value: int) -> bool:
    if value > 110:
        return False
    if _AGE.match(plain, end) or (value >= 10 and _is_aside(plain, start, end)):
        return True
    before = plain[max(0, start - 30) : start]
    listed = re.search(
        (
            r"(?:ages?|agees?|aged|ages? (?:de|entre)|between) (?:de |entre |between )?(?:\d+(?:, | et | and | a | to "
            r"|-))*\Z"
        ),
        before,
    )
    return bool(listed) or bool(re.match(r"(?:, | et | and | a | to |-)\d+ (?:ans|years)", plain[end : end + 14]))
