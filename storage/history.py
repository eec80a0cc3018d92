"""Old entries on their way into the record: what is known of them, and what is kept. Never announced."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Announce, KnownEntry, Publisher
from storage.claims import CLAIM
from storage.feeds import feed_of, publisher_of, publisher_row, state_of
from storage.known import known_entries
from storage.model import History, NewVersion, PolledFeed
from storage.polls import mark_served, save_versions
from storage.tables import EntryGuidRow, EntryRow, FeedRow, PublisherRow, VersionRow

FeedGuid = tuple[str, str]  # a feed's id and a GUID of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An entry that is stored, and when it was last seen at its source."""

    known: KnownEntry
    served_at: datetime


def list_publishers(session: Session) -> list[Publisher]:
    """Give every body of the record, those of the catalogue first."""
    rows = session.exec(select(PublisherRow).order_by(col(PublisherRow.is_listed).desc(), col(PublisherRow.id)))
    return [publisher_of(row) for row in rows]


def list_languages(session: Session) -> list[str]:
    """Give the languages of the record's entries."""
    held = select(FeedRow.lang).where(select(EntryRow.id).where(EntryRow.feed_id == FeedRow.id).exists()).distinct()
    return list(session.exec(held.order_by(FeedRow.lang)))


def claim_feed(session: Session, feed: str, now: datetime) -> PolledFeed | None:
    """Claim one feed whether it is due or not; None while another process polls it."""
    asked = select(FeedRow, PublisherRow).join(PublisherRow).where(FeedRow.id == feed)
    row, publisher = session.exec(asked).one()
    if row.lease_until is not None and row.lease_until > now:
        return None
    row.lease_epoch, row.lease_until = row.lease_epoch + 1, now + CLAIM
    session.add(row)
    return PolledFeed(feed=feed_of(row), publisher=publisher_of(publisher), state=state_of(row), epoch=row.lease_epoch)


def held_under(session: Session, wanted: Mapping[str, Iterable[str]]) -> dict[FeedGuid, Held]:
    """Give the entries that feeds hold under some of their GUIDs."""
    found: dict[FeedGuid, Held] = {}
    for feed, guids in wanted.items():
        for guid, entry, title in session.exec(entries_under(feed, list(guids))).all():
            known = KnownEntry(
                id=entry.id,
                guids=frozenset({guid}),
                link=entry.canonical_link,
                title=title,
                content_hash=entry.content_hash,
                published=entry.published_at,
            )
            found[feed, guid] = Held(known=known, served_at=entry.last_served_at)
    return found


def entries_under(feed: str, guids: Sequence[str]) -> Any:
    """Ask for the entries of a feed under some GUIDs, each with its current title."""
    current = sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version)
    return (
        sa.select(EntryGuidRow.guid, EntryRow, VersionRow.title)  # type: ignore[call-overload]
        .join(EntryRow, col(EntryRow.id) == EntryGuidRow.entry_id)
        .join(VersionRow, current)
        .where(col(EntryRow.feed_id) == feed, col(EntryGuidRow.guid).in_(guids))
    )


def keep_history(session: Session, history: Iterable[History], now: datetime) -> int:
    """Store old entries whose GUID is not known yet, under feeds that need not be listed; return how many."""
    return sum(keep_old_entries(session, old, now) for old in history)


def keep_old_entries(session: Session, old: History, now: datetime) -> int:
    """Store what is not known of one feed's old entries."""
    keep_source(session, old)
    known = {guid for entry in known_entries(session, old.feed.id) for guid in entry.guids}
    fresh = [version for version in old.versions if version.entry.guid not in known]
    save_versions(session, [(old.feed.id, version) for version in fresh], now)
    return len(fresh)


def keep_source(session: Session, old: History) -> None:
    """Add the feed under which old entries stand, and its publisher, where they are not known; neither is listed."""
    if session.get(PublisherRow, old.publisher.id) is None:
        session.add(publisher_row(old.publisher, absent=None))
        session.flush()
    if session.get(FeedRow, old.feed.id) is None:
        row = FeedRow(id=old.feed.id, publisher_id=old.publisher.id, url=old.feed.url, lang=old.feed.lang)
        row.is_listed = False
        session.add(row)
        session.flush()


def keep_versions(session: Session, old: Sequence[History], served: Collection[str], now: datetime) -> int:
    """Store old entries, and new texts of what is history already; return how many versions that makes.

    ``served`` are entries that stand as they are.
    """
    mark_served(session, served, now, within=timedelta())
    return sum(keep_from_source(session, history, now) for history in old)


def keep_from_source(session: Session, history: History, now: datetime) -> int:
    """Store what is to be kept of one feed's old entries."""
    keep_source(session, history)
    kept = [version for version in history.versions if may_be_kept(session, version)]
    save_versions(session, [(history.feed.id, version) for version in kept], now)
    return len(kept)


def may_be_kept(session: Session, version: NewVersion) -> bool:
    """Tell whether it is new, or changes history: a text that was announced is changed by polls only."""
    if version.known is None:
        return True
    return session.get_one(EntryRow, version.known.id).announce == Announce.BACKFILL
