"""The latest moment on the record: no clock that goes right stands far before it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.tables import DigestRow, FeedRow


def last_recorded_at(session: Session) -> datetime | None:
    """Say when a feed was last polled or a digest last composed; None on an empty record."""
    moments = (
        session.exec(select(sa.func.max(col(FeedRow.polled_at)))).one(),
        session.exec(select(sa.func.max(col(DigestRow.composed_at)))).one(),
    )
    return max((moment for moment in moments if moment), default=None)
