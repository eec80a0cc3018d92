"""When a text says that something was announced: a month, a season or a year, as the days it covers. Pure."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from feeds.reading import vocabulary

SEASONS = {
    "printemps": (3, 6), "spring": (3, 6), "ete": (6, 9), "summer": (6, 9),
    "automne": (9, 12), "fall": (9, 12), "autumn": (9, 12), "hiver": (12, 15), "winter": (12, 15),
}  # fmt: skip
LAST_YEAR = re.compile(r"\b(?:l'an (?:dernier|passe)|l'annee (?:derniere|passee)|last year|a year ago|il y a un an)\b")
THIS_YEAR = re.compile(r"\b(?:cette annee|plus tot cette annee|earlier this year|this year)\b")
YEAR = r"((?:19|20)\d\d)"


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day, both included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        return self.first <= day <= self.last


def stated(text: str, published: date) -> Days | None:
    """Give the days that a folded text names first, those before ``published`` where it gives no year."""
    return next(found(text, published), None)


def found(text: str, published: date) -> Iterator[Days]:
    """Give what a text names, a month before a season before a year."""
    for named in months().finditer(text):
        day = next((int(group) for group in (named["day"], named["after"]) if group), None)
        yield month_of(MONTHS[named["month"]], int(named["year"]) if named["year"] else None, published, day)
    for named in SEASON.finditer(text):
        yield season_of(SEASONS[named[1]], int(named[2]) if named[2] else None, published)
    if LAST_YEAR.search(text):
        yield year_of(published.year - 1)
    if THIS_YEAR.search(text):
        yield Days(date(published.year, 1, 1), published)
    for named in re.finditer(rf"\b(?:en|in|depuis|since|de|of) {YEAR}\b(?!\s*[-/a])", text):
        yield year_of(int(named[1]))


def month_of(month: int, year: int | None, published: date, day: int | None = None) -> Days:
    """Give a month's days, or one day of it; without a year the last such month, this one included."""
    if year is None:
        year = published.year if month <= published.month else published.year - 1
    last = monthrange(year, month)[1]
    if day and day <= last:
        return Days(date(year, month, day), date(year, month, day))
    return Days(date(year, month, 1), date(year, month, last))


def season_of(months: tuple[int, int], year: int | None, published: date) -> Days:
    """Give a season's days, a little generously; without a year the last that has begun."""
    if year is None:
        year = published.year if (published.month, published.day) >= (months[0], 20) else published.year - 1
    last = date(year + months[1] // 13, (months[1] - 1) % 12 + 1, 28)
    return Days(date(year, months[0], 1), last + timedelta(days=5))


def year_of(year: int) -> Days:
    """Give a year's days."""
    return Days(date(year, 1, 1), date(year, 12, 31))


MONTHS = {
    word: number
    for rows in vocabulary.section("tables/calendar.toml", "months").values()
    for number, row in enumerate(rows, 1)
    for word in row.split("|")
    if len(word) > 3 or word in ("mai", "may")
}
SEASON = re.compile(  # "a été annoncé" names no summer
    rf"\b(?:(?<=[ld]')|(?<=cet )|(?<=en )|(?!ete\b))({'|'.join(SEASONS)})\b(?: (?:de |of )?{YEAR})?"
)


@cache
def months() -> re.Pattern[str]:
    """Build the expression of a month, with its day before or behind and its year."""
    names = "|".join(sorted(MONTHS, key=len, reverse=True))
    before, behind = r"(?:\b(?P<day>\d{1,2})(?:er)? )?", r"(?: (?P<after>\d{1,2})(?!\d))?"
    year = r"(?:,? (?:de |of )?(?P<year>(?:19|20)\d\d))?"
    return re.compile(rf"{before}\b(?P<month>{names})\b\.?{behind}{year}")
