"""Read when it happened, resolved by when it was published."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from feeds.model import Fact
from feeds.reading import vocabulary
from feeds.reading.counting.verbs import any_word
from feeds.reading.passage import Passage

_NAME = "tables/calendar.toml"
_NEAR = 110  # code points between a date and the act that it dates
_DATELINE = re.compile(r"\A[^!?\n]{0,120}?(?:\d{4}|/cnw|telbec)[^!?\n]{0,30}?(?: - |/ ?- ?|-/| -)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Calendar:
    expression: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, int]


def _union(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=len, reverse=True))


_DAY = r"(?:1er|\d{1,2}(?:st|nd|rd|th|e)?)"
_NUMERIC = r"20\d\d-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]20\d\d"


@cache
def _calendar(lang: str) -> _Calendar:
    months = {w: i for i, row in enumerate(vocabulary.section(_NAME, "months")[lang], 1) for w in row.split("|")}
    weekdays = {w: i for i, w in enumerate(vocabulary.section(_NAME, "weekdays")[lang])}
    relative = vocabulary.section(_NAME, "relative", lang)
    month, week = _month(lang), rf"(?:{_union(weekdays)})"
    several, one = (_french if lang == "fr" else _english)(month, week)
    aside = rf"(?: ?\((?:{one}|{week})\))?"
    parts = vocabulary.section(_NAME, "parts")
    before, part = (any_word(parts[name]) for name in ("before", "after"))
    loose = rf"(?:{_union(relative)}|(?:{before} )?{week}(?:,? {part})?){aside}"
    listed = _union(vocabulary.section(_NAME, "vague")[lang])
    vague = rf"{listed}|(?:en|in|fin|debut|early|late|last) {month}(?: (?:dernier|\d{{4}}))?"
    return _Calendar(
        expression=re.compile(
            rf"(?<!\w)(?:(?P<several>{several})|(?P<one>{one})|(?P<vague>{vague})|(?P<loose>{loose}))(?!\w)"
        ),
        months=months,
        weekdays=weekdays,
        relative=relative,
    )


def _month(lang: str) -> str:
    """Give the pattern of a month; a short one may have its dot, a full one never the sentence's."""
    listed = [row.split("|") for row in vocabulary.section(_NAME, "months")[lang]]
    short = _union(w for row in listed for w in row[1:])
    return rf"(?:{_union(row[0] for row in listed)}|(?:{short})(?!\w)\.?)"


def _french(month: str, week: str) -> tuple[str, str]:
    """Give the forms of an interval and of a day: "du 23 au 26 janvier", "le mardi 9 mars 2021"."""
    year, on = r"(?: \d{4})?", rf"(?:le )?(?:{week} )?(?:le )?"
    one = rf"{on}{_DAY} {month}{year}|{_NUMERIC}"
    opening = rf"(?:(?:du|entre le|entre|les|des|de) )?(?:{week} )?{_DAY}(?: {month})?{year}(?:, (?:le )?{_DAY}){{0,3}}"
    on_the = r"(?:les |(?:dans )?la nuit (?:du|de) |de |du |entre )?"
    days = rf"{on_the}{week} (?:et|a|au) (?:le )?{week}(?: {_DAY} {month})?(?: derniers?| matin| soir)?"
    several = rf"{opening} (?:au|et|et le|a) (?:le )?(?:{week} )?{_DAY} {month}{year}|{days}"
    return several, one


def _english(month: str, week: str) -> tuple[str, str]:
    """Give the forms of an interval and of a day: "February 17-28, 2025", "Wednesday, 17 June"."""
    year, on, to = r"(?:,? \d{4})?", rf"(?:{week},? (?:the )?)?", r" ?(?:-|to|and|until|through) ?"
    one = rf"{on}(?:{month} {_DAY}{year}|(?:the )?{_DAY} (?:of )?{month}{year})|{_NUMERIC}"
    several = (
        rf"(?:(?:from|between) )?{on}(?:{month} {_DAY}{to}{on}(?:{month} )?{_DAY}{year}"
        rf"|{_DAY}(?: {month})?{to}{on}{_DAY} {month}{year})|{week} (?:and|to) {week}(?: {_DAY} {month})?"
    )
    return several, one


def event_date(passages: Sequence[Passage], lang: str, published: datetime | None) -> list[Fact]:
    """Give the date of the event: the first that stands by an act, past the dateline; a trial's or a crime's last."""
    ranked: list[tuple[tuple[int, ...], Passage, re.Match[str]]] = []
    for order, p in enumerate(passages):
        dateline = _DATELINE.match(p.plain)
        after = dateline.end() if dateline and p.field == "summary" else 0
        for m in _calendar(lang).expression.finditer(p.plain, after):
            rank, gap = _rank(p, m, lang, published)
            ranked.append(((rank, order, p.sentence_at(m.start())[0], gap, m.start()), p, m))
    if not ranked:
        return []
    _, p, m = min(ranked, key=lambda r: r[0])
    return [p.fact("event_date", resolve(m, lang, published) or p.text[m.start() : m.end()], *m.span())]


