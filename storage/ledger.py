"""The stories whose money the ledger adds up."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Category
from feeds.stories.model import LinkState, StoryLink
from storage.links import links_of, ruled_with
from storage.lots import batches
from storage.model import StoryRecord, StoryState
from storage.stories import stories_where
from storage.tables import EntryRow, FactRow, FeedRow, ReadingRow, StoryEntryRow, StoryRow, VersionRow


def stories_about(session: Session, topic: str, *, without_listed: bool = False) -> list[StoryRecord]:
    """Give the published funding stories in which a topic was read, and those whose money is linked to theirs."""
    about = {story.id for story in stories_on(session, topic, without_listed=without_listed)}
    return load(session, reach(session, about, tuple(LinkState))[0])


def linked_with(session: Session, stories: Collection[str]) -> tuple[list[StoryRecord], list[StoryLink]]:
    """Give stories with all that certain links reach from them, and those links."""
    reached, links = reach(session, stories, (LinkState.CERTAIN,))
    return (load(session, reached) if links else []), links


def hanging_together(session: Session, stories: Collection[str]) -> set[str]:
    """Give stories with all that links of any kind reach from them, of what is closed too where a maintainer ruled."""
    near = {*stories, *ruled_with(session, stories)}
    return reach(session, near, tuple(LinkState))[0]


def reach(
    session: Session, stories: Collection[str], states: Collection[LinkState]
) -> tuple[set[str], list[StoryLink]]:
    """Give the stories that hang together with some by links of some states, and those links."""
    reached, fresh = set(stories), set(stories)
    found: dict[StoryLink, None] = {}
    while fresh:
        links = [link for link in links_of(session, fresh) if link.state in states]
        found |= dict.fromkeys(links)
        fresh = {end for link in links for end in (link.source, link.target)} - reached
        reached |= fresh
    return reached, list(found)


def load(session: Session, stories: Collection[str]) -> list[StoryRecord]:
    """Load some stories whole."""
    return [story for batch in batches(stories) for story in stories_where(session, [col(StoryRow.id).in_(batch)])]


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
