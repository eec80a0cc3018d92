"""What entries say, as linking compares it: each version that was read, with its facts."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from feeds.model import Category, Fact, Publisher
from feeds.stories.model import Telling
from storage.feeds import publisher_of
from storage.lots import batches, table_of
from storage.recent import Recent, use
from storage.stories import load_facts
from storage.tables import EntryRow, FeedRow, PublisherRow, ReadingRow, VersionRow


class Tellings:
    """The tellings of entries, loaded as they are asked for, and once: every step of linking compares the same ones."""

    def __init__(self, session: Session, recent: Recent) -> None:
        self._session = session
        self._found: dict[str, list[Telling]] = recent.told
        self._publishers: dict[str, Publisher] = {}

    def load(self, entries: Collection[str]) -> None:
        """Load what is not loaded yet."""
        missing = [entry for entry in set(entries) if not use(self._found, entry)]
        self._found |= {entry: [] for entry in missing}
        for batch in batches(missing):
            rows = self._session.execute(VERSIONS_READ, {"entries": batch}).all()
            facts = load_facts(self._session, [row.reading for row in rows])
            for row in rows:
                self._found[row.id].append(self._telling(row, facts.get(row.reading, ())))

    def of(self, entry: str) -> list[Telling]:
        """Give what an entry that is loaded said, its current version last."""
        return self._found[entry]

    def _telling(self, row: Any, facts: Sequence[Fact]) -> Telling:
        return Telling(
            entry=row.id,
            publisher=self._publisher(row.publisher_id),
            feed=row.feed_id,
            lang=row.lang,
            title=row.title,
            summary=row.summary,
            moment=row.published_at or row.first_seen_at,
            category=Category(row.category),
            score=row.score,
            facts=tuple(facts),
            link=row.canonical_link,
        )

    def _publisher(self, id: str) -> Publisher:
        if id not in self._publishers:
            self._publishers[id] = publisher_of(self._session.get_one(PublisherRow, id))
        return self._publishers[id]


def versions_read() -> "sa.Select[Any]":
    """Ask for every version of some ``entries`` with its newest reading: columns, which cost far less than rows do."""
    entry, version, reading, feed = map(table_of, (EntryRow, VersionRow, ReadingRow, FeedRow))
    other = reading.alias()
    newest = sa.select(sa.func.max(other.c.id)).where(other.c.version_id == version.c.id).scalar_subquery()
    return (
        sa.select(
            *(entry.c[name] for name in ("id", "feed_id", "published_at", "first_seen_at", "canonical_link")),
            *(version.c[name] for name in ("title", "summary")),
            *(reading.c[name] for name in ("lang", "category", "score")),
            feed.c.publisher_id,
            reading.c.id.label("reading"),
        )
        .join_from(entry, version, version.c.entry_id == entry.c.id)
        .join(reading, reading.c.id == newest)
        .join(feed, feed.c.id == entry.c.feed_id)
        .where(entry.c.id.in_(sa.bindparam("entries", expanding=True)))
        .order_by(entry.c.id, version.c.number)
    )


VERSIONS_READ = versions_read()  # built once: to build it takes longer than to ask it
