"""Every error reaches python-telegram-bot's own client as the exception that it should be, in Telegram's words."""

from datetime import timedelta

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, EndPointNotFound, Forbidden, InvalidToken, RetryAfter

from tests.telegram_api.conftest import SetClock, client
from tests.telegram_api.limits import FloodLimits
from tests.telegram_api.server import TelegramApi

HTML = ParseMode.HTML


async def test_an_upgraded_group_names_its_new_id(api: TelegramApi, bot: Bot) -> None:
    group = api.group()
    new = api.upgrade(group)

    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "a")

    assert moved.value.new_chat_id == new.id


@pytest.mark.parametrize(
    ("kind", "standing", "reason"),
    [
        ("private", "kicked", "Forbidden: bot was blocked by the user"),
        ("private", "deactivated", "Forbidden: user is deactivated"),
        ("group", "kicked", "Forbidden: bot was kicked from the group chat"),
        ("supergroup", "left", "Forbidden: bot is not a member of the supergroup chat"),
        ("channel", "kicked", "Forbidden: bot was kicked from the channel chat"),
        ("channel", "left", "Forbidden: bot is not a member of the channel chat"),
    ],
)
async def test_a_chat_that_shut_the_bot_out_is_forbidden(
    api: TelegramApi, bot: Bot, kind: str, standing: str, reason: str
) -> None:
    chat = getattr(api, kind)(standing=standing)

    with pytest.raises(Forbidden) as refused:
        await bot.send_message(chat.id, "a")

    assert refused.value.message == reason


@pytest.mark.parametrize(
    ("kind", "fields", "params", "reason"),
    [
        ("private", {}, {"chat_id": 9}, "Chat not found"),
        ("private", {}, {"chat_id": "@nobody_here"}, "Chat not found"),
        ("channel", {"standing": "member"}, {}, "Need administrator rights in the channel chat"),
        ("channel", {"rights": frozenset()}, {}, "Need administrator rights in the channel chat"),
        ("group", {"standing": "restricted"}, {}, "Not enough rights to send text messages to the chat"),
        ("supergroup", {"topics": {7: "open"}}, {"message_thread_id": 8}, "Message thread not found"),
        ("supergroup", {"topics": {7: "closed"}}, {"message_thread_id": 7}, "Topic_closed"),
        ("supergroup", {"topics": {1: "closed"}}, {}, "Topic_closed"),
        ("supergroup", {"topics": {1: "open"}}, {"message_thread_id": 1}, "Message thread not found"),
        ("supergroup", {}, {"message_thread_id": 7}, "Message thread not found"),
        ("private", {}, {"reply_to_message_id": 5}, "Message to be replied not found"),
        ("private", {}, {"text": "<b>a", "parse_mode": "HTML"}, "Can't parse entities"),
        ("private", {}, {"text": ""}, "Message text is empty"),
        ("private", {}, {"text": "a" * 4097}, "Message is too long"),
    ],
)
async def test_what_can_never_arrive_is_a_bad_request(  # noqa: PLR0917  pytest gives them by name
    api: TelegramApi, bot: Bot, kind: str, fields: dict[str, object], params: dict[str, object], reason: str
) -> None:
    chat = getattr(api, kind)(**fields)

    with pytest.raises(BadRequest) as refused:
        await bot.send_message(**({"chat_id": chat.id, "text": "a"} | params))

    assert refused.value.message.lower().startswith(reason.lower())
    assert chat.sent == []


async def test_an_edit_that_changes_nothing_is_refused(api: TelegramApi, bot: Bot) -> None:
    channel = api.channel()
    await bot.send_message(channel.id, "<b>a</b>", parse_mode=HTML)

    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("<b>a</b> ", channel.id, 1, parse_mode=HTML)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("b", channel.id, 2)


async def test_a_deleted_message_cannot_be_edited_and_its_number_is_not_given_again(api: TelegramApi, bot: Bot) -> None:
    channel = api.channel()
    await bot.send_message(channel.id, "a")
    await bot.delete_message(channel.id, 1)

    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("b", channel.id, 1)

    assert (await bot.send_message(channel.id, "c")).message_id == 2


async def test_a_foreign_post_can_be_edited_only_with_the_right_to_edit(api: TelegramApi, bot: Bot) -> None:
    channel = api.channel(rights=frozenset({"can_post_messages"}))
    post = api.foreign_post(channel, "un autre responsable")

    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("a", channel.id, post.id)
    channel.rights |= {"can_edit_messages"}
    await bot.edit_message_text("a", channel.id, post.id)

    assert post.text == "a"


async def test_an_old_message_cannot_be_deleted_without_the_right(api: TelegramApi, bot: Bot, clock: SetClock) -> None:
    chat = api.group()
    await bot.send_message(chat.id, "a")
    clock.seconds += 49 * 3600

    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(chat.id, 1)


async def test_a_button_that_nobody_pressed_cannot_be_answered(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("7")


async def test_callback_data_has_64_bytes(api: TelegramApi, bot: Bot) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("é", callback_data="é" * 33)]])

    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(api.private().id, "a", reply_markup=keyboard)


async def test_a_wrong_token_is_invalid(api: TelegramApi) -> None:
    with pytest.raises(InvalidToken):
        async with client(api, "1:wrong"):
            pass


async def test_an_unknown_method_is_not_there(bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("frobnicate")


async def test_too_many_messages_must_wait(clock: SetClock, api: TelegramApi, bot: Bot) -> None:
    channel = api.channel()
    api.world.limits = FloodLimits()
    for _ in range(20):
        await bot.send_message(channel.id, "a")
        clock.seconds += 1

    with pytest.raises(RetryAfter) as wait:
        await bot.send_message(channel.id, "a")
    clock.seconds += 40
    await bot.send_message(channel.id, "b")

    assert wait.value.retry_after == timedelta(seconds=40)
    assert len(channel.sent) == 21
