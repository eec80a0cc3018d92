"""The numbers that Telegram gives to messages: a channel or supergroup counts its own, all other chats count together.

So what was sent and not heard of has a greater number than all that were known where it counts.
"""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.tables import DeliveryRow

OWN = ("-100%", "@%")  # how the lanes of channels and supergroups begin


def counts_alone(lane: str) -> bool:
    """Tell whether a chat has numbers of its own."""
    return lane.startswith(("-100", "@"))


def counted_with(lane: str) -> "sa.ColumnElement[bool]":
    """Give the condition of the deliveries that share a chat's numbers."""
    if counts_alone(lane):
        return col(DeliveryRow.lane) == lane
    return sa.not_(sa.or_(*(col(DeliveryRow.lane).like(start) for start in OWN)))


def newest_id(session: Session, lane: str) -> int | None:
    """Give the greatest number on record where a chat counts; None where there is none."""
    return session.exec(select(sa.func.max(DeliveryRow.message_id)).where(counted_with(lane))).one()


def ids_after(session: Session, lane: str, after: int | None) -> frozenset[int]:
    """Give the numbers on record beyond one, where a chat counts: messages whose fate is known."""
    later = select(DeliveryRow.message_id).where(counted_with(lane), col(DeliveryRow.message_id) > (after or 0))
    return frozenset(number for number in session.exec(later).all() if number is not None)


def is_ours(session: Session, lanes: Collection[str], number: int) -> bool:
    """Tell whether a number is on record as that of a message of ours, in a chat known by some names."""
    ours = select(DeliveryRow.id).where(col(DeliveryRow.lane).in_(lanes), col(DeliveryRow.message_id) == number)
    return session.exec(ours).first() is not None
