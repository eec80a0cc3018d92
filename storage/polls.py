"""What a poll leaves behind, in one transaction: versions, readings, stories, validators, health (promise P1).

If the validators were stored before the entries they cover, a crash in between would let the next 304 hide those
entries for good.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Reading
from storage.arrivals import save_arrivals
from storage.claims import end_claims
from storage.database import new_id
from storage.doubts import hold, raise_doubt
from storage.facts import fact_values
from storage.indexing import index_as_brought
from storage.lots import batches
from storage.model import NewVersion, PollOutcome, StoryState
from storage.places import save_places
from storage.redactions import carry_redactions
from storage.removals import take_out
from storage.rulings import in_force
from storage.tables import (
    EntryGuidRow,
    EntryRow,
    FactRow,
    ReadingRow,
    StoryEntryRow,
    StoryRow,
    VersionRow,
)
from storage.unread import follow_reading

SERVED_WITHIN = timedelta(hours=1)  # else each poll would write every entry again


def save_polls(session: Session, outcomes: Sequence[PollOutcome], now: datetime) -> None:
    """Store what a batch of polls brought, all of it or nothing; raise `LostClaimError` for a lost claim."""
    end_claims(session, outcomes, now)
    for entry, guid in (alias for outcome in outcomes for alias in outcome.aliases):
        session.merge(EntryGuidRow(entry_id=entry, guid=guid))
    save_versions(session, [(outcome.feed, version) for outcome in outcomes for version in outcome.versions], now)
    mark_served(session, [entry for outcome in outcomes for entry in outcome.seen], now)
    save_places(session, outcomes, now)
    session.flush()


def mark_served(
    session: Session, entries: Collection[str], now: datetime, *, within: timedelta = SERVED_WITHIN
) -> None:
    """Note that the feed still serves these entries; a moment that is as close as that is not written again."""
    is_stale = col(EntryRow.last_served_at) < now - within
    for batch in batches(entries):
        session.execute(sa.update(EntryRow).where(col(EntryRow.id).in_(batch), is_stale).values(last_served_at=now))


def save_versions(session: Session, brought: Sequence[tuple[str, NewVersion]], now: datetime) -> None:
    """Store versions, each with the feed that brought it: new entries all at once, then new texts of known ones."""
    save_arrivals(session, [(feed, version) for feed, version in brought if version.known is None], now)
    for _, version in brought:
        if version.known is not None:
            save_change(session, version, now)


def save_change(session: Session, version: NewVersion, now: datetime) -> None:
    """Store a new text of a known entry, with its reading."""
    assert version.known is not None  # noqa: S101  (the caller's branch)
    before = session.get_one(EntryRow, version.known.id).link
    entry = next_version(session, version, now)
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
    session.add_all(FactRow(**fact_values(row.id, fact)) for fact in reading.facts)


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
