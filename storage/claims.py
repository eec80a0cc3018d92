"""Who polls a feed: one process at a time, for as long as its claim stands (promise P3).

A claim has an epoch, and what a poll brings is stored only while the feed still has it: a process that was stopped and
woke up again stores nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.feeds import adopt_address, feed_of, publisher_of, state_columns, state_of
from storage.lots import batches, rows_by, table_of
from storage.model import PolledFeed, PollOutcome
from storage.tables import FeedRow, PublisherRow

FEEDS = table_of(FeedRow)
REFUSALS = ("refused", "blocked")  # 401 and 403, and robots.txt
CLAIM = timedelta(minutes=10)
SKEW = timedelta(minutes=1)  # between two processes; a feed polled later than that from now was polled by another time
MOST_BACK = timedelta(days=1)  # and by one that may have been right: the clock was set back, and nobody waits for it


class LostClaimError(Exception):
    """Another process has taken over a feed: what this one brings is not stored."""


def claim_due_feeds(session: Session, now: datetime, *, regardless_of_pace: bool = False) -> list[PolledFeed]:
    """Claim every feed that is due, oldest first; a pause or a running Retry-After always holds it back."""
    due = sa.select(FEEDS).where(*is_due(now, regardless_of_pace), is_free(now))
    rows = session.connection().execute(due.order_by(FEEDS.c.next_poll_at, FEEDS.c.id)).all()
    claim = sa.update(FEEDS).values(lease_epoch=FEEDS.c.lease_epoch + 1, lease_until=now + CLAIM)
    for lot in batches([row.id for row in rows]):
        session.connection().execute(claim.where(FEEDS.c.id.in_(lot)))
    bodies = rows_by(session, PublisherRow, PublisherRow.id, {row.publisher_id for row in rows})
    publishers = {row.id: publisher_of(row) for row in bodies}
    return [
        PolledFeed(
            feed=feed_of(row), publisher=publishers[row.publisher_id], state=state_of(row), epoch=row.lease_epoch + 1
        )
        for row in rows
    ]


def end_claims(session: Session, outcomes: Sequence[PollOutcome], now: datetime) -> None:
    """Store the next states of feeds whose claims still stand, and end the claims; raise `LostClaimError` for another.

    One that is gone is paused.
    """
    if not outcomes:
        return
    values = [{"its_id": one.feed, "its_epoch": one.epoch} | state_columns(one.state) for one in outcomes]
    columns: dict[str, Any] = {name: sa.bindparam(name) for name in state_columns(outcomes[0].state)}
    is_theirs = (FEEDS.c.id == sa.bindparam("its_id"), FEEDS.c.lease_epoch == sa.bindparam("its_epoch"))
    ended = sa.update(FEEDS).where(*is_theirs).values(lease_until=None, **columns)
    if session.connection().execute(ended, values).rowcount != len(values):
        raise LostClaimError(", ".join(one.feed for one in outcomes))
    for one in outcomes:
        if one.state.is_gone:
            gone = sa.update(FEEDS).where(FEEDS.c.id == one.feed, FEEDS.c.paused_at.is_(None))
            session.connection().execute(gone.values(paused_at=now))
        if one.adopted:
            adopt_address(session, one.feed, one.adopted, now)


def count_due_held(session: Session, now: datetime, *, regardless_of_pace: bool = False) -> int:
    """Count the feeds that are due and that another process is polling now."""
    held = select(sa.func.count()).select_from(FeedRow).where(*is_due(now, regardless_of_pace), ~is_free(now))
    return session.exec(held).one()


def is_due(now: datetime, regardless_of_pace: bool) -> tuple[sa.ColumnElement[bool], ...]:
    """Say which feeds are to be asked: listed, not paused, without a running Retry-After, and due by their pace.

    One that refused us is asked by its pace only, whatever is asked for.
    """
    is_refused = sa.and_(col(FeedRow.error).in_(REFUSALS), col(FeedRow.next_poll_at) > now)
    askable = (
        col(FeedRow.is_listed).is_(True),
        col(FeedRow.paused_at).is_(None),
        sa.or_(col(FeedRow.retry_at).is_(None), col(FeedRow.retry_at) <= now),
        sa.or_(col(FeedRow.error).is_(None), ~is_refused),
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
