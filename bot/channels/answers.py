"""What Telegram answers to a question, read as values."""

from collections.abc import Awaitable
from datetime import timedelta
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
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.inquiring import ChatKind, No, Place, Silence, Standing
from storage.outgoing import RetryLater, Uncertain

NOT_SENT = httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
FIRST_WAIT = timedelta(seconds=5)
Answer = TypeVar("Answer")


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


def seconds_of(error: RetryAfter) -> timedelta:
    """Read the pause that a 429 asks for, and a second on top."""
    asked = error.retry_after
    return (asked if isinstance(asked, timedelta) else timedelta(seconds=asked)) + timedelta(seconds=1)
