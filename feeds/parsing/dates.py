"""When an entry was published, from what its publisher wrote: English and French, by the clock or in words.

feedparser's own dates are not used: they turn ``2025/11/04`` into 1 November, ``HAE`` into UTC and French into nothing.
A date that cannot be read whole is no date: a wrong one would announce history as news, or hide news as history.
"""

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from feeds.parsing.text import strip_accents

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web there was no feed: zeros, epochs and 1699 fall out
AHEAD = timedelta(hours=1)  # clocks differ
LONGEST = 80  # characters
WIDEST_OFFSET = timedelta(hours=14)  # Kiribati

# A day without an hour is put at noon UTC, so that it is the same day from Vancouver to Tokyo.
NOON = time(12, 0)

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout",
            "september sept sep septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        start=1,
    )
    for word in words.split()
}
WEEKDAYS = (
    "monday|mon|tuesday|tues|tue|wednesday|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat|sunday|sun"
    "|lundi|lun|mardi|mar|mercredi|mer|jeudi|jeu|vendredi|ven|samedi|sam|dimanche|dim"
)
# Hours from UTC. Canada's zones in both languages, Europe's, and those of RFC 822.
ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "tuc": 0, "wet": 0,
    "nst": -3.5, "hnt": -3.5, "ndt": -2.5, "hat": -2.5, "ast": -4, "hna": -4, "adt": -3, "haa": -3,
    "est": -5, "hne": -5, "edt": -4, "hae": -4, "cst": -6, "hnc": -6, "cdt": -5, "hac": -5,
    "mst": -7, "hnr": -7, "mdt": -6, "har": -6, "pst": -8, "hnp": -8, "pdt": -7, "hap": -7,
    "bst": 1, "cet": 1, "west": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
}  # fmt: skip

MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
CLOCK = (
    r"(?P<hour>\d{1,2})(?:\s?(?::|h|hrs?|heures?)\s?(?P<minute>\d{1,2})?)(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\.?)?"
)
ZONE = r"\(?(?P<zone>(?:(?:gmt|utc)\s?)?[+-]\d{1,2}:?(?:\d{2})?|[a-z]{1,5})?\)?(?:\s?\([a-z ]+\))?"
TIME = rf"(?:(?:\s?,?\s?(?:t|at|a|-)?\s?){CLOCK}\s?{ZONE})?"
BEFORE = rf"(?:(?:publie|publiee|published|posted|mis en ligne)?\s?(?:le|on)?\s?(?:{WEEKDAYS})?\b\.?,?\s?(?:le\s)?)"

FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){TIME}",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
        r"(?:t(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<half>)(?P<zone>z|[+-]\d{2}:?\d{2})?)?",
        rf"{BEFORE}(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?[\s-]?{MONTH},?[\s-]?(?P<year>\d{{4}}|\d{{2}}){TIME}",
        rf"{BEFORE}{MONTH}\s?(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?,?\s(?P<year>\d{{4}}){TIME}",
        rf"{BEFORE}{MONTH}\s(?P<day>\d{{1,2}})\s(?P<hour>\d{{2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})(?P<half>)"
        r"(?:\s(?P<zone>[a-z]{1,5}|[+-]\d{4}))?\s(?P<year>\d{4})",  # asctime
        rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<other>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){TIME}",
    )
)


def published(*stated: str | None, now: datetime, lang: str | None = None, zone: tzinfo = UTC) -> datetime | None:
    """Read the first date that can be read; None for none, for one before 1990 or more than an hour after ``now``.

    ``zone`` is that of a clock time that names none, or an unknown one. ``04/11/2025`` is a day first in French, else
    only where the other reading is impossible.
    """
    for words in stated:
        moment = _moment(words or "", lang, zone)
        if moment is not None and EARLIEST <= moment <= now + AHEAD:
            return moment.astimezone(UTC)
    return None


def _moment(words: str, lang: str | None, zone: tzinfo) -> datetime | None:
    if len(words) > LONGEST:
        return None
    folded = _folded(words)
    for form in FORMS:
        if found := form.fullmatch(folded):
            try:
                return _built(found.groupdict(), lang, zone)
            except (ValueError, OverflowError):  # 31 February, 25:00, +99:99
                return None
    return None


def _folded(words: str) -> str:
    return " ".join(strip_accents(words).casefold().split())


def _built(parts: dict[str, str | None], lang: str | None, zone: tzinfo) -> datetime:
    day = datetime(_year(parts), *_month_and_day(parts, lang))  # noqa: DTZ001  # the zone follows
    if parts.get("hour") is None:
        return datetime.combine(day, NOON, tzinfo=UTC)
    return (day + _since_midnight(parts)).replace(tzinfo=_zone(parts.get("zone"), zone))


def _year(parts: dict[str, str | None]) -> int:
    """Read a year; of two digits as RFC 2822 (section 4.3) does."""
    year = parts["year"] or ""
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < 50 else 1900)


def _month_and_day(parts: dict[str, str | None], lang: str | None) -> tuple[int, int]:
    month = parts.get("month")
    if month is not None:
        return MONTHS.get(month) or int(month), int(parts["day"] or "")
    first, other = int(parts["first"] or ""), int(parts["other"] or "")
    if first > 12 or lang == "fr" or first == other:
        return other, first
    if other > 12:
        return first, other
    raise ValueError("day and month cannot be told apart")


def _since_midnight(parts: dict[str, str | None]) -> timedelta:
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError("no such hour of half a day")
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        raise ValueError("no such time")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _zone(words: str | None, unknown: tzinfo) -> tzinfo:
    if not words:
        return unknown
    if words in ZONES:
        return timezone(timedelta(hours=ZONES[words]))
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", words)
    if offset is None:
        return unknown
    span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    if span > WIDEST_OFFSET or int(offset[3] or 0) > 59:
        raise ValueError("no such zone")
    return timezone(-span if offset[1] == "-" else span)
