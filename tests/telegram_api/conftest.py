"""A stand-in and python-telegram-bot's own client for it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.telegram_api.server import TelegramApi


class SetClock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.seconds = 1_762_250_400.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def _waits_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let RetryAfter carry a timedelta; the number of seconds is deprecated and warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def api(clock: SetClock) -> Iterator[TelegramApi]:
    with TelegramApi(clock=clock) as running:
        yield running


def client(api: TelegramApi, token: str | None = None, patience: float = 20) -> Bot:
    """A bot that waits `patience` seconds for an answer: long, because a busy machine is no fault."""
    request = HTTPXRequest(read_timeout=patience)
    return Bot(token or api.token, base_url=api.bot_url, request=request, get_updates_request=HTTPXRequest())


@pytest.fixture
async def bot(api: TelegramApi) -> AsyncIterator[Bot]:
    async with client(api) as running:
        yield running
