"""Corrections reach what was posted: the messages in which the record has moved on, their edits, what a chat is told.

stale messages -> amended items -> one edit a message, with one reply where a reader was told something else
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog

from bot.desk.oldmoney import old_money
from bot.say.amend import Amended, Reading, amend, bodies, fits, replaced, standing
from bot.say.digest import PRESUMPTION
from bot.say.markup import bold, written
from bot.say.sums import dated, mark_of, room_for
from bot.say.words import Words, words
from storage.database import Database
from storage.outgoing import DeliveryItem, Edit, Posted
from storage.posted import save_edits, stale_messages

if TYPE_CHECKING:
    from sqlmodel import Session

log = structlog.get_logger()


class Corrector:
    """Edits what chats have, as soon as the record has moved on."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db, self._now = db, now

    async def correct(self) -> int:
        """Queue the edits that posted messages need; return how many."""
        edits = await self._db.look(edits_of, self._now())
        if not edits:
            return 0
        queued = await self._db.run(save_edits, edits, self._now())
        if queued:
            log.info(
                "posted messages corrected", messages=queued, replies=sum(edit.reply is not None for edit in edits)
            )
        return queued


def edits_of(session: "Session", now: datetime) -> list[Edit]:
    """Say what each posted message is to become."""
    return [edit_of(session, posted, now) for posted in stale_messages(session)]


def edit_of(session: "Session", posted: Posted, now: datetime) -> Edit:
    """Say what one posted message is to become."""
    zone, w = ZoneInfo(posted.timezone), words(posted.lang)
    old = old_money(session, [stale.story.id for stale in posted.stale], zone)
    message = Message(posted, w)
    for stale in posted.stale:
        reading = Reading(w=w, zone=zone, today=now.astimezone(zone).date(), old=old.get(stale.story.id))
        message.take(stale.item, amend(stale, reading))
    return message.edit()


class Message:
    """A posted message while its items are amended one by one."""

    def __init__(self, posted: Posted, w: Words) -> None:
        self._posted, self._w = posted, w
        self._text, self._items = posted.text, posted.items
        self._replies: list[str] = []
        self._is_scrubbed = self._is_reply_presumed = False
        self._of_its_day = mark_of(posted.at, ZoneInfo(posted.timezone), w)

    def take(self, at: DeliveryItem, amended: Amended) -> None:
        """Put an amended item in the place of one; two that become one story keep their own names."""
        at = next(item for item in self._items if item.story == at.story)
        held = amended.held
        if held.story != at.story and any(item.story == held.story for item in self._items):
            held = at
        before = standing(self._text, at)
        mark = self._w.say("SAMPLE") + " · " if before.startswith("• " + self._w.say("SAMPLE")) else ""
        for body in bodies(amended, self._w, mark=mark):
            text, items = replaced(self._text, self._items, at, held, body.html)
            if fits(text + room_for(text, self._of_its_day, self._w)):
                break
        else:
            text, items = replaced(self._text, self._items, at, held, before)
        self._is_scrubbed |= amended.is_scrubbed and text != self._text
        self._text, self._items = self._presumed(text, amended), items
        if amended.reply and self._posted.has_left:
            self._replies.append(amended.reply)
            self._is_reply_presumed |= amended.item is not None and amended.item.is_presumed

    def _presumed(self, text: str, amended: Amended) -> str:
        """Say that everyone is presumed innocent, where an item is the first that needs it."""
        presumption = written(self._w.say(PRESUMPTION)).html
        is_needed = amended.item is not None and amended.item.is_presumed and presumption not in text
        return f"{text}\n\n{presumption}" if is_needed else text

    def edit(self) -> Edit:
        """Give the edit; of a message that reads the same, only what is noted of it."""
        text = dated(self._text, self._items, self._of_its_day, self._w)
        is_same = text == self._posted.text
        replies = [bold("• ") + written(reply) if len(self._replies) > 1 else written(reply) for reply in self._replies]
        if self._is_reply_presumed:
            replies.append(written("\n" + self._w.say(PRESUMPTION)))  # a reply is a message of its own
        return Edit(
            posted=self._posted,
            text=None if is_same else text,
            items=self._items,
            reply="\n".join(reply.html for reply in replies) or None,
            is_scrubbed=self._is_scrubbed,
        )
