"""When to ask again: a feed's next state from its last one and one result.

A failing feed is asked more and more rarely, by equal steps up to a day, and never given up.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from feeds.model import Feed, FeedState, Fetched, FetchFailed, NotAFeed, NotModified

USUAL = timedelta(minutes=30)
LONGEST = timedelta(hours=24)
NEWS_REMEMBERED = 20

# How much longer the pause grows with each failure, by what kind it is; anything else grows by the feed's own pace.
STEP_AFTER: Mapping[str, timedelta] = MappingProxyType({"gone": LONGEST, "refused": timedelta(hours=6)})


def after_news(feed: Feed, state: FeedState, fetched: Fetched, new: int, now: datetime) -> FeedState:
    """Follow a body that was a feed and holds ``new`` unknown entries; it is about to be stored."""
    counts = (*state.news_counts, new)[-NEWS_REMEMBERED:] if new else state.news_counts
    return replace(
        after_answer(feed, state, now),
        validators=fetched.validators,
        body_hash=fetched.body_hash,
        polls=state.polls + 1,
        news_counts=counts,
        news_at=now if new else state.news_at,
    )


def after_same_body(feed: Feed, state: FeedState, result: Fetched | NotModified, now: datetime) -> FeedState:
    """Follow a 304, or a body that is the one we have: its validators may have changed."""
    if isinstance(result, NotModified):
        return after_answer(feed, state, now)
    return replace(after_answer(feed, state, now), validators=result.validators)


def after_answer(feed: Feed, state: FeedState, now: datetime) -> FeedState:
    """Follow any good answer: no error stands any more."""
    return replace(
        state,
        polled_at=now,
        answered_at=now,
        next_poll_at=now + interval(feed),
        failing_since=None,
        failures=0,
        error=None,
        detail=None,
        retry_at=None,
    )


def after_failure(feed: Feed, state: FeedState, result: FetchFailed | NotAFeed, now: datetime) -> FeedState:
    """Follow a failure: what we hold of the last stored body is kept, so nothing of it is lost."""
    failures = state.failures + 1
    wait = min(LONGEST, STEP_AFTER.get(result.error, interval(feed)) * failures)
    asked = result.retry_after if isinstance(result, FetchFailed) else None
    retry_at = now + min(asked, LONGEST) if asked is not None else None
    return replace(
        state,
        polled_at=now,
        next_poll_at=max(now + wait, retry_at) if retry_at else now + wait,
        failing_since=state.failing_since or now,
        failures=failures,
        error=result.error,
        detail=result.detail,
        retry_at=retry_at,
    )


def interval(feed: Feed) -> timedelta:
    """Give the time between two polls of a feed in good health."""
    return feed.every or USUAL
