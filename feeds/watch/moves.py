"""When the address that permanent redirects lead to becomes a feed's own.

301 and 308 only (RFC 9110, section 15.4), and only where every answer of three days led to the same place and held a
feed: a page that moved by mistake is back sooner. Never from https to http.
"""

from datetime import datetime, timedelta

from feeds.model import Feed, FeedState, Moved

SURE_AFTER = timedelta(days=3)
LEAST_POLLS = 3


def followed(moved: Moved | None, to: str | None, now: datetime) -> Moved | None:
    """Follow one more answer: the same place again, another, or none."""
    if to is None:
        return None
    if moved is None or moved.to != to:
        return Moved(to=to, since=now, polls=1)
    return Moved(to=to, since=moved.since, polls=moved.polls + 1)


def adopted(feed: Feed, state: FeedState) -> str | None:
    """Give the address that is a feed's from its last answer on; None where it keeps its own."""
    moved, answered_at = state.habits.moved, state.answered_at
    if moved is None or answered_at is None or moved.to == feed.url or is_downgrade(feed.url, moved.to):
        return None
    return moved.to if answered_at - moved.since >= SURE_AFTER and moved.polls >= LEAST_POLLS else None


def is_downgrade(old: str, new: str) -> bool:
    """Tell whether a move would give up encryption."""
    return old.lower().startswith("https:") and not new.lower().startswith("https:")
