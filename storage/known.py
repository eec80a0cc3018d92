"""What matching needs of a feed's entries: those that a document may say again, however long the record is."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from feeds.model import KnownEntry, ParsedEntry
from feeds.parsing.links import canonical
from storage.lots import batches, table_of
from storage.places import seen_places
from storage.tables import EntryGuidRow, EntryRow, VersionRow

RECENT = 100  # entries last served, at least, in which a changed GUID and link are looked for
WINDOWS = 3  # as many documents of this size


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is looked up before a feed's document is parsed."""

    seen: Mapping[int, str]  # entries by the bytes in which they stood last
    known: Sequence[KnownEntry]  # those that were served last
    is_all: bool  # whether ``known`` is every entry of the feed


def remembered(session: Session, feed: str, window: int, now: datetime) -> Remembered:
    """Give what is known of a feed whose last document had so many entries."""
    most = max(RECENT, WINDOWS * window)
    known = recent(session, feed, most)
    return Remembered(seen=seen_places(session, feed, now), known=known, is_all=len(known) < most)


def known_entries(session: Session, feed: str) -> list[KnownEntry]:
    """Give every entry of a feed."""
    return read_known(session, session.connection().execute(ids_of(feed)).scalars().all())


def known_to(
    session: Session,
    feed: str,
    said: Sequence[ParsedEntry],
    served: Collection[str] = (),
    had: Sequence[KnownEntry] = (),
) -> list[KnownEntry]:
    """Give the entries of a feed that a document may say again: under its GUIDs or links, or served of late.

    ``served`` are entries that it does say again: they are among them. ``had`` are those served last that are at hand.
    """
    most = max(RECENT, WINDOWS * len(said))
    latest = had if len(had) >= most else recent(session, feed, most)
    others = {*served, *named(session, feed, said)} - {entry.id for entry in latest}
    return [*latest, *read_known(session, others)]


def recent(session: Session, feed: str, most: int) -> list[KnownEntry]:
    """Give the entries of a feed that were served last."""
    return joined(session.connection().execute(LATEST, {"feed": feed, "most": most}).all())


def ids_of(feed: str) -> Any:
    """Ask for the entries of a feed."""
    return sa.select(ENTRIES.c.id).where(ENTRIES.c.feed_id == feed)


def named(session: Session, feed: str, said: Sequence[ParsedEntry]) -> Iterator[str]:
    """Give the entries of a feed that stand under the GUIDs and links of a document."""
    connection = session.connection()
    with_guid = ids_of(feed).join(GUIDS, GUIDS.c.entry_id == ENTRIES.c.id)
    for lot in batches({entry.guid for entry in said if entry.guid}):
        yield from connection.execute(with_guid.where(GUIDS.c.guid.in_(lot))).scalars()
    for lot in batches({link for entry in said if entry.link and (link := canonical(entry.link))}):
        yield from connection.execute(ids_of(feed).where(ENTRIES.c.canonical_link.in_(lot))).scalars()


def read_known(session: Session, ids: Collection[str]) -> list[KnownEntry]:
    """Read some entries, each at its current version."""
    connection = session.connection()
    return [
        entry
        for lot in batches(ids)
        for entry in joined(connection.execute(CURRENT.where(ENTRIES.c.id.in_(lot))).all())
    ]


def joined(rows: Iterable[Any]) -> list[KnownEntry]:
    """Make entries of their rows, one for each of their GUIDs."""
    guids: dict[str, set[str]] = {}
    found = {}
    for guid, *row in rows:
        found[row[0]] = row
        guids.setdefault(row[0], set()).update((guid,) if guid is not None else ())
    return [
        KnownEntry(id=id, guids=frozenset(guids[id]), link=link, title=title, content_hash=hash, published=at)
        for id, link, title, hash, at in found.values()
    ]


ENTRIES, GUIDS, VERSIONS = map(table_of, (EntryRow, EntryGuidRow, VersionRow))
# One question for all of it: Python lets other threads run at each row, and waits for its turn again.
CURRENT = (
    sa.select(GUIDS.c.guid, ENTRIES.c.id, ENTRIES.c.canonical_link, VERSIONS.c.title)
    .add_columns(ENTRIES.c.content_hash, ENTRIES.c.published_at)
    .select_from(ENTRIES)
    .join(VERSIONS, sa.and_(VERSIONS.c.entry_id == ENTRIES.c.id, VERSIONS.c.number == ENTRIES.c.version))
    .outerjoin(GUIDS, GUIDS.c.entry_id == ENTRIES.c.id)
)
LAST_SERVED = (
    sa.select(ENTRIES.c.id)
    .where(ENTRIES.c.feed_id == sa.bindparam("feed"))
    .order_by(ENTRIES.c.last_served_at.desc())
    .limit(sa.bindparam("most", type_=sa.Integer()))
)
LATEST = CURRENT.where(ENTRIES.c.id.in_(LAST_SERVED))
