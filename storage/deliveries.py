"""Deliveries as they are read: with what they carry, and the message that they edit or answer."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.model import Delivery, DeliveryItem, DeliveryKind, DeliveryStatus
from storage.tables import ChatRow, DeliveryItemRow, DeliveryRow


def count_by_status(session: Session) -> dict[str, int]:
    """Count the deliveries of the whole record by status."""
    counted = select(DeliveryRow.status, sa.func.count()).group_by(col(DeliveryRow.status))
    return dict(session.exec(counted).all())


def list_deliveries(session: Session, statuses: Sequence[DeliveryStatus]) -> list[Delivery]:
    """Give the deliveries that stand at some status, in the order of the queue."""
    rows = select(DeliveryRow).where(col(DeliveryRow.status).in_(statuses)).order_by(col(DeliveryRow.id))
    return [delivery_of(session, row) for row in session.exec(rows).all()]


def delivery_of(session: Session, row: DeliveryRow, *, was_uncertain: bool = False) -> Delivery:
    """Read a delivery with its items."""
    assert row.id is not None  # noqa: S101  (it was flushed)
    items = session.exec(
        select(DeliveryItemRow).where(DeliveryItemRow.delivery_id == row.id).order_by(col(DeliveryItemRow.start))
    )
    target = session.get(DeliveryRow, row.target_id) if row.target_id else None
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
        is_possible_repeat=row.is_possible_repeat or (target is not None and target.is_possible_repeat),
        is_held=row.is_held,
        was_uncertain=was_uncertain,
        may_be_probed=session.get_one(ChatRow, row.chat_id).probe_confirmed_at is not None,
        target=target.message_id if target else None,
        after_id=row.after_id,
        items=tuple(DeliveryItem(story=i.story_id, version=i.version, start=i.start, end=i.end) for i in items),
    )
