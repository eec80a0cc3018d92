"""When a subscription is due: its local hours, through every change of the clocks, exactly once a local day.

And when it is told late, or not yet.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS_AHEAD = 3  # a gap never swallows more than one local day
LATE = timedelta(minutes=15)  # what a reader notices


def next_due(hours: Sequence[time], zone: ZoneInfo, after: datetime) -> datetime | None:
    """Give the first of the local hours later than ``after``, in UTC; None for a subscription without hours."""
    first = after.astimezone(zone).date()
    days = (first + timedelta(days=n) for n in range(DAYS_AHEAD))
    moments = (moment_of(day, hour, zone) for day in days for hour in sorted(hours))
    return next((moment for moment in moments if moment > after), None)


def moment_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Give the moment of a local hour: the first of two in a fold, the first valid minute after a gap."""
    local = datetime.combine(day, hour, tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    return first_after_gap(moment, zone)


def first_after_gap(moment: datetime, zone: ZoneInfo) -> datetime:
    """Give the moment of the clock change whose gap swallowed a local hour; ``moment`` is at most a day past it."""
    before, after = moment - timedelta(days=1), moment + timedelta(days=1)
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == offset else (before, middle)
    return after.replace(microsecond=0)


def is_late(due_at: datetime, now: datetime) -> bool:
    """Tell whether what was due is told so late that it has to say so."""
    return now - due_at > LATE


def is_quiet(quiet: tuple[time, time] | None, zone: ZoneInfo, now: datetime) -> bool:
    """Tell whether the clocks on the wall are within the quiet hours, which may go past midnight."""
    if quiet is None:
        return False
    start, end = quiet
    local = now.astimezone(zone).time()
    return start <= local < end if start < end else local >= start or local < end
