"""Messages as chats have them, where the record has moved on from what they say, and their edits (promise P4).

A message says what its newest revision says, be that on its way or sent: the items of that revision are current.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.deliveries import item_of, items_of, save_items
from storage.doubts import open_doubts, open_notices
from storage.model import StoryRecord, StoryState
from storage.outbox import enqueue
from storage.outgoing import (
    FIRST,
    GROUPED,
    MARK,
    DeliveryKind,
    DeliveryStatus,
    Edit,
    Outgoing,
    Posted,
    PostedItem,
)
from storage.parting import are_held_apart, births, grouped_with, parted_from
from storage.stories import find_story
from storage.tables import DeliveryItemRow, DeliveryRow, DigestRow, StoryRow, SubscriptionRow
from storage.unread import UNREAD

CONSOLE = "console"
JOINED = col(DeliveryRow.id) == DeliveryItemRow.delivery_id
TOLD_AS = sa.type_coerce(DeliveryItemRow.said, sa.JSON)[
    "category"
].as_string()  # the category that an item gives its story


def stale_messages(session: Session) -> list[Posted]:
    """Give the posted messages in which a story stands otherwise than the record has it now, the oldest first."""
    moved_on = (
        select(DeliveryItemRow.delivery_id)
        .join(StoryRow, col(StoryRow.id) == DeliveryItemRow.story_id)
        .join(DeliveryRow, col(DeliveryRow.id) == DeliveryItemRow.delivery_id)
        .where(
            col(DeliveryItemRow.is_current),
            col(DeliveryRow.chat_id) != CONSOLE,
            sa.or_(
                col(DeliveryItemRow.version) != col(StoryRow.version),
                col(DeliveryItemRow.state) != col(StoryRow.state),
                sa.and_(col(StoryRow.state) == StoryState.PUBLISHED, col(StoryRow.category) != TOLD_AS),
            ),
        )
    )
    rows = select(DeliveryRow).where(col(DeliveryRow.id).in_(moved_on)).order_by(col(DeliveryRow.id))
    found = (posted_of(session, row) for row in session.exec(rows).all())
    return [posted for posted in found if posted is not None and posted.stale]


def posted_of(session: Session, row: DeliveryRow) -> Posted | None:
    """Read a message at its newest revision; None for one that never reached its chat."""
    first = session.get_one(DeliveryRow, row.target_id) if row.target_id else row
    if first.status == DeliveryStatus.REFUSED or first.digest_id is None:
        return None
    assert row.id is not None  # noqa: S101  (it is stored)
    assert first.id is not None  # noqa: S101  (it is stored)
    digest = session.get_one(DigestRow, first.digest_id)
    return Posted(
        message=first.id,
        current=row.id,
        revision=row.revision,
        chat=first.chat_id,
        lang=first.lang,
        timezone=session.get_one(SubscriptionRow, digest.subscription_id).timezone,
        text=row.text,
        at=first.queued_at,
        has_left=has_left(row),
        items=items_of(session, row.id),
        stale=tuple(stale_items(session, row, first)),
    )


def has_left(row: DeliveryRow) -> bool:
    """Tell whether a message may have reached its chat already."""
    return row.status != DeliveryStatus.QUEUED or row.kind != DeliveryKind.POST or row.attempts > 0


def stale_items(session: Session, row: DeliveryRow, first: DeliveryRow) -> Iterator[PostedItem]:
    """Give the items that the record has moved on from, each with its story as it is."""
    for item in session.exec(select(DeliveryItemRow).where(DeliveryItemRow.delivery_id == row.id)).all():
        told = session.get_one(StoryRow, item.story_id)
        if is_as_told(item, told):
            continue
        story = find_story(session, item.said.get(FIRST, item.story_id))  # its own again, once it is told apart
        if story is not None:
            is_elsewhere = story.id != item.story_id and stands_in(session, first, story.id)
            grouped = grouped_with(session, item.said, story)
            yield PostedItem(
                item=item_of(item),
                story=story,
                version=told.version,
                state=StoryState(told.state),
                is_elsewhere=is_elsewhere,
                is_in_doubt=is_in_doubt(session, story),
                parted=count_parted(session, item, first, story),
                is_held_apart=are_held_apart(session, item.said, story),
                grouped=grouped,
                is_other_told=is_other_told(session, item, first, grouped),
            )


def is_as_told(item: DeliveryItemRow, told: StoryRow) -> bool:
    """Tell whether a story is what a message has: its version, its state and, where it is published, its category."""
    is_other = told.state == StoryState.PUBLISHED and item.said.get("category") not in (None, told.category)
    return (item.version, item.state) == (told.version, told.state) and not is_other


def is_in_doubt(session: Session, story: StoryRecord) -> bool:
    """Tell whether a text of a story may name somebody, or could not be read: nobody has looked at it yet."""
    entries = [entry.id for entry in story.entries]
    return bool(open_doubts(session, entries)) or any(n.kind == UNREAD for n in open_notices(session, entries))


def count_parted(session: Session, item: DeliveryItemRow, message: DeliveryRow, story: StoryRecord) -> int:
    """Count the stories that an item told as parts of its own, and that no item of the chat had told before."""
    unsaid = () if MARK in item.said else item.said.get(GROUPED, ())
    apart = parted_from(session, set(item.said.get("entries", ())) - set(unsaid), story.id)
    return sum(not led_elsewhere(session, message, other) for other in apart)


def is_other_told(
    session: Session, item: DeliveryItemRow, message: DeliveryRow, grouped: Iterable[frozenset[str]]
) -> bool:
    """Tell whether what a merge put beside an item stands in another item of the chat."""
    others = births(session, frozenset().union(*grouped)) - {item.story_id}
    return any(stands_in(session, message, other) for other in others)


def led_elsewhere(session: Session, message: DeliveryRow, story: str) -> bool:
    """Tell whether an item of a story once led to that of another, in the same chat and language."""
    asked = select(DeliveryItemRow.delivery_id).where(
        DeliveryItemRow.story_id == story, DeliveryItemRow.state == StoryState.MERGED, *alike(message)
    )
    return session.exec(asked.join(DeliveryRow, JOINED).limit(1)).first() is not None


def alike(message: DeliveryRow) -> "tuple[sa.ColumnElement[bool], ...]":
    """Give the condition of a message of the same chat and language."""
    return col(DeliveryRow.chat_id) == message.chat_id, col(DeliveryRow.lang) == message.lang


def stands_in(session: Session, message: DeliveryRow, story: str) -> bool:
    """Tell whether a story stands in a message of the same chat and language."""
    asked = (
        select(DeliveryItemRow.delivery_id)
        .join(DeliveryRow, JOINED)
        .where(DeliveryItemRow.story_id == story, *alike(message), col(DeliveryItemRow.is_current))
    )
    return session.exec(asked.limit(1)).first() is not None


def save_edits(session: Session, edits: Sequence[Edit], now: datetime) -> int:
    """Queue edits, each with its reply, and note what stands in their messages from now on; return how many."""
    return sum(save_edit(session, edit, now) for edit in edits)


def save_edit(session: Session, edit: Edit, now: datetime) -> bool:
    """Queue one edit; False where only notes change, or where the message was edited meanwhile."""
    posted = edit.posted
    current = session.get_one(DeliveryRow, posted.current)
    if not any(item.is_current for item in rows_of(session, posted.current)):
        return False
    if edit.is_scrubbed:
        scrub(session, edit)
    if edit.text is None or not has_left(current):
        rewrite(session, current, edit)
        return edit.text is not None
    for item in rows_of(session, posted.current):
        item.is_current = False
        session.add(item)
    queue(session, edit, DeliveryKind.EDIT, edit.text, now)
    if edit.reply is not None:
        queue(session, edit, DeliveryKind.REPLY, edit.reply, now)
    return True


def rewrite(session: Session, row: DeliveryRow, edit: Edit) -> None:
    """Let a message that has not left yet, or whose words stay, carry other items."""
    row.text = edit.text or row.text
    session.add(row)
    for item in rows_of(session, edit.posted.current):
        session.delete(item)
    session.flush()
    save_items(session, edit.posted.current, edit.items)


def queue(session: Session, edit: Edit, kind: DeliveryKind, text: str, now: datetime) -> None:
    """Queue an edit of a message, or a reply to it."""
    first = session.get_one(DeliveryRow, edit.posted.message)
    message = Outgoing(
        kind=kind,
        period=first.period,
        part=first.part,
        text=text,
        items=edit.items if kind is DeliveryKind.EDIT else (),
        revision=edit.posted.revision + 1,
        target=first.id,
    )
    enqueue(session, first.chat_id, first.lang, message, None, now)


def scrub(session: Session, edit: Edit) -> None:
    """Let words that are withheld leave the frozen text of every revision of a message."""
    for row in revisions(session, edit.posted.message):
        row.text = edit.text or row.text
        session.add(row)


def revisions(session: Session, message: int) -> Iterable[DeliveryRow]:
    """Give a message and its edits."""
    of_it = sa.or_(
        col(DeliveryRow.id) == message,
        sa.and_(col(DeliveryRow.target_id) == message, col(DeliveryRow.kind) == DeliveryKind.EDIT),
    )
    return session.exec(select(DeliveryRow).where(of_it)).all()


def rows_of(session: Session, delivery: int) -> Sequence[DeliveryItemRow]:
    """Give the items of one revision."""
    return session.exec(select(DeliveryItemRow).where(DeliveryItemRow.delivery_id == delivery)).all()
