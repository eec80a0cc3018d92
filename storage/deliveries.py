"""Deliveries as they are read: with what they carry, and the message that they edit or answer."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.model import StoryState
from storage.outgoing import Delivery, DeliveryItem, DeliveryKind, DeliveryStatus
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
        items=items_of(session, row.id),
    )


def items_of(session: Session, delivery: int) -> tuple[DeliveryItem, ...]:
    """Give what stands in a message, in order."""
    rows = select(DeliveryItemRow).where(DeliveryItemRow.delivery_id == delivery)
    return tuple(map(item_of, session.exec(rows.order_by(col(DeliveryItemRow.start))).all()))


def item_of(row: DeliveryItemRow) -> DeliveryItem:
    """Read one item."""
    return DeliveryItem(
        story=row.story_id,
        version=row.version,
        start=row.start,
        end=row.end,
        state=StoryState(row.state),
        said=row.said,
        lead=row.lead,
        notes=tuple(row.notes),
    )


def save_items(session: Session, delivery: int, items: Iterable[DeliveryItem]) -> None:
    """Note what stands in a message."""
    for item in items:
        columns = {name: getattr(item, name) for name in ("version", "start", "end", "lead")}
        row = DeliveryItemRow(delivery_id=delivery, story_id=item.story, state=item.state, **columns)
        row.said, row.notes = dict(item.said), list(item.notes)
        session.add(row)
