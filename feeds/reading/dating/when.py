"""Read when it happened, resolved by when it was published."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache

from feeds.model import Fact
from feeds.reading import vocabulary
from feeds.reading.counting.verbs import any_word
from feeds.reading.dating.calendars import FIGURES, calendar_of
from feeds.reading.dating.dates import expressions
from feeds.reading.passage import Passage

_NAME = "tables/calendar.toml"
_NEAR = 110  # code points between a date and the act that it dates
_LETTERS = re.compile("[a-z]+")
_DAY_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


def event_date(passages: Sequence[Passage], lang: str, published: datetime | None) -> list[Fact]:
    """Give the date of the event: the first that stands by an act, past the dateline; a trial's or a crime's last."""
    every = [(p, m) for p in passages for m in expressions(p, lang)]
    found = [(p, m) for p, m in every if not _is_of_crime(p, m) and _is_past_day(p, m, lang, published)]
    if not found:
        return []
    p, m = found[0] if len(found) == 1 else _nearest_to_act(found)
    return [p.fact("event_date", resolve(m, lang, published) or p.text[m.start() : m.end()], *m.span())]


def _is_of_crime(passage: Passage, m: re.Match[str]) -> bool:
    """Say whether a mere year is that of the crime named behind it: "charged in 1991 murder"."""
    return m["year"] is not None and _crime().match(passage.plain, m.end()) is not None


@cache
def _crime() -> re.Pattern[str]:
    return re.compile(rf" (?:[a-z-]{{3,20}} )?{any_word(vocabulary.section(_NAME, 'crimes')['en'])}(?!\w)")


def _nearest_to_act(found: Sequence[tuple[Passage, re.Match[str]]]) -> tuple[Passage, re.Match[str]]:
    """Choose the date of the lowest rank; of those the first sentence's, and there the one nearest to its act."""
    ranks = [
        (rank, p.field != "title", p.sentence_at(m.start())[0], gap, m.start())
        for p, m in found
        for rank, gap in (_rank(p, m),)
    ]
    return found[ranks.index(min(ranks))]


def _rank(passage: Passage, m: re.Match[str]) -> tuple[int, int]:
    """Say how far a date is from being the arrest's, 0 to 5, and how many code points part them."""
    start, end = passage.sentence_at(m.start())
    reach = max(start, m.start() - _NEAR), min(end, m.end() + _NEAR)
    if m["year"] and not _beside_act(passage, m):
        return 5, 1
    other = _nearest(m, [(hit.start, hit.end) for hit in passage.hits("elsewhere")], reach)
    acts = [(act[0], act.span()) for act in _acts().finditer(passage.plain, *reach)]
    for rank, said in enumerate((_of_arrest(), None)):
        gap = _nearest(m, [span for act, span in acts if said is None or act in said], reach)
        if gap is not None and (other is None or gap <= other):
            return rank, gap
    return (3 if other is None else 4), 0


def _beside_act(passage: Passage, m: re.Match[str]) -> bool:
    """Say whether a mere year stands right behind an arrest: "épinglés en 2023"."""
    act = next(iter(_acts().finditer(passage.plain, max(0, m.start() - 14), m.start())), None)
    return act is not None and act[0] in _of_arrest()


def _nearest(m: re.Match[str], spans: Iterable[tuple[int, int]], reach: tuple[int, int]) -> int | None:
    """Say how many code points part a date from the nearest of some spans within its reach."""
    gaps = [max(m.start() - e, s - m.end(), 0) for s, e in spans if reach[0] <= s and e <= reach[1]]
    return min(gaps, default=None)


@cache
def _acts() -> re.Pattern[str]:
    listed = vocabulary.section(_NAME, "acts")
    return re.compile(rf"\b{any_word([*{*listed['arrest'], *listed['any']}])}")


@cache
def _of_arrest() -> frozenset[str]:
    return frozenset(act.partition("(")[0] for act in vocabulary.section(_NAME, "acts")["arrest"])


def _is_past_day(passage: Passage, m: re.Match[str], lang: str, published: datetime | None) -> bool:
    """Say whether something can have happened then: neither after the publication nor "à ce jour", until now."""
    if passage.plain[m.start() - 2 : m.end()].startswith("a ce jour"):
        return False
    found = resolve(m, lang, published)
    return not (published and found and found[:10] > published.date().isoformat())


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
    calendar = calendar_of(lang)
    days = [int(d) for d in _DAY_NUMBER.findall(words)]
    months = [calendar.months[w] for w in _LETTERS.findall(words) if w in calendar.months]
    year = _year(words)
    if len(days) < 2 or not months:
        return None
    last = _dated(days[-1], months[-1], year, anchor)
    first = last and _dated(days[0], months[0], last.year - (months[0] > months[-1]), anchor)
    return f"{first.isoformat()}/{last.isoformat()}" if first and last and first <= last else None


def _day(words: str, lang: str, anchor: date | None) -> date | None:
    calendar = calendar_of(lang)
    if FIGURES.search(words):
        return _in_figures(words, lang)
    month = next((calendar.months[w] for w in _LETTERS.findall(words) if w in calendar.months), None)
    number = _DAY_NUMBER.search(words)
    if month and number:
        return _dated(int(number[1]), month, _year(words), anchor)
    if anchor is None:
        return None
    weekday = next((i for w, i in calendar.weekdays.items() if w in words), None)
    if weekday is not None:  # it says more than what stands before it: "au petit matin, mardi"
        return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)
    phrases = () if re.search(r"\d", words) else calendar.longest
    behind = next((calendar.relative[phrase] for phrase in phrases if words.startswith(phrase)), None)
    return None if behind is None else anchor - timedelta(days=behind)


def _in_figures(words: str, lang: str) -> date | None:
    if iso := re.search(r"20\d\d-\d\d-\d\d", words):
        return _iso(iso[0])
    numeric = re.search(r"(\d{1,2})[/.](\d{1,2})[/.](20\d\d)", words)
    return _slashed(int(numeric[1]), int(numeric[2]), int(numeric[3]), lang) if numeric else None


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
