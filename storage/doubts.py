"""What a maintainer has to look at: a text that may identify someone, or is read otherwise, or could not be read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from feeds.model import Category
from storage.lots import batches
from storage.model import StoryState
from storage.tables import NoticeRow, StoryEntryRow, StoryRow

IDENTIFYING = "identifying"
REMOVED = "removed"  # a name that was withheld or in doubt is gone at its source


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A text in which something identifying may be left."""

    notice: int
    entry: str
    story: str
    since: datetime


def raise_doubt(session: Session, entry: str, mark: str, now: datetime) -> None:
    """Let a maintainer look at an entry; the same words of it (``mark``) are asked about once."""
    known = select(NoticeRow.id).where(
        NoticeRow.kind == IDENTIFYING, NoticeRow.subject == entry, NoticeRow.detail == mark
    )
    if session.exec(known).first() is None:
        session.add(NoticeRow(kind=IDENTIFYING, subject=entry, detail=mark, raised_at=now))
        session.flush()


def open_doubts(session: Session, entries: Sequence[str] | None = None) -> list[Doubt]:
    """Give the doubts that nobody has dealt with, of some entries or all, the newest first."""
    asked = select(NoticeRow, StoryEntryRow.story_id).join(
        StoryEntryRow, col(StoryEntryRow.entry_id) == NoticeRow.subject
    )
    waiting = asked.where(NoticeRow.kind == IDENTIFYING, col(NoticeRow.settled_at).is_(None))
    chosen = waiting if entries is None else waiting.where(col(NoticeRow.subject).in_(entries))
    return [
        Doubt(notice=row.id or 0, entry=row.subject, story=story, since=row.raised_at)
        for row, story in session.exec(chosen.order_by(col(NoticeRow.raised_at).desc(), col(NoticeRow.id))).all()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A story that is read otherwise than it was told (`reread`), or an entry that could not be read (`unread`), or
    from which a name was taken out (`removed`).
    """

    id: int
    kind: str
    subject: str
    detail: str
    since: datetime


def waiting_of(session: Session, subjects: Collection[str]) -> dict[str, set[str]]:
    """Give the kinds of what a maintainer has yet to look at, by story or entry; those that have none are left out."""
    found: dict[str, set[str]] = {}
    asked = select(NoticeRow.subject, NoticeRow.kind).where(
        col(NoticeRow.kind).in_((*LOOK_AGAIN, IDENTIFYING, REMOVED)), col(NoticeRow.settled_at).is_(None)
    )
    for lot in batches(subjects):
        for subject, kind in session.exec(asked.where(col(NoticeRow.subject).in_(lot))):
            found.setdefault(subject, set()).add(kind)
    return found


def is_waiting(waiting: Mapping[str, Collection[str]], subjects: Iterable[str], category: str) -> bool:
    """Tell whether a maintainer has yet to look at a story or its entries; what is no announcement names nobody."""
    kinds = {kind for subject in subjects for kind in waiting.get(subject, ())}
    return bool(kinds & {*LOOK_AGAIN} or (category != Category.OTHER and kinds))


def hold(session: Session, entry: str) -> None:
    """Let the story of an entry in doubt wait in review: nobody is told of it before a maintainer has looked."""
    place = session.get(StoryEntryRow, entry)
    if place is None or not open_doubts(session, [entry]):
        return
    story = session.get_one(StoryRow, place.story_id)
    if story.state == StoryState.PUBLISHED:
        story.state = StoryState.REVIEW
        session.add(story)


LOOK_AGAIN = ("reread", "unread")


def open_notices(session: Session, subjects: Sequence[str] | None = None) -> list[Notice]:
    """Give the notices of those kinds that nobody has dealt with, about some stories and entries or all."""
    asked = select(NoticeRow).where(
        col(NoticeRow.kind).in_((*LOOK_AGAIN, REMOVED)), col(NoticeRow.settled_at).is_(None)
    )
    chosen = asked if subjects is None else asked.where(col(NoticeRow.subject).in_(subjects))
    rows = session.exec(chosen.order_by(col(NoticeRow.raised_at).desc(), col(NoticeRow.id))).all()
    return [
        Notice(id=row.id or 0, kind=row.kind, subject=row.subject, detail=row.detail, since=row.raised_at)
        for row in rows
    ]
