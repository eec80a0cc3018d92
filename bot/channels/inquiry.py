"""Questions to Telegram, put in the way in which messages are sent: what is seen is what sending would see."""

from collections.abc import Awaitable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx
from telegram import (
    ChatFullInfo,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram import FIRST_WAIT, NO_PREVIEW, NOT_SENT, Telegram, seconds_of
from bot.inquiring import ChatKind, Done, Me, No, Place, Silence, Standing
from storage.model import RetryLater, Uncertain, lane_of

Answer = TypeVar("Answer")


class Inquiry(Telegram):
    """Asks through the Bot API; open it inside the event loop that uses it. ``patience``: seconds for an answer."""

    def __init__(self, token: str, api: str, *, patience: float = 20) -> None:
        super().__init__(token, api, patience=patience)
        self._api, self._date = api, ""
        hooks = {"response": [self._note_date]}
        self._dated = HTTPXRequest(read_timeout=patience, httpx_kwargs={"event_hooks": hooks})

    async def _note_date(self, response: httpx.Response) -> None:
        """Keep an answer's date, which the library drops."""
        self._date = response.headers.get("date", "")

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

    async def time(self) -> datetime | Silence | None:
        """Ask what time it is there; None where the answer does not say."""
        asked = await answered(self._dated.do_request(f"{self._api}/", "GET"))
        if isinstance(asked, Silence):
            return asked
        try:
            return parsedate_to_datetime(self._date).astimezone(UTC)
        except ValueError:
            return None

    async def post(self, chat: str, text: str) -> int | No | Silence:
        """Post a text silently; give its number."""
        lane, _, topic = chat.partition(":")
        message = await answered(
            self._bot.send_message(
                chat_id=lane,
                message_thread_id=int(topic) if topic else None,
                text=text,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                disable_notification=True,
            )
        )
        return message if isinstance(message, No | Silence) else message.message_id

    async def edit(self, chat: str, number: int, text: str) -> Done | No | Silence:
        """Change a message's text, as the edit probe does."""
        edited = self._bot.edit_message_text(
            chat_id=lane_of(chat),
            message_id=number,
            text=text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
        )
        answer = await answered(edited)
        return answer if isinstance(answer, No | Silence) else Done()

    async def delete(self, chat: str, number: int) -> Done | No | Silence:
        """Take a message away."""
        answer = await answered(self._bot.delete_message(lane_of(chat), number))
        return answer if isinstance(answer, No | Silence) else Done()

    async def close(self) -> None:
        """Close every connection."""
        await self._dated.shutdown()
        await super().close()


async def answered(asked: Awaitable[Answer]) -> Answer | No | Silence:
    """Wait for an answer; a failure is a value."""
    try:
        return await asked
    except TelegramError as error:
        return failure_of(error)


def failure_of(error: TelegramError) -> No | Silence:
    """Say whether Telegram said no, or nothing."""
    match error:
        case RetryAfter():
            return RetryLater(wait=seconds_of(error), reason=error.message)
        case InvalidToken():
            return No(words=error.message, is_about_the_token=True)
        case BadRequest() | Forbidden() | ChatMigrated():
            return No(words=error.message)
    if isinstance(error.__cause__, NOT_SENT):
        return RetryLater(wait=FIRST_WAIT, reason=f"unreachable: {error.message}")
    return Uncertain(reason=error.message)


def place_of(info: ChatFullInfo) -> Place:
    """Read what a chat is."""
    names = (str(info.id), *([f"@{info.username}"] if info.username else []))
    is_silenced = info.permissions is not None and info.permissions.can_send_messages is False
    return Place(kind=ChatKind(info.type), names=names, members_may_write=not is_silenced)


def standing_of(member: ChatMember) -> Standing:
    """Read what the bot may do; the rights about posts are told of channels only (core.telegram.org/bots/api)."""
    match member:
        case ChatMemberOwner():
            return Standing(status=member.status, may_post=True, may_edit_others=True)
        case ChatMemberAdministrator():
            may_post = member.can_post_messages is not False
            return Standing(status=member.status, may_post=may_post, may_edit_others=member.can_edit_messages is True)
        case ChatMemberRestricted():
            return Standing(status=member.status, may_post=member.is_member and member.can_send_messages)
    return Standing(status=member.status, may_post=isinstance(member, ChatMemberMember))
