"""What could be read and what could not, so that a dead feed never looks like a quiet week."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Publisher
from storage.feeds import list_absent, list_feeds
from storage.model import Coverage, FeedRecord, Period, UnreadSource
from storage.tables import EntryRow, FeedAddressRow, FeedRow


def coverage(session: Session) -> Coverage:
    """Say of every listed feed whether its last answer could be read, and name the bodies without a feed."""
    listed = [record for record in list_feeds(session) if record.is_listed]
    asked = [record for record in listed if record.state.polled_at or record.paused_at]
    unread = [record for record in asked if record.state.error or record.paused_at]
    return Coverage(
        feeds=len(listed),
        answering=sum(record not in unread for record in asked),
        unread=tuple(unread_source(record) for record in first_of_each(unread)),
        absent=tuple(
            UnreadSource(name=dict(body.name), error=body.reason, since=None, region=body.region)
            for body in list_absent(session)
        ),
    )


def first_of_each(records: list[FeedRecord]) -> list[FeedRecord]:
    """Keep one record a publisher, the one in trouble for the longest."""
    longest: dict[str, FeedRecord] = {}
    for record in sorted(records, key=lambda r: (r.state.failing_since is None, r.state.failing_since, r.feed.id)):
        longest.setdefault(record.publisher.id, record)
    return list(longest.values())


def unread_source(record: FeedRecord) -> UnreadSource:
    """Say of one feed why it was not read, and since when."""
    publisher: Publisher = record.publisher
    return UnreadSource(
        name=dict(publisher.name),
        error="paused" if record.paused_at else record.state.error or "new",
        since=record.paused_at or record.state.answered_at or record.state.failing_since,
        region=publisher.region,
    )


def quiet(session: Session, period: Period) -> list[UnreadSource]:
    """Give the bodies that were followed, could be read and published nothing in a period, with their last entry's day.

    ``since`` is None for one that has published nothing yet.
    """
    listed = [record for record in list_feeds(session) if record.is_listed and record.state.answered_at]
    troubled = {record.publisher.id for record in listed if record.state.error or record.paused_at}
    followed = followed_before(session, period.end) - troubled
    bodies = {record.publisher.id: record.publisher for record in listed if record.publisher.id in followed}
    last = newest_before(session, period.end)
    return [
        UnreadSource(name=dict(body.name), error="silent", since=last.get(id), region=body.region)
        for id, body in sorted(bodies.items())
        if id not in last or last[id] < period.start
    ]


def followed_before(session: Session, end: datetime) -> set[str]:
    """Give the bodies of which an address was in the catalogue before a moment."""
    asked = select(FeedRow.publisher_id).join(FeedAddressRow).where(col(FeedAddressRow.since) < end)
    return set(session.exec(asked).all())


def newest_before(session: Session, end: datetime) -> dict[str, datetime]:
    """Give the date of each body's newest entry before a moment."""
    dated = sa.func.coalesce(col(EntryRow.published_at), col(EntryRow.first_seen_at))
    newest = (
        select(FeedRow.publisher_id, sa.func.max(dated))
        .join(EntryRow)
        .where(dated < end)
        .group_by(FeedRow.publisher_id)
    )
    return dict(session.exec(newest).all())
