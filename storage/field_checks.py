"""What was seen in a chat of that which the edit probe counts on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from storage.chats import confirm_probe, distrust_probe
from storage.decisions import note_decision

ACT = "field-check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody saw in a chat, known by other ``names`` too; ``wrong``: the step that was not as assumed."""

    chat: str
    names: tuple[str, ...]
    observed: Sequence[dict[str, Any]]
    wrong: str | None
    who: str


def note_field_check(session: Session, seen: Seen, now: datetime) -> None:
    """Let the edit probe be used in a chat, or no more where something is wrong; log it with all that was seen."""
    if seen.wrong is None:
        confirm_probe(session, seen.chat, now)
    else:
        distrust_probe(session, seen.chat)
        for name in seen.names:
            distrust_probe(session, name)
    reason = f"not as assumed: {seen.wrong}" if seen.wrong else "as assumed"
    detail = {"observed": list(seen.observed)}
    note_decision(session, act=ACT, subject=seen.chat, reason=reason, who=seen.who, now=now, detail=detail)
