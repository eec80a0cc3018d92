from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.duration import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("2h", timedelta(hours=2)),
        ("7d", timedelta(days=7)),
        ("0s", timedelta(0)),
        ("999999999d", timedelta(days=999_999_999)),
    ],
)
def test_a_duration_is_a_number_and_its_unit(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text", ["", "15", "m", "15 m", " 15m", "15m\n", "-1s", "+1s", "1.5h", "2H", "1h30m", "3w", "٣m"]
)
def test_anything_else_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as 90s, 15m, 2h or 7d"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (timedelta(0), "0s"),
        (timedelta(seconds=90), "90s"),
        (timedelta(minutes=90), "90m"),
        (timedelta(hours=48), "2d"),
    ],
)
def test_a_duration_is_written_in_the_largest_unit_that_divides_it(duration: timedelta, text: str) -> None:
    assert format_duration(duration) == text


def test_more_than_can_be_held_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than 999999999d"):
        parse_duration("1000000000d")


@given(st.integers(0, timedelta.max // timedelta(seconds=1)))
def test_what_is_written_reads_back(seconds: int) -> None:
    assert parse_duration(format_duration(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@pytest.mark.parametrize("duration", [timedelta(seconds=-1), timedelta(milliseconds=1500)])
def test_what_the_form_cannot_say_is_not_written(duration: timedelta) -> None:
    with pytest.raises(ValueError, match="whole number of seconds"):
        format_duration(duration)
