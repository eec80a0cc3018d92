"""Messages on their way: queued with what they tell, claimed before they are sent, settled after.

``queued -> sending -> sent``; or ``refused``; or ``uncertain``, when it may or may not have arrived. One message a chat
is in flight, in the order of the queue. ``sending`` is committed before the request leaves, so that a crash in between
leaves a trace: such a message is uncertain, and is sent again only with a mark that says so.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.model import (
    Delivery,
    DeliveryItem,
    DeliveryKind,
    DeliveryStatus,
    Outcome,
    Outgoing,
    OutgoingDigest,
    Refused,
    RetryLater,
    Sent,
    Subscription,
    Uncertain,
)
from storage.tables import DeliveryItemRow, DeliveryRow, DigestRow, SubscriptionRow
from storage.told import is_told_meanwhile, mark_told

CLAIM = timedelta(minutes=2)
OPEN = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING, DeliveryStatus.UNCERTAIN)


def enqueue_digest(session: Session, outgoing: OutgoingDigest, now: datetime) -> bool:
    """Queue a digest: its messages, what it tells, until when, when the next is due; all or nothing (promise P2).

    False, and nothing done, when the scheduled moment that it answers has been answered already, or a change that it
    tells has been told.
    """
    subscription, period = outgoing.subscription, outgoing.period
    row = session.get_one(SubscriptionRow, subscription.id)
    is_answered = outgoing.due_at is not None and row.next_due_at != outgoing.due_at
    if is_answered or is_told_meanwhile(session, subscription.id, outgoing.told):
        return False
    digest = DigestRow(subscription_id=subscription.id, starts_at=period.start, ends_at=period.end, composed_at=now)
    session.add(digest)
    session.flush()
    assert digest.id is not None  # noqa: S101  (it was flushed)
    mark_told(session, subscription.id, digest.id, outgoing.told)
    for message in outgoing.messages:
        enqueue(session, subscription, message, digest.id, now)
    move_on(row, outgoing)
    session.add(row)
    return True


def move_on(row: SubscriptionRow, outgoing: OutgoingDigest) -> None:
    """Move a subscription's last told moment and next due one; a period that leaves a hole moves nothing."""
    if row.told_until is None or outgoing.period.start <= row.told_until < outgoing.period.end:
        row.told_until = outgoing.period.end
    if outgoing.due_at is not None:
        row.next_due_at = outgoing.next_due_at


