from datetime import UTC, datetime, timedelta

from feeds.model import Brought, Feed, FeedState, Fetched, FetchFailed, NotAFeed, NotModified, Validators
from feeds.watch import pace

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FEED = Feed(id="f", publisher="p", url="https://example.org/f", lang="fr", every=timedelta(minutes=15))
BODY = Fetched(url=FEED.url, body=b"x", body_hash="h2", validators=Validators(etag='"2"'))
HELD = FeedState(
    validators=Validators(etag='"1"'), body_hash="h1", polls=3, failures=2, error="timeout", failing_since=NOW
)


def test_a_stored_body_brings_its_validators_and_ends_the_trouble() -> None:
    state = pace.after_news(FEED, HELD, BODY, Brought(entries=9, new=4), NOW)
    assert (state.validators.etag, state.body_hash, state.polls, state.news_counts) == ('"2"', "h2", 4, (4,))
    assert (state.error, state.failures, state.failing_since) == (None, 0, None)
    assert timedelta(minutes=15) <= state.next_poll_at - NOW <= timedelta(minutes=16.5)


def test_not_modified_keeps_everything_but_the_trouble() -> None:
    state = pace.after_same_body(FEED, HELD, NotModified(), NOW)
    assert (state.validators, state.body_hash, state.polls) == (HELD.validators, "h1", 3)
    assert state.answered_at == NOW


def test_a_failure_keeps_what_we_hold_and_is_asked_again_ever_more_rarely_but_always() -> None:
    state = FeedState(validators=Validators(etag='"1"'), body_hash="h1", polls=3)
    waits = []
    for _ in range(200):
        state = pace.after_failure(FEED, state, FetchFailed(error="timeout", detail=""), NOW)
        assert state.next_poll_at is not None
        waits.append(state.next_poll_at - NOW)
    assert [wait // timedelta(minutes=15) for wait in waits[:3]] == [1, 2, 3]
    assert all(wait % timedelta(minutes=15) < timedelta(minutes=1.5) for wait in waits[:3])
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=24)
    assert (state.validators.etag, state.body_hash, state.failing_since) == ('"1"', "h1", NOW)


def test_a_retry_after_is_obeyed_up_to_a_day() -> None:
    asked = FetchFailed(error="too-many-requests", detail="", retry_after=timedelta(hours=2))
    assert pace.after_failure(FEED, FeedState(), asked, NOW).retry_at == NOW + timedelta(hours=2)
    week = FetchFailed(error="too-many-requests", detail="", retry_after=timedelta(days=7))
    assert pace.after_failure(FEED, FeedState(), week, NOW).next_poll_at == NOW + timedelta(hours=24)


def test_a_page_that_is_no_feed_is_a_failure_by_name() -> None:
    assert pace.after_failure(FEED, FeedState(), NotAFeed(error="html", detail="a page"), NOW).error == "html"
