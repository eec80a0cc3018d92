"""A calendar month of the settings' zone, as a person names it: ``2026-10``."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from feeds.errors import UsageError
from storage.model import Period

EARLIEST = 1970  # before it, no clock that publishers use


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Month:
    """One month."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after(1).first - timedelta(days=1)

    def after(self, months: int) -> "Month":
        """Give the month that comes so many months later; earlier for a negative number."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year=year, number=number + 1)


def month_of(text: str | None, zone: ZoneInfo, now: datetime) -> Month:
    """Read a month, the last whole one where none is named; raise `UsageError`."""
    today = now.astimezone(zone).date()
    this = Month(year=today.year, number=today.month)
    if text is None:
        return this.after(-1)
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    if found is None or int(found[1]) < EARLIEST:
        raise UsageError(f"--month {text}: a year and a month, such as {this.first:%Y-%m}")
    month = Month(year=int(found[1]), number=int(found[2]))
    if month > this:
        raise UsageError(f"--month {text}: it has not begun; such as {this.first:%Y-%m}")
    return month


def period_of(first: Month, last: Month, zone: ZoneInfo) -> Period:
    """Give the moments from the first day of one month to the last of another, by the clocks of a zone."""
    start, end = (datetime(m.year, m.number, 1, tzinfo=zone).astimezone(UTC) for m in (first, last.after(1)))
    return Period(start=start, end=end)
