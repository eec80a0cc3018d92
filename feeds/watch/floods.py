"""What of a poll's news may be told: history and bursts are stored, read and searchable, but not announced.

The rules and their figures are the contract's (`greffier stories`, *backfill* and *held*).
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import median

from feeds.model import Announce, FeedState, ParsedEntry

BURST, RETOLD = "burst", "mass-id-change"
OLD = timedelta(days=14)
BURST_AT_LEAST = 20
BURST_FACTOR = 3
POLLS_BEFORE_BURST = 5
RETOLD_SHARE = 0.8
OVERRUN_AT_LEAST = 3  # one or two that are replaced at once are how a bulletin works
RETOLD_AT_LEAST = 3  # a bulletin of one or two items may well keep its title


def announce(entry: ParsedEntry, state: FeedState, *, is_flood: bool, now: datetime) -> Announce:
    """Say whether a new entry may be told; ``state`` is the one before the poll that brought it."""
    if state.polls == 0 or is_old(entry, now):
        return Announce.BACKFILL
    return Announce.HELD if is_flood else Announce.YES


def is_old(entry: ParsedEntry, now: datetime) -> bool:
    """Tell whether the publisher dates it more than two weeks before we first saw it."""
    return entry.published is not None and entry.published < now - OLD


def flood(state: FeedState, new_titles: Sequence[str], entries: int, known_titles: frozenset[str]) -> str | None:
    """Tell a burst from news, and name it. Titles are folded; ``entries`` counts all that the document holds."""
    if is_retold(new_titles, entries, known_titles):
        return RETOLD
    return BURST if is_burst(state, len(new_titles)) else None


def is_flood(state: FeedState, new_titles: Sequence[str], entries: int, known_titles: frozenset[str]) -> bool:
    """Tell whether what is new has to wait for a maintainer."""
    return flood(state, new_titles, entries, known_titles) is not None


def is_overrun(state: FeedState, new: int, entries: int) -> bool:
    """Tell whether nothing of the document before is left in one as full: what stood between the two is lost."""
    window = state.habits.window or 0
    return state.polls > 0 and window > 0 and new == entries >= max(window, OVERRUN_AT_LEAST)


def is_burst(state: FeedState, new: int) -> bool:
    """Tell whether so many at once is out of this feed's habits, once it has habits."""
    if len(state.news_counts) < POLLS_BEFORE_BURST:
        return False
    return new > max(BURST_AT_LEAST, BURST_FACTOR * median(state.news_counts))


def is_retold(new_titles: Sequence[str], entries: int, known_titles: frozenset[str]) -> bool:
    """Tell whether nearly all of a document is "new" under titles that we have: identities were regenerated."""
    retold = sum(title in known_titles for title in new_titles)
    return retold >= RETOLD_AT_LEAST and retold > RETOLD_SHARE * entries


def days_of_news(new: Sequence[ParsedEntry], state: FeedState, now: datetime) -> tuple[date, ...]:
    """Give the days on which it published: a first document's as it dates them, from then on the day we saw news."""
    today = now.astimezone(UTC).date()
    if state.polls == 0:
        return tuple(sorted({e.published.astimezone(UTC).date() if e.published else today for e in new}))
    return (today,) if any(not is_old(entry, now) for entry in new) else ()
