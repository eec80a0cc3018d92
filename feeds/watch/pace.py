"""When to ask again, and for what: a feed's next state from its last one and one result.

A failing feed is asked more and more rarely, by equal steps up to a day, and never given up.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from feeds.model import Brought, Feed, FeedState, Fetched, FetchFailed, NotAFeed, NotModified, Validators
from feeds.watch.moves import followed
from feeds.watch.rhythm import SPREAD, interval, learned, spread, wait

LONGEST = timedelta(hours=24)
NEWS_REMEMBERED = 20
WHOLE_EVERY = timedelta(hours=24)

# How much longer the pause grows with each failure, by what kind it is; anything else grows by the feed's own pace.
STEP_AFTER: Mapping[str, timedelta] = MappingProxyType(
    {"gone": LONGEST, "blocked": LONGEST, "refused": timedelta(hours=6)}
)


def validators(state: FeedState, now: datetime) -> Validators:
    """Give what to ask with: once a day nothing, so that a server that wrongly says "not modified" hides no news."""
    whole_at = state.habits.whole_at
    return state.validators if whole_at and now - whole_at < WHOLE_EVERY else Validators()


def after_news(feed: Feed, state: FeedState, fetched: Fetched, brought: Brought, now: datetime) -> FeedState:
    """Follow a body that was a feed; it is about to be stored."""
    new = brought.new
    counts = (*state.news_counts, new)[-NEWS_REMEMBERED:] if new else state.news_counts
    taught = replace(state, habits=replace(learned(state, brought, now), whole_at=now))
    return replace(
        after_answer(feed, taught, fetched, now),
        validators=fetched.validators,
        body_hash=fetched.body_hash,
        polls=state.polls + 1,
        news_counts=counts,
        news_at=now if new else state.news_at,
    )


def after_same_body(feed: Feed, state: FeedState, result: Fetched | NotModified, now: datetime) -> FeedState:
    """Follow a 304, or a body that is the one we have: its validators may have changed."""
    if isinstance(result, NotModified):
        return after_answer(feed, state, result, now)
    whole = replace(state, validators=result.validators, habits=replace(state.habits, whole_at=now))
    return after_answer(feed, whole, result, now)


def after_answer(feed: Feed, state: FeedState, result: Fetched | NotModified, now: datetime) -> FeedState:
    """Follow any good answer: no error stands any more."""
    habits = replace(
        state.habits,
        asked_since=state.habits.asked_since or now,
        well_since=now if state.error else state.habits.well_since or now,
        moved=followed(state.habits.moved, result.moved_to, now),
    )
    return replace(
        state,
        polled_at=now,
        answered_at=now,
        next_poll_at=now + wait(feed, habits, result.fresh_for, now),
        failing_since=None,
        failures=0,
        error=None,
        detail=None,
        retry_at=None,
        habits=habits,
    )


def after_failure(feed: Feed, state: FeedState, result: FetchFailed | NotAFeed, now: datetime) -> FeedState:
    """Follow a failure: what we hold of the last stored body is kept, so nothing of it is lost."""
    failures = state.failures + 1
    asked = result.retry_after if isinstance(result, FetchFailed) else None
    retry_at = now + min(asked, LONGEST) if asked is not None else None
    next_at = now + back_off(feed, state, result.error, now)
    return replace(
        state,
        polled_at=now,
        next_poll_at=max(next_at, retry_at) if retry_at else next_at,
        failing_since=state.failing_since or now,
        failures=failures,
        error=result.error,
        detail=result.detail,
        retry_at=retry_at,
        habits=replace(state.habits, asked_since=state.habits.asked_since or now),
    )


def back_off(feed: Feed, state: FeedState, error: str, now: datetime) -> timedelta:
    """Give the pause after a failure: one more step each time, and a part of a step that differs by feed and poll.

    Where a host says that it is asked too much, that part is up to a whole step: its feeds were asked together.
    """
    step = STEP_AFTER.get(error, interval(feed, state.habits, now))
    apart = spread(feed, now, step) * (1 / SPREAD if error == "too-many-requests" else 1)
    return min(LONGEST, step * (state.failures + 1) + apart)
