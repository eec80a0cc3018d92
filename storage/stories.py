"""The record as others see it: stories with their entries at the current version, facts, and what is withheld."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Announce, Category, Fact, Field, Kind, Publisher, Span
from storage.facts import COLUMNS, fact_of
from storage.feeds import publisher_of
from storage.lots import table_of
from storage.model import EntryRecord, Period, StoryFact, StoryRecord, StoryState
from storage.tables import (
    EntryRow,
    FactRow,
    FeedRow,
    PublisherRow,
    ReadingRow,
    StoryAliasRow,
    StoryEntryRow,
    StoryRow,
    ToldRow,
    VersionRow,
)

TOLD_CATEGORIES = (Category.FUNDING, Category.ARREST)
BATCH = 400  # under the number of parameters that every SQLite takes


def untold(session: Session, subscription: int, period: Period) -> list[StoryRecord]:
    """Give what a subscription may be told as new: first seen in the period, published, never told to it."""
    told = select(ToldRow.story_id).where(ToldRow.subscription_id == subscription)
    wanted = (
        *seen_within(period),
        col(StoryRow.announce) == Announce.YES,
        col(StoryRow.state) == StoryState.PUBLISHED,
        col(StoryRow.id).not_in(told),
    )
    return stories_where(session, wanted)


def recent(session: Session, period: Period) -> list[StoryRecord]:
    """Give what the record dates within a period, history included: for a look at the record, never for a channel."""
    dated = sa.func.coalesce(col(StoryRow.published_at), col(StoryRow.first_seen_at))
    wanted = (dated >= period.start, dated < period.end, col(StoryRow.state) == StoryState.PUBLISHED)
    return stories_where(session, wanted)


def list_stories(
    session: Session, categories: Sequence[Category], since: datetime | None, until: datetime | None = None
) -> list[StoryRecord]:
    """Give the stories of some categories that the record dates within a half-open period, the newest first."""
    dated = sa.func.coalesce(col(StoryRow.published_at), col(StoryRow.first_seen_at))
    wanted = [*([dated >= since] if since else []), *([dated < until] if until else [])]
    return stories_where(session, wanted, categories, newest_by=dated)


def seen_within(period: Period) -> tuple[sa.ColumnElement[bool], ...]:
    """Say that a story became news in a half-open period."""
    return col(StoryRow.news_at) >= period.start, col(StoryRow.news_at) < period.end


def stories_where(
    session: Session,
    wanted: Iterable[sa.ColumnElement[bool]],
    categories: Sequence[Category] = TOLD_CATEGORIES,
    newest_by: "sa.ColumnElement[datetime] | None" = None,
) -> list[StoryRecord]:
    """Load stories whole, the newest first: by when they were first seen, or by another moment."""
    asked = select(StoryRow).where(col(StoryRow.category).in_(categories), *wanted)
    moment = col(StoryRow.first_seen_at) if newest_by is None else newest_by
    rows = session.exec(asked.order_by(moment.desc(), col(StoryRow.id))).all()
    parts = load_parts(session, [row.id for row in rows])
    return [record_of(row, parts[row.id]) for row in rows if row.id in parts]  # one that was merged has no entry


def find_story(session: Session, story: str) -> StoryRecord | None:
    """Give one story by its id, or by an id that leads to it."""
    alias = session.get(StoryAliasRow, story)
    row = session.get(StoryRow, alias.story_id if alias else story)
    return record_of(row, load_parts(session, [row.id])[row.id]) if row else None


def count_in_review(session: Session) -> int:
    """Count the stories that wait for a maintainer."""
    waiting = select(sa.func.count()).select_from(StoryRow).where(StoryRow.state == StoryState.REVIEW)
    return session.exec(waiting).one()


def count_held(session: Session) -> int:
    """Count the entries of bursts that wait for a maintainer."""
    held = select(sa.func.count()).select_from(EntryRow).where(EntryRow.announce == Announce.HELD)
    return session.exec(held).one()


# --- from rows to records -------------------------------------------------------------------------------------------

Part = tuple[StoryEntryRow, EntryRecord, list[StoryFact]]


def load_parts(session: Session, stories: Sequence[str]) -> dict[str, list[Part]]:
    """Load the entries of stories, each with its current version and its facts, the leading one first."""
    parts: dict[str, list[Part]] = {}
    for start in range(0, len(stories), BATCH):
        rows = session.exec(current_entries(stories[start : start + BATCH])).all()
        facts = load_facts(session, [reading for *_, reading in rows if reading is not None])
        for place, entry, version, publisher, lang, reading in rows:
            record = entry_record(entry, version, publisher_of(publisher), lang)
            found = [StoryFact(entry=entry.id, fact=fact) for fact in facts.get(reading or 0, [])]
            parts.setdefault(place.story_id, []).append((place, record, found))
    return {story: sorted(told, key=lambda part: precedence(part[1])) for story, told in parts.items()}


def precedence(entry: EntryRecord) -> tuple[bool, datetime, str, str, str]:
    """Order the entries of a story: the bodies that announce before those that report, each by its moment.

    Where two tie, by what they are and not by the ids that chance gave them.
    """
    is_news = entry.publisher.kind is Kind.NEWS
    return is_news, entry.published or entry.first_seen, entry.publisher.id, entry.lang, entry.url or entry.id


def current_entries(stories: Sequence[str]) -> Any:
    """Ask for each entry of some stories with its current version and that version's newest reading."""
    newest = (
        select(sa.func.max(ReadingRow.id)).where(ReadingRow.version_id == VersionRow.id).correlate(VersionRow)
    ).scalar_subquery()
    return (
        sa.select(StoryEntryRow, EntryRow, VersionRow, PublisherRow, FeedRow.lang, newest)  # type: ignore[call-overload]
        .join(EntryRow, col(EntryRow.id) == StoryEntryRow.entry_id)
        .join(VersionRow, sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version))
        .join(FeedRow, col(FeedRow.id) == EntryRow.feed_id)
        .join(PublisherRow, col(PublisherRow.id) == FeedRow.publisher_id)
        .where(col(StoryEntryRow.story_id).in_(stories))
        .order_by(col(EntryRow.first_seen_at), col(EntryRow.id))
    )


