"""What matching needs of a feed's entries: those that a document may say again, however long the record is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from feeds.model import KnownEntry, ParsedEntry
from feeds.parsing.links import canonical
from storage.lots import batches
from storage.places import seen_places
from storage.tables import EntryGuidRow, EntryRow, VersionRow

RECENT = 100  # entries last served, at least, in which a changed GUID and link are looked for
WINDOWS = 3  # as many documents of this size


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is looked up before a feed's document is parsed."""

    seen: Mapping[int, str]  # entries by the bytes in which they stood last
    known: Sequence[KnownEntry]
    is_all: bool  # whether ``known`` is every entry of the feed


def remembered(session: Session, feed: str, window: int, now: datetime) -> Remembered:
    """Give what is known of a feed whose last document had so many entries."""
    most = max(RECENT, WINDOWS * window)
    recent = recent_ids(session, feed, most)
    is_all = len(recent) < most
    known = read_known(session, recent) if is_all else []
    return Remembered(seen=seen_places(session, feed, now), known=known, is_all=is_all)


def known_entries(session: Session, feed: str) -> list[KnownEntry]:
    """Give every entry of a feed."""
    return read_known(session, session.execute(ids_of(feed)).scalars().all())


def known_to(
    session: Session, feed: str, said: Sequence[ParsedEntry], served: Collection[str] = ()
) -> list[KnownEntry]:
    """Give the entries of a feed that a document may say again: under its GUIDs or links, or served of late.

    ``served`` are entries that it does say again: they are among them.
    """
    most = max(RECENT, WINDOWS * len(said))
    recent = recent_ids(session, feed, most)
    others = named(session, feed, said) if len(recent) == most else ()
    return read_known(session, {*recent, *served, *others})


def recent_ids(session: Session, feed: str, most: int) -> Sequence[str]:
    """Give the entries of a feed that were served last."""
    return session.execute(ids_of(feed).order_by(col(EntryRow.last_served_at).desc()).limit(most)).scalars().all()


def ids_of(feed: str) -> Any:
    """Ask for the entries of a feed."""
    return sa.select(col(EntryRow.id)).where(col(EntryRow.feed_id) == feed)


def named(session: Session, feed: str, said: Sequence[ParsedEntry]) -> Iterator[str]:
    """Give the entries of a feed that stand under the GUIDs and links of a document."""
    with_guid = ids_of(feed).join(EntryGuidRow, col(EntryGuidRow.entry_id) == EntryRow.id)
    for lot in batches({entry.guid for entry in said if entry.guid}):
        yield from session.execute(with_guid.where(col(EntryGuidRow.guid).in_(lot))).scalars()
    for lot in batches({link for entry in said if entry.link and (link := canonical(entry.link))}):
        yield from session.execute(ids_of(feed).where(col(EntryRow.canonical_link).in_(lot))).scalars()


def read_known(session: Session, ids: Collection[str]) -> list[KnownEntry]:
    """Read some entries, each at its current version."""
    guids: dict[str, set[str]] = {}
    rows: list[Any] = []
    for lot in batches(ids):
        for row in session.execute(ALIASES.where(col(EntryGuidRow.entry_id).in_(lot))):
            guids.setdefault(row.entry_id, set()).add(row.guid)
        rows += session.execute(CURRENT.where(col(EntryRow.id).in_(lot)))
    return [
        KnownEntry(
            id=row.id,
            guids=frozenset(guids.get(row.id, ())),
            link=row.canonical_link,
            title=row.title,
            content_hash=row.content_hash,
            published=row.published_at,
        )
        for row in rows
    ]


ALIASES = sa.select(col(EntryGuidRow.entry_id), col(EntryGuidRow.guid))
CURRENT = sa.select(
    *(col(of) for of in (EntryRow.id, EntryRow.canonical_link, VersionRow.title)),
    *(col(of) for of in (EntryRow.content_hash, EntryRow.published_at)),
).join(VersionRow, sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version))
