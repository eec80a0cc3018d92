"""Faults: what the bot's client reports, and whether the message stands in the chat all the same."""

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from tests.telegram_api.conftest import client
from tests.telegram_api.faults import Faults
from tests.telegram_api.server import TelegramApi

REPORTED = [
    ("429/5", RetryAfter, None),
    ("500", NetworkError, TelegramError),
    ("502", NetworkError, TelegramError),
    ("503", NetworkError, TelegramError),
    ("500-json", NetworkError, None),
    ("502-json", NetworkError, None),
    ("hang", TimedOut, httpx.ReadTimeout),
    ("close", NetworkError, httpx.RemoteProtocolError),
]


def patience(fault: str) -> float:
    """How long to wait for the answer: only one that never comes is given up soon."""
    return 0.5 if fault.startswith("hang") else 20


async def reported(bot: Bot, chat: int) -> TelegramError:
    with pytest.raises(TelegramError) as error:
        await bot.send_message(chat, "a")
    return error.value


@pytest.mark.parametrize(("fault", "kind", "cause"), REPORTED)
async def test_a_fault_before_the_call_leaves_nothing_in_the_chat(
    api: TelegramApi, bot: Bot, fault: str, kind: type[TelegramError], cause: type[Exception] | None
) -> None:
    chat = api.channel()
    api.faults.next(fault, method="sendMessage")

    async with client(api, patience=patience(fault)) as waiting:
        error = await reported(waiting, chat.id)

    assert type(error) is kind
    assert error.__cause__ is None if cause is None else isinstance(error.__cause__, cause)
    assert chat.sent == []
    assert (await bot.send_message(chat.id, "a")).message_id == 1


@pytest.mark.parametrize(("fault", "kind", "cause"), [row for row in REPORTED if row[0] != "429/5"])
async def test_the_same_fault_after_the_call_looks_the_same_but_the_message_stands(
    api: TelegramApi, fault: str, kind: type[TelegramError], cause: type[Exception] | None
) -> None:
    chat = api.channel()
    api.faults.next(f"{fault}-stored", method="sendMessage")

    async with client(api, patience=patience(fault)) as waiting:
        error = await reported(waiting, chat.id)

    assert type(error) is kind
    assert error.__cause__ is None if cause is None else isinstance(error.__cause__, cause)
    assert [message.text for message in chat.sent] == ["a"]


async def test_a_broken_answer_hides_a_message_that_stands(api: TelegramApi, bot: Bot) -> None:
    chat = api.channel()
    api.faults.next("broken-json", method="sendMessage")

    error = await reported(bot, chat.id)

    assert type(error) is TelegramError
    assert error.message == "Invalid server response"
    assert len(chat.sent) == 1


async def test_a_service_that_is_down_refuses_connections_and_comes_back_with_its_record(api: TelegramApi) -> None:
    chat = api.channel()
    async with client(api) as bot:
        await bot.send_message(chat.id, "a")
        api.go_down()

        error = await reported(bot, chat.id)
        api.come_back()
        await bot.send_message(chat.id, "b")

    assert isinstance(error.__cause__, httpx.ConnectError)
    assert [(message.id, message.text) for message in chat.sent] == [(1, "a"), (2, "b")]


async def test_a_fault_meets_only_its_chat_and_method_and_as_often_as_told(api: TelegramApi, bot: Bot) -> None:
    one, two = api.channel("@greffe_un"), api.channel("@greffe_deux")
    api.faults.next("429/3", chat="@greffe_un", times=2)

    await bot.send_message(two.id, "a")
    errors = [await reported(bot, one.id) for _ in range(2)]
    await bot.send_message("@greffe_un", "a")

    assert [type(error) for error in errors] == [RetryAfter, RetryAfter]
    assert [call.status for call in api.called("sendMessage")] == [200, 429, 429, 200]


def test_a_seed_gives_the_same_storm_twice() -> None:
    storms = []
    for _ in range(2):
        faults = Faults()
        faults.load("~close-stored=0.2,~502=0.1,seed=7")
        storms.append([faults.take("sendmessage", ()) for _ in range(1000)])

    kinds = [fault.kind for fault in storms[0] if fault is not None]
    assert storms[0] == storms[1]
    assert 150 < kinds.count("close") < 250
    assert 60 < kinds.count("502") < 140


def test_a_script_is_read_from_one_line() -> None:
    faults = Faults()
    faults.load("sendMessage:close-stored*2, getUpdates@-1001:429/3")

    assert [faults.take("sendmessage", ()) is not None for _ in range(3)] == [True, True, False]
    assert faults.take("getupdates", {"-1001"}) is not None


@pytest.mark.parametrize("spec", ["sendMessage:explode", "close", "sendMessage:close-json", "sendMessage:429"])
def test_a_script_with_a_mistake_is_refused(spec: str) -> None:
    with pytest.raises(ValueError, match=r"no such fault|not METHOD:FAULT"):
        Faults().load(spec)
