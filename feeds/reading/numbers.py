"""Find numbers, in digits, in words and as collectives ("une trentaine"), and tell ages from counts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from text_to_num import text2num  # type: ignore[import-untyped]  # it ships no types

from feeds.reading import vocabulary
from feeds.reading.wordset import places, words_in

_NAME = "tables/numbers.toml"
_HALVES = {"half a": Decimal("0.5"), "un demi": Decimal("0.5"), "a": Decimal(1), "one": Decimal(1), "un": Decimal(1)}


_MONTHS = (
    r"(?:janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|jan|feb|mar|apr|may|june?|july?|aug)"
    r"(?:\.|ier|embre|ober|obre|ember|uary|ruary|ch|il|ust|let)?"
)
_MONTH = re.compile(_MONTHS)
_MONTH_AFTER = re.compile(rf"(?:er|st|nd|rd|th)? (?:of )?{_MONTHS}(?!\w)")
_PARENTS_LINKS = (" of ", " d'", " de ", "-of-")
_PARENT = re.compile(r"(?:father|mother|mom|mum|dad|parent|pere|mere|maman|papa)(?: of | d'| de |-of-)\Z")
_YEAR_BEFORE = re.compile(rf"(?:(?<!\w)(?:in|en|since|depuis|of|de|by|late|early|fin|ete|summer|{_MONTHS},?)|\d,) \Z")


class Number(NamedTuple):
    """A number with its span; ``is_age`` where it tells how old somebody is."""

    start: int
    end: int
    value: int
    is_age: bool = False

    def is_time(self, plain: str) -> bool:
        """Say whether years are a time and nobody's age: "sur trois ans", "over the next five years"."""
        return self.is_age and _SPREAD.search(plain, max(0, self.start - 20), self.start) is not None

    def is_other(self, plain: str) -> bool:
        """Say whether it counts no persons: a day or a year ("May 3", "in 2021"), or children ("mother of 3")."""
        start, end, value, _ = self
        if 1900 <= value <= 2100 and end - start == 4 and _YEAR_BEFORE.search(plain, max(0, start - 12), start):
            return True
        if plain.endswith(_PARENTS_LINKS, 0, start) and _PARENT.search(plain, max(0, start - 16), start):
            return True
        if value > _LAST_DAY:
            return False
        before = plain[max(0, start - 12) : start].split()
        return bool(before and _MONTH.fullmatch(before[-1].lstrip("("))) or bool(_MONTH_AFTER.match(plain, end))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    run: re.Pattern[str]
    first: frozenset[str]  # the words with which a run begins that is a number
    articles: frozenset[str]
    collective: re.Pattern[str]
    collectives: dict[str, int]
    last: frozenset[str]  # the last words of the collectives


@cache
def _words(lang: str) -> _Words:
    table = vocabulary.section(_NAME, lang)
    word = "|".join(sorted(table["words"], key=len, reverse=True))
    link = "|".join(table["links"])
    collectives = table["collectives"]
    named = "|".join(re.escape(c) for c in sorted(collectives, key=len, reverse=True))
    return _Words(
        run=re.compile(rf"(?<![\w])(?:{word})(?:[ -](?:(?:{link})[ -])?(?:{word})){{0,9}}(?![\w-])"),
        first=frozenset(table["words"]),
        articles=frozenset(table["articles"]),
        collective=re.compile(rf"(?<!\w)(?:{named})(?!\w)"),
        collectives=collectives,
        last=frozenset(re.split("[ -]", c)[-1] for c in collectives),
    )


_DIGIT = re.compile(r"\d+")
_DIGITS = re.compile(r"(?<![\w.,$€£:/-])(?:\d{1,3}(?:[ ,]\d{3}){1,4}|\d{1,7})(?![\w:/])(?!-\d)(?![.,]\d)(?! ?%)")
_AGE = re.compile(
    r"(?:[ -](?:ans|years?|yrs?)(?![ -](?:de (?:prison|penitencier|detention)|in prison|later|behind))"
    r"(?:[ -]old)?(?!\w))"
)
_AGES_BEFORE = re.compile(
    r"(?:ages?|agees?|aged|ages? (?:de|entre)|between) (?:de |entre |between )?(?:\d+(?:, | et | and | a | to |-))*\Z"
)
_SPREAD = re.compile(
    r"(?<!\w)(?:sur|over|pendant|durant|within|d'ici|depuis|since|sur une periode de|(?:the )?(?:next|past|last)"
    r"|(?:les )?(?:prochaines|dernieres)) \Z"
)
_AGES_BEHIND = re.compile(r"(?:, | et | and | a | to |-)\d{1,3} (?:ans|years)")
_LONGEST_AGES = 30  # code points of "between the ages of" and the first ages
_LAST_DAY, _OLDEST, _LEAST_ASIDE = 31, 110, 10
_LARGE = frozenset(("hundred", "thousand", "cent", "cents", "mille"))
_POINTS = (" point ", " virgule ")
_MILLIONS = re.compile(r"(?<!\w)(?:half a|un demi|a)(?= (?:million|billion|milliard))")

