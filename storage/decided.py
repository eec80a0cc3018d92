"""What maintainers decided about stories within a period, and what publishers changed in their texts."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from storage.model import Period
from storage.rulings import root_of, undone
from storage.tables import DecisionRow, VersionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that holds; of one that takes another back, that other's act. ``about`` are the ids it concerns."""

    act: str
    is_undo: bool
    at: datetime
    subject: str
    about: tuple[str, ...]


def decided_within(session: Session, period: Period) -> list[Decided]:
    """Give the decisions about stories that were taken in a period and hold, the oldest first."""
    at = col(DecisionRow.decided_at)
    rows = session.exec(select(DecisionRow).where(at >= period.start, at < period.end).order_by(col(DecisionRow.id)))
    gone = undone(session)
    found = [(row, root_of(session, row)) for row in rows.all() if row.id not in gone]
    return [
        decided(row, root, is_undo=root.id in gone)
        for row, root in found
        if root.detail.get("about") and (root is row or root.decided_at < period.start)
    ]


def decided(row: DecisionRow, root: DecisionRow, *, is_undo: bool) -> Decided:
    """Read a decision, or what takes one of an earlier time back."""
    return Decided(
        act=root.act,
        is_undo=is_undo,
        at=row.decided_at,
        subject=root.subject,
        about=tuple(root.detail["about"]),
    )


def changed_within(session: Session, period: Period) -> list[str]:
    """Give the entries of which a later version was seen in a period."""
    seen = col(VersionRow.seen_at)
    asked = select(VersionRow.entry_id).where(VersionRow.number > 1, seen >= period.start, seen < period.end)
    return sorted(set(session.exec(asked).all()))
