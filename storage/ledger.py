"""Money over the whole record. Announced is not spent."""

from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Category
from feeds.stories.headline import headline
from storage.model import MoneyTotal, StoryRecord, StoryState
from storage.stories import stories_where
from storage.tables import FactRow, ReadingRow, StoryEntryRow, StoryRow, VersionRow


def announced(session: Session, topic: str) -> list[MoneyTotal]:
    """Add the headline sums of a topic's stories, each story once, a total a currency."""
    totals: dict[str, MoneyTotal] = {}
    for story in reversed(stories_on(session, topic)):
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


def stories_on(session: Session, topic: str) -> list[StoryRecord]:
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
    stories = stories_where(session, wanted, [Category.FUNDING])
    return [s for s in stories if any(f.fact.kind == "topic" and f.fact.value == topic for f in s.facts)]
