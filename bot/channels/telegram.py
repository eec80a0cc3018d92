"""Telegram, through python-telegram-bot's `Bot`: one delivery, one request, one outcome.

What each failure means was measured against servers that recorded whether the message had arrived:

    RetryAfter, ChatMigrated                     surely not sent: later
    ConnectError, ConnectTimeout, PoolTimeout    surely not sent: later
    BadRequest, Forbidden                        never as it is (mind that BadRequest is a NetworkError)
    InvalidToken                                 the operator's to repair: later
    any other network error, a bad answer, 5xx   may have arrived: uncertain
"""

import os
from datetime import timedelta

import httpx
from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from storage.model import Delivery, Outcome, Refused, RetryLater, Sent, Uncertain

# Without it the library warns each time it builds a RetryAfter; with it the pause is a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
TOKEN_WAIT = timedelta(minutes=5)


class Telegram:
    """Sends through the Bot API; open it inside the event loop that uses it."""

    def __init__(self, token: str, api: str, *, repeat_marks: dict[str, str]) -> None:
        self._request = HTTPXRequest(connection_pool_size=8, connect_timeout=10, read_timeout=20, write_timeout=20)
        self._bot = Bot(token, base_url=f"{api}/bot", request=self._request, get_updates_request=self._request)
        self._repeat_marks = repeat_marks

    async def send(self, delivery: Delivery) -> Outcome:
        """Post a delivery, marked where it may be a repeat."""
        chat, _, topic = delivery.chat.partition(":")
        try:
            message = await self._bot.send_message(
                chat_id=chat,
                message_thread_id=int(topic) if topic else None,
                text=self._marked(delivery),
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                disable_notification=True,
            )
        except TelegramError as error:
            return outcome_of(error, delivery.attempts)
        return Sent(message_id=message.message_id)

    def _marked(self, delivery: Delivery) -> str:
        mark = self._repeat_marks.get(delivery.lang, "")
        return f"{mark}\n{delivery.text}" if delivery.is_possible_repeat and mark else delivery.text

    async def close(self) -> None:
        """Close every connection."""
        await self._request.shutdown()


def outcome_of(error: TelegramError, attempts: int) -> Outcome:
    """Say what a failure means for the message."""
    match error:
        case RetryAfter():
            return RetryLater(wait=seconds_of(error), reason="too many requests")
        case ChatMigrated():
            return Refused(reason=f"the group is now the supergroup {error.new_chat_id}: set GREFFIER_CHANNEL to it")
        case InvalidToken():
            return RetryLater(wait=TOKEN_WAIT, reason="the token or GREFFIER_TELEGRAM_API is not accepted")
        case BadRequest() | Forbidden():
            return Refused(reason=error.message)
    if isinstance(error.__cause__, NOT_SENT):
        return RetryLater(wait=min(LONGEST_WAIT, FIRST_WAIT * attempts), reason=f"unreachable: {error.message}")
    return Uncertain(reason=error.message)


def seconds_of(error: RetryAfter) -> timedelta:
    """Read the pause that a 429 asks for, and a second on top."""
    asked = error.retry_after
    return (asked if isinstance(asked, timedelta) else timedelta(seconds=asked)) + timedelta(seconds=1)
