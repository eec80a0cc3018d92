"""What maintainers decided: rows are added, never changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.model import Decision
from storage.tables import DecisionRow, StoryEntryRow


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
    return [decision_of(row) for row in rows]


def reasons_of(session: Session, acts: Collection[str]) -> dict[tuple[str, datetime | None], str]:
    """Give the reasons of some acts, by subject and moment."""
    rows = session.exec(select(DecisionRow).where(col(DecisionRow.act).in_(acts)))
    return {(row.subject, row.decided_at): row.reason for row in rows}


def decision_of(row: DecisionRow) -> Decision:
    """Read a decision."""
    return Decision(
        id=row.id or 0,
        act=row.act,
        subject=row.subject,
        reason=row.reason,
        who=row.who,
        at=row.decided_at,
        undoes=row.undoes_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A decision as the log tells it; ``stories`` are those in which what it concerns stands now."""

    decision: Decision
    stories: tuple[str, ...]
    undone_by: int | None  # the undo because of which it does not hold
    is_redaction: bool  # all that is told of it is that words were withheld


def log_of(
    session: Session, *, about: Collection[str] | None = None, since: datetime | None = None, limit: int | None = None
) -> list[Logged]:
    """Give the decisions, the newest first; ``about`` keeps those that concern some entries or stories."""
    asked = select(DecisionRow).order_by(col(DecisionRow.id).desc())
    rows = session.exec(asked.where(col(DecisionRow.decided_at) >= since) if since else asked).all()
    kept = [row for row in rows if about is None or {row.subject, *row.detail.get("about", ())}.intersection(about)]
    undone = undoing(session)
    return [
        Logged(
            decision=decision_of(row),
            stories=stories_now(session, row.detail.get("about", ())),
            undone_by=undone.get(row.id or 0),
            is_redaction=bool(row.detail.get("hides")),
        )
        for row in kept[:limit]
    ]


def undoing(session: Session) -> dict[int, int]:
    """Give by which undo each decision is not in force: one counts only where it is not undone itself."""
    rows = session.exec(
        select(DecisionRow.id, DecisionRow.undoes_id)
        .where(col(DecisionRow.undoes_id).is_not(None))
        .order_by(col(DecisionRow.id).desc())
    )
    found: dict[int, int] = {}
    for number, undoes in rows:
        if number is not None and number not in found and undoes is not None:
            found[undoes] = number
    return found


def stories_now(session: Session, about: Sequence[str]) -> tuple[str, ...]:
    """Give the stories in which the entries among some ids stand now."""
    placed = session.exec(select(StoryEntryRow.story_id).where(col(StoryEntryRow.entry_id).in_(about))).all()
    return tuple(sorted(set(placed)))


def concerned(session: Session, number: int) -> list[str]:
    """Give the entries and stories that a decision is about."""
    return list(session.get_one(DecisionRow, number).detail.get("about", ()))
