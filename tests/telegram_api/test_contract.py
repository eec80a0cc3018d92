"""python-telegram-bot's own client accepts every answer."""

import asyncio

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import Conflict
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from tests.telegram_api.conftest import SetClock, client
from tests.telegram_api.server import TelegramApi

HTML = ParseMode.HTML
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Suite", callback_data="next:2")]])


async def test_a_post_comes_back_as_the_channel_shows_it(api: TelegramApi, bot: Bot, clock: SetClock) -> None:
    channel = api.channel("@greffe_essai")

    message = await bot.send_message(
        "@greffe_essai",
        "😀 <b>5,6 M$</b> — <a href='https://a.example'>source</a>",
        parse_mode=HTML,
        link_preview_options=NO_PREVIEW,
        disable_notification=True,
        reply_markup=KEYBOARD,
    )

    [posted] = channel.sent
    assert (message.chat.id, message.message_id, message.text) == (channel.id, 1, "😀 5,6 M$ — source")
    assert message.date.timestamp() == clock.seconds
    assert message.parse_entity(message.entities[0]) == "5,6 M$"
    assert message.entities[1].url == "https://a.example/"
    assert message.reply_markup == KEYBOARD
    assert (posted.has_preview, posted.is_silent, posted.html[:5]) == (False, True, "😀 <b>")


async def test_a_message_may_have_a_preview_unless_it_is_turned_off(api: TelegramApi, bot: Bot) -> None:
    chat = api.private()

    await bot.send_message(chat.id, "https://a.example/b")

    assert [message.has_preview for message in chat.sent] == [True]


async def test_an_edit_is_seen_and_its_history_kept(api: TelegramApi, bot: Bot) -> None:
    channel = api.channel("@greffe_essai")
    first = await bot.send_message(channel.id, "6,5 M$")

    await bot.edit_message_text("5,6 M$", channel.id, first.message_id)

    [posted] = channel.sent
    assert posted.text == "5,6 M$"
    assert [version.text for version in posted.versions] == ["6,5 M$", "5,6 M$"]


async def test_the_messages_of_a_channel_are_numbered_without_gaps_and_private_chats_share_theirs(
    api: TelegramApi, bot: Bot
) -> None:
    channel, one, two = api.channel(), api.private(), api.private()
    api.foreign_post(channel, "un autre responsable")

    numbers = [(await bot.send_message(chat.id, "a")).message_id for chat in (channel, one, two, one, channel)]

    assert numbers == [2, 1, 2, 3, 3]


async def test_a_post_is_forwarded_to_the_discussion_group(api: TelegramApi, bot: Bot) -> None:
    group = api.supergroup()
    channel = api.channel(discussion=group)

    post = await bot.send_message(channel.id, "a")
    [update] = await bot.get_updates()

    assert update.message is not None
    assert update.message.is_automatic_forward
    assert update.message.chat.id == group.id
    assert update.message.forward_origin is not None
    assert update.message.forward_origin.to_dict()["message_id"] == post.message_id


async def test_a_topic_a_reply_and_a_deletion(api: TelegramApi, bot: Bot) -> None:
    forum = api.supergroup(topics={7: "open"})

    first = await bot.send_message(forum.id, "a", message_thread_id=7)
    second = await bot.send_message(forum.id, "b", reply_to_message_id=first.message_id)
    await bot.delete_message(forum.id, first.message_id)

    assert (first.message_thread_id, first.is_topic_message) == (7, True)
    assert second.reply_to_message is not None
    assert second.reply_to_message.text == "a"
    assert [message.text for message in forum.sent] == ["b"]


async def test_files_arrive_with_their_caption(api: TelegramApi, bot: Bot) -> None:
    chat = api.private()

    document = await bot.send_document(
        chat.id, b"a,b\n1,2\n", filename="bilan.csv", caption="<i>é</i>", parse_mode=HTML
    )
    photo = await bot.send_photo(chat.id, b"not really a picture")

    assert document.document is not None
    assert (document.document.file_name, document.document.file_size, document.caption) == ("bilan.csv", 8, "é")
    assert photo.photo
    assert chat.sent[0].file == b"a,b\n1,2\n"


