"""What maintainers change of the list of feeds, over the catalogue: added, removed, confirmed."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Feed, Publisher
from feeds.parsing.links import canonical
from storage.feeds import feed_of, publisher_of, publisher_row, sync_feed
from storage.model import HandChanges, KnownFeed
from storage.tables import FeedAddressRow, FeedRow, PublisherRow
from storage.tables.sources import MAINTAINER


def find_publisher(session: Session, id: str) -> Publisher | None:
    """Give a body by its id."""
    row = session.get(PublisherRow, id)
    return publisher_of(row) if row else None


Addresses = dict[str | None, set[str]]  # canonical address -> the ids of the feeds that have or had it


def addresses(session: Session) -> Addresses:
    """Index the addresses of every feed, whatever their scheme and trackers."""
    held = session.exec(select(FeedAddressRow.feed_id, FeedAddressRow.url)).all()
    now = session.exec(select(FeedRow.id, FeedRow.url)).all()  # old entries stand under feeds without a history
    found: Addresses = {}
    for id, url in (*held, *now):
        found.setdefault(canonical(url), set()).add(id)
    return found


def feeds_at(session: Session, url: str, index: Addresses) -> list[KnownFeed]:
    """Give the feeds that have or had an address, those that are followed first."""
    ids = index.get(canonical(url), set())
    found = select(FeedRow).where(col(FeedRow.id).in_(ids))
    rows = session.exec(found.order_by(col(FeedRow.is_listed).desc(), col(FeedRow.id))) if ids else ()
    return [KnownFeed(feed=feed_of(row), is_listed=row.is_listed) for row in rows]


def find_feed(session: Session, id: str) -> KnownFeed | None:
    """Give a feed by its id."""
    row = session.get(FeedRow, id)
    return KnownFeed(feed=feed_of(row), is_listed=row.is_listed) if row else None


def list_by_hand(session: Session, publisher: Publisher | None, feed: Feed, now: datetime) -> None:
    """Follow a feed; ``publisher`` is None for one that is known. A feed that was removed goes on with its record."""
    if publisher is not None:
        row = publisher_row(publisher, absent=None)
        row.listed_by = MAINTAINER
        session.add(row)
        session.flush()
    known = session.get(FeedRow, feed.id)
    listed_by = known.listed_by if known and known.removed_at else MAINTAINER
    sync_feed(session, feed, now)
    followed = {"is_listed": True, "removed_at": None, "listed_by": listed_by, "next_poll_at": None}
    session.execute(sa.update(FeedRow).where(col(FeedRow.id) == feed.id).values(**followed))
    body = sa.update(PublisherRow).where(col(PublisherRow.id) == feed.publisher)
    session.execute(body.values(is_listed=True, absent=None))


def remove_by_hand(session: Session, id: str, now: datetime) -> bool:
    """Follow a feed no longer; its record stays. False where it is not followed."""
    followed = sa.update(FeedRow).where(col(FeedRow.id) == id, col(FeedRow.is_listed).is_(True))
    removed = session.execute(followed.values(is_listed=False, removed_at=now))
    return bool(removed.rowcount)  # type: ignore[attr-defined]  # every UPDATE's result has it


def confirm_by_hand(session: Session, id: str, day: date) -> bool:
    """Note that a maintainer has looked at what a feed holds; False where it is not followed."""
    followed = sa.update(FeedRow).where(col(FeedRow.id) == id, col(FeedRow.is_listed).is_(True))
    confirmed = session.execute(followed.values(confirmed_by_hand_on=day))
    return bool(confirmed.rowcount)  # type: ignore[attr-defined]  # as above


def hand_changes(session: Session) -> HandChanges:
    """Give what lies over the catalogue."""
    rows = session.exec(select(FeedRow, PublisherRow).join(PublisherRow).order_by(col(FeedRow.id))).all()
    added = [(row, body) for row, body in rows if row.listed_by == MAINTAINER and row.is_listed]
    return HandChanges(
        publishers=tuple({body.id: publisher_of(body) for _, body in added}.values()),
        feeds=tuple(feed_of(row) for row, _ in added),
        removed=frozenset(row.id for row, _ in rows if row.removed_at),
        confirmed={row.id: row.confirmed_by_hand_on for row, _ in rows if row.confirmed_by_hand_on},
        now_at={row.id: row.url for row, _ in rows},
        earlier=earlier_addresses(session),
    )


def earlier_addresses(session: Session) -> dict[str, tuple[str, ...]]:
    """Give the addresses that each feed had, the oldest first."""
    ended = select(FeedAddressRow).where(col(FeedAddressRow.until).is_not(None))
    found: dict[str, tuple[str, ...]] = {}
    for row in session.exec(ended.order_by(col(FeedAddressRow.since), col(FeedAddressRow.url))):
        found[row.feed_id] = (*found.get(row.feed_id, ()), row.url)
    return found
