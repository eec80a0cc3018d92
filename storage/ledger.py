"""Money over the whole record. Announced is not spent."""

from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Category
from feeds.stories.headline import headline
from storage.model import MoneyTotal, StoryRecord, StoryState
from storage.stories import stories_where
from storage.tables import EntryRow, FactRow, FeedRow, ReadingRow, StoryEntryRow, StoryRow, VersionRow


def announced(session: Session, topic: str, *, without_listed: bool = False) -> list[MoneyTotal]:
    """Add the headline sums of a topic's stories, each story once, a total a currency.

    ``without_listed`` leaves out the feeds of the catalogue: so that samples are not added to a real record.
    """
    totals: dict[str, MoneyTotal] = {}
    for story in reversed(stories_on(session, topic, without_listed=without_listed)):
        found = headline([fact.fact for fact in story.facts])
        if found:
            earlier = totals.get(found.currency)
            totals[found.currency] = MoneyTotal(
                currency=found.currency,
                announced=found.amount + (earlier.announced if earlier else Decimal(0)),
                distinct=None,
                stories=1 + (earlier.stories if earlier else 0),
                since=min(story.dated, earlier.since) if earlier and earlier.since else story.dated,
            )
    return sorted(totals.values(), key=lambda total: -total.stories)


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
