"""Maintainers are told once of what they alone can repair."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from bot.say.notices import KINDS, TOGETHER, notice_text
from bot.secrecy import redact
from bot.settings import Settings
from storage.database import Database
from storage.model import Notice
from storage.notices import mark_notices_told, untold_notices
from storage.outbox import enqueue_word
from storage.outgoing import DeliveryKind, Outgoing

if TYPE_CHECKING:
    from sqlmodel import Session

log = structlog.get_logger()


class Notifier:
    """Tells the maintainers of the settings, in the channel's first language; without any, the log alone."""

    def __init__(self, db: Database, settings: Settings, now: Callable[[], datetime]) -> None:
        self._db, self._settings, self._now = db, settings, now

    async def notify(self) -> int:
        """Queue a word to each maintainer of the notices that none was told of; return how many notices."""
        waiting = await self._db.look(untold_notices, KINDS)
        if waiting:
            for notice in waiting:
                log.warning("notice", kind=notice.kind, subject=notice.subject, detail=notice.detail)
            await self._db.run(self._tell, waiting, self._now())
        return len(waiting)

    def _tell(self, session: "Session", notices: Sequence[Notice], now: datetime) -> None:
        """Queue the words and note that they are told, in one transaction."""
        lang = self._settings.language[0]
        chats = [str(user) for user in self._settings.maintainers] if self._settings.telegram_token else []
        for together in in_messages([replace(notice, detail=redact(notice.detail)) for notice in notices]):
            for chat in chats:
                period, text = f"notice:{together[0].id}", notice_text(together, lang)
                enqueue_word(
                    session, chat, lang, Outgoing(kind=DeliveryKind.POST, period=period, part=1, text=text), now
                )
        mark_notices_told(session, [notice.id for notice in notices], now)


def in_messages(notices: Sequence[Notice]) -> Iterator[list[Notice]]:
    """Give the notices of each message: what happens to several feeds at once is one."""
    for kind in dict.fromkeys(notice.kind for notice in notices):
        of_kind = [notice for notice in notices if notice.kind == kind]
        yield from [of_kind] if kind in TOGETHER else ([notice] for notice in of_kind)
