"""What a subscription was told, and what of it has changed since."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Category
from storage.lots import batches
from storage.model import StoryRecord, StoryState
from storage.outgoing import FIRST, WITHDRAWN, DeliveryKind, DeliveryStatus, Told, ToldStory, Withdrawn
from storage.parting import grouped_with, parted_from, were_told
from storage.stories import stories_where
from storage.tables import DeliveryItemRow, DeliveryRow, DigestRow, StoryRow, ToldRow

IS_NOTED = sa.type_coerce(ToldRow.said, sa.JSON)[WITHDRAWN].as_string()  # of a withdrawal that a digest told


def items_told(subscription: int) -> Any:
    """Ask for what stood as items in digests of a subscription, each with the moment of the digest."""
    return (
        select(ToldRow, DigestRow.composed_at)
        .join(DigestRow, col(DigestRow.id) == ToldRow.digest_id)
        .join(StoryRow, col(StoryRow.id) == ToldRow.story_id)
        .where(ToldRow.subscription_id == subscription, col(ToldRow.is_item))
    )


def changed_since_told(session: Session, subscription: int) -> list[ToldStory]:
    """Give the published stories that stood in a digest of a subscription and may say something else by now."""
    is_other = (col(ToldRow.version) != StoryRow.version, col(StoryRow.state) == StoryState.PUBLISHED)
    asked = items_told(subscription).where(*is_other)
    told = {row.story_id: (row, at) for row, at in session.exec(asked).all()}
    stories = [s for ids in batches(told) for s in stories_where(session, [col(StoryRow.id).in_(ids)])]
    return [told_story(session, *told[story.id], story) for story in stories]


def withdrawn_since_told(session: Session, subscription: int) -> list[Withdrawn]:
    """Give the stories that stood in a digest of a subscription and were withdrawn, those told of apart, in order."""
    gone = items_told(subscription).where(col(StoryRow.state) == StoryState.WITHDRAWN, IS_NOTED.is_(None))
    asked = gone.order_by(col(DigestRow.composed_at), col(ToldRow.story_id))
    return [
        Withdrawn(story=row.story_id, version=row.version, said=row.said, at=at)
        for row, at in session.exec(asked).all()
    ]


def told_story(session: Session, row: ToldRow, at: datetime, story: StoryRecord) -> ToldStory:
    """Put a story beside what was told of it."""
    apart = parted_from(session, row.said.get("entries", ()), story.id)
    apart -= were_told(session, row.subscription_id, apart)
    grouped = grouped_with(session, row.said, story)
    return ToldStory(story=story, version=row.version, said=row.said, at=at, parted=len(apart), grouped=grouped)


def is_told_meanwhile(session: Session, subscription: int, told: Iterable[Told]) -> bool:
    """Tell whether another digest has told a change that this one is about to tell."""
    rows = ((story, session.get(ToldRow, (subscription, story.story))) for story in told if story.was is not None)
    return any(row is None or row.version != story.was for story, row in rows)


def mark_told(session: Session, subscription: int, digest: int, told: Iterable[Told]) -> None:
    """Mark what a digest tells, at which version and with which figures."""
    for story in told:
        row = session.get(ToldRow, (subscription, story.story)) if story.was is not None else None
        row = row or ToldRow(
            subscription_id=subscription, story_id=story.story, digest_id=digest, is_item=story.is_item
        )
        first = {FIRST: row.said[FIRST]} if FIRST in row.said else {}
        row.version, row.said = story.version, {**story.said, **first}
        row.digest_id = digest if story.is_item else row.digest_id
        session.add(row)
    session.flush()
    forget_undone(session, subscription)


def forget_undone(session: Session, subscription: int) -> None:
    """Let a withdrawal be told again that comes after one that was undone."""
    asked = select(ToldRow).join(StoryRow, col(StoryRow.id) == ToldRow.story_id)
    undone = (IS_NOTED.is_not(None), col(StoryRow.state) != StoryState.WITHDRAWN)
    for row in session.exec(asked.where(ToldRow.subscription_id == subscription, *undone)).all():
        row.said = {name: value for name, value in row.said.items() if name != WITHDRAWN}
        session.add(row)
    session.flush()


def look_again(session: Session, stories: Collection[str]) -> None:
    """Let what was told of the money of some stories be compared with the record again."""
    told = select(ToldRow.story_id)
    for batch in batches(stories):
        published = sa.and_(col(StoryRow.state) == StoryState.PUBLISHED, col(StoryRow.category) == Category.FUNDING)
        asked = sa.update(StoryRow).where(col(StoryRow.id).in_(batch), col(StoryRow.id).in_(told), published)
        session.execute(asked.values(version=StoryRow.version + 1))
    session.expire_all()


def messages_about(session: Session, stories: Collection[str]) -> int:
    """Count the messages that were posted and tell of some stories."""
    posted = (
        select(sa.func.count(sa.distinct(col(DeliveryItemRow.delivery_id))))
        .join(DeliveryRow, col(DeliveryRow.id) == DeliveryItemRow.delivery_id)
        .where(col(DeliveryItemRow.story_id).in_(stories))
        .where(DeliveryRow.status == DeliveryStatus.SENT, DeliveryRow.kind == DeliveryKind.POST)
    )
    return session.exec(posted).one()
