"""Names that a publisher took out leave what we keep of before: texts, facts over them, messages as they are frozen.

A run is masked by as many signs, so that what was read elsewhere in the text keeps its place. What a maintainer
redacted stays as it is, withheld: it is found again in later versions by what stands there.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Category
from storage.deliveries import items_of
from storage.doubts import IDENTIFYING, REMOVED
from storage.model import NewVersion, Removal, StoryState
from storage.notices import raise_notice
from storage.outgoing import DeliveryItem, Edit
from storage.posted import CONSOLE, posted_of, save_edit
from storage.redactions import SpanRow, redacted
from storage.rulings import in_force
from storage.tables import (
    DeliveryItemRow,
    DeliveryRow,
    EntryRow,
    FactRow,
    NoticeRow,
    ReadingRow,
    StoryEntryRow,
    StoryRow,
    VersionRow,
)

FILLER = "█"
WITHHELD = "[…]"
Piece = tuple[int, int, str]  # from where to where in a message, and what stands there instead


def take_out(session: Session, entry: EntryRow, version: NewVersion, link: str | None, now: datetime) -> None:
    """Let names that a version no longer has leave the record of those before; its story waits in review.

    ``link`` is the address that the entry had before.
    """
    removal = version.removal
    if removal is None:
        return
    decisions = in_force(session)
    for id in removal.masks:
        row = session.get_one(VersionRow, id)
        mask(session, row, removal, redacted(session, decisions, row))
    if removal.is_in_link:
        entry.link = None
    forget_doubts(session, entry.id, now)
    place = session.get(StoryEntryRow, entry.id)
    story = session.get(StoryRow, place.story_id) if place else None
    if story is None:
        return
    if story.category != Category.OTHER:
        raise_notice(session, REMOVED, entry.id, str(removal.names), now)
        story.state = StoryState.REVIEW if story.state == StoryState.PUBLISHED else story.state
        session.add(story)
    take_out_of_messages(session, story.id, removal, link, now)


def mask(session: Session, row: VersionRow, removal: Removal, kept: Sequence[SpanRow]) -> None:
    """Mask runs of a version but for what is kept, withhold them, and drop the facts that stand on them."""
    runs: list[SpanRow] = [[span.field, span.start, span.end] for span in removal.masks[row.id or 0]]
    for field, start, end in runs:
        text = getattr(row, field)
        signs = (char if is_within(field, at, kept) else FILLER for at, char in enumerate(text[start:end], start))
        setattr(row, field, text[:start] + "".join(signs) + text[end:])
    row.withheld = [*row.withheld, *(run for run in runs if run not in row.withheld)]
    session.add(row)
    session.flush()
    for field, start, end in runs:
        readings = select(ReadingRow.id).where(ReadingRow.version_id == row.id)
        over = (col(FactRow.field) == field, col(FactRow.start) < end, col(FactRow.end) > start)
        session.execute(sa.delete(FactRow).where(col(FactRow.reading_id).in_(readings), *over))


def is_within(field: str, at: int, spans: Sequence[SpanRow]) -> bool:
    """Tell whether a sign stands in one of some spans."""
    return any(held == field and start <= at < end for held, start, end in spans)


def forget_doubts(session: Session, entry: str, now: datetime) -> None:
    """Settle the doubts about versions before, and forget their marks: a name that comes back is asked about again."""
    raised = sa.update(NoticeRow).where(col(NoticeRow.kind) == IDENTIFYING, col(NoticeRow.subject) == entry)
    session.execute(raised.values(detail=""))
    session.execute(raised.where(col(NoticeRow.settled_at).is_(None)).values(settled_at=now))


# --- messages ---------------------------------------------------------------------------------------------------------


def take_out_of_messages(session: Session, story: str, removal: Removal, link: str | None, now: datetime) -> None:
    """Edit the messages that tell a story where they hold the words, without a reply; nothing else of them changes."""
    pattern = words_pattern(removal)
    for message in messages_of(session, story):
        rows = session.exec(
            select(DeliveryRow).where(sa.or_(col(DeliveryRow.id) == message, col(DeliveryRow.target_id) == message))
        ).all()
        current = [row for row in rows if has_current_items(session, row)]
        for row in current:
            edit_out(session, row, list(pieces(row.text, pattern, link if removal.is_in_link else None)), now)
        for row in rows:  # every revision and reply, of a chat that never got them too
            row.text = rewritten(row.text, list(pieces(row.text, pattern, link if removal.is_in_link else None)))
            session.add(row)
    session.flush()


def words_pattern(removal: Removal) -> re.Pattern[str]:
    """Find the words as messages have them, the longest first."""
    either = "|".join(r"\s+".join(map(re.escape, words.split())) for words in removal.words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def messages_of(session: Session, story: str) -> list[int]:
    """Give the messages in which a story stands or stood, in any revision."""
    asked = select(DeliveryRow).join(DeliveryItemRow, col(DeliveryItemRow.delivery_id) == DeliveryRow.id)
    rows = session.exec(asked.where(DeliveryItemRow.story_id == story)).all()
    return sorted({row.target_id or row.id or 0 for row in rows})


def has_current_items(session: Session, row: DeliveryRow) -> bool:
    """Tell whether a revision says what its message says now."""
    held = select(DeliveryItemRow.story_id).where(
        DeliveryItemRow.delivery_id == row.id, col(DeliveryItemRow.is_current)
    )
    return session.exec(held.limit(1)).first() is not None


def edit_out(session: Session, row: DeliveryRow, found: Sequence[Piece], now: datetime) -> None:
    """Queue the quiet edit of a message that holds the words."""
    posted = posted_of(session, row) if found and row.chat_id != CONSOLE else None
    if posted is not None:
        items = tuple(moved(item, row.text, found) for item in items_of(session, posted.current))
        save_edit(session, Edit(posted=posted, text=rewritten(row.text, found), items=items, is_scrubbed=True), now)


def pieces(text: str, pattern: re.Pattern[str], link: str | None) -> Iterator[Piece]:
    """Give what of a message is to be written otherwise, from left to right: words, and the tags of a link."""
    yield from sorted([*tags_of(text, link), *((*found.span(), WITHHELD) for found in pattern.finditer(text))])


def tags_of(text: str, link: str | None) -> Iterator[Piece]:
    """Give the tags of the links to an address: what they stand around stays."""
    tag = f'<a href="{html.escape(link or "", quote=True)}">'
    for found in re.finditer(rf"{re.escape(tag)}[^<]*(</a>)", text) if link else ():
        yield found.start(), found.start() + len(tag), ""
        yield *found.span(1), ""


def rewritten(text: str, found: Sequence[Piece]) -> str:
    """Write a text with pieces of it otherwise."""
    for start, end, instead in reversed(found):
        text = text[:start] + instead + text[end:]
    return text


def moved(item: DeliveryItem, text: str, found: Sequence[Piece]) -> DeliveryItem:
    """Give an item where it stands once pieces of its message are written otherwise."""
    return replace(item, start=place(item.start, text, found), end=place(item.end, text, found))


def place(at: int, text: str, found: Sequence[Piece]) -> int:
    """Give where a place in a message, in UTF-16 units, comes to stand."""
    before = (units(instead) - units(text[start:end]) for start, end, instead in found if units(text[:start]) < at)
    return at + sum(before)


def units(text: str) -> int:
    """Count UTF-16 units, as Telegram does."""
    return len(text.encode("utf-16-le")) // 2
