"""What linking reads and writes: bonds, and which entry stands in which story.

An entry is born with a story of its own. Entries that are told as one stand in the birth story of the one seen first;
the others' lead to it, and are theirs again if they part.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Announce, Category
from feeds.stories.model import Bond
from storage.doubts import is_waiting, waiting_of
from storage.lots import batches, rows_by
from storage.model import StoryState
from storage.outgoing import FIRST
from storage.rulings import in_force, ruled_of
from storage.tables import (
    BondRow,
    EntryRow,
    FeedRow,
    PublisherRow,
    ReadingRow,
    RulingRow,
    StoryAliasRow,
    StoryEntryRow,
    StoryRow,
    ToldRow,
    VersionRow,
)

UNKNOWN = 0  # the version at which a story was told under another id: no version of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An entry in its story, with what the story takes from it."""

    entry: str
    feed: str
    story: str
    birth: str
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
    waiting = select(StoryRow.id).where(col(StoryRow.is_link_pending)).order_by(col(StoryRow.first_seen_at)).limit(most)
    stories = session.exec(waiting).all()
    found = session.exec(select(StoryEntryRow.entry_id).where(col(StoryEntryRow.story_id).in_(stories))).all()
    if stories and not found:  # stories that were emptied: nothing of theirs waits
        session.execute(sa.update(StoryRow).where(col(StoryRow.id).in_(stories)).values(is_link_pending=False))
    return sorted(found)


def save_bonds(session: Session, entries: Collection[str], bonds: Iterable[Bond]) -> None:
    """Let the bonds of some entries be these."""
    for batch in batches(entries):
        session.execute(sa.delete(BondRow).where(sa.or_(col(BondRow.a).in_(batch), col(BondRow.b).in_(batch))))
    rows = [{"a": b.a, "b": b.b, "strength": b.strength, "because": b.because} for b in bonds]
    if rows:
        session.execute(sa.insert(BondRow), rows)


def masked_among(session: Session, entries: Collection[str]) -> frozenset[str]:
    """Give those of some entries whose words are masked: what they were recognised by is no longer there."""
    current = sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version)
    asked = select(EntryRow.id).join(VersionRow, current).where(col(VersionRow.masked_at).is_not(None))
    return frozenset(
        id for batch in batches(entries) for id in session.exec(asked.where(col(EntryRow.id).in_(batch))).all()
    )


def bonds_of(session: Session, entries: Collection[str]) -> list[Bond]:
    """Give the bonds that touch some entries."""
    rows = [
        row
        for batch in batches(entries)
        for row in session.exec(select(BondRow).where(sa.or_(col(BondRow.a).in_(batch), col(BondRow.b).in_(batch))))
    ]
    return [Bond(a=row.a, b=row.b, strength=row.strength, because=row.because) for row in rows]


def ruled_pairs(session: Session, kind: str, entries: Collection[str]) -> frozenset[tuple[str, str]]:
    """Give the pairs of a ruling kind that touch some entries."""
    ruled = select(RulingRow).where(RulingRow.kind == kind)
    rows = [
        row
        for batch in batches(entries)
        for row in session.exec(ruled.where(sa.or_(col(RulingRow.a).in_(batch), col(RulingRow.b).in_(batch))))
    ]
    return frozenset((row.a, row.b) for row in rows)


def neighbourhood(session: Session, start: Collection[str]) -> frozenset[str]:
    """Give every entry that hangs together with some: by a bond, by a ruling, or in a story that is still theirs."""
    reached, waiting = set(start), set(start)
    while waiting:
        near = {entry for bond in bonds_of(session, waiting) for entry in (bond.a, bond.b)}
        near |= {entry for pair in ruled_pairs(session, "must", waiting) for entry in pair}
        near |= set(told_with(session, waiting))
        waiting = near - reached
        reached |= waiting
    return frozenset(reached)


def told_with(session: Session, entries: Collection[str]) -> Iterable[str]:
    """Give the entries that stand in a story of some."""
    for batch in batches(entries):
        stories = select(StoryEntryRow.story_id).where(col(StoryEntryRow.entry_id).in_(batch))
        yield from session.exec(select(StoryEntryRow.entry_id).where(col(StoryEntryRow.story_id).in_(stories)))


def placed(session: Session, entries: Collection[str]) -> dict[str, Placed]:
    """Give some entries as they stand, with what was read in their current version."""
    found = {}
    for batch in batches(entries):
        asked = (
            sa.select(
                StoryEntryRow, EntryRow, PublisherRow.kind, ReadingRow.category, ReadingRow.score, StoryRow.news_at
            )  # type: ignore[call-overload]
            .join(EntryRow, col(EntryRow.id) == StoryEntryRow.entry_id)
            .join(StoryRow, col(StoryRow.id) == StoryEntryRow.story_id)
            .join(FeedRow, col(FeedRow.id) == EntryRow.feed_id)
            .join(PublisherRow, col(PublisherRow.id) == FeedRow.publisher_id)
            .join(
                VersionRow, sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version)
            )
            .outerjoin(ReadingRow, col(ReadingRow.version_id) == VersionRow.id)
            .where(col(EntryRow.id).in_(batch))
            .order_by(col(ReadingRow.id))  # the newest reading comes last, and stays
        )
        for place, entry, kind, category, score, told in session.execute(asked).all():
            found[entry.id] = Placed(
                entry=entry.id,
                feed=entry.feed_id,
                story=place.story_id,
                birth=place.birth_id,
                category=Category(category or Category.OTHER),
                score=score or 0.0,
                announce=Announce(entry.announce),
                is_news_body=kind == "news",
                first_seen=entry.first_seen_at,
                published=entry.published_at,
                content_hash=entry.content_hash,
                told=told,
            )
    return found