Span = tuple[int, int, int]


def word_runs(plain: str, lang: str) -> list[tuple[int, int, Decimal]]:
    """Find numbers in words, articles too, with their values; a run that is no number is left out."""
    found = []
    if "illi" in plain:
        found = [(m.start(), m.end(), _HALVES[m[0]]) for m in _MILLIONS.finditer(plain)]
    known = _words(lang).first & words_in(plain)
    found += _pointed(plain, _runs(plain, lang, known))
    return sorted(found)


def _pointed(plain: str, runs: Iterable[Span]) -> list[tuple[int, int, Decimal]]:
    """Join the two sides of a point: "three point five" is 3.5."""
    found: list[tuple[int, int, Decimal]] = []
    for start, end, value in runs:
        if found and plain[found[-1][1] : start] in _POINTS and found[-1][2] % 1 == 0:
            begin, _, whole = found.pop()
            found.append((begin, end, Decimal(f"{whole}.{value}")))
        else:
            found.append((start, end, Decimal(value)))
    return found


@cache
def word_pattern() -> str:
    """Give an expression for numbers in the words of both languages."""
    words = {word for lang in ("fr", "en") for word in vocabulary.section(_NAME, lang)["words"]}
    word = "|".join(sorted(words, key=len, reverse=True))
    return rf"(?:{word})(?:[ -](?:(?:and|et)[ -])?(?:{word})){{0,9}}"


def _runs(plain: str, lang: str, known: Iterable[str]) -> Iterator[Span]:
    """Give the runs of number words that begin with one of those which the text holds."""
    run = _words(lang).run
    done = 0
    for start in sorted(at for word in known for at in places(plain, word)):
        if start >= done and (m := run.match(plain, start)):
            done = m.end()
            if (value := _value(m[0], lang)) is not None:
                yield start, done, value


@lru_cache(maxsize=4096)
def _value(run: str, lang: str) -> int | None:
    try:
        return int(text2num(run.replace("-", " "), lang))
    except ValueError:
        return None


def find_numbers(plain: str, lang: str) -> list[Number]:
    """Find counts and ages; articles ("un", "a"), dates, years and measures are not counts."""
    words = _words(lang)
    present = words_in(plain)
    spans = list(_digits(plain))
    if known := words.first & present:
        first = known if known & _LARGE else known - words.articles
        spans += [s for s in _runs(plain, lang, first) if plain[s[0] : s[1]] not in words.articles]
    if not words.last.isdisjoint(present):
        spans += [(m.start(), m.end(), words.collectives[m[0]]) for m in words.collective.finditer(plain)]
    found: list[Number] = []
    done = 0
    for start, end, value in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start >= done:
            done = end
            found.append(Number(start, end, value, _is_age(plain, start, end, value)))
    return found


def _digits(plain: str) -> Iterator[Span]:
    """Give the numbers in digits."""
    done = 0
    for digit in _DIGIT.finditer(plain):
        if digit.start() >= done and (m := _DIGITS.match(plain, digit.start())):
            done = m.end()
            yield m.start(), done, int(m[0].replace(" ", "").replace(",", ""))


def _is_aside(plain: str, start: int, end: int) -> bool:
    """Say whether a number stands after a name as an age does: ", 48," or "(34)"."""
    return end - start == 2 and (plain[start - 2 : start], plain[end : end + 1]) in ((", ", ","), (" (", ")"))


def _is_age(plain: str, start: int, end: int, value: int) -> bool:
    if value > _OLDEST:
        return False
    if _AGE.match(plain, end) or (value >= _LEAST_ASIDE and _is_aside(plain, start, end)):
        return True
    base = max(0, start - _LONGEST_AGES)
    is_said = plain.find("age", base, start) >= 0 or plain.find("between", base, start) >= 0
    return bool((is_said and _AGES_BEFORE.search(plain, base, start)) or _AGES_BEHIND.match(plain, end))


def number_value(written: str, lang: str, *, is_multiplied: bool = False) -> Decimal:
    """Read digits by the habits of a language: "1,500" is 1500 in English and 1.5 in French."""
    digits = re.sub("[ ?']", "", written)
    point = "," if lang == "fr" else "."
    group = "." if lang == "fr" else ","
    if digits.count(group) and not digits.count(point):
        is_decimal = digits.count(group) == 1 and not re.search(r"\D\d{3}\Z", digits)
        return Decimal(digits.replace(group, "." if is_decimal else ""))
    if digits.count(point) > 1 or (group in digits and not is_multiplied and re.search(r"\D\d{3}\Z", digits)):
        return Decimal(re.sub(r"\D", "", digits))
    return Decimal(digits.replace(group, "").replace(point, "."))
