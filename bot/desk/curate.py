"""The acts of a maintainer on feeds; each is logged with who, when and why."""

import getpass
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.desk.health import health_of
from bot.say.feeds import feed_words
from bot.say.words import Words
from feeds.model import Announce
from feeds.parsing.identity import fold
from storage.decisions import note_decision
from storage.feeds import held_beside, set_pause, settle_held
from storage.model import FeedRecord, ServedText

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Done:
    """How an act went: a line for the one who asked, in English and short."""

    is_done: bool
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Who decides, when, and for what reason."""

    who: str
    reason: str
    at: datetime


Act = Callable[["Session", str, Why], Done]


def pause(session: "Session", feed: str, why: Why) -> Done:
    """Stop polling a feed."""
    return noted(session, "pause", feed, why, "paused" if set_pause(session, feed, why.at) else None)


def resume(session: "Session", feed: str, why: Why) -> Done:
    """Poll a feed again."""
    return noted(session, "resume", feed, why, "resumed" if set_pause(session, feed, None) else None)


def release(session: "Session", feed: str, why: Why) -> Done:
    """Let a feed's held entries be told, but for those that only tell again what was there before."""
    known = told_again(held_beside(session, feed))
    count = settle_held(session, feed, Announce.YES, why.at, known=known)
    again = f", {len(known)} of them known before and not told again" if known else ""
    return noted(session, "release", feed, why, f"released, {count} entries{again}" if count else None)


def told_again(entries: Sequence[ServedText]) -> frozenset[str]:
    """Find the held entries whose words an entry that was seen before has: an identity was changed, nothing else.

    One that has a title only is known by its day too: a notice of every week has the title of the week before.
    """
    said: dict[tuple[str, str], datetime] = {}
    again = set()
    for entry in entries:
        day = entry.published.date().isoformat() if entry.published else ""
        words = (fold(entry.title), fold(entry.summary) or day)
        if entry.is_held and said.get(words, entry.first_seen) < entry.first_seen:
            again.add(entry.id)
        said.setdefault(words, entry.first_seen)
    return frozenset(again)


def discard(session: "Session", feed: str, why: Why) -> Done:
    """Keep a feed's held entries as history."""
    count = settle_held(session, feed, Announce.BACKFILL, why.at)
    return noted(session, "discard", feed, why, f"kept as history, {count} entries" if count else None)


def noted(session: "Session", act: str, subject: str, why: Why, what: str | None) -> Done:
    """Log an act that changed something, ``what``; say so where nothing was there to change."""
    if what is None:
        return Done(False, f"nothing to {act} under {subject!r}")
    number = note_decision(session, act=act, subject=subject, reason=why.reason, who=why.who, now=why.at)
    return Done(True, f"{subject}: {what} (decision {number})")


ACTS: Mapping[str, Act] = {
    "pause": pause,
    "resume": resume,
    "release": release,
    "discard": discard,
}


def who_is_here() -> str:
    """Name who decides on the command line: the account, without more."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):
        return "cli"


def feed_line(record: FeedRecord, now: datetime, w: Words) -> str:
    """Say in one line how a feed is."""
    return f"{record.feed.id}  {' · '.join(feed_words(record, health_of(record, now), w))}"


def feed_json(record: FeedRecord, now: datetime) -> dict[str, Any]:
    """Give a feed as one JSON object."""
    state, health = record.state, health_of(record, now)
    moments = {name: getattr(state, name) for name in ("polled_at", "answered_at", "next_poll_at", "failing_since")}
    return {
        "id": record.feed.id,
        "publisher": record.publisher.id,
        "url": record.feed.url,
        "lang": record.feed.lang,
        "state": health.state,
        "since": health.since.isoformat() if health.since else None,
        "error": state.error,
        "detail": state.detail,
        "failures": state.failures,
        "held": record.held,
    } | {name: moment.isoformat() if moment else None for name, moment in moments.items()}
