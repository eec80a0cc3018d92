"""The acts of a maintainer on feeds; each is logged with who, when and why."""

import getpass
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from bot.desk.health import health_of
from bot.desk.outcome import Outcome, refused, unknown
from bot.say.feeds import feed_words
from bot.say.words import N_, Words
from feeds.model import Announce
from feeds.parsing.identity import fold
from storage.by_hand import find_feed
from storage.decisions import note_decision
from storage.feeds import held_beside, set_pause, settle_held
from storage.model import FeedRecord, ServedText

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Who decides, when, and for what reason."""

    who: str
    reason: str
    at: datetime


Act = Callable[["Session", str, Why], Outcome]


def pause(session: "Session", feed: str, why: Why) -> Outcome:
    """Stop polling a feed."""
    if set_pause(session, feed, why.at):
        return noted(session, "pause", feed, why, N_("{feed}: paused"))
    return already(session, "pause", feed, N_("{feed}: paused already"))


def resume(session: "Session", feed: str, why: Why) -> Outcome:
    """Poll a feed again."""
    if set_pause(session, feed, None):
        return noted(session, "resume", feed, why, N_("{feed}: resumed"))
    return already(session, "resume", feed, N_("{feed}: not paused"))


def already(session: "Session", act: str, feed: str, said: str) -> Outcome:
    """Say of a feed that it is so already, or that there is none; nothing is logged."""
    return refused(said, feed=feed) if find_feed(session, feed) else unknown(act, feed)


def release(session: "Session", feed: str, why: Why) -> Outcome:
    """Let a feed's held entries be told, but for those that only tell again what was there before."""
    known = told_again(held_beside(session, feed))
    count = settle_held(session, feed, Announce.YES, why.at, known=known)
    some_again = N_("{feed}: what was held is released ({count}), {again} of it known before and not told again")
    said = some_again if known else N_("{feed}: what was held is released ({count})")
    return noted(session, "release", feed, why, said if count else None, count=count, again=len(known))


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


def discard(session: "Session", feed: str, why: Why) -> Outcome:
    """Keep a feed's held entries as history."""
    count = settle_held(session, feed, Announce.BACKFILL, why.at)
    said = N_("{feed}: what was held is kept as history ({count})") if count else None
    return noted(session, "discard", feed, why, said, count=count)


def noted(session: "Session", act: str, feed: str, why: Why, said: str | None, **values: object) -> Outcome:
    """Log an act that changed something, as ``said``; say so where nothing was there to change."""
    if said is None:
        return unknown(act, feed)
    number = note_decision(session, act=act, subject=feed, reason=why.reason, who=why.who, now=why.at)
    return Outcome(said=said, values={"feed": feed, **values}, number=number)


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


def feed_line(record: FeedRecord, now: datetime, zone: tzinfo, w: Words) -> str:
    """Say in one line how a feed is; moments in a zone."""
    return f"{record.feed.id}  {' · '.join(feed_words(record, health_of(record, now), zone, w))}"


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
