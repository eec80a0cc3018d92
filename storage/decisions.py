"""What maintainers decided: rows are added, never changed."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.model import Decision
from storage.tables import DecisionRow


def note_decision(  # noqa: PLR0913  (a decision is who, what, on what, why and when)
    session: Session,
    *,
    act: str,
    subject: str,
    reason: str,
    who: str,
    now: datetime,
    detail: dict[str, Any] | None = None,
    undoes: int | None = None,
) -> int:
    """Write down one act; return its number."""
    row = DecisionRow(
        act=act, subject=subject, reason=reason, who=who, decided_at=now, detail=detail or {}, undoes_id=undoes
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101  (it was flushed)
    return row.id


def list_decisions(session: Session, subject: str | None = None) -> list[Decision]:
    """Give the decisions, of one subject or all, the newest first."""
    asked = select(DecisionRow).order_by(col(DecisionRow.id).desc())
    rows = session.exec(asked.where(DecisionRow.subject == subject) if subject else asked).all()
    return [
        Decision(
            id=row.id or 0,
            act=row.act,
            subject=row.subject,
            reason=row.reason,
            who=row.who,
            at=row.decided_at,
            undoes=row.undoes_id,
        )
        for row in rows
    ]


def concerned(session: Session, number: int) -> list[str]:
    """Give the entries and stories that a decision is about."""
    return list(session.get_one(DecisionRow, number).detail.get("about", ()))
