"""What a poll leaves behind, in one transaction: versions, readings, stories, validators, health (promise P1).

If the validators were stored before the entries they cover, a crash in between would let the next 304 hide those
entries for good.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import KnownEntry, Reading
from storage.database import new_id
from storage.doubts import hold, raise_doubt
from storage.facts import fact_row
from storage.feeds import state_columns
from storage.indexing import index_as_brought
from storage.model import NewVersion, PollOutcome, StoryState
from storage.redactions import carry_redactions
from storage.removals import take_out
from storage.rulings import in_force
from storage.tables import (
    EntryGuidRow,
    EntryRow,
    FeedRow,
    ReadingRow,
    StoryEntryRow,
    StoryRow,
    VersionRow,
)
from storage.unread import follow_reading


class LostClaimError(Exception):
    """Another process has taken over the feed: what this one brings is not stored."""


def known_entries(session: Session, feed: str) -> list[KnownEntry]:
    """Give what matching needs of every entry of a feed."""
    guids: dict[str, set[str]] = {}
    aliases = select(EntryGuidRow).join(EntryRow).where(EntryRow.feed_id == feed)
    for alias in session.exec(aliases):
        guids.setdefault(alias.entry_id, set()).add(alias.guid)
    current = sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version)
    rows = session.exec(select(EntryRow, VersionRow.title).join(VersionRow, current).where(EntryRow.feed_id == feed))
    return [
        KnownEntry(
            id=entry.id,
            guids=frozenset(guids.get(entry.id, ())),
            link=entry.canonical_link,
            title=title,
            content_hash=entry.content_hash,
            published=entry.published_at,
        )
        for entry, title in rows
    ]


def save_polls(session: Session, outcomes: Sequence[PollOutcome], now: datetime) -> None:
    """Store what a batch of polls brought, all of it or nothing; raise `LostClaimError` for a lost claim."""
    for outcome in outcomes:
        end_claim(session, outcome)
        for version in outcome.versions:
            save_version(session, outcome.feed, version, now)
        for entry, guid in outcome.aliases:
            session.merge(EntryGuidRow(entry_id=entry, guid=guid))
        mark_served(session, outcome.seen, now)
    session.flush()


def end_claim(session: Session, outcome: PollOutcome) -> None:
    """Store a feed's next state where the claim still stands, and end the claim."""
    claimed = sa.update(FeedRow).where(col(FeedRow.id) == outcome.feed, col(FeedRow.lease_epoch) == outcome.epoch)
    done = session.execute(claimed.values(lease_until=None, **state_columns(outcome.state)))
    if not done.rowcount:  # type: ignore[attr-defined]  # every UPDATE's result has it
        raise LostClaimError(outcome.feed)


def mark_served(session: Session, entries: Iterable[str], now: datetime) -> None:
    """Note that the feed still serves these entries."""
    served = list(entries)
    for start in range(0, len(served), 500):
        batch = col(EntryRow.id).in_(served[start : start + 500])
        session.execute(sa.update(EntryRow).where(batch).values(last_served_at=now))


def save_version(session: Session, feed: str, version: NewVersion, now: datetime) -> str:
    """Store a version, of a new entry or of a known one, with its reading; return the entry's id."""
    before = session.get_one(EntryRow, version.known.id).link if version.known else None
    entry = new_entry(session, feed, version, now) if version.known is None else next_version(session, version, now)
    row = VersionRow(
        entry_id=entry.id,
        number=entry.version,
        title=version.entry.title,
        summary=version.entry.summary,
        content_hash=version.content_hash,
        withheld=[[span.field, span.start, span.end] for span in version.withheld],
        seen_at=now,
    )
    session.add(row)
    session.flush()
    if version.known is not None:
        carry_redactions(session, row, in_force(session))
        take_out(session, entry, version, before, now)
    if version.doubt is not None:
        raise_doubt(session, entry.id, version.doubt, now)
    if version.reading is not None:
        save_reading(session, row, version.reading, now)
        tell(session, entry, version)
    if version.doubt is not None:
        hold(session, entry.id)
    follow_reading(session, entry, version, now)
    index_as_brought(session, row, version)
    return entry.id


def new_entry(session: Session, feed: str, version: NewVersion, now: datetime) -> EntryRow:
    """Add an entry with its first GUID."""
    entry = EntryRow(
        id=new_id(12),
        feed_id=feed,
        link=version.entry.link,
        canonical_link=version.canonical_link,
        version=1,
        content_hash=version.content_hash,
        published_at=version.entry.published,
        first_seen_at=now,
        last_served_at=now,
        announce=version.announce,
    )
    session.add(entry)
    session.flush()
    if version.entry.guid:
        session.add(EntryGuidRow(entry_id=entry.id, guid=version.entry.guid))
    return entry


def next_version(session: Session, version: NewVersion, now: datetime) -> EntryRow:
    """Move a known entry on to its next number. The date first published stays: publishers re-date what they edit."""
    assert version.known is not None  # noqa: S101  (the caller's branch)
    entry = session.get_one(EntryRow, version.known.id)
    entry.version += 1
    entry.content_hash = version.content_hash
    names_somebody = entry.link is None and entry.canonical_link == version.canonical_link
    entry.link, entry.canonical_link = None if names_somebody else version.entry.link, version.canonical_link
    entry.published_at = entry.published_at or version.entry.published
    entry.last_served_at = now
    session.add(entry)
    return entry


def save_reading(session: Session, version: VersionRow, reading: Reading, now: datetime) -> None:
    """Store what was understood of a version, and its facts as rows."""
    assert version.id is not None  # noqa: S101  (it was flushed)
    row = ReadingRow(
        version_id=version.id,
        rules=reading.rules,
        lang=reading.lang,
        category=reading.category,
        score=reading.score,
        cues=[[cue.cue, cue.field, cue.start, cue.end] for cue in reading.cues],
        read_at=now,
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101  (it was flushed)
    session.add_all(fact_row(row.id, fact) for fact in reading.facts)


def tell(session: Session, entry: EntryRow, version: NewVersion) -> None:
    """Put a new entry into a story of its own; let a known one's story say what its current version says."""
    assert version.reading is not None  # noqa: S101  (the caller's branch)
    place = session.get(StoryEntryRow, entry.id)
    if place is not None:
        story = session.get_one(StoryRow, place.story_id)
        story.is_link_pending = True
        session.add(story)
        return
    story = StoryRow(
        id=new_id(),
        category=version.reading.category,
        score=version.reading.score,
        first_seen_at=entry.first_seen_at,
        news_at=entry.first_seen_at,
        published_at=entry.published_at,
        state=StoryState.PUBLISHED if version.is_sure else StoryState.REVIEW,
        announce=entry.announce,
    )
    session.add(story)
    session.flush()
    session.add(StoryEntryRow(entry_id=entry.id, story_id=story.id, because=[], birth_id=story.id))


def count_entries(session: Session) -> int:
    """Count the entries of the whole record."""
    return session.exec(select(sa.func.count()).select_from(EntryRow)).one()
