"""The log of what maintainers decided, of one story or all; of a redaction, only that words were withheld."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.desk.show import decision_json
from bot.say.facts import line
from bot.say.typography import clock, day
from bot.say.words import words
from storage.decisions import Logged, log_of
from storage.subjects import find_subject

if TYPE_CHECKING:
    from sqlmodel import Session


def logged(session: "Session", story: str | None, since: datetime | None, limit: int | None) -> list[Logged] | None:
    """Give the decisions, the newest first, of all or of one story; None for a story that is not known."""
    if story is None:
        return log_of(session, since=since, limit=limit)
    subject = find_subject(session, story)
    if subject is None:
        return None
    return log_of(session, about=[story, subject.story, *subject.entries], since=since, limit=limit)


def logged_json(found: Logged) -> dict[str, Any]:
    """Give one decision of the log."""
    also = {"words_withheld": True} if found.is_redaction else {}
    return decision_json(found.decision) | {"stories": list(found.stories), "undone_by": found.undone_by} | also


def logged_line(found: Logged, lang: str, zone: ZoneInfo) -> str:
    """Tell one decision of the log."""
    w, decision = words(lang), found.decision
    on = f"{day(decision.at.astimezone(zone).date(), w)}, {clock(decision.at, zone, w)}"
    named = f"{decision.id}. {decision.act} {decision.subject} — {on}, {decision.who}"
    return " ".join((line(named, decision.reason, w), *notes(found, lang)))


def notes(found: Logged, lang: str) -> Iterator[str]:
    """Tell which stories a decision concerns, where its subject does not say, and what became of it."""
    w = words(lang)
    others = [story for story in found.stories if story not in found.decision.subject]
    if others:
        yield bracketed(w.say("stories: {ids}", ids=", ".join(others)))
    if found.is_redaction:
        yield bracketed(w.say("words were withheld"))
    if found.undone_by is not None:
        yield bracketed(w.say("undone by decision {number}", number=found.undone_by))


def bracketed(note: str) -> str:
    """Set a note apart."""
    return f"[{note}]"