def stand(session: Session, standings: Iterable[Standing], before: dict[str, Placed], now: datetime) -> None:
    """Put entries into their stories, and let each story say what its entries say."""
    standing_now = list(standings)
    moved = move_entries(session, standing_now)
    stories = {row.id: row for row in rows_by(session, StoryRow, StoryRow.id, moved)}
    waiting = waiting_of(session, {*stories, *(entry for standing in standing_now for entry in standing.entries)})
    is_ruled = bool(in_force(session))
    for standing in standing_now:
        carry_told(session, standing, {before[entry].story for entry in standing.entries} - {standing.id})
        ruled = ruled_of(session, standing.entries) if is_ruled else {}
        update_story(stories[standing.id], standing, moment_of(standing, before, now), ruled, waiting)
    live = {standing.id for standing in standing_now}
    for standing in standing_now:
        for birth in {before[entry].birth for entry in standing.entries} - live:
            lead_to(session, birth, standing.id)
    for alias in rows_by(session, StoryAliasRow, StoryAliasRow.alias, live):
        session.delete(alias)
    session.flush()


def move_entries(session: Session, standings: Sequence[Standing]) -> set[str]:
    """Put entries into the stories that they now are of; return these."""
    entries = {entry for standing in standings for entry in standing.entries}
    places = {row.entry_id: row for row in rows_by(session, StoryEntryRow, StoryEntryRow.entry_id, entries)}
    for standing in standings:
        for entry in standing.entries:
            places[entry].story_id = standing.id
            places[entry].because = list(standing.because.get(entry, ()))
    session.flush()
    return {standing.id for standing in standings}


def update_story(
    row: StoryRow, standing: Standing, news: datetime, ruled: dict[str, str], waiting: Mapping[str, Collection[str]]
) -> None:
    """Write how a story stands; what a maintainer ruled wins. ``news`` is since when it is, if it may now be told."""
    was_tellable = row.announce == Announce.YES and row.state == StoryState.PUBLISHED
    row.ruled_state, row.ruled_category = ruled.get("state"), ruled.get("category")
    row.category, row.score = row.ruled_category or standing.category, standing.score
    row.first_seen_at, row.published_at, row.announce = standing.first_seen, standing.published, standing.announce
    has_doubts = is_waiting(waiting, (standing.id, *standing.entries), row.category)
    row.state = state_of(standing, row.ruled_state, is_waiting=has_doubts)
    is_tellable = row.announce == Announce.YES and row.state == StoryState.PUBLISHED
    if is_tellable and not was_tellable:
        row.news_at = max(row.news_at, news)  # a maintainer may have just let it be told
    if row.fingerprint not in ("", standing.fingerprint):
        row.version += 1
    row.fingerprint, row.is_link_pending = standing.fingerprint, False


def state_of(standing: Standing, ruled: str | None, *, is_waiting: bool) -> str:
    """Say whether a story may be told. What a maintainer found, he found of what was there: new doubts wait."""
    if ruled is not None and ruled != StoryState.PUBLISHED:
        return ruled
    is_clear = not is_waiting and (standing.is_sure or ruled is not None)
    return StoryState.PUBLISHED if is_clear else StoryState.REVIEW


def moment_of(standing: Standing, before: dict[str, Placed], now: datetime) -> datetime:
    """Say since when a story that may now be told is news: since an entry of it was, else from now on."""
    moments = [before[e].first_seen for e in standing.entries if before[e].announce is Announce.YES]
    return max(moments, default=now)


def carry_told(session: Session, standing: Standing, former: Collection[str]) -> None:
    """Let a story count as told wherever a story that its entries come from was told."""
    for row in rows_by(session, ToldRow, ToldRow.story_id, former):
        if session.get(ToldRow, (row.subscription_id, standing.id)) is None:
            carried = row.model_dump(exclude={"story_id", "version", "said"})
            said = {FIRST: row.story_id, **row.said}
            session.add(ToldRow(**carried, story_id=standing.id, version=UNKNOWN, said=said))
    if former:
        session.flush()


def lead_to(session: Session, story: str, target: str) -> None:
    """Let a story that has no entry any more lead to another, for as long as it has none."""
    session.merge(StoryAliasRow(alias=story, story_id=target))
    row = session.get_one(StoryRow, story)
    row.state, row.is_link_pending = StoryState.MERGED, False
    session.add(row)
