"""The words of old arrests: after a while nothing of them is kept but what facts stand on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Category, Fact, Span
from storage.redactions import FIELDS
from storage.removals import FILLER
from storage.stories import load_facts
from storage.tables import EntryRow, FactRow, FeedRow, PublisherRow, ReadingRow, StoryEntryRow, StoryRow, VersionRow

AS_WRITTEN = ("payer", "payee", "programme", "operation", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """A version of an arrest that is old enough, with the facts of every reading of it."""

    version: int
    title: str
    summary: str
    withheld: tuple[Span, ...]
    facts: tuple[Fact, ...]
    link: str | None
    homepage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """What stays of a version; all else is masked. ``is_link_safe``: its entry's address may be shown as it is."""

    version: int
    kept: tuple[Span, ...]
    is_link_safe: bool


def aged_arrests(session: Session, before: datetime, most: int) -> list[Aged]:
    """Give some versions of arrests that were published before a moment and are not masked yet."""
    dated = sa.func.coalesce(col(EntryRow.published_at), col(EntryRow.first_seen_at))
    asked = (
        sa.select(VersionRow, EntryRow.link, PublisherRow.homepage)  # type: ignore[call-overload]
        .join(EntryRow, col(EntryRow.id) == VersionRow.entry_id)
        .join(FeedRow, col(FeedRow.id) == EntryRow.feed_id)
        .join(PublisherRow, col(PublisherRow.id) == FeedRow.publisher_id)
        .join(StoryEntryRow, col(StoryEntryRow.entry_id) == EntryRow.id)
        .join(StoryRow, col(StoryRow.id) == StoryEntryRow.story_id)
        .where(StoryRow.category == Category.ARREST, col(VersionRow.masked_at).is_(None), dated < before)
    )
    rows = session.execute(asked.order_by(col(VersionRow.id)).limit(most)).all()
    return [aged(session, *row) for row in rows]


def aged(session: Session, row: VersionRow, link: str | None, homepage: str) -> Aged:
    """Read a version with all that was ever read in it."""
    readings = session.exec(select(ReadingRow.id).where(ReadingRow.version_id == row.id)).all()
    facts = load_facts(session, [id for id in readings if id is not None])
    return Aged(
        version=row.id or 0,
        title=row.title,
        summary=row.summary,
        withheld=tuple(Span(field=field, start=start, end=end) for field, start, end in row.withheld),
        facts=tuple(fact for found in facts.values() for fact in found),
        link=link,
        homepage=homepage,
    )


def mask_aged(session: Session, ageing: Iterable[Ageing], now: datetime) -> int:
    """Mask what is not kept of some versions; return how many."""
    found = list(ageing)
    for one in found:
        mask(session, one, now)
    session.flush()
    return len(found)


def mask(session: Session, found: Ageing, now: datetime) -> None:
    """Mask one version, sign by sign, so that what is kept stays in its place; what is masked is withheld.

    What was withheld before is kept nowhere, also where a fact stands on it.
    """
    row = session.get_one(VersionRow, found.version)
    drop_names(session, row)
    hidden = []
    for field in FIELDS:
        text = getattr(row, field)
        kept = [(span.start, span.end) for span in found.kept if span.field == field]
        gone = [(start, end) for held, start, end in row.withheld if held == field]
        hidden += [[field, start, end] for start, end in between(kept, len(text))]
        setattr(row, field, masked(text, kept, gone))
    row.withheld, row.masked_at = [*row.withheld, *hidden], now
    session.add(row)
    for fact in session.exec(facts_of(row)).all():
        fact.text = getattr(row, fact.field)[fact.start : fact.end]
        session.add(fact)
    if not found.is_link_safe:
        entry = session.get_one(EntryRow, row.entry_id)
        entry.link = None
        session.add(entry)


def drop_names(session: Session, row: VersionRow) -> None:
    """Drop the facts that are words, not figures, and stand on what is withheld: they are shown nowhere."""
    for fact in session.exec(facts_of(row)).all():
        is_hidden = any(f == fact.field and s < fact.end and fact.start < e for f, s, e in row.withheld)
        if is_hidden and fact.kind in AS_WRITTEN:
            session.delete(fact)
    session.flush()


def facts_of(row: VersionRow) -> Any:
    """Ask for the facts of every reading of a version."""
    return select(FactRow).join(ReadingRow).where(ReadingRow.version_id == row.id)


def masked(text: str, kept: Sequence[tuple[int, int]], gone: Sequence[tuple[int, int]]) -> str:
    """Write a sign for each one that is not kept, or is gone; spaces stay."""
    stays = {at for start, end in kept for at in range(start, end)}
    stays -= {at for start, end in gone for at in range(start, end)}
    return "".join(char if at in stays or char.isspace() else FILLER for at, char in enumerate(text))


def between(kept: Iterable[tuple[int, int]], length: int) -> Iterable[tuple[int, int]]:
    """Give the stretches of a text that are not kept."""
    at = 0
    for start, end in sorted(kept):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length