async def test_the_bot_learns_about_itself_and_its_chats(api: TelegramApi, bot: Bot) -> None:
    channel = api.channel("@greffe_essai", rights=frozenset({"can_post_messages"}))
    channel.members[42] = "creator"

    member = await bot.get_chat_member(channel.id, bot.id)
    creator = await bot.get_chat_member(channel.id, 42)
    chat = await bot.get_chat("@greffe_essai")

    assert (await bot.get_me()).id == bot.id
    assert (chat.id, chat.type, chat.username) == (channel.id, "channel", "greffe_essai")
    assert (member.status, creator.status) == ("administrator", "creator")
    assert member.to_dict()["can_post_messages"] is True
    assert member.to_dict()["can_edit_messages"] is False


@pytest.mark.parametrize("standing", ["member", "restricted", "left", "kicked"])
async def test_every_standing_is_understood(api: TelegramApi, bot: Bot, standing: str) -> None:
    group = api.group(standing=standing)

    assert (await bot.get_chat_member(group.id, bot.id)).status == standing


async def test_commands_and_names_are_kept_by_scope_and_language(api: TelegramApi, bot: Bot) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("aide", "Comment faire")], scope=scope, language_code="fr")
    await bot.set_my_name("Le greffier", language_code="fr")
    await bot.set_my_description("Suit les promesses.")
    await bot.set_my_short_description("Suit.")

    assert [c.command for c in await bot.get_my_commands(scope, "fr")] == ["aide"]
    assert await bot.get_my_commands(scope) == ()
    assert (await bot.get_my_name("fr")).name == "Le greffier"
    assert (await bot.get_my_description("fr")).description == "Suit les promesses."
    assert (await bot.get_my_short_description()).short_description == "Suit."


async def test_a_webhook_and_polling_exclude_each_other(api: TelegramApi, bot: Bot) -> None:
    await bot.set_webhook("https://greffier.example/hook")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "https://greffier.example/hook"

    await bot.delete_webhook()

    assert await bot.get_updates() == ()


async def test_an_offset_confirms_what_came_before(api: TelegramApi, bot: Bot) -> None:
    chat = api.private()
    for text in ("a", "b", "c"):
        api.hear(chat, text)

    first = await bot.get_updates(limit=1)
    again = await bot.get_updates()
    rest = await bot.get_updates(offset=first[0].update_id + 1)

    assert [len(first), len(again), len(rest)] == [1, 3, 2]
    assert [u.message.text for u in rest if u.message] == ["b", "c"]
    assert len(await bot.get_updates(offset=-1)) == 1


async def test_a_second_poll_ends_the_first(api: TelegramApi, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.to_thread(api.until, lambda: bool(api.called("getUpdates")))

    await bot.get_updates()

    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_an_application_polls_answers_a_command_and_a_button(api: TelegramApi) -> None:
    chat = api.private(language_code="fr")
    done = asyncio.Event()

    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text("Bonjour", reply_markup=KEYBOARD)
        api.press(chat.sent[0], "next:2")

    async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Voici")
        await update.callback_query.edit_message_text("Page 2")
        done.set()

    application = Application.builder().bot(client(api)).build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(press))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(timeout=5, poll_interval=0)
        api.hear(chat, "/start")
        await asyncio.wait_for(done.wait(), 5)
        await application.updater.stop()
        await application.stop()

    assert [message.text for message in chat.sent] == ["Page 2"]
    assert [c["text"] for c in api.world.callbacks.values() if c] == ["Voici"]


async def test_the_bot_is_told_that_it_was_blocked(api: TelegramApi, bot: Bot) -> None:
    chat = api.private()

    api.stand(chat, "kicked")
    [update] = await bot.get_updates(allowed_updates=Update.ALL_TYPES)

    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
