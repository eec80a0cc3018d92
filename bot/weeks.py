"""Once a week: hours with a day of the week, as a person writes them, and when a subscription with some is due next."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.hours import moment_of
from bot.hours import next_due as next_of_day
from storage.model import WeekHour

DAYS = (
    ("mon", "monday", "lun", "lundi"),
    ("tue", "tuesday", "mar", "mardi"),
    ("wed", "wednesday", "mer", "mercredi"),
    ("thu", "thursday", "jeu", "jeudi"),
    ("fri", "friday", "ven", "vendredi"),
    ("sat", "saturday", "sam", "samedi"),
    ("sun", "sunday", "dim", "dimanche"),
)
NUMBERS = {name: number for number, names in enumerate(DAYS) for name in names}
DAYS_AHEAD = 8  # a week, and the day on which it begins


def read_week_hour(text: str) -> WeekHour:
    """Read an hour of a day of the week: ``mon 07:30``, ``lun 07:30``; raise `ValueError`."""
    found = re.fullmatch(r"([^\W\d_]+)\.?\s+(\S+)", text.strip().lower())
    if found is None or found[1] not in NUMBERS:
        raise ValueError("a day and an hour, such as mon 07:30")
    return WeekHour(weekday=NUMBERS[found[1]], at=time.fromisoformat(found[2]))


def next_due(hours: Sequence[time], weekly: Sequence[WeekHour], zone: ZoneInfo, after: datetime) -> datetime | None:
    """Give the first moment later than ``after``, of every day's hours and of the week's, in UTC; None without any."""
    moments = (next_of_day(hours, zone, after), next_of_week(weekly, zone, after))
    return min((moment for moment in moments if moment is not None), default=None)


def next_of_week(weekly: Sequence[WeekHour], zone: ZoneInfo, after: datetime) -> datetime | None:
    """Give the first of the week's local hours later than ``after``, in UTC; None where there are none."""
    first = after.astimezone(zone).date()
    days = (first + timedelta(days=n) for n in range(DAYS_AHEAD))
    moments = (moment for day in days for moment in moments_on(day, weekly, zone))
    return min((moment for moment in moments if moment > after), default=None)


def moments_on(day: date, weekly: Sequence[WeekHour], zone: ZoneInfo) -> list[datetime]:
    """Give the moments of the week's hours that fall on a day."""
    return [moment_of(day, hour.at, zone) for hour in weekly if hour.weekday == day.weekday()]
