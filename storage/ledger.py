"""The stories whose money the ledger adds up."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Category
from storage.linking import batches
from storage.links import links_of
from storage.model import StoryRecord, StoryState
from storage.stories import stories_where
from storage.tables import EntryRow, FactRow, FeedRow, ReadingRow, StoryEntryRow, StoryRow, VersionRow


def stories_about(session: Session, topic: str, *, without_listed: bool = False) -> list[StoryRecord]:
    """Give the published funding stories in which a topic was read, and those whose money is linked to theirs."""
    about = {story.id for story in stories_on(session, topic, without_listed=without_listed)}
    linked, fresh = set(about), set(about)
    while fresh:
        fresh = {end for link in links_of(session, fresh) for end in (link.source, link.target)} - linked
        linked |= fresh
    return [story for batch in batches(linked) for story in stories_where(session, [col(StoryRow.id).in_(batch)])]


def stories_on(session: Session, topic: str, *, without_listed: bool) -> list[StoryRecord]:
    """Give the published funding stories in which a topic was read."""
    named = (
        select(StoryEntryRow.story_id)
        .join(VersionRow, col(VersionRow.entry_id) == StoryEntryRow.entry_id)
        .join(ReadingRow)
        .join(FactRow)
        .where(FactRow.kind == "topic", FactRow.value == topic)
    )
    wanted: list[sa.ColumnElement[bool]] = [
        col(StoryRow.id).in_(named),
        col(StoryRow.state) == StoryState.PUBLISHED,
    ]
    if without_listed:
        listed = select(StoryEntryRow.story_id).join(EntryRow).join(FeedRow).where(col(FeedRow.is_listed).is_(True))
        wanted.append(col(StoryRow.id).not_in(listed))
    stories = stories_where(session, wanted, [Category.FUNDING])
    return [s for s in stories if any(f.fact.kind == "topic" and f.fact.value == topic for f in s.facts)]
