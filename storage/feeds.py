"""Publishers and feeds as they stand: the catalogue is the desired state, decisions by command lie over it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Absent, Announce, Catalog, Feed, FeedState, Kind, Level, Publisher, Validators
from feeds.parsing.links import canonical
from storage.model import FeedRecord, PolledFeed
from storage.tables import EntryRow, FeedAddressRow, FeedRow, PublisherRow, StoryEntryRow, StoryRow
from storage.tables.sources import CATALOGUE, MAINTAINER

CLAIM = timedelta(minutes=10)
SKEW = timedelta(minutes=1)  # between two processes; a feed polled later than that from now was polled by another time
MOST_BACK = timedelta(days=1)  # and by one that may have been right: the clock was set back, and nobody waits for it


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
    """Bring one feed's row to what the catalogue says, its addresses into their history."""
    row = session.get(FeedRow, feed.id) or FeedRow(
        id=feed.id, publisher_id=feed.publisher, url=feed.url, lang=feed.lang
    )
    definition: dict[str, Any] = {
        "publisher_id": feed.publisher,
        "url": feed.url,
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
    if row.url != feed.url:
        definition |= {"etag": None, "last_modified": None, "body_hash": None, "next_poll_at": None}
        definition["confirmed_by_hand_on"] = None  # it was another address that somebody looked at
    row.sqlmodel_update(definition)
    session.add(row)
    session.flush()
    keep_addresses(session, feed, now)


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


def feed_of(row: FeedRow) -> Feed:
    """Read a feed's definition from its row."""
    return Feed(
        id=row.id,
        publisher=row.publisher_id,
        url=row.url,
        lang=row.lang,
        every=timedelta(seconds=row.every_seconds) if row.every_seconds else None,
        only=tuple(row.only),
        never=tuple(row.never),
        adapter=row.adapter,
        seen=row.seen,
        confirmed=max(filter(None, (row.confirmed_on, row.confirmed_by_hand_on)), default=None),
    )


STATE = ("body_hash", "polls", "next_poll_at", "polled_at", "answered_at", "news_at", "failing_since", "failures")
TROUBLE = ("error", "detail", "retry_at")


def state_of(row: FeedRow) -> FeedState:
    """Read a feed's behaviour from its row."""
    return FeedState(
        validators=Validators(etag=row.etag, last_modified=row.last_modified),
        news_counts=tuple(row.news_counts),
        **{name: getattr(row, name) for name in STATE + TROUBLE},
    )


def state_columns(state: FeedState) -> dict[str, Any]:
    """Write a feed's behaviour as columns of its row."""
    return {name: getattr(state, name) for name in STATE + TROUBLE} | {
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "news_counts": list(state.news_counts),
    }


def claim_due_feeds(session: Session, now: datetime, *, regardless_of_pace: bool = False) -> list[PolledFeed]:
    """Claim every feed that is due, oldest first; a pause or a running Retry-After always holds it back."""
    due = select(FeedRow, PublisherRow).join(PublisherRow).where(*is_due(now, regardless_of_pace), is_free(now))
    claimed = []
    for row, publisher in session.exec(due.order_by(col(FeedRow.next_poll_at), col(FeedRow.id))).all():
        row.lease_epoch, row.lease_until = row.lease_epoch + 1, now + CLAIM
        session.add(row)
        claimed.append(
            PolledFeed(feed=feed_of(row), publisher=publisher_of(publisher), state=state_of(row), epoch=row.lease_epoch)
        )
    return claimed


def count_due_held(session: Session, now: datetime, *, regardless_of_pace: bool = False) -> int:
    """Count the feeds that are due and that another process is polling now."""
    held = select(sa.func.count()).select_from(FeedRow).where(*is_due(now, regardless_of_pace), ~is_free(now))
    return session.exec(held).one()


def is_due(now: datetime, regardless_of_pace: bool) -> tuple[sa.ColumnElement[bool], ...]:
    """Say which feeds are to be asked: listed, not paused, without a running Retry-After, and due by their pace."""
    askable = (
        col(FeedRow.is_listed).is_(True),
        col(FeedRow.paused_at).is_(None),
        sa.or_(col(FeedRow.retry_at).is_(None), col(FeedRow.retry_at) <= now),
    )
    is_set_back = col(FeedRow.polled_at).between(now + SKEW, now + MOST_BACK)
    due = sa.or_(col(FeedRow.next_poll_at).is_(None), col(FeedRow.next_poll_at) <= now, is_set_back)
    return askable if regardless_of_pace else (*askable, due)


def is_free(now: datetime) -> sa.ColumnElement[bool]:
    """Say that nobody polls a feed now; a claim that ends later than any made now was made by another time."""
    until = col(FeedRow.lease_until)
    return sa.or_(until.is_(None), until <= now, until > now + CLAIM + SKEW)


def release_claims(session: Session, feeds: Iterable[tuple[str, int]]) -> None:
    """Give back claims (feed, epoch) of polls that will not be finished."""
    for feed, epoch in feeds:
        held = sa.update(FeedRow).where(col(FeedRow.id) == feed, col(FeedRow.lease_epoch) == epoch)
        session.execute(held.values(lease_until=None))


def list_feeds(session: Session) -> list[FeedRecord]:
    """Give every feed with its publisher, its behaviour and what stands held, by id."""
    held = dict(session.exec(held_counts()).all())
    rows = session.exec(select(FeedRow, PublisherRow).join(PublisherRow).order_by(col(FeedRow.id))).all()
    return [
        FeedRecord(
            feed=feed_of(row),
            publisher=publisher_of(publisher),
            state=state_of(row),
            is_listed=row.is_listed,
            paused_at=row.paused_at,
            held=held.get(row.id, 0),
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
    """Pause a feed, or let it go on (None); False if there is no such feed."""
    changed = session.execute(sa.update(FeedRow).where(col(FeedRow.id) == feed).values(paused_at=paused_at))
    return bool(changed.rowcount)  # type: ignore[attr-defined]  # every UPDATE's result has it


def settle_held(session: Session, feed: str, announce: Announce, now: datetime) -> int:
    """Let a feed's held entries be told (yes: as first seen now), or keep them as history; return how many."""
    held = session.exec(select(EntryRow.id).where(EntryRow.feed_id == feed, EntryRow.announce == Announce.HELD)).all()
    session.execute(sa.update(EntryRow).where(col(EntryRow.id).in_(held)).values(announce=announce))
    stories = select(StoryEntryRow.story_id).where(col(StoryEntryRow.entry_id).in_(held))
    seen = {"news_at": now} if announce is Announce.YES else {}
    session.execute(sa.update(StoryRow).where(col(StoryRow.id).in_(stories)).values(announce=announce, **seen))
    return len(held)
