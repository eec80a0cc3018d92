"""Stored versions to be read again after the rules changed, and what that changes in the record."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Announce, Category, Fact, Feed, ParsedEntry, Publisher, Reading, Span
from storage.doubts import hold, raise_doubt
from storage.feeds import feed_of, publisher_of
from storage.model import NewVersion, StoryState
from storage.polls import save_reading, tell
from storage.redactions import SpanRow, redacted, without
from storage.rulings import in_force
from storage.stories import load_facts
from storage.tables import (
    DeliveryItemRow,
    EntryRow,
    FactRow,
    FeedRow,
    NoticeRow,
    PublisherRow,
    ReadingRow,
    StoryEntryRow,
    StoryRow,
    ToldRow,
    VersionRow,
)
from storage.unread import settle_unread

REREAD = "reread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is read again: what other rules read, or all of it, of the entries dated since a moment."""

    rules: str  # those of now
    since: datetime | None = None
    is_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """An entry's current version with what was read in it; ``reading`` is None where it could not be read.

    ``withheld`` is what the rules withhold: what a maintainer redacted stays beside it, untouched.
    """

    version: int
    entry: ParsedEntry
    entry_id: str
    first_seen: datetime
    feed: Feed
    publisher: Publisher
    reading: Reading | None
    withheld: tuple[Span, ...]
    story: str | None
    is_told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """A version read again."""

    version: int
    reading: Reading
    withheld: tuple[Span, ...]  # by the rules
    is_sure: bool
    is_changed: bool  # anything at all was read otherwise: its story is to be linked again
    is_news: bool  # what could not be read before is still recent enough to be told
    doubt: str | None = None
    difference: str | None = None  # in something that was told: figures and category only, never words


def count_due(session: Session, scope: Scope, *, is_masked: bool = False) -> int:
    """Count what is to be read again, or what no longer can be, as its words are gone."""
    due = sa.select(sa.func.count()).select_from(EntryRow)
    return int(session.execute(joined(due).where(*conditions(scope, is_masked=is_masked))).scalar_one())


def due_versions(session: Session, scope: Scope, after: str, most: int) -> list[StoredVersion]:
    """Give what is to be read again, by the entries' ids, those after one."""
    asked = joined(
        sa.select(EntryRow, VersionRow, FeedRow, PublisherRow, ReadingRow, StoryEntryRow.story_id)  # type: ignore[call-overload]
        .join(FeedRow, col(FeedRow.id) == EntryRow.feed_id)
        .join(PublisherRow, col(PublisherRow.id) == FeedRow.publisher_id)
        .outerjoin(StoryEntryRow, col(StoryEntryRow.entry_id) == EntryRow.id)
    )
    wanted = asked.where(*conditions(scope), col(EntryRow.id) > after)
    rows = session.execute(wanted.order_by(col(EntryRow.id)).limit(most)).all()
    facts = load_facts(session, [reading.id for *_, reading, _ in rows if reading])
    told = told_among(session, {story for *_, story in rows if story})
    decisions = in_force(session)
    return [
        StoredVersion(
            version=version.id,
            entry=entry_of(entry, version),
            entry_id=entry.id,
            first_seen=entry.first_seen_at,
            feed=feed_of(feed),
            publisher=publisher_of(publisher),
            reading=reading_of(reading, facts.get(reading.id, [])) if reading else None,
            withheld=spans_of(without(version.withheld, redacted(session, decisions, version))),
            story=story,
            is_told=story in told,
        )
        for entry, version, feed, publisher, reading, story in rows
    ]


def joined(asked: Any) -> Any:
    """Join an entry's current version and that version's newest reading."""
    other = sa.orm.aliased(ReadingRow)
    newest = sa.select(sa.func.max(other.id)).where(col(other.version_id) == VersionRow.id).correlate(VersionRow)
    current = sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version)
    return asked.join(VersionRow, current).outerjoin(ReadingRow, col(ReadingRow.id) == newest.scalar_subquery())


def conditions(scope: Scope, *, is_masked: bool = False) -> Iterable[sa.ColumnElement[bool]]:
    """Say which entries are in a scope: not what a feed's own words dropped, and not what was masked."""
    is_read = col(ReadingRow.id).is_not(None)
    yield sa.or_(is_read, col(EntryRow.announce) != Announce.FILTERED)
    yield col(VersionRow.masked_at).is_not(None) if is_masked else col(VersionRow.masked_at).is_(None)
    if scope.since:
        yield sa.func.coalesce(col(EntryRow.published_at), col(EntryRow.first_seen_at)) >= scope.since
    if not scope.is_all:
        yield sa.or_(~is_read, col(ReadingRow.rules) != scope.rules)


