"""Publishers and feeds as they stand: the catalogue is the desired state, decisions by command lie over it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Absent, Announce, Catalog, Feed, FeedState, Kind, Level, Publisher, Validators
from feeds.parsing.links import canonical
from storage.decisions import reasons_of
from storage.habits import habits_json, habits_of
from storage.model import FeedRecord, ServedText
from storage.notices import raise_notice, settle_notice
from storage.tables import EntryRow, FeedAddressRow, FeedRow, PublisherRow, StoryEntryRow, StoryRow, VersionRow
from storage.tables.sources import CATALOGUE, MAINTAINER

FEED_MOVED = "feed-moved"


def sync_catalog(session: Session, catalog: Catalog, now: datetime) -> None:
    """Make the store's list of bodies and feeds what the catalogue says; a removed feed keeps its record.

    What a maintainer added or removed stays as it is.
    """
    session.execute(sa.update(PublisherRow).where(col(PublisherRow.listed_by) == CATALOGUE).values(is_listed=False))
    session.execute(sa.update(FeedRow).where(col(FeedRow.listed_by) == CATALOGUE).values(is_listed=False))
    for publisher in catalog.publishers:
        session.merge(publisher_row(publisher, absent=None))
    for absent in catalog.absent:
        session.merge(publisher_row(absent, absent=absent.reason))
    session.flush()
    for feed in catalog.feeds:
        sync_feed(session, feed, now)
    lay_changes_over(session, catalog)


def lay_changes_over(session: Session, catalog: Catalog) -> None:
    """Settle what maintainers added beside a catalogue: it wins over a second feed of an address.

    A body of which a feed is followed is not one that cannot be polled.
    """
    taken = {canonical(url) for feed in catalog.feeds for url in (*feed.was, feed.url)}
    for row in session.exec(select(FeedRow).where(FeedRow.listed_by == MAINTAINER, col(FeedRow.is_listed).is_(True))):
        row.is_listed = canonical(row.url) not in taken
    followed = select(FeedRow.publisher_id).where(col(FeedRow.is_listed).is_(True))
    session.execute(sa.update(PublisherRow).where(col(PublisherRow.id).in_(followed)).values(absent=None))


def sync_feed(session: Session, feed: Feed, now: datetime) -> None:
    """Bring one feed's row to what the catalogue says, its addresses into their history.

    An address that was adopted stays for as long as the catalogue names the one that it came after.
    """
    row = session.get(FeedRow, feed.id) or FeedRow(
        id=feed.id, publisher_id=feed.publisher, url=feed.url, lang=feed.lang
    )
    is_adopted = row.adopted_from == feed.url
    url = row.url if is_adopted else feed.url
    definition: dict[str, Any] = {
        "publisher_id": feed.publisher,
        "url": url,
        "adopted_from": feed.url if is_adopted else None,
        "lang": feed.lang,
        "every_seconds": int(feed.every.total_seconds()) if feed.every else None,
        "only": list(feed.only),
        "never": list(feed.never),
        "adapter": feed.adapter,
        "seen": feed.seen,
        "confirmed_on": feed.confirmed,
        "is_listed": row.removed_at is None,
        "listed_by": CATALOGUE,
    }
    if row.url != url:
        definition |= {"etag": None, "last_modified": None, "body_hash": None, "next_poll_at": None}
        definition["confirmed_by_hand_on"] = None  # it was another address that somebody looked at
    row.sqlmodel_update(definition)
    session.add(row)
    session.flush()
    keep_addresses(session, replace(feed, url=url, was=(*feed.was, feed.url) if is_adopted else feed.was), now)


def adopt_address(session: Session, id: str, url: str, now: datetime) -> None:
    """Let the address that a feed moved to be its own; the former stays in its history, and with the catalogue."""
    row = session.get_one(FeedRow, id)
    row.adopted_from, row.url = row.adopted_from or row.url, url
    session.add(row)
    session.flush()
    keep_addresses(session, feed_of(row), now)
    settle_notice(session, FEED_MOVED, id, now)
    raise_notice(session, FEED_MOVED, id, url, now)


def keep_addresses(session: Session, feed: Feed, now: datetime) -> None:
    """Note the current address and the earlier ones; an address that is no longer current gets its end."""
    for url in (*feed.was, feed.url):
        if session.get(FeedAddressRow, (url, feed.id)) is None:
            session.add(FeedAddressRow(url=url, feed_id=feed.id, since=now))
    session.flush()
    address = sa.update(FeedAddressRow).where(col(FeedAddressRow.feed_id) == feed.id)
    session.execute(
        address.where(col(FeedAddressRow.url) != feed.url, col(FeedAddressRow.until).is_(None)).values(until=now)
    )
    session.execute(address.where(col(FeedAddressRow.url) == feed.url).values(until=None))


def publisher_row(body: Publisher | Absent, *, absent: str | None) -> PublisherRow:
    """Write a body as a row."""
    return PublisherRow(
        id=body.id,
        name_fr=body.name["fr"],
        name_en=body.name["en"],
        kind=body.kind,
        level=body.level,
        region=body.region,
        homepage=body.homepage,
        absent=absent,
        is_listed=True,
    )


def publisher_of(row: PublisherRow) -> Publisher:
    """Read a body from its row."""
    return Publisher(
        id=row.id,
        name={"fr": row.name_fr, "en": row.name_en},
        kind=Kind(row.kind),
        level=Level(row.level),
        region=row.region,
        homepage=row.homepage,
    )


def feed_of(row: Any) -> Feed:
    """Read a feed's definition from its row, or from the columns of one."""
    return Feed(
        id=row.id,
        publisher=row.publisher_id,
        url=row.url,
        lang=row.lang,
        was=(row.adopted_from,) if row.adopted_from else (),
        every=timedelta(seconds=row.every_seconds) if row.every_seconds else None,
        only=tuple(row.only),
        never=tuple(row.never),
        adapter=row.adapter,
        seen=row.seen,
        confirmed=max(filter(None, (row.confirmed_on, row.confirmed_by_hand_on)), default=None),
    )


