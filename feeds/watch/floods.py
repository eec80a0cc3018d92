"""What of a poll's news may be told: history and bursts are stored, read and searchable, but not announced.

The rules and their figures are the contract's (`greffier stories`, *backfill* and *held*).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from feeds.model import Announce, FeedState, ParsedEntry

OLD = timedelta(days=14)
BURST_AT_LEAST = 20
BURST_FACTOR = 3
POLLS_BEFORE_BURST = 5
RETOLD_SHARE = 0.8
RETOLD_AT_LEAST = 3  # a bulletin of one or two items may well keep its title


def announce(entry: ParsedEntry, state: FeedState, *, is_flood: bool, now: datetime) -> Announce:
    """Say whether a new entry may be told; ``state`` is the one before the poll that brought it."""
    if state.polls == 0 or is_old(entry, now):
        return Announce.BACKFILL
    return Announce.HELD if is_flood else Announce.YES


def is_old(entry: ParsedEntry, now: datetime) -> bool:
    """Tell whether the publisher dates it more than two weeks before we first saw it."""
    return entry.published is not None and entry.published < now - OLD


def is_flood(state: FeedState, new_titles: Sequence[str], entries: int, known_titles: frozenset[str]) -> bool:
    """Tell a burst from news. Titles are folded; ``entries`` counts all that the document holds."""
    return is_burst(state, len(new_titles)) or is_retold(new_titles, entries, known_titles)


def is_burst(state: FeedState, new: int) -> bool:
    """Tell whether so many at once is out of this feed's habits, once it has habits."""
    if len(state.news_counts) < POLLS_BEFORE_BURST:
        return False
    return new > max(BURST_AT_LEAST, BURST_FACTOR * median(state.news_counts))


def is_retold(new_titles: Sequence[str], entries: int, known_titles: frozenset[str]) -> bool:
    """Tell whether nearly all of a document is "new" under titles that we have: identities were regenerated."""
    retold = sum(title in known_titles for title in new_titles)
    return retold >= RETOLD_AT_LEAST and retold > RETOLD_SHARE * entries