def told_among(session: Session, stories: Collection[str]) -> set[str]:
    """Give those of some stories that anyone was told of, or that stand in a message."""
    told = select(ToldRow.story_id).where(col(ToldRow.story_id).in_(stories))
    posted = select(DeliveryItemRow.story_id).where(col(DeliveryItemRow.story_id).in_(stories))
    return {*session.exec(told), *session.exec(posted)}


def entry_of(entry: EntryRow, version: VersionRow) -> ParsedEntry:
    """Give an entry as its publisher wrote it."""
    return ParsedEntry(
        guid=None, link=entry.link, title=version.title, summary=version.summary, published=entry.published_at
    )


def reading_of(row: ReadingRow, facts: Sequence[Fact]) -> Reading:
    """Read what was understood from its row; the cues are left out."""
    return Reading(lang=row.lang, category=Category(row.category), score=row.score, rules=row.rules, facts=tuple(facts))


def spans_of(rows: Iterable[SpanRow]) -> tuple[Span, ...]:
    """Read spans from their rows."""
    return tuple(Span(field=field, start=start, end=end) for field, start, end in rows)


# --- what it changes ------------------------------------------------------------------------------------------------


def save_rereadings(session: Session, rereadings: Iterable[Rereading], now: datetime) -> None:
    """Store readings in the place of those of the same rules, or beside those of others."""
    decisions = in_force(session)
    for again in rereadings:
        version = session.get_one(VersionRow, again.version)
        entry = session.get_one(EntryRow, version.entry_id)
        if entry.version == version.number:  # else a poll has brought another text since
            save_rereading(session, entry, version, again, now, redacted(session, decisions, version))
    session.flush()


def save_rereading(  # noqa: PLR0913, PLR0917  (one row of each table that it touches)
    session: Session, entry: EntryRow, version: VersionRow, again: Rereading, now: datetime, redaction: list[SpanRow]
) -> None:
    """Store one version's new reading and what is withheld of it; its story follows."""
    drop_reading(session, again.version, again.reading.rules)
    version.withheld = [*([span.field, span.start, span.end] for span in again.withheld), *redaction]
    session.add(version)
    session.flush()
    save_reading(session, version, again.reading, now)
    settle_unread(session, [entry.id], now)
    if again.doubt is not None:
        raise_doubt(session, entry.id, again.doubt, now)
    place = session.get(StoryEntryRow, entry.id)
    if place is None:
        begin_story(session, entry, version, again, now)
    else:
        follow(session, session.get_one(StoryRow, place.story_id), again, now)
    if again.doubt is not None:
        hold(session, entry.id)


def drop_reading(session: Session, version: int, rules: str) -> None:
    """Drop what rules of the same version read in a text, with its facts."""
    same = select(ReadingRow.id).where(ReadingRow.version_id == version, ReadingRow.rules == rules)
    session.execute(sa.delete(FactRow).where(col(FactRow.reading_id).in_(same)))
    session.execute(sa.delete(ReadingRow).where(col(ReadingRow.version_id) == version, col(ReadingRow.rules) == rules))


def begin_story(session: Session, entry: EntryRow, version: VersionRow, again: Rereading, now: datetime) -> None:
    """Put what could not be read when it came into a story; what is still news is news of now."""
    brought = NewVersion(
        entry=entry_of(entry, version),
        known=None,
        content_hash=entry.content_hash,
        canonical_link=entry.canonical_link,
        announce=Announce(entry.announce),
        reading=again.reading,
        is_sure=again.is_sure,
    )
    tell(session, entry, brought)
    session.flush()
    if again.is_news:
        story = session.get_one(StoryRow, session.get_one(StoryEntryRow, entry.id).story_id)
        story.news_at = now
        session.add(story)


def follow(session: Session, story: StoryRow, again: Rereading, now: datetime) -> None:
    """Let a story be linked again; one that was told and is read otherwise stays as told until a maintainer looks."""
    if again.difference is not None and story.state != StoryState.WITHDRAWN:
        story.state = StoryState.REVIEW
        story.version += 1  # once it is published again, what was told is corrected
        note_reread(session, story.id, again.difference, now)
    elif again.is_changed:
        story.is_link_pending = True
    session.add(story)


def note_reread(session: Session, story: str, difference: str, now: datetime) -> None:
    """Let a maintainer know what is read otherwise in a story that was told; one notice a story while it is open."""
    waiting = select(NoticeRow).where(NoticeRow.kind == REREAD, NoticeRow.subject == story)
    notice = session.exec(waiting.where(col(NoticeRow.settled_at).is_(None))).first()
    if notice is None:
        notice = NoticeRow(kind=REREAD, subject=story, detail=difference, raised_at=now)
    else:
        notice.detail = f"{notice.detail}\n{difference}"
    session.add(notice)
    session.flush()
