from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.wire.freshness import LONGEST, fresh_for, retry_after

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"cache-control": "max-age=600"}, timedelta(minutes=10)),
        ({"cache-control": 'public, Max-Age = "600"'}, timedelta(minutes=10)),
        ({"cache-control": "max-age=600", "age": "240"}, timedelta(minutes=6)),
        ({"cache-control": "max-age=600", "age": "900"}, None),
        ({"cache-control": "max-age=0"}, None),
        ({"cache-control": "max-age=99999999999999999999"}, DAY),
        ({"cache-control": "max-age=-5"}, None),
        ({"cache-control": "s-maxage=600"}, None),
        ({"cache-control": "s-maxage=900, max-age=600"}, timedelta(minutes=10)),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"cache-control": "max-age=600, no-store"}, None),
        ({"cache-control": 'no-cache="set-cookie", max-age=600'}, None),
        ({"cache-control": "no-cached, max-age=600"}, timedelta(minutes=10)),
        ({"expires": "Wed, 04 Mar 2026 13:00:00 GMT"}, timedelta(hours=1)),
        ({"expires": "Wed, 04 Mar 2026 13:00:00 GMT", "date": "Wed, 04 Mar 2026 12:30:00 GMT"}, timedelta(minutes=30)),
        ({"expires": "Wed, 04 Mar 2026 11:00:00 GMT"}, None),
        ({"expires": "Sun, 04 Mar 2046 13:00:00 GMT"}, DAY),
        ({"expires": "0"}, None),
        ({"expires": "-1", "cache-control": "max-age=60"}, timedelta(minutes=1)),
        ({"expires": "Wed, 04 Mar 2026 13:00:00 GMT", "cache-control": "max-age=60"}, timedelta(minutes=1)),
        ({"expires": "Wed, 04 Mar 2026 13:00:00 GMT", "cache-control": "no-cache"}, None),
    ],
)
def test_freshness_is_what_the_publisher_states_and_never_more_than_a_day(headers, expected) -> None:
    assert fresh_for(headers, NOW) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        ("120", timedelta(minutes=2)),
        (" 120 ", timedelta(minutes=2)),
        ("0", timedelta()),
        ("²", None),
        ("٣", None),
        ("9" * 6_000, timedelta(seconds=10_000_000)),
        ("Wed, 04 Mar 2026 14:00:00 GMT", timedelta(hours=2)),
        ("Wed, 04 Mar 2026 14:00:00 -0000", timedelta(hours=2)),
        ("Wed, 04 Mar 2026 10:00:00 GMT", timedelta()),
        ("soon", None),
        ("-5", None),
    ],
)
def test_a_pause_is_read_as_seconds_or_as_a_date(header, expected) -> None:
    assert retry_after(header, NOW) == expected


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_no_header_breaks_the_reading(control, expires, age) -> None:
    found = fresh_for({"cache-control": control, "expires": expires, "age": age}, NOW)
    assert found is None or timedelta() < found <= LONGEST
    pause = retry_after(expires, NOW)
    assert pause is None or pause >= timedelta()


@given(st.from_regex(r"\w{3}, -?[0-9]{1,12} \w{3} [0-9]{1,8} [0-9]{1,9}:[0-9]{1,9}:[0-9]{1,9} [+-]?[0-9]{1,12}"))
def test_no_absurd_date_breaks_the_reading(date) -> None:
    assert fresh_for({"expires": date, "date": date}, NOW) in (None, timedelta())
    pause = retry_after(date, NOW)
    assert pause is None or pause >= timedelta()
