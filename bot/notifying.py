"""Maintainers are told once of what they alone can repair."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from bot.say.notices import WORDS, notice_text
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
        """Queue a word to each maintainer for each notice that none was told of; return how many notices."""
        waiting = await self._db.look(untold_notices, list(WORDS))
        if waiting:
            for notice in waiting:
                log.warning("notice", kind=notice.kind, subject=notice.subject, detail=notice.detail)
            await self._db.run(self._tell, waiting, self._now())
        return len(waiting)

    def _tell(self, session: "Session", notices: Sequence[Notice], now: datetime) -> None:
        """Queue the words and note that they are told, in one transaction."""
        lang = self._settings.language[0]
        chats = [str(user) for user in self._settings.maintainers] if self._settings.telegram_token else []
        for notice in notices:
            for chat in chats:
                period = f"notice:{notice.id}"
                text = notice_text(notice, lang)
                enqueue_word(
                    session, chat, lang, Outgoing(kind=DeliveryKind.POST, period=period, part=1, text=text), now
                )
        mark_notices_told(session, [notice.id for notice in notices], now)
