"""When a feed's address becomes another."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.model import Feed, FeedState, FetchFailed, NotModified
from feeds.watch import moves, pace

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FEED = Feed(id="f", publisher="p", url="https://example.org/f", lang="fr")
NEW = "https://example.org/new"


def polled(*answers: tuple[float, str | None], feed: Feed = FEED) -> FeedState:
    """Follow answers: after how many days, and where a permanent redirect led."""
    state = FeedState()
    for days, to in answers:
        state = pace.after_same_body(feed, state, NotModified(moved_to=to), NOW + timedelta(days=days))
    return state


@pytest.mark.parametrize(
    ("answers", "address"),
    [
        ([(0, NEW), (1, NEW), (3, NEW)], NEW),
        ([(0, NEW), (1, NEW), (2.9, NEW)], None),  # not three days
        ([(0, NEW), (3, NEW)], None),  # not three answers
        ([(0, NEW), (1, None), (2, NEW), (3, NEW), (4, NEW)], None),  # it was back in between
        ([(0, NEW), (1, "https://example.org/other"), (2, NEW), (3.5, NEW), (4, NEW)], None),
        ([(0, None), (4, None), (8, None)], None),
        ([(0, "http://example.org/f"), (1, "http://example.org/f"), (9, "http://example.org/f")], None),
    ],
)
def test_an_address_is_adopted_after_three_days_of_the_same_answer(answers, address) -> None:
    assert moves.adopted(FEED, polled(*answers)) == address


def test_a_failure_in_between_neither_counts_nor_starts_the_three_days_anew() -> None:
    state = polled((0, NEW), (1, NEW))
    state = pace.after_failure(FEED, state, FetchFailed(error="timeout", detail=""), NOW + timedelta(days=2))
    assert moves.adopted(FEED, state) is None
    state = pace.after_same_body(FEED, state, NotModified(moved_to=NEW), NOW + timedelta(days=3))
    assert moves.adopted(FEED, state) == NEW


def test_what_is_the_feed_s_address_already_is_not_adopted_again() -> None:
    assert moves.adopted(replace(FEED, url=NEW), polled((0, NEW), (1, NEW), (3, NEW))) is None