def load_facts(session: Session, readings: Sequence[int]) -> Mapping[int, list[Fact]]:
    """Load the facts of readings, in the order in which they stand in the text."""
    facts: dict[int, list[Fact]] = {}
    for reading, *values in session.execute(FACTS_READ, {"readings": readings}).all():
        facts.setdefault(reading, []).append(fact_of(values))
    return facts


FACTS = table_of(FactRow).c  # columns, which cost far less than rows of the mapper do
FACTS_READ = (
    sa.select(FACTS.reading_id, *(FACTS[name] for name in COLUMNS))
    .where(FACTS.reading_id.in_(sa.bindparam("readings", expanding=True)))
    .order_by(FACTS.id)
)


def entry_record(entry: EntryRow, version: VersionRow, publisher: Publisher, lang: str) -> EntryRecord:
    """Read an entry at its current version."""
    return EntryRecord(
        id=entry.id,
        url=entry.link,
        publisher=publisher,
        lang=lang,
        title=version.title,
        summary=version.summary,
        version=version.number,
        published=entry.published_at,
        first_seen=entry.first_seen_at,
        withheld=tuple(Span(field=field, start=start, end=end) for field, start, end in version.withheld),
    )


def record_of(row: StoryRow, parts: Sequence[Part]) -> StoryRecord:
    """Read a story with its entries and facts."""
    return StoryRecord(
        id=row.id,
        category=Category(row.category),
        score=row.score,
        first_seen=row.first_seen_at,
        published=row.published_at,
        entries=tuple(shown_entry(row, entry) for _, entry, _ in parts),
        facts=tuple(fact for _, _, facts in parts for fact in facts),
        because=tuple(dict.fromkeys(reason for place, _, _ in parts for reason in place.because)),
        version=row.version,
        state=StoryState(row.state),
        announce=Announce(row.announce),
        is_link_pending=row.is_link_pending,
        is_reclassified=row.ruled_state == StoryState.REVIEW,
    )


def shown_entry(row: StoryRow, entry: EntryRecord) -> EntryRecord:
    """Withhold all of an entry whose story was called something else than an arrest, until that is approved."""
    if row.ruled_state != StoryState.REVIEW or row.category == Category.ARREST:
        return entry
    texts: tuple[tuple[Field, str], ...] = (("title", entry.title), ("summary", entry.summary))
    spans = tuple(Span(field=field, start=0, end=len(text)) for field, text in texts if text)
    return replace(entry, withheld=spans)


def in_review(session: Session, categories: Sequence[Category] = TOLD_CATEGORIES) -> list[StoryRecord]:
    """Give the stories that wait for a maintainer, the newest first."""
    return stories_where(session, [col(StoryRow.state) == StoryState.REVIEW], categories)


def publish(session: Session, story: str, now: datetime) -> bool:
    """Publish a story that waits in review, as news of now so that the next digest tells it; False if none does."""
    row = session.get(StoryRow, story)
    if row is None or row.state != StoryState.REVIEW:
        return False
    row.state = row.ruled_state = StoryState.PUBLISHED
    row.news_at = now
    session.add(row)
    return True
