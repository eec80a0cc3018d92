"""New entries of a poll, all in a few statements: entry, version, reading, facts, a story each, and what finds them.

Core inserts rather than objects: a first poll brings thousands of rows, and they cost a tenth of what objects do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from storage.database import ENTRY_ID, new_id
from storage.doubts import IDENTIFYING
from storage.facts import fact_values
from storage.indexing import searchable_values
from storage.lots import put, table_of
from storage.model import NewVersion, StoryState
from storage.tables import (
    EntryGuidRow,
    EntryRow,
    FactRow,
    NoticeRow,
    ReadingRow,
    SearchRow,
    StoryEntryRow,
    StoryRow,
    VersionRow,
)
from storage.unread import UNREAD, unread_detail

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new entry on its way into the store, under the ids that it gets."""

    feed: str
    brought: NewVersion
    entry: str
    story: str = field(default_factory=new_id)


def save_arrivals(session: Session, brought: Iterable[tuple[str, NewVersion]], now: datetime) -> None:
    """Store new entries, each with the feed that brought it."""
    arrived = [Arrival(feed, version, version.id or new_id(ENTRY_ID)) for feed, version in brought]
    insert(session, EntryRow, [entry_values(one, now) for one in arrived])
    insert(session, EntryGuidRow, [v for one in arrived for v in guid_values(one)])
    versions = insert_numbered(session, VersionRow, [version_values(one, now) for one in arrived])
    read = [(one, version) for one, version in zip(arrived, versions, strict=True) if one.brought.reading]
    readings = insert_numbered(session, ReadingRow, [reading_values(*pair, now) for pair in read])
    for_facts = zip(read, readings, strict=True)
    insert(session, FactRow, [values for (one, _), reading in for_facts for values in facts_of(one, reading)])
    insert(session, StoryRow, [story_values(one, now) for one, _ in read])
    insert(session, StoryEntryRow, [place_values(one) for one, _ in read])
    insert(session, NoticeRow, [values for one in arrived for values in notice_values(one, now)])
    found = zip(arrived, versions, strict=True)
    insert(session, SearchRow, [values for one, version in found for values in index_values(one, version)])


def insert(session: Session, rows_of: type[SQLModel], rows: Sequence[Values]) -> None:
    """Add rows to a table."""
    put(session, sa.insert(table_of(rows_of)), rows)


def insert_numbered(session: Session, rows_of: type[SQLModel], rows: Sequence[Values]) -> list[int]:
    """Add rows to a table that numbers them; return their numbers, in the order of the rows."""
    if not rows:
        return []
    table = table_of(rows_of)
    asked = sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(session.execute(asked, rows).scalars())


def entry_values(one: Arrival, now: datetime) -> Values:
    """Write the entry itself."""
    return {
        "id": one.entry,
        "feed_id": one.feed,
        "link": one.brought.entry.link,
        "canonical_link": one.brought.canonical_link,
        "version": 1,
        "content_hash": one.brought.content_hash,
        "published_at": one.brought.entry.published,
        "first_seen_at": now,
        "last_served_at": now,
        "announce": one.brought.announce,
    }


def guid_values(one: Arrival) -> list[Values]:
    """Write the GUID under which it came, if any."""
    guid = one.brought.entry.guid
    return [{"entry_id": one.entry, "guid": guid}] if guid else []


def version_values(one: Arrival, now: datetime) -> Values:
    """Write what it says."""
    return {
        "entry_id": one.entry,
        "number": 1,
        "title": one.brought.entry.title,
        "summary": one.brought.entry.summary,
        "content_hash": one.brought.content_hash,
        "withheld": [[span.field, span.start, span.end] for span in one.brought.withheld],
        "seen_at": now,
    }


def reading_values(one: Arrival, version: int, now: datetime) -> Values:
    """Write what was understood of it."""
    reading = one.brought.reading
    assert reading is not None  # noqa: S101  (the caller's choice)
    return {
        "version_id": version,
        "rules": reading.rules,
        "lang": reading.lang,
        "category": reading.category,
        "score": reading.score,
        "cues": [[cue.cue, cue.field, cue.start, cue.end] for cue in reading.cues],
        "read_at": now,
    }


def facts_of(one: Arrival, reading: int) -> list[Values]:
    """Write its facts."""
    return [fact_values(reading, fact) for fact in one.brought.reading.facts] if one.brought.reading else []


def story_values(one: Arrival, now: datetime) -> Values:
    """Write the story of its own that it is born with; one in which somebody may be named waits in review."""
    reading = one.brought.reading
    assert reading is not None  # noqa: S101  (the caller's choice)
    is_clear = one.brought.is_sure and one.brought.doubt is None
    return {
        "id": one.story,
        "category": reading.category,
        "score": reading.score,
        "first_seen_at": now,
        "news_at": now,
        "published_at": one.brought.entry.published,
        "state": StoryState.PUBLISHED if is_clear else StoryState.REVIEW,
        "announce": one.brought.announce,
        "version": 1,
        "fingerprint": "",
        "is_link_pending": True,
    }


def place_values(one: Arrival) -> Values:
    """Write its place in that story."""
    return {"entry_id": one.entry, "story_id": one.story, "because": [], "birth_id": one.story}


def notice_values(one: Arrival, now: datetime) -> list[Values]:
    """Write what a maintainer has to look at: what may identify somebody, what could not be read."""
    found = [(IDENTIFYING, one.brought.doubt)] if one.brought.doubt is not None else []
    found += [(UNREAD, unread_detail(one.feed, 1))] if one.brought.is_unread else []
    return [{"kind": kind, "subject": one.entry, "detail": detail, "raised_at": now} for kind, detail in found]


def index_values(one: Arrival, version: int) -> list[Values]:
    """Write what it is found by."""
    found = one.brought.searchable
    return [searchable_values(version, one.entry, found)] if found is not None else []
