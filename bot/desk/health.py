"""The health of the feeds on record: for a list, for the doctor, for the coverage line, for maintainers."""

import json
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from bot.say.feeds import health_words
from bot.say.health import sentence, state_word
from bot.say.words import Words, words
from feeds.watch import health as watch
from feeds.watch.health import Health, Standing
from storage.coverage import coverage
from storage.feeds import list_feeds
from storage.model import Coverage, FeedRecord, UnreadSource
from storage.notices import raise_notice, settle_notice, standing_notices

if TYPE_CHECKING:
    from sqlmodel import Session

WELL = frozenset({"ok", "new", "slow", "paused", "removed"})


def standing_of(record: FeedRecord) -> Standing:
    """Give what the health of a feed follows from."""
    return Standing(
        feed=record.feed,
        state=record.state,
        is_listed=record.is_listed,
        paused_at=record.paused_at,
        held=record.held,
        removed_at=record.removed_at,
        stopped_because=record.stopped_because,
    )


def health_of(record: FeedRecord, now: datetime) -> Health:
    """Say how a feed is."""
    return watch.health(standing_of(record), now)


def health_line(record: FeedRecord, now: datetime, zone: tzinfo, w: Words) -> str:
    """Say in one line how a feed is, and why; moments in a zone."""
    return f"{record.feed.id}  {' · '.join(health_words(health_of(record, now), zone, w))}"


def health_json(record: FeedRecord, now: datetime, w: Words) -> dict[str, Any]:
    """Give the health of a feed as one JSON object; its ``reason`` is a sentence in the terminal's language, in UTC."""
    found = health_of(record, now)
    return {
        "id": record.feed.id,
        "publisher": record.publisher.id,
        "state": found.state,
        "since": found.since.isoformat() if found.since else None,
        "reason": sentence(found, w),
        "next_poll_at": found.next_at.isoformat() if found.next_at else None,
        "error": record.state.error,
        "failures": record.state.failures,
        "held": record.held,
    }


def unwell(session: "Session", now: datetime) -> list[str]:
    """Give the feeds of the catalogue that want a look."""
    return [record.feed.id for record in list_feeds(session) if health_of(record, now).state not in WELL]


# --- what a digest owns up to ---------------------------------------------------------------------------------------


def covered(session: "Session", now: datetime) -> Coverage:
    """Say what could be read and what could not, and who is silent beyond his own rhythm."""
    silent: dict[str, UnreadSource] = {}
    for record in list_feeds(session):
        found = health_of(record, now)
        if found.state == "silent" and "usual" in found.values:  # an empty feed is a maintainer's matter for a month
            silent.setdefault(record.publisher.id, silent_source(record, found))
    return replace(coverage(session), silent=tuple(silent.values()))


def silent_source(record: FeedRecord, found: Health) -> UnreadSource:
    """Say of a feed since when it has published nothing."""
    body = record.publisher
    return UnreadSource(name=dict(body.name), error="silent", since=found.since, region=body.region)


# --- what maintainers are told --------------------------------------------------------------------------------------


def watch_feeds(session: "Session", now: datetime) -> int:
    """Raise a notice for each trouble of a feed that lasts, settle those that are over; return how many were raised.

    What was told within a day is not told again: a feed that comes and goes is one word a day at most.
    """
    troubles = {
        (kind, record.feed.id): found
        for record in list_feeds(session)
        for kind, found in watch.to_tell(standing_of(record), now).items()
    }
    standing = standing_notices(session, watch.KINDS, now)
    for kind, feed in standing.still_open - troubles.keys():
        settle_notice(session, kind, feed, now)
    new = {key: found for key, found in troubles.items() if key not in standing.still_open | standing.lately_told}
    for (kind, feed), found in new.items():
        raise_notice(session, kind, feed, detail_of(found), now)
    return len(new)


def detail_of(found: Health) -> str:
    """Write what a notice says of a feed, in each language."""
    return json.dumps({lang: said(found, words(lang)) for lang in ("fr", "en")}, ensure_ascii=False)


def said(found: Health, w: Words) -> str:
    """Say how a feed is, and why."""
    return f"{state_word(found.state, w)} · {sentence(found, w)}"
