"""What linking reads and writes: bonds, and which entry stands in which story.

An entry is born with a story of its own. Entries that are told as one stand in the birth story of the one seen first;
the others' lead to it, and are theirs again if they part.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from feeds.model import Announce, Category
from feeds.stories.model import Bond
from storage.lots import IDS, ask, batches, put, table_of
from storage.tables import (
    BondRow,
    EntryRow,
    FeedRow,
    PublisherRow,
    ReadingRow,
    RulingRow,
    StoryEntryRow,
    StoryRow,
    VersionRow,
)

STORIES, PLACES, BONDS, RULINGS = map(table_of, (StoryRow, StoryEntryRow, BondRow, RulingRow))
ENTRIES, VERSIONS, READINGS, FEEDS, PUBLISHERS = map(
    table_of, (EntryRow, VersionRow, ReadingRow, FeedRow, PublisherRow)
)
CURRENT = sa.and_(VERSIONS.c.entry_id == ENTRIES.c.id, VERSIONS.c.number == ENTRIES.c.version)

# What is asked of every lot: built once, as that takes longer than to ask it.
WAITING = (
    sa.select(STORIES.c.id)
    .where(STORIES.c.is_link_pending)
    .order_by(STORIES.c.first_seen_at)
    .limit(sa.bindparam("most"))
)
STANDING_IN = sa.select(PLACES.c.entry_id).where(PLACES.c.story_id.in_(IDS))
TOLD_WITH = sa.select(PLACES.c.entry_id).where(
    PLACES.c.story_id.in_(sa.select(PLACES.c.story_id).where(PLACES.c.entry_id.in_(IDS)))
)
MASKED = (
    sa.select(ENTRIES.c.id)
    .join_from(ENTRIES, VERSIONS, CURRENT)
    .where(VERSIONS.c.masked_at.is_not(None), ENTRIES.c.id.in_(IDS))
)
BOUND = sa.select(BONDS).where(sa.or_(BONDS.c.a.in_(IDS), BONDS.c.b.in_(IDS)))
UNBIND = sa.delete(BONDS).where(sa.or_(BONDS.c.a.in_(IDS), BONDS.c.b.in_(IDS)))
RULED = sa.select(RULINGS.c.a, RULINGS.c.b).where(
    RULINGS.c.kind == sa.bindparam("kind"), sa.or_(RULINGS.c.a.in_(IDS), RULINGS.c.b.in_(IDS))
)
PLACED = (
    sa.select(
        *(PLACES.c[name] for name in ("entry_id", "story_id", "birth_id", "because")),
        *(ENTRIES.c[name] for name in ("feed_id", "announce", "first_seen_at", "published_at", "content_hash")),
        *(READINGS.c[name] for name in ("category", "score")),
        PUBLISHERS.c.kind,
        STORIES.c.news_at,
    )
    .join_from(PLACES, ENTRIES, ENTRIES.c.id == PLACES.c.entry_id)
    .join(STORIES, STORIES.c.id == PLACES.c.story_id)
    .join(FEEDS, FEEDS.c.id == ENTRIES.c.feed_id)
    .join(PUBLISHERS, PUBLISHERS.c.id == FEEDS.c.publisher_id)
    .join(VERSIONS, CURRENT)
    .outerjoin(READINGS, READINGS.c.version_id == VERSIONS.c.id)
    .where(ENTRIES.c.id.in_(IDS))
    .order_by(READINGS.c.id)  # the newest reading comes last, and stays
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An entry in its story, with what the story takes from it."""

    entry: str
    feed: str
    story: str
    birth: str
    because: tuple[str, ...]
    category: Category
    score: float
    announce: Announce
    is_news_body: bool
    first_seen: datetime
    published: datetime | None
    content_hash: str
    told: datetime | None = None  # since when its story may be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a story stands, from the entries it has."""

    id: str
    entries: tuple[str, ...]
    because: dict[str, tuple[str, ...]]  # by entry
    category: Category
    score: float
    is_sure: bool
    first_seen: datetime
    published: datetime | None
    announce: Announce
    fingerprint: str


def pending_entries(session: Session, most: int) -> list[str]:
    """Give the entries of some stories that wait to be linked, the first seen first."""
    stories = session.execute(WAITING, {"most": most}).scalars().all()
    found = [row.entry_id for row in ask(session, STANDING_IN, stories)]
    if stories and not found:  # stories that were emptied: nothing of theirs waits
        session.execute(sa.update(STORIES).where(STORIES.c.id.in_(stories)).values(is_link_pending=False))
    return sorted(found)


def save_bonds(session: Session, entries: Collection[str], bonds: Iterable[Bond]) -> None:
    """Let the bonds of some entries be these."""
    for batch in batches(entries):
        session.execute(UNBIND, {"ids": batch})
    rows = [{"a": b.a, "b": b.b, "strength": b.strength, "because": b.because} for b in bonds]
    put(session, sa.insert(BONDS), rows)


def masked_among(session: Session, entries: Collection[str]) -> frozenset[str]:
    """Give those of some entries whose words are masked: what they were recognised by is no longer there."""
    return frozenset(row.id for row in ask(session, MASKED, entries))


def bonds_of(session: Session, entries: Collection[str]) -> list[Bond]:
    """Give the bonds that touch some entries."""
    return [Bond(**row._asdict()) for row in ask(session, BOUND, entries)]


def ruled_pairs(session: Session, kind: str, entries: Collection[str]) -> frozenset[tuple[str, str]]:
    """Give the pairs of a ruling kind that touch some entries."""
    return frozenset((row.a, row.b) for row in ask(session, RULED, entries, kind=kind))


def neighbourhood(session: Session, start: Collection[str]) -> frozenset[str]:
    """Give every entry that hangs together with some: by a bond, by a ruling, or in a story that is still theirs."""
    reached, waiting = set(start), set(start)
    while waiting:
        near = {entry for bond in bonds_of(session, waiting) for entry in (bond.a, bond.b)}
        near |= {entry for pair in ruled_pairs(session, "must", waiting) for entry in pair}
        near |= {row.entry_id for row in ask(session, TOLD_WITH, waiting)}
        waiting = near - reached
        reached |= waiting
    return frozenset(reached)


def placed(session: Session, entries: Collection[str]) -> dict[str, Placed]:
    """Give some entries as they stand, with what was read in their current version."""
    return {row.entry_id: placed_of(row) for row in ask(session, PLACED, entries)}


def placed_of(row: Any) -> Placed:
    """Read how an entry stands."""
    return Placed(
        entry=row.entry_id,
        feed=row.feed_id,
        story=row.story_id,
        birth=row.birth_id,
        because=tuple(row.because),
        category=Category(row.category or Category.OTHER),
        score=row.score or 0.0,
        announce=Announce(row.announce),
        is_news_body=row.kind == "news",
        first_seen=row.first_seen_at,
        published=row.published_at,
        content_hash=row.content_hash,
        told=row.news_at,
    )