def enqueue(session: Session, subscription: Subscription, message: Outgoing, digest: int, now: datetime) -> None:
    """Queue one message with its items; its text is frozen from here on."""
    row = DeliveryRow(
        chat_id=subscription.chat,
        digest_id=digest,
        kind=message.kind,
        period=message.period,
        lang=subscription.lang,
        part=message.part,
        revision=message.revision,
        text=message.text,
        status=DeliveryStatus.QUEUED,
        queued_at=now,
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101  (it was flushed)
    for item in message.items:
        session.add(
            DeliveryItemRow(
                delivery_id=row.id, story_id=item.story, version=item.version, start=item.start, end=item.end
            )
        )


def claim(session: Session, now: datetime, settle_after: timedelta) -> list[Delivery]:
    """Claim the first open message of each chat that may go now."""
    give_up_lost_claims(session, now, settle_after)
    firsts = select(sa.func.min(DeliveryRow.id)).where(col(DeliveryRow.status).in_(OPEN))
    due = select(DeliveryRow).where(
        col(DeliveryRow.id).in_(firsts.group_by(col(DeliveryRow.chat_id))),
        col(DeliveryRow.status) != DeliveryStatus.SENDING,
        sa.or_(col(DeliveryRow.not_before).is_(None), col(DeliveryRow.not_before) <= now),
    )
    return [take(session, row, now) for row in session.exec(due.order_by(col(DeliveryRow.id))).all()]


def give_up_lost_claims(session: Session, now: datetime, settle_after: timedelta) -> None:
    """Call uncertain what a process that is gone was sending."""
    lost = sa.update(DeliveryRow).where(
        col(DeliveryRow.status) == DeliveryStatus.SENDING, col(DeliveryRow.lease_until) <= now
    )
    session.execute(
        lost.values(
            status=DeliveryStatus.UNCERTAIN, reason="the sender stopped in the middle", not_before=now + settle_after
        )
    )


def take(session: Session, row: DeliveryRow, now: datetime) -> Delivery:
    """Mark a message as being sent; one whose earlier fate is unknown goes out as a possible repeat."""
    row.is_possible_repeat = row.is_possible_repeat or row.status == DeliveryStatus.UNCERTAIN
    row.status, row.attempts = DeliveryStatus.SENDING, row.attempts + 1
    row.lease_epoch, row.lease_until = row.lease_epoch + 1, now + CLAIM
    session.add(row)
    session.flush()
    return delivery_of(session, row)


def settle(session: Session, delivery: Delivery, outcome: Outcome, now: datetime, settle_after: timedelta) -> bool:
    """Note how a message fared; False when the claim was lost meanwhile, and nothing is noted."""
    ours = sa.update(DeliveryRow).where(
        col(DeliveryRow.id) == delivery.id,
        col(DeliveryRow.lease_epoch) == delivery.epoch,
        col(DeliveryRow.status) == DeliveryStatus.SENDING,
    )
    noted = session.execute(ours.values(lease_until=None, **outcome_columns(outcome, now, settle_after)))
    return bool(noted.rowcount)  # type: ignore[attr-defined]  # every UPDATE's result has it


def outcome_columns(outcome: Outcome, now: datetime, settle_after: timedelta) -> dict[str, Any]:
    """Write an outcome as columns of its delivery."""
    match outcome:
        case Sent(message_id=message_id):
            return {"status": DeliveryStatus.SENT, "message_id": message_id, "settled_at": now, "reason": None}
        case RetryLater(wait=wait, reason=reason):
            return {"status": DeliveryStatus.QUEUED, "not_before": now + wait, "reason": reason}
        case Refused(reason=reason):
            return {"status": DeliveryStatus.REFUSED, "settled_at": now, "reason": reason}
        case Uncertain(reason=reason):
            return {"status": DeliveryStatus.UNCERTAIN, "not_before": now + settle_after, "reason": reason}


def count_by_status(session: Session) -> dict[str, int]:
    """Count the deliveries of the whole record by status."""
    counted = select(DeliveryRow.status, sa.func.count()).group_by(col(DeliveryRow.status))
    return dict(session.exec(counted).all())


def next_open_at(session: Session) -> datetime | None:
    """Say when the earliest message that was put off may go; None when none was."""
    waiting = select(sa.func.min(DeliveryRow.not_before)).where(DeliveryRow.status == DeliveryStatus.QUEUED)
    return session.exec(waiting).one()


def list_deliveries(session: Session, statuses: Sequence[DeliveryStatus]) -> list[Delivery]:
    """Give the deliveries that stand at some status, in the order of the queue."""
    rows = select(DeliveryRow).where(col(DeliveryRow.status).in_(statuses)).order_by(col(DeliveryRow.id))
    return [delivery_of(session, row) for row in session.exec(rows).all()]


def delivery_of(session: Session, row: DeliveryRow) -> Delivery:
    """Read a delivery with its items."""
    assert row.id is not None  # noqa: S101  (it was flushed)
    items = session.exec(
        select(DeliveryItemRow).where(DeliveryItemRow.delivery_id == row.id).order_by(col(DeliveryItemRow.start))
    )
    return Delivery(
        id=row.id,
        chat=row.chat_id,
        kind=DeliveryKind(row.kind),
        status=DeliveryStatus(row.status),
        period=row.period,
        lang=row.lang,
        part=row.part,
        revision=row.revision,
        text=row.text,
        attempts=row.attempts,
        epoch=row.lease_epoch,
        reason=row.reason,
        is_possible_repeat=row.is_possible_repeat,
        items=tuple(DeliveryItem(story=i.story_id, version=i.version, start=i.start, end=i.end) for i in items),
    )
