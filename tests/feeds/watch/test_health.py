"""How a feed is said to be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from feeds.model import Brought, Feed, FeedState, Fetched, FetchFailed, Habits, NotAFeed, Validators
from feeds.watch import pace
from feeds.watch.health import Standing, health, silence, to_tell

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FEED = Feed(id="f", publisher="p", url="https://example.org/f", lang="fr")
BODY = Fetched(url=FEED.url, body=b"x", body_hash="h", validators=Validators())
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
READ = pace.after_news(FEED, FeedState(), BODY, Brought(entries=10, new=10, days=(NOW.date(),)), NOW)


def state_of(state: FeedState, now: datetime = NOW, **more: object) -> str:
    return health(Standing(feed=FEED, state=state, **more), now).state  # type: ignore[arg-type]


def failing(error: str, hours: float = 0, state: FeedState = READ) -> FeedState:
    """Let a feed fail for so many hours, polled whenever it is due."""
    now = NOW
    while True:
        state = pace.after_failure(FEED, state, FetchFailed(error=error, detail="d"), now)
        if state.next_poll_at is None or state.next_poll_at > NOW + hours * HOUR:
            return state
        now = state.next_poll_at


def days(*back: int) -> tuple[date, ...]:
    return tuple(sorted((NOW - n * DAY).date() for n in back))


@pytest.mark.parametrize(
    ("error", "word"),
    [
        ("html", "html"),
        ("blocked", "blocked"),
        ("refused", "blocked"),
        ("timeout", "failing"),
        ("empty", "failing"),
        ("truncated", "failing"),
        ("http-404", "failing"),
        ("too-many-requests", "slow"),
    ],
)
def test_a_feed_that_cannot_be_read_says_why_since_when_and_when_it_is_asked_again(error, word) -> None:
    state = failing(error)
    found = health(Standing(feed=FEED, state=state), NOW + HOUR)
    assert (found.state, found.since, found.next_at) == (word, NOW, state.next_poll_at)
    assert (found.values["error"], found.values["failures"]) == (error, 1)


def test_a_page_is_told_from_a_feed() -> None:
    assert state_of(pace.after_failure(FEED, READ, NotAFeed(error="html", detail=""), NOW)) == "html"


def test_the_gravest_of_what_is_so_is_the_word() -> None:
    gone = failing("gone")
    assert state_of(FeedState()) == "new"
    assert state_of(READ) == "ok"
    assert state_of(READ, paused_at=NOW) == "paused"
    assert state_of(gone, paused_at=NOW) == "gone"
    assert state_of(gone) == "failing"  # it was resumed, and has not been asked yet
    assert state_of(gone, is_listed=False, paused_at=NOW) == "removed"
    assert state_of(failing("html"), held=9) == "html"
    assert state_of(READ, held=9) == "held"
    retold = replace(READ, habits=replace(READ.habits, flood="mass-id-change", overruns=1))
    assert state_of(retold, held=9) == "mass-id-change"
    assert state_of(retold) == "overrun"


def test_a_feed_that_is_well_again_is_so_since_its_first_good_answer() -> None:
    well = pace.after_same_body(FEED, failing("timeout", 20), BODY, NOW + DAY)
    found = health(Standing(feed=FEED, state=well), NOW + DAY)
    assert (found.state, found.since) == ("ok", NOW + DAY)


def test_a_feed_whose_publisher_asks_for_a_long_pause_is_slow_and_one_at_our_own_pace_is_not() -> None:
    asked = replace(BODY, fresh_for=4 * HOUR)
    assert state_of(pace.after_same_body(FEED, READ, asked, NOW)) == "slow"
    assert state_of(pace.after_same_body(FEED, READ, BODY, NOW)) == "ok"
    daily = replace(FEED, every=DAY)
    assert health(Standing(feed=daily, state=pace.after_same_body(daily, READ, asked, NOW)), NOW).state == "ok"


# --- silence ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "after"),
    [
        (days(0, 1, 2, 3, 4, 5, 6), 3),  # every day
        (days(0, 1, 2, 5, 6, 7, 8, 9, 12, 13), 6),  # not at weekends
        (days(0, 7, 14, 21, 28, 35), 14),  # every week
        (days(0, 30, 61, 91, 122, 150), 62),  # every month
        (days(0, 1, 2), 30),  # nobody knows yet
        ((), 30),
    ],
)
def test_a_feed_is_silent_by_its_own_rhythm(published, after) -> None:
    habits = Habits(asked_since=NOW, days=published)
    assert silence(habits, NOW + after * DAY) is None
    found = silence(habits, NOW + after * DAY + 13 * HOUR)
    assert found is not None
    assert found == (NOW, after * DAY)


def test_a_feed_that_stopped_years_before_it_was_added_is_silent_from_the_first_poll() -> None:
    brought = Brought(entries=6, new=6, days=days(900, 907, 911, 918, 925, 930))
    state = pace.after_news(FEED, FeedState(), BODY, brought, NOW)
    assert state_of(state) == "silent"


def test_a_feed_that_publishes_and_one_that_nobody_asked_are_not_silent() -> None:
    assert silence(Habits(), NOW) is None
    assert state_of(READ, NOW + 29 * DAY) == "ok"


def test_a_feed_that_has_never_had_an_entry_is_new_for_half_a_day_then_silent_and_told() -> None:
    state = pace.after_news(FEED, FeedState(), BODY, Brought(entries=0, new=0), NOW)
    for hours, word, kinds in ((0, "new", set()), (11, "new", set()), (12, "silent", {"feed-dead"})):
        standing, now = Standing(feed=FEED, state=state), NOW + hours * HOUR
        found = health(standing, now)
        assert (found.state, found.values["is_empty"], to_tell(standing, now).keys()) == (word, True, kinds)
    filled = pace.after_news(FEED, state, BODY, Brought(entries=1, new=1, days=(NOW.date(),)), NOW + 13 * HOUR)
    emptied = pace.after_news(FEED, filled, BODY, Brought(entries=0, new=0), NOW + 14 * HOUR)
    assert [state_of(later, NOW + 14 * HOUR) for later in (filled, emptied)] == ["ok", "ok"]


# --- what is told -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", ["html", "timeout", "blocked", "refused", "too-many-requests"])
@pytest.mark.parametrize("every", [None, 12 * HOUR])
def test_a_dead_feed_is_told_within_a_day_and_a_short_trouble_is_not(error, every) -> None:
    feed = replace(FEED, every=every)
    state = pace.after_failure(feed, READ, FetchFailed(error=error, detail=""), NOW)
    told_at = None
    for hour in range(48):
        now = NOW + hour * HOUR
        if state.next_poll_at and state.next_poll_at <= now:
            state = pace.after_failure(feed, state, FetchFailed(error=error, detail=""), now)
        if to_tell(Standing(feed=feed, state=state), now):
            told_at = told_at or hour
    assert told_at is not None
    assert 12 <= told_at <= 23


def test_what_is_told_of_a_feed_is_told_by_its_kind_and_not_of_one_that_is_paused_or_removed() -> None:
    quiet = replace(READ, habits=replace(READ.habits, overruns=1, flood="burst"))
    later = NOW + 40 * DAY
    told = to_tell(Standing(feed=FEED, state=quiet, held=3), later)
    assert {kind: found.state for kind, found in told.items()} == {
        "feed-held": "held",
        "feed-overrun": "overrun",
        "feed-dead": "silent",
    }
    assert to_tell(Standing(feed=FEED, state=READ, paused_at=NOW), later) == {}
    assert to_tell(Standing(feed=FEED, state=quiet, held=3, is_listed=False), later) == {}
    gone = to_tell(Standing(feed=FEED, state=failing("gone"), paused_at=NOW), NOW)
    assert [found.state for found in gone.values()] == ["gone"]
