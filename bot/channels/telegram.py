"""Telegram, through python-telegram-bot's `Bot`: one delivery, one request, one outcome.

What each failure means was measured against servers that recorded whether the message had arrived:

    RetryAfter                                   surely not sent: later
    ConnectError, ConnectTimeout, PoolTimeout    surely not sent: later
    TooLateError, ours                           surely not sent: whoever holds its claim by now
    ChatMigrated                                 surely not sent: to the new chat
    Forbidden, and BadRequest about the chat     the chat takes nothing for now
    BadRequest                                   never as it is (mind that BadRequest is a NetworkError)
    InvalidToken                                 the operator's to repair: later
    any other network error, a bad answer, 5xx   may have arrived: uncertain

The words of a BadRequest are those of tdlib/telegram-bot-api, ``Client.cpp``.
"""

import os
import re
import time
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from typing import Any

import httpx
from telegram import Bot, LinkPreviewOptions, ReplyParameters
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

from bot.channels import LEAVE_BY
from bot.channels.answers import FIRST_WAIT, NOT_SENT, answered, place_of, seconds_of, standing_of
from bot.inquiring import Me, No, Place, Silence, Standing, standing_in
from bot.settling import Met, Undecided
from storage.outgoing import (
    Closed,
    Delivery,
    DeliveryKind,
    Moved,
    Outcome,
    Refused,
    RetryLater,
    Sent,
    Uncertain,
    lane_of,
)

# Without it the library warns each time it builds a RetryAfter; with it the pause is a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
LONGEST_WAIT = timedelta(minutes=15)
TOKEN_WAIT = timedelta(minutes=5)
ABOUT_THE_CHAT = (
    "chat not found",
    "user not found",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "group chat was deactivated",
    "bot is not a member",
)
UNREADABLE = ("can't parse entities", "message is too long", "text must be encoded in utf-8")
TAG = re.compile(r"<[^>]+>")
LONGEST_TEXT = 4_000
LEAVES = ".send_request_body.started"  # without its body a request is none


class TooLateError(httpx.TransportError):
    """The process stood still before the request had left: another one may have sent the message meanwhile."""


async def leave_in_time(request: httpx.Request) -> None:
    """Let a request leave in time or never: a process that is stopped in the middle goes on where it stood.

    The last moment to look is told by https://www.encode.io/httpcore/extensions/#trace.
    """
    leave_by = LEAVE_BY.get()

    async def look(event: str, _: Mapping[str, Any]) -> None:
        if event.endswith(LEAVES) and time.monotonic() > leave_by:
            raise TooLateError("the claim had grown old", request=request)

    request.extensions = {**request.extensions, "trace": look}


class Telegram:
    """Sends through the Bot API; open it inside the event loop that uses it. ``patience``: seconds for an answer."""

    def __init__(self, token: str, api: str, *, patience: float = 20) -> None:
        self._request = HTTPXRequest(
            connection_pool_size=64,
            connect_timeout=10,
            read_timeout=patience,
            write_timeout=patience,
            httpx_kwargs={"event_hooks": {"request": [leave_in_time]}},
        )
        self._bot = Bot(token, base_url=f"{api}/bot", request=self._request, get_updates_request=self._request)
        self._me: Me | None = None

    async def send(self, delivery: Delivery) -> Outcome:
        """Post, edit or reply; what Telegram cannot read goes out once more as plain text."""
        try:
            return await self._sent(delivery, ParseMode.HTML)
        except BadRequest as error:
            if not error.message.lower().startswith(UNREADABLE):
                return outcome_of(error, delivery)
        except TelegramError as error:
            return outcome_of(error, delivery)
        try:
            return await self._sent(delivery, None)
        except TelegramError as error:
            return outcome_of(error, delivery)

    async def _sent(self, delivery: Delivery, mode: ParseMode | None) -> Outcome:
        """Send as HTML, or as the plain text of it."""
        text = delivery.text if mode else plain(delivery.text)
        chat, _, topic = delivery.chat.partition(":")
        if delivery.kind is DeliveryKind.EDIT:
            return await self._edited(delivery, text, mode)
        message = await self._bot.send_message(
            chat_id=chat,
            message_thread_id=int(topic) if topic else None,
            text=text,
            parse_mode=mode,
            link_preview_options=NO_PREVIEW,
            disable_notification=True,
            reply_parameters=reply_to(delivery),
        )
        return Sent(message_id=message.message_id)

    async def _edited(self, delivery: Delivery, text: str, mode: ParseMode | None) -> Outcome:
        if delivery.target is None:
            return Refused(reason="what it edits never arrived")
        await self._edit(delivery, delivery.target, text, mode)
        return Sent(message_id=None)

    async def _edit(self, delivery: Delivery, number: int, text: str, mode: ParseMode | None) -> None:
        await self._bot.edit_message_text(
            chat_id=delivery.lane,
            message_id=number,
            text=text,
            parse_mode=mode,
            link_preview_options=NO_PREVIEW,
        )

    async def probe(self, delivery: Delivery, message_id: int) -> Met | Undecided | RetryLater | Uncertain:
        """Edit a message into the text that it would have: where it has it already, it is ours."""
        try:
            await self._edit(delivery, message_id, delivery.text, ParseMode.HTML)
        except TelegramError as error:
            return met_by(error, delivery)
        return Met.OURS

    async def me(self) -> Me | No | Silence:
        """Ask who the bot is."""
        user = await answered(self._bot.get_me())
        return user if isinstance(user, No | Silence) else Me(id=user.id, name=f"@{user.username}")

    async def place(self, chat: str) -> Place | No | Silence:
        """Ask what a chat is."""
        info = await answered(self._bot.get_chat(lane_of(chat)))
        return info if isinstance(info, No | Silence) else place_of(info)

    async def standing(self, chat: str, me: Me) -> Standing | No | Silence:
        """Ask what the bot may do in a chat."""
        member = await answered(self._bot.get_chat_member(lane_of(chat), me.id))
        return member if isinstance(member, No | Silence) else standing_of(member)

    async def stands_in(self, chat: str) -> Standing | No | Silence:
        """Say what the bot may do in a chat now."""
        if self._me is None:
            me = await self.me()
            if not isinstance(me, Me):
                return me
            self._me = me
        place = await self.place(chat)
        return await standing_in(self, chat, place, self._me) if isinstance(place, Place) else place

    async def close(self) -> None:
        """Close every connection."""
        await self._request.shutdown()


