"""Dates as publishers write them, right or not at all."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parsing.dates import published

NOW = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)

FORMS = [
    ("Tue, 04 Nov 2025 10:00:00 -0500", "2025-11-04T15:00"),
    ("Tue, 04 Nov 2025 10:00:00 GMT", "2025-11-04T10:00"),
    ("Tue, 4 Nov 2025 10:00 EST", "2025-11-04T15:00"),
    ("04 Nov 2025 10:00:00 EDT", "2025-11-04T14:00"),
    ("Tue, 04 Nov 25 10:00:00 +0000", "2025-11-04T10:00"),
    ("Tue, 04 Nov 2025 10:00:00 -0500 (EST)", "2025-11-04T15:00"),
    ("Tue, 04 Nov 2025 24:00:00 Z", "2025-11-05T00:00"),
    ("Thu,28 Jul 2022 4:35:5 GMT+9", "2022-07-27T19:35:05"),
    ("Tuesday, November 4, 2025 10:00 AM EST", "2025-11-04T15:00"),
    ("Nov. 4, 2025, 2:30 p.m.", "2025-11-04T14:30"),
    ("November 4th, 2025", "2025-11-04T12:00"),
    ("Tue Nov  4 10:00:00 2025", "2025-11-04T10:00"),
    ("Tue Nov 4 10:00:00 EST 2025", "2025-11-04T15:00"),
    ("2025-11-04T10:00:00Z", "2025-11-04T10:00"),
    ("2025-11-04T10:00:00.123456-05:00", "2025-11-04T15:00:00"),
    ("2025-11-04T10:00-0500", "2025-11-04T15:00"),
    ("2025-11-04 10:00:00 +01", "2025-11-04T09:00"),
    ("2025-11-04 10:00:00", "2025-11-04T10:00"),
    ("2025-11-04", "2025-11-04T12:00"),
    ("20251104T100000Z", "2025-11-04T10:00"),
    ("20251104", "2025-11-04T12:00"),
    ("2025/11/04 10:00:00", "2025-11-04T10:00"),
    ("2025-11-04 10:00:00 HNE", "2025-11-04T15:00"),
    ("mar., 04 nov. 2025 10:00:00 -0500", "2025-11-04T15:00"),
    ("mar. 4 nov. 2025 10:00 HNE", "2025-11-04T15:00"),
    ("mardi 4 novembre 2025 10 h 00", "2025-11-04T10:00"),
    ("Mardi, 4 novembre 2025 à 10h00", "2025-11-04T10:00"),
    ("mardi 4 novembre 2025, 10 h", "2025-11-04T10:00"),
    ("le 4 novembre 2025 à 9 h 05 (HNE)", "2025-11-04T14:05"),
    ("12 août 2025", "2025-08-12T12:00"),
    ("12 aout 2025 14:30 HAE", "2025-08-12T18:30"),
    ("1er mars 2025", "2025-03-01T12:00"),
    ("vendredi 1er\u00a0août 2025", "2025-08-01T12:00"),
    ("Publié le 3 février 2025", "2025-02-03T12:00"),
    ("25/12/2024 08:00", "2024-12-25T08:00"),
    ("12/25/2024", "2024-12-25T12:00"),
    ("04.04.2025", "2025-04-04T12:00"),
    ("Mon, 24 Nov 2025 12:59:00 GMT", "2025-11-24T12:59"),
]

NO_DATES = [
    "",
    "hier",
    "04/11/2025",
    "2025-02-31",
    "2025-13-01",
    "Tue, 04 Nov 2025 25:00:00 GMT",
    "2025-11-04T10:00:00+99:99",
    "2025-11-04T10:00:00+15:00",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z",
    "Fri, 13 Feb 1699 10:00:00 GMT",
    "1970-01-01T00:00:00Z",
    "Mon, 24 Nov 2025 13:01:00 GMT",
    "le 4 novembre 2025, mis à jour le 6 novembre 2025",
    "2025-11-04 " * 10_000,
]


@pytest.mark.parametrize(("words", "moment"), FORMS)
def test_a_date_is_read_as_its_publisher_meant_it(words, moment):
    assert published(words, now=NOW) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize("words", NO_DATES)
def test_what_is_absurd_ambiguous_or_to_come_is_no_date(words):
    assert published(words, now=NOW) is None


def test_the_day_comes_first_in_a_french_feed_only():
    assert published("04/11/2025", now=NOW, lang="fr") == datetime(2025, 11, 4, 12, tzinfo=UTC)
    assert published("04/11/2025", now=NOW, lang="en") is None


def test_a_clock_time_without_a_zone_is_that_of_the_zone_given():
    zone = ZoneInfo("America/Montreal")
    assert published("12 août 2025 à 10 h 00", now=NOW, zone=zone) == datetime(2025, 8, 12, 14, tzinfo=UTC)


def test_the_first_date_that_can_be_read_counts():
    assert published(None, "demain", "2025-11-03", "2025-11-02", now=NOW) == datetime(2025, 11, 3, 12, tzinfo=UTC)


@given(st.text(max_size=90) | st.from_regex(r"[0-9]{1,5}[-/ ][0-9a-z]{1,9}[-/ ][0-9]{1,5}( [0-9:+hapm.-]{0,12})?"))
def test_any_words_give_a_past_moment_in_utc_or_nothing(words):
    moment = published(words, now=NOW, lang="fr")
    assert moment is None or (moment.tzinfo is UTC and moment <= NOW + timedelta(hours=1))
