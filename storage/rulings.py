"""What maintainers' decisions hold the record to.

Everything here follows from the decisions that are not undone, in their order: so that an undo restores exactly, in
whatever order decisions are taken back, and put back. A decision names entries: stories come and go, entries stay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.decisions import note_decision, undoing
from storage.doubts import is_waiting, waiting_of
from storage.model import StoryState
from storage.redactions import hide
from storage.subjects import entries_of, set_pending, stories_of, story_of_entry
from storage.tables import DecisionRow, NoticeRow, RulingRow, StoryRow

Ruling = tuple[str, str, str]  # must | cannot | confirm | refuse | a relation, and the two ids it is about
RULED = ("state", "category")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one decision does: rulings added and lifted, a story ruled, words hidden, notices settled."""

    about: tuple[str, ...]  # entries and stories that it concerns
    adds: tuple[Ruling, ...] = ()
    lifts: tuple[Ruling, ...] = ()
    entry: str | None = None  # whose story is ruled
    ruled: dict[str, str] | None = None  # state, category: what they are from now on
    was: dict[str, str] | None = None  # the same, and news_at, as they were before
    news_at: datetime | None = None
    hides: dict[str, list[list[Any]]] | None = None  # a version's id: [field, start, end]
    hides_all_of: tuple[str, ...] = ()  # entries of which every later version is hidden too
    settles: tuple[int, ...] = ()  # notices

    def as_detail(self) -> dict[str, Any]:
        """Write it down as what a decision keeps."""
        moment = self.news_at.isoformat() if self.news_at else None
        every = {name: getattr(self, name) for name in Change.__slots__} | {"news_at": moment}
        return {name: value for name, value in every.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who does what to what, why and when."""

    name: str
    subject: str
    who: str
    reason: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Why a decision cannot be taken back; ``act`` is what it was."""

    why: Literal["unknown", "own act", "undone"]
    act: str = ""


def rulings_between(session: Session, kind: str, one: Iterable[str], other: Iterable[str]) -> list[Ruling]:
    """Give the rulings of a kind that stand between two sets of ids."""
    pairs = {pair for a in one for b in other for pair in ((a, b), (b, a))}
    rows = session.exec(select(RulingRow).where(RulingRow.kind == kind, col(RulingRow.a).in_({a for a, _ in pairs})))
    return sorted({(row.kind, row.a, row.b) for row in rows if (row.a, row.b) in pairs})


def before(session: Session, story: str) -> dict[str, str]:
    """Write down how a story stands, so that an undo can give it back."""
    row = session.get_one(StoryRow, story)
    return {"state": row.state, "category": row.category, "news_at": row.news_at.isoformat()}


def decide(session: Session, act: Act, change: Change, undoes: int | None = None) -> int:
    """Log a decision and carry it out; the stories concerned wait to be linked again. Return its number."""
    number = note_decision(
        session,
        act=act.name,
        subject=act.subject,
        reason=act.reason,
        who=act.who,
        now=act.now,
        detail=change.as_detail(),
        undoes=undoes,
    )
    if undoes is None:
        enforce(session, session.get_one(DecisionRow, number), act.now, is_in_force=True)
    return number


def undo(session: Session, number: int, act: Act) -> int | Standing:
    """Take one decision back, an undo too; return the new decision's number, or why that cannot be."""
    row = session.get(DecisionRow, number)
    if row is None:
        return Standing(why="unknown")
    if not root_of(session, row).detail.get("about"):
        return Standing(why="own act", act=row.act)
    if number in undone(session):
        return Standing(why="undone", act=row.act)
    root = root_of(session, row)
    done = decide(session, act, Change(about=tuple(root.detail["about"])), undoes=number)
    enforce(session, root, act.now, is_in_force=root.id not in undone(session))
    return done


def root_of(session: Session, row: DecisionRow) -> DecisionRow:
    """Give the decision that an undo, or an undo of one, is about in the end."""
    while row.undoes_id is not None:
        row = session.get_one(DecisionRow, row.undoes_id)
    return row


def undone(session: Session) -> set[int]:
    """Give the decisions that are not in force."""
    return set(undoing(session))


def in_force(session: Session) -> list[DecisionRow]:
    """Give the decisions about stories that hold, the oldest first."""
    rows = session.exec(select(DecisionRow).where(col(DecisionRow.undoes_id).is_(None)).order_by(col(DecisionRow.id)))
    gone = undone(session)
    return [row for row in rows if row.id not in gone and row.detail.get("about")]


def enforce(session: Session, row: DecisionRow, now: datetime, *, is_in_force: bool) -> None:
    """Bring the record to what the decisions say, after one was taken or taken back."""
    detail = row.detail
    rewrite_rulings(session)
    hide(session, detail, is_in_force=is_in_force)
    settle_notices(session, detail.get("settles", ()), now if is_in_force else None)
    if ruled := story_of_entry(session, detail.get("entry")):
        give_moment(ruled, detail, is_in_force=is_in_force)
        rule(session, ruled, fallback={name: detail["was"][name] for name in detail.get("ruled", ())})
    set_pending(session, detail["about"], says_more_or_less=bool(detail.get("hides")))
    session.flush()


def rewrite_rulings(session: Session) -> None:
    """Let the rulings be those of the decisions in force; a later decision lifts what an earlier one says."""
    wanted: set[tuple[int, str, str, str]] = set()
    for row in in_force(session):
        lifted = {tuple(ruling) for ruling in row.detail.get("lifts", ())}
        wanted = {ruling for ruling in wanted if ruling[1:] not in lifted}
        wanted |= {(row.id or 0, *ruling) for ruling in row.detail.get("adds", ())}
    rows = {(row.decision_id, row.kind, row.a, row.b): row for row in session.exec(select(RulingRow))}
    for key in rows.keys() - wanted:
        session.delete(rows[key])
    session.add_all(RulingRow(decision_id=d, kind=kind, a=a, b=b) for d, kind, a, b in wanted - rows.keys())
    session.flush()


def rule(session: Session, story: StoryRow, fallback: Mapping[str, str]) -> None:
    """Let a story be what the last decisions on its entries say; where none does, as ``fallback`` has it."""
    entries = session.exec(entries_of(story.id)).all()
    said, subjects = ruled_of(session, entries), (story.id, *entries)
    for name in RULED:
        setattr(story, f"ruled_{name}", said.get(name))
        setattr(story, name, said.get(name) or fallback.get(name) or getattr(story, name))
    if story.state == StoryState.PUBLISHED and is_waiting(waiting_of(session, subjects), subjects, story.category):
        story.state = StoryState.REVIEW
    session.add(story)


def ruled_of(session: Session, entries: Iterable[str]) -> dict[str, str]:
    """Give what decisions in force make of a story of these entries (``state``, ``category``); the last one wins."""
    return ruled_among(in_force(session), entries)


def ruled_among(decisions: Iterable[DecisionRow], entries: Iterable[str]) -> dict[str, str]:
    """Give what some decisions, the oldest first, make of a story of these entries."""
    told = set(entries)
    said: dict[str, str] = {}
    for row in decisions:
        if row.detail.get("entry") in told:
            said |= row.detail.get("ruled", {})
    return said


def follow_rulings(session: Session, about: Iterable[str]) -> None:
    """After stories were told as one or apart, let each keep what was decided on the entries it has now."""
    for story in session.exec(stories_of(about)).all():
        rule(session, story, fallback={})
    session.flush()


def give_moment(story: StoryRow, detail: dict[str, Any], *, is_in_force: bool) -> None:
    """Set since when a story may be told, or set it back where nothing else has moved it."""
    stated = detail.get("news_at")
    if stated is None:
        return
    then, now = datetime.fromisoformat(detail["was"]["news_at"]), datetime.fromisoformat(stated)
    if is_in_force:
        story.news_at = now
    elif story.news_at == now:
        story.news_at = then


def settle_notices(session: Session, notices: Sequence[int], at: datetime | None) -> None:
    """Note that a maintainer has dealt with notices, or open them again (None)."""
    session.execute(sa.update(NoticeRow).where(col(NoticeRow.id).in_(notices)).values(settled_at=at))