STATE = ("body_hash", "polls", "next_poll_at", "polled_at", "answered_at", "news_at", "failing_since", "failures")
TROUBLE = ("error", "detail", "retry_at")


def state_of(row: Any) -> FeedState:
    """Read a feed's behaviour from its row, or from the columns of one."""
    return FeedState(
        validators=Validators(etag=row.etag, last_modified=row.last_modified),
        news_counts=tuple(row.news_counts),
        habits=habits_of(row.habits),
        **{name: getattr(row, name) for name in STATE + TROUBLE},
    )


def state_columns(state: FeedState) -> dict[str, Any]:
    """Write a feed's behaviour as columns of its row."""
    return {name: getattr(state, name) for name in STATE + TROUBLE} | {
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "news_counts": list(state.news_counts),
        "habits": habits_json(state.habits),
    }


def list_feeds(session: Session) -> list[FeedRecord]:
    """Give every feed with its publisher, its behaviour and what stands held, by id."""
    held, reasons = dict(session.exec(held_counts()).all()), reasons_of(session, ("pause", "remove"))
    rows = session.exec(select(FeedRow, PublisherRow).join(PublisherRow).order_by(col(FeedRow.id))).all()
    return [
        FeedRecord(
            feed=feed_of(row),
            publisher=publisher_of(publisher),
            state=state_of(row),
            is_listed=row.is_listed,
            paused_at=row.paused_at,
            held=held.get(row.id, 0),
            removed_at=row.removed_at,
            stopped_because=reasons.get((row.id, row.removed_at or row.paused_at)),
        )
        for row, publisher in rows
    ]


def held_counts() -> Any:
    """Count the held entries of each feed."""
    return (
        select(EntryRow.feed_id, sa.func.count())
        .where(col(EntryRow.announce) == Announce.HELD)
        .group_by(col(EntryRow.feed_id))
    )


def list_absent(session: Session) -> list[Absent]:
    """Give the bodies that matter and cannot be polled."""
    rows = session.exec(
        select(PublisherRow).where(col(PublisherRow.absent).is_not(None), col(PublisherRow.is_listed).is_(True))
    )
    return [absent_of(row) for row in rows]


def absent_of(row: PublisherRow) -> Absent:
    """Read an absent body from its row."""
    body = publisher_of(row)
    return Absent(
        id=body.id,
        name=body.name,
        kind=body.kind,
        level=body.level,
        region=body.region,
        homepage=body.homepage,
        reason=row.absent,  # type: ignore[arg-type]  # the catalogue checked it against the closed list
    )


def set_pause(session: Session, feed: str, paused_at: datetime | None) -> bool:
    """Pause a feed, or let it go on (None) and be asked at once; False if there is none that was otherwise."""
    values = {"paused_at": paused_at} if paused_at else {"paused_at": None, "next_poll_at": None}
    was = col(FeedRow.paused_at).is_(None) if paused_at else col(FeedRow.paused_at).is_not(None)
    changed = session.execute(sa.update(FeedRow).where(col(FeedRow.id) == feed, was).values(**values))
    return bool(changed.rowcount)  # type: ignore[attr-defined]  # every UPDATE's result has it


def held_beside(session: Session, feed: str) -> list[ServedText]:
    """Give the texts of a feed's entries, the first seen first, those that are held marked."""
    current = sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version)
    asked = select(EntryRow, VersionRow).join(VersionRow, current).where(EntryRow.feed_id == feed)
    rows = session.exec(asked.order_by(col(EntryRow.first_seen_at), col(EntryRow.id))).all()
    return [
        ServedText(
            id=entry.id,
            title=version.title,
            summary=version.summary,
            published=entry.published_at,
            first_seen=entry.first_seen_at,
            is_held=entry.announce == Announce.HELD,
        )
        for entry, version in rows
    ]


def settle_held(
    session: Session, feed: str, announce: Announce, now: datetime, *, known: Collection[str] = frozenset()
) -> int:
    """Let a feed's held entries be told (yes: as first seen now), or keep them as history; return how many.

    ``known`` are those of them that are history in any case: they tell again what was there before.
    """
    asked = select(EntryRow.id).where(EntryRow.feed_id == feed, EntryRow.announce == Announce.HELD)
    held = set(session.exec(asked).all())
    settle_entries(session, held & set(known), Announce.BACKFILL, now)
    settle_entries(session, held - set(known), announce, now)
    return len(held)


def settle_entries(session: Session, entries: Collection[str], announce: Announce, now: datetime) -> None:
    """Settle some held entries; a story that has others that may be told stays as it is."""
    session.execute(sa.update(EntryRow).where(col(EntryRow.id).in_(entries)).values(announce=announce))
    stories = select(StoryEntryRow.story_id).where(col(StoryEntryRow.entry_id).in_(entries))
    change = sa.update(StoryRow).where(col(StoryRow.id).in_(stories))
    if announce is Announce.YES:
        session.execute(change.values(announce=announce, news_at=now))
        return
    waiting = (
        select(StoryEntryRow.story_id)
        .join(EntryRow, col(EntryRow.id) == StoryEntryRow.entry_id)
        .where(col(EntryRow.announce).in_([Announce.YES, Announce.HELD]))
    )
    session.execute(change.where(col(StoryRow.id).not_in(waiting)).values(announce=announce))
