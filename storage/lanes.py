"""Messages in their lanes: one at a time to a chat, in the order of the queue, claimed before it leaves, settled after.

    queued -> sending -> sent
                      -> queued      it surely did not arrive
                      -> refused     it never will, as it is
                      -> uncertain   nobody knows; when it has rested it is claimed again, to be settled

``sending`` is committed before the request leaves, so that a crash in between leaves a trace. A claim has an epoch: who
lost it settles nothing (promise P3).
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.chats import has_failed, has_moved, is_heard, known
from storage.deliveries import delivery_of
from storage.ids import newest_id
from storage.notices import raise_notice, settle_notice
from storage.outgoing import (
    Closed,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Held,
    Moved,
    Outcome,
    Refused,
    RetryLater,
    Sent,
    Uncertain,
    lane_of,
)
from storage.tables import DeliveryRow

LEASE = timedelta(minutes=1)  # longer than a request may take
OPEN = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING, DeliveryStatus.UNCERTAIN)
STATUS: Mapping[type[Outcome], DeliveryStatus] = {
    Sent: DeliveryStatus.SENT,
    RetryLater: DeliveryStatus.QUEUED,
    Closed: DeliveryStatus.QUEUED,
    Moved: DeliveryStatus.QUEUED,
    Refused: DeliveryStatus.REFUSED,
    Uncertain: DeliveryStatus.UNCERTAIN,
    Held: DeliveryStatus.UNCERTAIN,
}
MESSAGE_HELD = "message-held"
STOPPED = "the sender stopped in the middle"


def claim(
    session: Session, now: datetime, settle_after: timedelta, *, most: int | None = None, busy: Collection[str] = ()
) -> list[Delivery]:
    """Claim the first open message of each lane that may go now, at most so many; none of a lane that is busy."""
    give_up_lost_claims(session, now, settle_after)
    firsts = (
        select(sa.func.min(DeliveryRow.id)).where(col(DeliveryRow.status).in_(OPEN)).group_by(col(DeliveryRow.lane))
    )
    due = select(DeliveryRow).where(
        col(DeliveryRow.id).in_(firsts),
        col(DeliveryRow.status) != DeliveryStatus.SENDING,
        col(DeliveryRow.is_held).is_(False),
        col(DeliveryRow.lane).not_in(busy),
        sa.or_(col(DeliveryRow.not_before).is_(None), col(DeliveryRow.not_before) <= now),
    )
    return [take(session, row, now) for row in session.exec(due.order_by(col(DeliveryRow.id)).limit(most)).all()]


def is_due(now: datetime) -> "sa.ColumnElement[bool]":
    """Give the condition of the messages that may go: the first open one of its lane, and its time has come."""
    firsts = select(sa.func.min(DeliveryRow.id)).where(col(DeliveryRow.status).in_(OPEN))
    return sa.and_(
        col(DeliveryRow.id).in_(firsts.group_by(col(DeliveryRow.lane))),
        col(DeliveryRow.status) != DeliveryStatus.SENDING,
        col(DeliveryRow.is_held).is_(False),
        sa.or_(col(DeliveryRow.not_before).is_(None), col(DeliveryRow.not_before) <= now),
    )


def lanes_due(session: Session, now: datetime) -> frozenset[str]:
    """Give the lanes in which a message may go."""
    return frozenset(session.exec(select(DeliveryRow.lane).where(is_due(now))).all())


def hold_lane(session: Session, chat: str, names: Collection[str], now: datetime) -> Delivery | None:
    """Claim a chat's lane for a check, so that nothing of ours goes there meanwhile; None where something is open.

    ``names`` are all by which the chat is known. What holds the lane is an edit of no message: should its process be
    killed, it is refused in time without a request.
    """
    lanes = {lane_of(name) for name in (chat, *names)}
    is_open = select(DeliveryRow.id).where(col(DeliveryRow.lane).in_(lanes), col(DeliveryRow.status).in_(OPEN))
    if session.exec(is_open).first() is not None:
        return None
    known(session, chat)
    row = DeliveryRow(
        chat_id=chat,
        lane=lane_of(chat),
        kind=DeliveryKind.EDIT,
        period=f"field-check {now.isoformat()}",
        lang="fr",
        part=1,
        text="",
        status=DeliveryStatus.QUEUED,
        queued_at=now,
    )
    session.add(row)
    session.flush()
    return take(session, row, now)


def keep_claim(session: Session, delivery: Delivery, now: datetime) -> bool:
    """Hold a claim for longer; False where it is lost."""
    ours = sa.update(DeliveryRow).where(is_ours(delivery))
    return bool(session.execute(ours.values(lease_until=now + LEASE)).rowcount)  # type: ignore[attr-defined]  # as below


def is_ours(delivery: Delivery) -> "sa.ColumnElement[bool]":
    """Give the condition of a delivery whose claim still holds."""
    return sa.and_(
        col(DeliveryRow.id) == delivery.id,
        col(DeliveryRow.lease_epoch) == delivery.epoch,
        col(DeliveryRow.status) == DeliveryStatus.SENDING,
    )


def give_up_lost_claims(session: Session, now: datetime, settle_after: timedelta) -> None:
    """Call uncertain what a process that is gone was sending."""
    lost = sa.update(DeliveryRow).where(
        col(DeliveryRow.status) == DeliveryStatus.SENDING, col(DeliveryRow.lease_until) <= now
    )
    session.execute(lost.values(status=DeliveryStatus.UNCERTAIN, reason=STOPPED, not_before=now + settle_after))


def take(session: Session, row: DeliveryRow, now: datetime) -> Delivery:
    """Mark a message as being sent; of one whose fate is unknown, keep what is known of where it may be found."""
    was_uncertain = row.status == DeliveryStatus.UNCERTAIN
    row.status, row.attempts = DeliveryStatus.SENDING, row.attempts + 1
    row.lease_epoch, row.lease_until = row.lease_epoch + 1, now + LEASE
    row.after_id = row.after_id if was_uncertain else newest_id(session, row.lane)
    session.add(row)
    session.flush()
    return delivery_of(session, row, was_uncertain=was_uncertain)


def send_again(session: Session, delivery: Delivery, now: datetime, *, is_repeat: bool) -> Delivery | None:
    """Let a claimed message whose fate was unknown leave once more, as a possible repeat or not; None: not ours."""
    row = session.get_one(DeliveryRow, delivery.id)
    if (row.lease_epoch, row.status) != (delivery.epoch, DeliveryStatus.SENDING):
        return None
    row.is_possible_repeat = row.is_possible_repeat or is_repeat
    row.after_id, row.lease_until = newest_id(session, row.lane), now + LEASE
    session.add(row)
    session.flush()
    return delivery_of(session, row)


def settle(session: Session, delivery: Delivery, outcome: Outcome, now: datetime, settle_after: timedelta) -> bool:
    """Note how a message fared; False when the claim was lost meanwhile, and nothing is noted."""
    ours = sa.update(DeliveryRow).where(is_ours(delivery))
    values = {"lease_until": None, **columns_of(outcome, now, settle_after)}
    noted = session.execute(ours.values(**values))
    if not noted.rowcount:  # type: ignore[attr-defined]  # every UPDATE's result has it
        return False
    note_chat(session, delivery, outcome, now)
    return True


def columns_of(outcome: Outcome, now: datetime, settle_after: timedelta) -> dict[str, Any]:
    """Write an outcome as columns of its delivery."""
    columns = {"status": STATUS[type(outcome)], "reason": getattr(outcome, "reason", None)}
    match outcome:
        case Sent(message_id=message_id):
            return columns | {"message_id": message_id, "settled_at": now}
        case RetryLater(wait=wait):
            return columns | {"not_before": now + wait}
        case Refused():
            return columns | {"settled_at": now}
        case Uncertain():
            return columns | {"not_before": now + settle_after}
        case Held():
            return columns | {"is_held": True, "not_before": None}
    return columns


def note_chat(session: Session, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    """Note what an outcome says of the chat itself."""
    match outcome:
        case Sent():
            is_heard(session, delivery.chat, now)
        case Closed(reason=reason):
            wait = has_failed(session, delivery.chat, reason, now)
            later = sa.update(DeliveryRow).where(col(DeliveryRow.id) == delivery.id)
            session.execute(later.values(not_before=now + wait))
        case Moved(chat=chat):
            has_moved(session, delivery.chat, chat, now)
        case Held(reason=reason):
            raise_notice(session, MESSAGE_HELD, str(delivery.id), f"{delivery.chat}: {reason}", now)
        case _:
            return


def decide(session: Session, id: int, now: datetime, *, arrived: bool) -> Delivery | None:
    """Take a maintainer's word on a message of unknown fate: it arrived, or it goes out again; None: no such one."""
    row = session.get(DeliveryRow, id)
    if row is None or row.status != DeliveryStatus.UNCERTAIN:
        return None
    settle_notice(session, MESSAGE_HELD, str(id), now)
    row.is_held, row.not_before = False, None
    row.status = DeliveryStatus.SENT if arrived else DeliveryStatus.QUEUED
    row.settled_at = now if arrived else None
    session.add(row)
    session.flush()
    return delivery_of(session, row)


def next_open_at(session: Session) -> datetime | None:
    """Say when the earliest message that was put off may go; None when none was."""
    waiting = select(sa.func.min(DeliveryRow.not_before)).where(DeliveryRow.status == DeliveryStatus.QUEUED)
    return session.exec(waiting).one()
