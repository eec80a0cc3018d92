"""What an id stands for, and the stories that a decision concerns."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.model import StoryState
from storage.tables import EntryRow, StoryAliasRow, StoryEntryRow, StoryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an id stands for: a story with its entries, the leading one first; ``entry`` where it is an entry's id."""

    story: str
    entries: tuple[str, ...]
    state: str
    category: str
    entry: str | None = None
    is_reclassified: bool = False  # it waits because a maintainer called it something else

    @property
    def lead(self) -> str:
        """The oldest entry, which speaks for the story."""
        return self.entries[0]


def find_subject(session: Session, id: str) -> Subject | None:
    """Find what is meant by an id of a story, by one that leads to it, or by that of an entry of it."""
    place = session.get(StoryEntryRow, id)
    alias = session.get(StoryAliasRow, id)
    row = session.get(StoryRow, place.story_id if place else alias.story_id if alias else id)
    if row is None:
        return None
    entries = session.exec(entries_of(row.id)).all()
    found = Subject(
        story=row.id,
        entries=tuple(entries),
        state=row.state,
        category=row.category,
        is_reclassified=row.ruled_state == StoryState.REVIEW,
    )
    return replace(found, entry=id) if place else found


def entries_of(story: str) -> Any:
    """Ask for the entries of a story, the leading one first."""
    places = select(StoryEntryRow.entry_id).join(EntryRow).where(StoryEntryRow.story_id == story)
    return places.order_by(col(EntryRow.first_seen_at), col(EntryRow.id))


def story_of_entry(session: Session, entry: str | None) -> StoryRow | None:
    """Give the story in which an entry stands now."""
    place = session.get(StoryEntryRow, entry) if entry else None
    return session.get(StoryRow, place.story_id) if place else None


def stories_of(about: Iterable[str]) -> Any:
    """Ask for the stories that are named, or whose entries are."""
    ids = list(about)
    of_entries = select(StoryEntryRow.story_id).where(col(StoryEntryRow.entry_id).in_(ids))
    return select(StoryRow).where(sa.or_(col(StoryRow.id).in_(ids), col(StoryRow.id).in_(of_entries)))


def set_pending(session: Session, about: Iterable[str], *, says_more_or_less: bool = False) -> None:
    """Let the stories of some entries, and some stories, be linked again; what they say may have changed as well."""
    for story in session.exec(stories_of(about)).all():
        story.is_link_pending = True
        story.version += says_more_or_less
        session.add(story)
