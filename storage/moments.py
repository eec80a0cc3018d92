"""The newest moment on record: no clock that is right is far behind it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.tables import DecisionRow, DeliveryRow, DigestRow, EntryRow, FeedRow

NOTED = (
    FeedRow.polled_at,
    EntryRow.last_served_at,
    DigestRow.composed_at,
    DeliveryRow.queued_at,
    DeliveryRow.settled_at,
    DecisionRow.decided_at,
)


def newest_moment(session: Session) -> datetime | None:
    """Give the newest moment at which something was noted; None where nothing was."""
    found = (session.exec(select(sa.func.max(col(column)))).one() for column in NOTED)
    return max((moment for moment in found if moment is not None), default=None)
