"""How often a feed is asked when nothing is wrong: from what it publishes, how little it shows, what it asks for.

at most a third of what it shows may be new between two polls, going by the busiest stretch of the last two weeks
every quarter of an hour at most; every hour at least, in the first week every half hour
nothing left of the document before: twice as often, until a week has passed without
its `ttl`, Cache-Control or Expires ask for longer: as long as they ask, six hours at most
the catalogue's `every`: that, whatever the rest says
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from feeds.model import Brought, Feed, FeedState, Habits, Lot

SHORTEST = timedelta(minutes=15)  # 96 requests a day
USUAL = timedelta(minutes=30)
CALM = timedelta(hours=1)  # 24 requests a day
WEEK = timedelta(days=7)
RECENT = timedelta(days=14)
PART = 3  # what may turn over between two polls: one part of so many
LOTS = 20
DAYS = 30
LONGEST_WISH = timedelta(
    hours=6
)  # caches are told a day or a year for files that change all day; four looks a day stay
SPREAD = 0.1


def interval(feed: Feed, habits: Habits, now: datetime) -> timedelta:
    """Give the time between two polls of a feed in good health, its publisher's wishes left aside."""
    if feed.every:
        return feed.every
    usual = CALM if is_known(habits, now) else USUAL
    wanted = min(usual, turnover(habits, now) / PART)
    return max(SHORTEST, wanted / (1 << habits.overruns))


def is_known(habits: Habits, now: datetime) -> bool:
    """Tell whether a feed has been asked for a week."""
    return habits.asked_since is not None and now - habits.asked_since >= WEEK


def turnover(habits: Habits, now: datetime) -> timedelta:
    """Give how long all that a feed shows would take to be replaced at its busiest; very long where nothing says so."""
    window = habits.window or 0
    times = [lot.within * window / lot.new for lot in habits.lots if window and now - lot.at <= RECENT]
    return min(times, default=WEEK)


def wished(feed: Feed, habits: Habits, fresh_for: timedelta | None) -> timedelta:
    """Give how long the publisher asks not to be asked again, as far as we follow it."""
    if feed.every:
        return timedelta()
    return min(LONGEST_WISH, max(fresh_for or timedelta(), habits.ttl or timedelta()))


def wait(feed: Feed, habits: Habits, fresh_for: timedelta | None, now: datetime) -> timedelta:
    """Give the time from a good answer to the next request."""
    whole = max(interval(feed, habits, now), wished(feed, habits, fresh_for))
    return whole + spread(feed, now, whole)


def spread(feed: Feed, now: datetime, whole: timedelta) -> timedelta:
    """Give up to a tenth more, another for each feed and poll, so that not all ask at once. Never less: limits hold."""
    digest = hashlib.blake2b(f"{feed.id} {now.timestamp():.0f}".encode(), digest_size=4).digest()
    return whole * SPREAD * (int.from_bytes(digest) / 2**32)


def learned(state: FeedState, brought: Brought, now: datetime) -> Habits:
    """Follow a document: what it held, what of it was new."""
    habits = state.habits
    return replace(
        habits,
        window=brought.entries,
        ttl=brought.ttl,
        lots=(*habits.lots, *lot_of(state, brought, now))[-LOTS:],
        days=tuple(sorted({*habits.days, *brought.days}))[-DAYS:],
        flood=brought.flood or habits.flood,
        flood_at=now if brought.flood else habits.flood_at,
        overruns=overruns_after(habits, brought, now),
        overrun_at=now if brought.is_overrun else habits.overrun_at,
    )


def lot_of(state: FeedState, brought: Brought, now: datetime) -> tuple[Lot, ...]:
    """Give what a poll brought since the one before; nothing of a first poll, a dump or a clock that was set back.

    Two polls a moment apart, as somebody asks for by hand, say nothing of a rate: less than our shortest pause is that.
    """
    since = state.answered_at
    if state.polls == 0 or not brought.new or brought.flood or since is None or since >= now:
        return ()
    return (Lot(at=now, new=brought.new, within=max(SHORTEST, now - since)),)


MOST_OVERRUNS = 2  # an hour halved twice is the shortest interval


def overruns_after(habits: Habits, brought: Brought, now: datetime) -> int:
    """Count one more overrun; forget all of them when a week has passed without."""
    if brought.is_overrun:
        return min(MOST_OVERRUNS, habits.overruns + 1)
    return habits.overruns if habits.overrun_at and now - habits.overrun_at < WEEK else 0
