"""How a feed is: one word, since when, what it is told from, and when it is asked next.

Several things can be so at once; the first of this list is the word:

    removed         not in the catalogue any more
    gone            its publisher said so (410); not asked until it is resumed
    paused          by a maintainer
    html            a web page comes in place of the feed
    blocked         its host does not let us in: robots.txt, 401, 403
    failing         anything else that keeps it from being read
    mass-id-change  the same entries came under new identities and wait for a maintainer
    held            more came at once than it ever publishes, and waits for a maintainer
    overrun         what it shows was replaced between two polls in the last week: some may have been missed
    silent          it is read, and has published nothing for twice its longest pause, or never anything at all
    slow            it is asked less than once an hour, because it asks for that
    new             it has not been asked yet, or only lately and had nothing
    ok
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType

from feeds.model import Feed, FeedState, Habits
from feeds.watch.floods import RETOLD
from feeds.watch.rhythm import CALM, SPREAD

NOON = time(12)  # stands for a day with news, the same day in every zone of Canada
HALF_A_DAY = timedelta(hours=12)
LEAST_SILENCE = timedelta(days=3)
UNKNOWN_SILENCE = timedelta(days=30)  # of a feed whose rhythm is not known
PAUSES_OF_SILENCE = 2
PAUSES_KNOWN = 5
EMPTY_AFTER = timedelta(hours=12)  # of a feed that has never had an entry: several polls
DEAD_AFTER = timedelta(hours=12)
DEAD_POLLS = 3
SURELY_DEAD_AFTER = timedelta(hours=18)  # of one that is asked so rarely that three polls take longer

ERRORS: Mapping[str, str] = MappingProxyType(
    {"html": "html", "blocked": "blocked", "refused": "blocked", "too-many-requests": "slow"}
)
UNREAD = frozenset({"gone", "paused", "html", "blocked", "failing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A feed with all that its health follows from."""

    feed: Feed
    state: FeedState
    is_listed: bool = True
    paused_at: datetime | None = None
    held: int = 0
    removed_at: datetime | None = None  # by a maintainer, whatever the catalogue says
    stopped_because: str | None = None  # the reason of whoever removed or paused it


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a feed is; ``values`` are those of its sentence."""

    state: str
    since: datetime | None = None
    next_at: datetime | None = None  # None where it is not asked any more, or at once
    values: Mapping[str, object] = field(default_factory=dict)


def health(standing: Standing, now: datetime) -> Health:
    """Say how a feed is: the gravest of what is so."""
    return next(found(standing, now))


def found(standing: Standing, now: datetime) -> Iterator[Health]:
    """Give all that is so of a feed, the gravest first, and at the end that it is well."""
    state = standing.state
    because = {"because": standing.stopped_because}
    if not standing.is_listed:
        yield Health(state="removed", since=standing.removed_at, values=because if standing.removed_at else {})
    if standing.paused_at:
        values = trouble(state) | because
        yield Health(state="gone" if state.is_gone else "paused", since=standing.paused_at, values=values)
    elif state.error:
        yield Health(
            state=ERRORS.get(state.error, "failing"),
            since=state.failing_since,
            next_at=state.next_poll_at,
            values=trouble(state),
        )
    for state_name, since, values in habitual(standing, now):
        yield Health(state=state_name, since=since, next_at=state.next_poll_at, values=values)


def trouble(state: FeedState) -> dict[str, object]:
    """Give what is known of a failure."""
    return {
        "error": state.error,
        "detail": state.detail,
        "failures": state.failures,
        "answered_at": state.answered_at,
        "retry_at": state.retry_at,
    }


def habitual(standing: Standing, now: datetime) -> Iterator[tuple[str, datetime | None, dict[str, object]]]:
    """Give what its behaviour says of a feed that is read."""
    state, habits = standing.state, standing.state.habits
    if standing.held:
        name = "mass-id-change" if habits.flood == RETOLD else "held"
        yield name, habits.flood_at, {"held": standing.held}
    if habits.overruns:
        yield "overrun", habits.overrun_at, {"window": habits.window}
    is_empty = never_had_any(state)
    if (quiet := silence(habits, now)) is not None:
        since, usual = quiet
        yield "silent", since, {"usual": usual, "is_empty": is_empty}
    elif is_empty and now - (habits.asked_since or now) >= EMPTY_AFTER:
        yield "silent", habits.asked_since, {"is_empty": is_empty}
    if (every := pause_asked_for(standing)) is not None:
        yield "slow", habits.well_since, {"every": every}
    name = "ok" if state.answered_at and not is_empty else "new"
    yield name, habits.well_since, {"news_at": state.news_at, "window": habits.window, "is_empty": is_empty}


def never_had_any(state: FeedState) -> bool:
    """Tell whether a feed is read and has never had an entry."""
    return state.polls > 0 and not state.error and state.news_at is None and not state.habits.window


def silence(habits: Habits, now: datetime) -> tuple[datetime, timedelta] | None:
    """Give since when a feed is silent, and after how long that is noted; None for one that is not."""
    last = datetime.combine(habits.days[-1], NOON, UTC) if habits.days else habits.asked_since
    if last is None:
        return None
    usual = usual_silence(habits)
    return (last, usual) if now - last > usual + HALF_A_DAY else None


def usual_silence(habits: Habits) -> timedelta:
    """Give how long a feed may be silent before that says something: by its own pauses, once they are known."""
    pauses = [later - sooner for sooner, later in pairwise(habits.days)]
    if len(pauses) < PAUSES_KNOWN:
        return UNKNOWN_SILENCE
    return max(LEAST_SILENCE, PAUSES_OF_SILENCE * max(pauses))


def pause_asked_for(standing: Standing) -> timedelta | None:
    """Give how long the publisher asks not to be asked, where that is longer than any pace of ours."""
    state = standing.state
    if standing.feed.every or state.error or not (state.next_poll_at and state.polled_at):
        return None
    every = state.next_poll_at - state.polled_at
    return every if every > CALM * (1 + SPREAD) else None


# --- what a maintainer is told of ------------------------------------------------------------------------------------

TOLD: Mapping[str, str] = MappingProxyType(
    {
        "html": "feed-dead",
        "blocked": "feed-dead",
        "failing": "feed-dead",
        "slow": "feed-dead",
        "silent": "feed-dead",
        "gone": "feed-gone",
        "overrun": "feed-overrun",
        "held": "feed-held",
        "mass-id-change": "feed-held",
    }
)
KINDS = frozenset(TOLD.values())


def to_tell(standing: Standing, now: datetime) -> dict[str, Health]:
    """Give what a maintainer has to know of a feed, by the kind of notice; nothing of one that is not asked."""
    if not standing.is_listed:
        return {}
    told: dict[str, Health] = {}
    for one in found(standing, now):
        kind = TOLD.get(one.state)
        if kind and is_lasting(one, standing.state, now) and not (standing.paused_at and kind == "feed-dead"):
            told.setdefault(kind, one)
    return told


def is_lasting(one: Health, state: FeedState, now: datetime) -> bool:
    """Tell whether a feed is dead, and not only in trouble: for half a day and three polls, or for longer."""
    if not one.values.get("error") or one.state == "gone":
        return one.state != "slow"
    failing_for = now - (state.failing_since or now)
    return failing_for >= (DEAD_AFTER if state.failures >= DEAD_POLLS else SURELY_DEAD_AFTER)
