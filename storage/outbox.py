"""Messages are queued with what they tell, in one transaction: a story is told, and its message waits (promise P2)."""

from datetime import datetime

from sqlmodel import Session, col, select

from storage.deliveries import save_items
from storage.lanes import OPEN
from storage.outgoing import DeliveryKind, DeliveryStatus, Outgoing, OutgoingDigest, lane_of
from storage.tables import ChatRow, DeliveryRow, DigestRow, SubscriptionRow
from storage.told import is_told_meanwhile, mark_told


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
        enqueue(session, subscription.chat, subscription.lang, message, digest.id, now)
    move_on(row, outgoing)
    session.add(row)
    return True


def has_unsettled_digest(session: Session, subscription: int) -> bool:
    """Tell whether a message of an earlier digest of a subscription still waits, is on its way, or may have arrived."""
    waiting = (
        select(DeliveryRow.id)
        .join(DigestRow, col(DigestRow.id) == DeliveryRow.digest_id)
        .where(
            DigestRow.subscription_id == subscription,
            DeliveryRow.kind == DeliveryKind.POST,
            col(DeliveryRow.status).in_(OPEN),
        )
    )
    return session.exec(waiting.limit(1)).first() is not None


def move_on(row: SubscriptionRow, outgoing: OutgoingDigest) -> None:
    """Move a subscription's last told moment and next due one; a period that leaves a hole moves nothing."""
    if row.told_until is None or outgoing.period.start <= row.told_until < outgoing.period.end:
        row.told_until = outgoing.period.end
    if outgoing.due_at is not None:
        row.next_due_at = outgoing.next_due_at


def enqueue_word(session: Session, chat: str, lang: str, message: Outgoing, now: datetime) -> None:
    """Queue a message that is part of no digest, such as a word to a maintainer."""
    if session.get(ChatRow, chat) is None:
        session.add(ChatRow(id=chat))
        session.flush()
    enqueue(session, chat, lang, message, None, now)


def enqueue(  # noqa: PLR0913, PLR0917  (a message is what, in which language, to whom, when)
    session: Session, chat: str, lang: str, message: Outgoing, digest: int | None, now: datetime
) -> None:
    """Queue one message with its items; its text is frozen from here on."""
    row = DeliveryRow(
        chat_id=chat,
        lane=lane_of(chat),
        digest_id=digest,
        kind=message.kind,
        period=message.period,
        lang=lang,
        part=message.part,
        revision=message.revision,
        target_id=message.target,
        text=message.text,
        status=DeliveryStatus.QUEUED,
        queued_at=now,
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101  (it was flushed)
    save_items(session, row.id, message.items)
