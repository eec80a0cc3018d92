"""Which entries answer a query, the best first. The one module that knows the query language of SQLite's FTS5.

All terms of a query must hold of one entry. Of a story that is told as an arrest, or waits after it was called
something else, only the terms of facts are looked at, never words of its entries, whatever these were read as when they
were indexed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Category, Fact
from storage.feeds import publisher_of
from storage.indexing import index, spelled, token
from storage.model import EntryRecord, Searchable, StoryRecord
from storage.stories import BATCH, entry_record, load_facts, stories_where
from storage.tables import (
    EntryRow,
    FeedRow,
    PublisherRow,
    ReadingRow,
    SearchRow,
    StoryEntryRow,
    StoryRow,
    VersionRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that stand side by side; the last one may be the beginning of a word."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Phrases that must all stand in an entry, unless it is about one of the offences or topics that they name."""

    phrases: tuple[Phrase, ...]
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry that answers. ``is_quotable``: its own words are searched, and may be shown where they are withheld."""

    story: str
    entry: str
    score: float  # more is better
    is_quotable: bool


HITS = sa.text("""
    SELECT place.story_id, place.entry_id, -found.rank, row.is_quotable
    FROM search_index AS found
    JOIN searchable AS row ON row.version_id = found.rowid
    JOIN story_entries AS place ON place.entry_id = row.entry_id
    JOIN stories AS story ON story.id = place.story_id
    WHERE search_index MATCH :query AND found.rank MATCH 'bm25(4.0, 1.0, 2.0)'
    AND ((story.category <> 'arrest' AND COALESCE(story.ruled_state, '') <> 'review') OR NOT row.is_quotable
         OR found.rowid IN (SELECT rowid FROM search_index WHERE search_index MATCH :in_terms))
    AND story.category IN :categories
    ORDER BY found.rank
""").bindparams(sa.bindparam("categories", expanding=True))


def hits(session: Session, query: Sequence[Term], categories: Sequence[Category]) -> Iterator[Hit]:
    """Give what answers a query, the best first, as far as it is asked for within the transaction."""
    asked = expression(query)
    if not asked:
        return
    bound = {"query": asked, "in_terms": f"{{terms}} : ({asked})", "categories": list(categories)}
    for story, entry, score, is_quotable in session.execute(HITS, bound):
        yield Hit(story=story, entry=entry, score=score, is_quotable=bool(is_quotable))


def expression(query: Sequence[Term]) -> str:
    """Write a query for FTS5: every word in quotation marks, so that none of them is an operator."""
    return " AND ".join(f"({written(term)})" for term in query if term.phrases)


def written(term: Term) -> str:
    """Write one term."""
    words = " AND ".join(
        f'"{spelled(" ".join(phrase.words))}"' + ("*" if phrase.is_prefix else "") for phrase in term.phrases
    )
    return " OR ".join((f"({words})", *(f'"{token(id)}"' for id in term.ids)))


def stories_by_id(session: Session, ids: Sequence[str], categories: Sequence[Category]) -> dict[str, StoryRecord]:
    """Load stories whole, by their ids."""
    return {story.id: story for story in stories_where(session, [col(StoryRow.id).in_(ids)], categories)}


# --- what waits to be indexed ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Unindexed:
    """An entry as it is to be indexed: what was read in its current version; None where nothing was."""

    entry: EntryRecord
    category: Category | None
    facts: tuple[Fact, ...]


def unindexed(session: Session, limit: int = BATCH) -> list[str]:
    """Give entries of stories that cannot be found yet."""
    indexed = select(SearchRow.entry_id)
    waiting = select(StoryEntryRow.entry_id).where(col(StoryEntryRow.entry_id).not_in(indexed))
    return list(session.exec(waiting.limit(limit)))


def to_index(session: Session, entries: Sequence[str]) -> list[Unindexed]:
    """Load entries at their current version with what was last read in it."""
    rows = session.execute(current(entries)).all()
    facts = load_facts(session, [reading.id for *_, reading in rows if reading is not None])
    return [
        Unindexed(
            entry=entry_record(entry, version, publisher_of(publisher), lang),
            category=Category(reading.category) if reading else None,
            facts=tuple(facts.get(reading.id, ())) if reading else (),
        )
        for entry, version, publisher, lang, reading in rows
    ]


def current(entries: Sequence[str]) -> Any:
    """Ask for the current version of some entries and its newest reading."""
    newest = (
        sa.select(sa.func.max(ReadingRow.id)).where(col(ReadingRow.version_id) == VersionRow.id).correlate(VersionRow)
    ).scalar_subquery()
    return (
        sa.select(EntryRow, VersionRow, PublisherRow, col(FeedRow.lang), ReadingRow)
        .join(VersionRow, sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version))
        .join(FeedRow, col(FeedRow.id) == EntryRow.feed_id)
        .join(PublisherRow, col(PublisherRow.id) == FeedRow.publisher_id)
        .outerjoin(ReadingRow, col(ReadingRow.id) == newest)
        .where(col(EntryRow.id).in_(entries))
    )


def index_current(session: Session, entry: str, searchable: Searchable) -> None:
    """Index the current version of an entry."""
    wanted = sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version)
    version = session.exec(select(VersionRow).join(EntryRow, wanted).where(EntryRow.id == entry)).one()
    index(session, version, searchable)
