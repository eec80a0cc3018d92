"""How often a feed is asked, as a simulated month shows it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pytest

from feeds.model import Brought, Feed, FeedState, Fetched, Habits, Lot, NotModified, Validators
from feeds.watch import pace, rhythm

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FEED = Feed(id="f", publisher="p", url="https://example.org/f", lang="fr")
BODY = Fetched(url=FEED.url, body=b"x", body_hash="h", validators=Validators())
KNOWN = Habits(asked_since=NOW - timedelta(days=8), window=10)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
AT_WORK = [0, *accumulate(9 <= (12 + minute // 60) % 24 < 17 for minute in range(32 * 24 * 60))]  # minutes, from noon


def lot(new: int, within: timedelta, ago: timedelta = HOUR) -> Lot:
    return Lot(at=NOW - ago, new=new, within=within)


def pace_of(habits: Habits, feed: Feed = FEED) -> timedelta:
    return rhythm.interval(feed, habits, NOW)


def lived(feed: Feed, window: int, per_hour: int, days: int) -> tuple[list[datetime], FeedState]:
    """Poll a feed that publishes evenly from nine to five, whenever it is due; give the moments of the polls."""
    state, moments, seen, now = FeedState(), [], 0, NOW
    while now < NOW + timedelta(days=days):
        moments.append(now)
        said = AT_WORK[int((now - NOW) / MINUTE)] * per_hour // 60
        new = min(window, said - seen) if state.polls else window
        is_overrun = state.polls > 0 and said - seen > window
        brought = Brought(entries=window, new=new, days=(now.date(),) if new else (), is_overrun=is_overrun)
        state, seen = pace.after_news(feed, state, BODY, brought, now), said
        assert state.next_poll_at is not None
        now = state.next_poll_at
    return moments, state


def test_a_feed_of_ten_entries_that_fills_up_quickly_is_asked_every_quarter_of_an_hour() -> None:
    assert pace_of(replace(KNOWN, lots=(lot(4, 15 * MINUTE),))) == 15 * MINUTE
    assert pace_of(replace(KNOWN, lots=(lot(2, 15 * MINUTE),))) == 25 * MINUTE


def test_at_most_a_third_of_what_is_shown_turns_over_between_two_polls() -> None:
    assert pace_of(replace(KNOWN, window=10, lots=(lot(4, HOUR), lot(1, HOUR)))) == 50 * MINUTE
    assert pace_of(replace(KNOWN, window=100, lots=(lot(4, HOUR),))) == HOUR


def test_what_was_busy_more_than_two_weeks_ago_does_not_count() -> None:
    assert pace_of(replace(KNOWN, lots=(lot(9, 15 * MINUTE, timedelta(days=15)),))) == HOUR


def test_a_feed_is_asked_every_half_hour_in_its_first_week_and_every_hour_after() -> None:
    assert pace_of(replace(KNOWN, asked_since=NOW - timedelta(days=6))) == 30 * MINUTE
    assert pace_of(Habits()) == 30 * MINUTE
    assert pace_of(KNOWN) == HOUR


def test_the_catalogue_s_word_on_the_pace_wins_over_all_else() -> None:
    ours = replace(FEED, every=5 * MINUTE)
    habits = replace(KNOWN, ttl=3 * HOUR, overruns=2)
    assert pace_of(habits, ours) == 5 * MINUTE
    assert rhythm.wait(ours, habits, 2 * HOUR, NOW) < 6 * MINUTE


@pytest.mark.parametrize(("window", "per_hour", "most"), [(10, 20, 96), (10, 4, 96), (60, 1, 24), (30, 0, 24)])
def test_no_feed_is_asked_more_often_than_it_is_promised(window, per_hour, most) -> None:
    moments, _ = lived(FEED, window, per_hour, days=21)
    for day in range(8, 21):
        begin = NOW + timedelta(days=day)
        assert sum(begin <= moment < begin + timedelta(days=1) for moment in moments) <= most


@pytest.mark.parametrize(("window", "per_hour"), [(10, 8), (10, 4), (20, 20)])
def test_a_feed_that_can_be_followed_is_never_overrun_once_it_is_known(window, per_hour) -> None:
    _, state = lived(FEED, window, per_hour, days=30)
    assert state.habits.overruns == 0
    assert max(lot.new for lot in state.habits.lots) <= window / 2


# --- what the publisher wishes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ttl", "fresh_for", "hours"),
    [(2, None, 2), (None, 3, 3), (2, 3, 3), (24, None, 6), (None, 8760, 6), (0.2, 0.1, 1)],
)
def test_what_a_publisher_asks_for_lengthens_the_pause_up_to_six_hours(ttl, fresh_for, hours) -> None:
    asked = timedelta(hours=fresh_for) if fresh_for else None
    state = FeedState(habits=replace(KNOWN, ttl=timedelta(hours=ttl) if ttl else None))
    after = pace.after_same_body(FEED, state, NotModified(fresh_for=asked), NOW)
    assert hours * HOUR <= after.next_poll_at - NOW <= hours * HOUR * 1.1


def test_the_ttl_of_a_document_holds_for_the_not_modified_answers_after_it() -> None:
    state = pace.after_news(FEED, FeedState(), BODY, Brought(entries=3, new=3, ttl=4 * HOUR), NOW)
    after = pace.after_same_body(FEED, state, NotModified(), NOW + 4 * HOUR)
    assert after.next_poll_at - NOW >= 8 * HOUR


def test_two_feeds_that_were_asked_together_are_not_asked_together_again() -> None:
    waits = {rhythm.wait(replace(FEED, id=f"f{n}"), KNOWN, None, NOW) for n in range(100)}
    assert len(waits) == 100
    assert min(waits) >= HOUR
    assert max(waits) <= 1.1 * HOUR
    assert max(waits) - min(waits) > 5 * MINUTE


# --- what was missed --------------------------------------------------------------------------------------------------


def test_an_overrun_doubles_the_pace_until_a_week_has_passed_without() -> None:
    over, calm = Brought(entries=10, new=10, is_overrun=True), Brought(entries=10, new=0)
    state = FeedState(polls=9, habits=KNOWN)
    paces = []
    for _ in range(3):
        state = pace.after_news(FEED, state, BODY, over, NOW)
        paces.append(pace_of(replace(state.habits, lots=())))
    assert paces == [30 * MINUTE, 15 * MINUTE, 15 * MINUTE]
    state = pace.after_news(FEED, state, BODY, calm, NOW + timedelta(days=6))
    assert state.habits.overruns == 2
    state = pace.after_news(FEED, state, BODY, calm, NOW + timedelta(days=7))
    assert pace_of(replace(state.habits, lots=())) == HOUR


def test_two_polls_by_hand_a_moment_apart_teach_no_haste() -> None:
    state = FeedState(polls=9, answered_at=NOW - timedelta(seconds=5), habits=KNOWN)
    after = pace.after_news(FEED, state, BODY, Brought(entries=10, new=1), NOW)
    assert pace_of(after.habits) == 50 * MINUTE


def test_a_dump_of_an_archive_teaches_no_rhythm() -> None:
    state = FeedState(polls=9, answered_at=NOW - HOUR, habits=KNOWN)
    after = pace.after_news(FEED, state, BODY, Brought(entries=500, new=500, flood="burst"), NOW)
    assert after.habits.lots == ()
    assert (after.habits.flood, after.habits.flood_at) == ("burst", NOW)


# --- a whole body once a day ------------------------------------------------------------------------------------------


def test_once_a_day_the_whole_body_is_asked_for_whatever_the_server_says() -> None:
    etag = Validators(etag='"1"')
    state = pace.after_news(FEED, FeedState(), replace(BODY, validators=etag), Brought(entries=1, new=1), NOW)
    later = pace.after_same_body(FEED, state, NotModified(), NOW + 23 * HOUR)
    assert pace.validators(later, NOW + 23 * HOUR) == etag
    assert pace.validators(later, NOW + 24 * HOUR) == Validators()
    whole = pace.after_same_body(FEED, later, replace(BODY, validators=etag), NOW + 24 * HOUR)
    assert pace.validators(whole, NOW + 25 * HOUR) == etag