def reply_to(delivery: Delivery) -> ReplyParameters | None:
    """Say which message is answered; one that is gone does not hold the answer back."""
    if delivery.target is None:
        return None
    return ReplyParameters(message_id=delivery.target, allow_sending_without_reply=True)


def plain(html: str) -> str:
    """Give the words of a message that cannot be read as HTML."""
    return unescape(TAG.sub("", html))[:LONGEST_TEXT]


def met_by(error: TelegramError, delivery: Delivery) -> Met | Undecided | RetryLater | Uncertain:
    """Say what a refusal to edit tells of a number."""
    if isinstance(error, BadRequest):
        said = error.message.lower()
        for words, met in SAID.items():
            if words in said:
                return met
        return Undecided(reason=error.message)
    outcome = outcome_of(error, delivery)
    return outcome if isinstance(outcome, RetryLater | Uncertain) else Undecided(reason=error.message)


SAID = {
    "message is not modified": Met.OURS,
    "message can't be edited": Met.ANOTHER,
    "message to edit not found": Met.NOTHING,
}


def outcome_of(error: TelegramError, delivery: Delivery) -> Outcome:
    """Say what a failure means for the message."""
    match error:
        case RetryAfter():
            return RetryLater(wait=seconds_of(error), reason="too many requests")
        case ChatMigrated():
            return Moved(chat=str(error.new_chat_id))
        case InvalidToken():
            return RetryLater(wait=TOKEN_WAIT, reason="the token or GREFFIER_TELEGRAM_API is not accepted")
        case BadRequest() | Forbidden():
            return refusal_of(error, delivery)
    if isinstance(error.__cause__, TooLateError | NOT_SENT):
        return not_sent(error, delivery)
    return Uncertain(reason=error.message)


def not_sent(error: TelegramError, delivery: Delivery) -> RetryLater:
    """Say when to ask again what has not left."""
    if isinstance(error.__cause__, TooLateError):
        return RetryLater(wait=timedelta(0), reason="the claim had grown old")
    wait = min(LONGEST_WAIT, FIRST_WAIT * delivery.attempts)
    return RetryLater(wait=wait, reason=f"unreachable: {error.message}")


def refusal_of(error: BadRequest | Forbidden, delivery: Delivery) -> Outcome:
    """Say what it is that Telegram refuses: this message, or anything in this chat."""
    said = error.message.lower()
    if delivery.kind is DeliveryKind.EDIT and "message is not modified" in said:
        return Sent(message_id=None)
    is_about_the_chat = isinstance(error, Forbidden) or any(words in said for words in ABOUT_THE_CHAT)
    return Closed(reason=error.message) if is_about_the_chat else Refused(reason=error.message)
