"""Entries that could not be read: stored, withheld whole, told to a maintainer once, and read again by `reread`."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from storage.model import NewVersion, StoryState
from storage.tables import EntryRow, NoticeRow, StoryEntryRow, StoryRow

UNREAD = "unread"


def follow_reading(session: Session, entry: EntryRow, version: NewVersion, now: datetime) -> None:
    """Note that a version could not be read, or that a text could be read after one that could not."""
    if version.is_unread:
        note_unread(session, entry, now)
    elif version.known is not None:
        settle_unread(session, [entry.id], now)


def note_unread(session: Session, entry: EntryRow, now: datetime) -> None:
    """Let a maintainer know that a version could not be read; a story that it changes waits in review."""
    detail = unread_detail(entry.feed_id, entry.version)
    session.add(NoticeRow(kind=UNREAD, subject=entry.id, detail=detail, raised_at=now))
    place = session.get(StoryEntryRow, entry.id)
    story = session.get_one(StoryRow, place.story_id) if place else None
    if story and story.state == StoryState.PUBLISHED:
        story.state = StoryState.REVIEW
        session.add(story)


def unread_detail(feed: str, version: int) -> str:
    """Say which text could not be read."""
    return f"{feed}: version {version} could not be read"


def settle_unread(session: Session, entries: Iterable[str], now: datetime) -> None:
    """Note that entries could be read after all."""
    waiting = (
        col(NoticeRow.kind) == UNREAD,
        col(NoticeRow.subject).in_(list(entries)),
        col(NoticeRow.settled_at).is_(None),
    )
    session.execute(sa.update(NoticeRow).where(*waiting).values(settled_at=now))