def _rank(passage: Passage, m: re.Match[str], lang: str, published: datetime | None) -> tuple[int, int]:
    """Say how far a date is from being the arrest's, 0 to 5, and how many code points part them."""
    start, end = passage.sentence_at(m.start())
    plain = passage.plain
    reach = max(start, m.start() - _NEAR), min(end, m.end() + _NEAR)
    if _is_to_come(m, lang, published):
        return 5, 0
    other = _nearest(m, [(hit.start, hit.end) for hit in passage.hits("elsewhere")], reach)
    for rank, acts in enumerate((_acts("arrest"), _acts("any"))):
        gap = _nearest(m, [f.span() for f in acts.finditer(plain, *reach)], reach)
        if gap is not None and (other is None or gap <= other):
            return rank, gap
    return (3 if other is None else 4), 0


def _nearest(m: re.Match[str], spans: Iterable[tuple[int, int]], reach: tuple[int, int]) -> int | None:
    """Say how many code points part a date from the nearest of some spans within its reach."""
    gaps = [max(m.start() - e, s - m.end(), 0) for s, e in spans if reach[0] <= s and e <= reach[1]]
    return min(gaps, default=None)


@cache
def _acts(name: str) -> re.Pattern[str]:
    return re.compile(any_word(vocabulary.section(_NAME, "acts")[name]))


def _is_to_come(m: re.Match[str], lang: str, published: datetime | None) -> bool:
    found = resolve(m, lang, published)
    return bool(published and found and found[:10] > published.date().isoformat())


def resolve(m: re.Match[str], lang: str, published: datetime | None) -> str | None:
    """Turn an expression into an ISO date or interval, or None where no day follows."""
    anchor = published.date() if published else None
    if m["vague"]:
        return None
    if m["several"]:
        return _interval(m["several"], lang, anchor)
    found = _day(m[0], lang, anchor)
    return found.isoformat() if found else None


def _interval(words: str, lang: str, anchor: date | None) -> str | None:
    calendar = _calendar(lang)
    days = [int(d) for d in re.findall(r"(?<!\d)(\d{1,2})(?!\d)", words)]
    months = [calendar.months[w] for w in re.findall("[a-z]+", words) if w in calendar.months]
    year = _year(words)
    if len(days) < 2 or not months:
        return None
    last = _dated(days[-1], months[-1], year, anchor)
    first = last and _dated(days[0], months[0], last.year - (months[0] > months[-1]), anchor)
    return f"{first.isoformat()}/{last.isoformat()}" if first and last and first <= last else None


def _day(words: str, lang: str, anchor: date | None) -> date | None:
    calendar = _calendar(lang)
    if iso := re.search(r"20\d\d-\d\d-\d\d", words):
        return _iso(iso[0])
    if numeric := re.search(r"(\d{1,2})[/.](\d{1,2})[/.](20\d\d)", words):
        return _slashed(int(numeric[1]), int(numeric[2]), int(numeric[3]), lang)
    month = next((calendar.months[w] for w in re.findall("[a-z]+", words) if w in calendar.months), None)
    number = re.search(r"(?<!\d)(\d{1,2})(?!\d)", words)
    if month and number:
        return _dated(int(number[1]), month, _year(words), anchor)
    if anchor is None:
        return None
    for phrase in sorted(calendar.relative, key=len, reverse=True):
        if words.startswith(phrase) and not re.search(r"\d", words):
            return anchor - timedelta(days=calendar.relative[phrase])
    weekday = next((i for w, i in calendar.weekdays.items() if w in words), None)
    return None if weekday is None else anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def _slashed(first: int, second: int, year: int, lang: str) -> date | None:
    """Give a day written in figures, day first in French; in English only where one of them can be no month."""
    if lang == "fr" or first > 12:
        return _iso(f"{year}-{second:02}-{first:02}")
    return _iso(f"{year}-{first:02}-{second:02}") if second > 12 else None


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _year(words: str) -> int | None:
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", words)
    return int(found[0]) if found else None


def _dated(day: int, month: int, year: int | None, anchor: date | None) -> date | None:
    """Give a day; without a year, the last such day that is not more than a week after ``anchor``."""
    if year is None and anchor is None:
        return None
    years = [year] if year else [anchor.year + 1, anchor.year, anchor.year - 1] if anchor else []
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year or (anchor and found <= anchor + timedelta(days=7)):
            return found
    return None
