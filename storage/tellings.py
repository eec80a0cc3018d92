"""What entries say, as linking compares it: each version that was read, with its facts."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from feeds.model import Category, Fact, Publisher
from feeds.stories.model import Telling
from storage.feeds import publisher_of
from storage.lots import batches
from storage.stories import load_facts
from storage.tables import EntryRow, FeedRow, PublisherRow, ReadingRow, VersionRow


class Tellings:
    """The tellings of entries, loaded as they are asked for, and once: every step of linking compares the same ones."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[str, list[Telling]] = {}
        self._publishers: dict[str, Publisher] = {}

    def load(self, entries: Collection[str]) -> None:
        """Load what is not loaded yet."""
        missing = set(entries) - self._found.keys()
        self._found |= {entry: [] for entry in missing}
        for batch in batches(missing):
            rows = self._session.execute(read_versions(batch)).all()
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


def read_versions(entries: Sequence[str]) -> Any:
    """Ask for every version of some entries with its newest reading: columns, which cost far less than rows do."""
    other = sa.orm.aliased(ReadingRow)
    newest = (
        sa.select(sa.func.max(other.id)).where(col(other.version_id) == VersionRow.id).correlate(VersionRow)
    ).scalar_subquery()
    return (
        sa.select(
            *(col(of) for of in (EntryRow.id, EntryRow.feed_id, EntryRow.published_at, EntryRow.first_seen_at)),
            *(col(of) for of in (EntryRow.canonical_link, VersionRow.title, VersionRow.summary)),
            *(col(of) for of in (FeedRow.publisher_id, ReadingRow.lang, ReadingRow.category, ReadingRow.score)),
            col(ReadingRow.id).label("reading"),
        )
        .join(VersionRow, col(VersionRow.entry_id) == EntryRow.id)
        .join(ReadingRow, col(ReadingRow.id) == newest)
        .join(FeedRow, col(FeedRow.id) == EntryRow.feed_id)
        .where(col(EntryRow.id).in_(entries))
        .order_by(col(EntryRow.id), col(VersionRow.number))
    )
