from datetime import UTC, datetime, timedelta

import pytest

from feeds.model import Announce, FeedState, ParsedEntry
from feeds.watch import floods

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SETTLED = FeedState(polls=40, news_counts=(2, 3, 1, 2, 2))


def entry(days_old: float | None = 0) -> ParsedEntry:
    published = NOW - timedelta(days=days_old) if days_old is not None else None
    return ParsedEntry(guid=None, link=None, title="t", summary="", published=published)


def test_a_first_poll_announces_nothing_however_fresh() -> None:
    assert floods.announce(entry(0), FeedState(), is_flood=False, now=NOW) is Announce.BACKFILL


def test_news_of_a_known_feed_is_announced_and_what_is_two_weeks_old_is_not() -> None:
    assert floods.announce(entry(13.9), SETTLED, is_flood=False, now=NOW) is Announce.YES
    assert floods.announce(entry(14.1), SETTLED, is_flood=False, now=NOW) is Announce.BACKFILL
    assert floods.announce(entry(None), SETTLED, is_flood=False, now=NOW) is Announce.YES


def test_a_burst_is_held_but_history_in_it_stays_history() -> None:
    assert floods.announce(entry(1), SETTLED, is_flood=True, now=NOW) is Announce.HELD
    assert floods.announce(entry(300), SETTLED, is_flood=True, now=NOW) is Announce.BACKFILL


@pytest.mark.parametrize(
    ("counts", "new", "is_burst"),
    [
        ((2, 2, 2, 2, 2), 20, False),
        ((2, 2, 2, 2, 2), 21, True),
        ((10, 10, 10, 10, 10), 30, False),
        ((10, 10, 10, 10, 10), 31, True),
        ((2, 2, 2, 2), 500, False),
    ],
)
def test_a_burst_is_out_of_the_habits_of_a_feed_that_has_habits(counts, new, is_burst) -> None:
    titles = [f"titre {n}" for n in range(new)]
    assert floods.is_flood(FeedState(polls=9, news_counts=counts), titles, new, frozenset()) is is_burst


def test_a_document_whose_entries_are_nearly_all_new_under_known_titles_is_held() -> None:
    known = frozenset(f"titre {n}" for n in range(10))
    assert floods.is_flood(SETTLED, [f"titre {n}" for n in range(9)], 10, known)
    assert not floods.is_flood(SETTLED, [f"titre {n}" for n in range(8)], 10, known)
