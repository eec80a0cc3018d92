"""What was seen in a chat of that which the edit probe counts on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.chats import confirm_probe, distrust_probe, heir_of
from storage.decisions import note_decision
from storage.outgoing import lane_of
from storage.tables import DecisionRow

ACT = "field-check"
AS_ASSUMED = "as assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody saw in a chat, known by other ``names`` too; ``wrong``: the step that was not as assumed."""

    chat: str
    names: tuple[str, ...]
    observed: Sequence[dict[str, Any]]
    wrong: str | None
    who: str
    rights: Mapping[str, Any] | None = None  # those of the bot there


def note_field_check(session: Session, seen: Seen, now: datetime) -> None:
    """Let the edit probe be used in a chat, or no more where something is wrong; log it with all that was seen."""
    if seen.wrong is None:
        confirm_probe(session, seen.chat, now)
    else:
        distrust_probe(session, seen.chat)
        for name in seen.names:
            distrust_probe(session, name)
    reason = f"not as assumed: {seen.wrong}" if seen.wrong else AS_ASSUMED
    detail = {"observed": list(seen.observed), "rights": dict(seen.rights) if seen.rights else None}
    note_decision(session, act=ACT, subject=seen.chat, reason=reason, who=seen.who, now=now, detail=detail)


def rights_seen(session: Session, chat: str) -> dict[str, Any] | None:
    """Give the rights of the bot at the last field check of a chat that passed; None where that is not known."""
    lane = lane_of(heir_of(session, chat))
    passed = select(DecisionRow).where(DecisionRow.act == ACT, DecisionRow.reason == AS_ASSUMED)
    rows = session.exec(passed.order_by(col(DecisionRow.id).desc())).all()
    last = next((row for row in rows if lane_of(row.subject) == lane), None)
    return last.detail.get("rights") if last else None
