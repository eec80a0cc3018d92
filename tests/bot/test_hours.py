from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.hours import is_quiet, next_due

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Asia/Beirut",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "UTC",
]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [time(0, 0), time(1, 45), time(2, 30), time(7, 30)])
def test_each_local_day_of_two_years_is_due_exactly_once(zone: str, hour: time) -> None:
    here, moment, days = ZoneInfo(zone), datetime(2025, 6, 1, 12, tzinfo=UTC), []
    for _ in range(730):
        moment = next_due([hour], here, moment)
        assert moment is not None
        days.append(moment.astimezone(here).date())
    assert days == [days[0] + timedelta(days=n) for n in range(730)]


def test_an_hour_that_the_clocks_skip_is_due_at_the_first_minute_after() -> None:
    due = next_due([time(2, 30)], ZoneInfo("America/Montreal"), datetime(2026, 3, 8, 5, tzinfo=UTC))
    assert due == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)


def test_an_hour_that_the_clocks_repeat_is_due_the_first_time() -> None:
    montreal = ZoneInfo("America/Montreal")
    due = next_due([time(1, 30)], montreal, datetime(2026, 11, 1, 4, tzinfo=UTC))
    assert due == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert next_due([time(1, 30)], montreal, due) == datetime(2026, 11, 2, 6, 30, tzinfo=UTC)


def test_the_next_of_several_hours_is_due_and_none_without_hours() -> None:
    hours = [time(18), time(7, 30)]
    assert next_due(hours, ZoneInfo("UTC"), datetime(2026, 1, 1, 8, tzinfo=UTC)) == datetime(2026, 1, 1, 18, tzinfo=UTC)
    assert next_due([], ZoneInfo("UTC"), datetime(2026, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("quiet", "hours"),
    [
        ((time(22), time(7)), [22, 23, 0, 1, 2, 3, 4, 5, 6]),
        ((time(12), time(14)), [12, 13]),
        (None, []),
    ],
)
def test_quiet_hours_begin_with_the_first_and_end_before_the_last(quiet, hours) -> None:
    montreal = ZoneInfo("America/Montreal")
    day = [datetime(2026, 11, 20, hour, tzinfo=montreal) for hour in range(24)]
    assert [at.hour for at in day if is_quiet(quiet, montreal, at.astimezone(UTC))] == sorted(hours)
