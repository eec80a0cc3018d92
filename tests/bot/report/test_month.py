from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.desk.month import Month, month_of, period_of
from feeds.errors import UsageError

MONTREAL = ZoneInfo("America/Montreal")
NOW = datetime(2026, 3, 1, 4, tzinfo=UTC)  # still February in Montreal


def test_without_a_month_the_last_whole_one_by_the_clocks_of_the_zone_is_told() -> None:
    assert month_of(None, MONTREAL, NOW) == Month(year=2026, number=1)
    assert month_of(None, ZoneInfo("UTC"), NOW) == Month(year=2026, number=2)
    assert month_of(None, MONTREAL, datetime(2026, 1, 15, tzinfo=UTC)) == Month(year=2025, number=12)


def test_the_running_month_may_be_asked_for_and_one_to_come_may_not() -> None:
    assert month_of("2026-02", MONTREAL, NOW) == Month(year=2026, number=2)
    with pytest.raises(UsageError, match=r"^--month 2026-03: it has not begun"):
        month_of("2026-03", MONTREAL, NOW)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-1", "26-01", "0000-01", "2026-01-01", "", "janvier", "２０２６-01"]
)
def test_what_is_no_month_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match=r"--month .*: a year and a month, such as 2026-02"):
        month_of(text, MONTREAL, NOW)


def test_a_month_is_as_long_as_its_clocks_say() -> None:
    march = Month(year=2026, number=3)
    assert (march.first, march.last) == (date(2026, 3, 1), date(2026, 3, 31))
    period = period_of(march, march, MONTREAL)
    assert (period.start, period.end) == (datetime(2026, 3, 1, 5, tzinfo=UTC), datetime(2026, 4, 1, 4, tzinfo=UTC))


def test_twelve_months_reach_back_to_the_month_after_the_same_one_of_last_year() -> None:
    march = Month(year=2026, number=3)
    assert march.after(-11) == Month(year=2025, number=4)
    assert march.after(-3) == Month(year=2025, number=12)
    assert march.after(10) == Month(year=2027, number=1)
