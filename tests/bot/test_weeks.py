from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.weeks import next_due, read_week_hour
from storage.model import WeekHour
from tests.bot.test_hours import ZONES

MONTREAL = ZoneInfo("America/Montreal")
MONDAY = WeekHour(weekday=0, at=time(7, 30))


@pytest.mark.parametrize("text", ["mon 07:30", "lun 07:30", "Lundi 07:30", "lun. 07:30", " MONDAY  07:30 "])
def test_a_day_is_read_by_its_french_and_english_names(text: str) -> None:
    assert read_week_hour(text) == MONDAY


def test_every_day_of_the_week_has_a_name_in_both_languages() -> None:
    for names in ("mon tue wed thu fri sat sun", "lun mar mer jeu ven sam dim"):
        assert [read_week_hour(f"{name} 18:00").weekday for name in names.split()] == list(range(7))


@pytest.mark.parametrize(
    "text", ["07:30", "mon", "mon 7h30", "mon 25:00", "xyz 07:30", "mon,07:30", "mon 07:30 07:30", ""]
)
def test_what_is_no_day_and_hour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_week_hour(text)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("weekday", [0, 6])
@pytest.mark.parametrize("hour", [time(0, 0), time(1, 45), time(2, 30), time(7, 30)])
def test_each_local_week_of_two_years_is_due_exactly_once(zone: str, weekday: int, hour: time) -> None:
    here, moment, days = ZoneInfo(zone), datetime(2025, 6, 1, 12, tzinfo=UTC), []
    for _ in range(104):
        moment = next_due([], [WeekHour(weekday=weekday, at=hour)], here, moment)
        assert moment is not None
        days.append(moment.astimezone(here).date())
    assert days == [days[0] + timedelta(weeks=n) for n in range(104)]
    assert days[0].weekday() == weekday


def test_the_hour_itself_is_due_a_week_later_and_the_minute_before_it_at_once() -> None:
    due = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)  # a Monday, 7:30 in Montreal
    assert next_due([], [MONDAY], MONTREAL, due - timedelta(minutes=1)) == due
    assert next_due([], [MONDAY], MONTREAL, due) == due + timedelta(weeks=1)


def test_an_hour_that_the_clocks_skip_is_due_at_the_first_minute_after_and_once() -> None:
    sunday = WeekHour(weekday=6, at=time(2, 30))
    due = next_due([], [sunday], MONTREAL, datetime(2026, 3, 8, 5, tzinfo=UTC))
    assert due == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)
    assert next_due([], [sunday], MONTREAL, due) == datetime(2026, 3, 15, 6, 30, tzinfo=UTC)


def test_a_day_that_a_zone_leaves_out_is_due_when_the_next_one_begins() -> None:
    apia, friday = ZoneInfo("Pacific/Apia"), WeekHour(weekday=4, at=time(7, 30))  # there was no 30 December 2011
    thursday = datetime(2011, 12, 29, 18, tzinfo=UTC)
    assert next_due([], [friday], apia, thursday) == datetime(2011, 12, 30, 10, tzinfo=UTC)


def test_hours_of_every_day_and_of_the_week_are_due_in_their_order() -> None:
    moment, due = datetime(2026, 11, 22, 23, 30, tzinfo=UTC), []  # a Sunday evening in Montreal
    for _ in range(4):
        moment = next_due([time(18)], [MONDAY], MONTREAL, moment)
        due.append(f"{moment.astimezone(MONTREAL):%a %H:%M}")
    assert due == ["Mon 07:30", "Mon 18:00", "Tue 18:00", "Wed 18:00"]


def test_without_any_hour_nothing_is_due() -> None:
    assert next_due([], [], MONTREAL, datetime(2026, 1, 1, tzinfo=UTC)) is None
