"""A stand-in for the Telegram Bot API: a real HTTP server on loopback that answers as Telegram does, and is strict.

Beside a test, in a thread (``api.url`` for GREFFIER_TELEGRAM_API, ``api.bot_url`` for python-telegram-bot)::

    from tests.telegram_api.server import TelegramApi

    @pytest.fixture
    def api() -> Iterator[TelegramApi]:
        with TelegramApi() as api:
            yield api

    async def test_a_digest_reaches_the_channel_once(api: TelegramApi) -> None:
        channel = api.channel("@greffe_essai")
        api.faults.next("close-stored", method="sendMessage")    # accepted, but its reply is lost
        await post_digest(api.url, api.token)
        [message] = channel.sent
        assert message.text.startswith("Greffier") and not message.has_preview

``tests`` has no ``__init__.py``; with ``pythonpath = ["."]`` the import above works as a namespace package. As its
own process, which prints one JSON line with its address and ends by SIGTERM::

    python tests/telegram_api/server.py --port 0 --token T --chat channel:-1001:@greffe_essai --faults SPEC

There ``GET /_state`` gives everything that was said, and ``POST /_updates`` takes an update for the bot. The words of
SPEC are those of ``faults.py``.
"""

import argparse
import asyncio
import json
import signal
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[2])

from tests.telegram_api.answering import Answering, Call
from tests.telegram_api.chats import Chat, Message
from tests.telegram_api.faults import Faults
from tests.telegram_api.limits import FloodLimits
from tests.telegram_api.scenes import Scenes
from tests.telegram_api.wire import dated, read_request
from tests.telegram_api.world import World

TOKEN = "1234567890:TEST-token_of_an_invented_bot_000001"
Result = TypeVar("Result")


class TelegramApi(Scenes):
    """The server and all that a test may look at or change.

    ``clock`` gives seconds since 1970, for dates and limits; ``limits`` are off unless given. ``calls`` holds every
    call with its parameters and status, ``messages`` every message in the order it was accepted. ``is_dated``: whether
    an answer has a Date header.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        limits: FloodLimits | None = None,
    ) -> None:
        super().__init__()
        self.token = token
        self.port = port
        self.world = World(bot_id=int(token.partition(":")[0]), clock=clock, limits=limits)
        self.is_dated = True
        self.faults = Faults()
        self.calls: list[Call] = []
        self.bugs: list[Exception] = []
        self._changed = threading.Condition()
        self._answering = Answering(token, self.world, self.faults, self.calls, self.bugs, self._changed)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The base address, as in ``https://api.telegram.org``."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def bot_url(self) -> str:
        """The ``base_url`` of python-telegram-bot."""
        return f"{self.url}/bot"

    @property
    def messages(self) -> list[Message]:
        """Every message that was accepted, deleted ones too, oldest first."""
        return list(self.world.messages)

    def called(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method.lower()]

    def until(self, is_so: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until a call made something so; TimeoutError after so many seconds. In a thread beside asyncio."""
        with self._changed:
            if not self._changed.wait_for(is_so, seconds):
                raise TimeoutError("the bot did not do it")

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="telegram-api", daemon=True)
        self._thread.start()
        self.come_back()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop is not None
        assert self._thread is not None
        self.go_down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._loop = None
        if error is None and self.bugs:
            raise self.bugs[0]

    def come_back(self) -> None:
        """Listen, on the port of before if there was one."""
        self._run(self.listen())

    def go_down(self) -> None:
        """Stop listening and cut every connection: from now on connecting is refused."""
        self._run(self.hang_up())

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _call(self, act: Callable[[], Result]) -> Result:
        async def acted() -> Result:
            return act()

        return act() if self._loop is None else self._run(acted())

    async def listen(self) -> None:
        """Open the port in the running loop; 0 takes a free one."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def hang_up(self) -> None:
        """Close the port and the connections."""
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while (request := await read_request(reader)) is not None:
                answer = await self._answering.answer(request, reader)
                if answer is None:
                    break
                writer.write(dated(answer, self.world.clock()) if self.is_dated else answer)
                await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()


def _chat(words: str) -> Chat:
    """Read ``KIND:ID[:@NAME]``."""
    kind, number, *name = words.split(":")
    standing = "administrator" if kind == "channel" else "member"
    username = name[0].removeprefix("@") if name else None
    title = None if kind == "private" else kind.capitalize()
    return Chat(id=int(number), type=kind, title=title, first_name="User", username=username, standing=standing)


async def _serve(api: TelegramApi) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await api.listen()
    print(json.dumps({"url": api.url, "token": api.token}), flush=True)  # noqa: T201  the one line of its contract
    await stopped.wait()
    await api.hang_up()


def main() -> None:
    """Run as a process until SIGTERM."""
    parser = argparse.ArgumentParser(description="A stand-in for the Telegram Bot API on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0: a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--faults", default="", help="see faults.py: sendMessage:close-stored*2,~502=0.05,seed=7")
    parser.add_argument("--chat", type=_chat, action="append", default=[], help="KIND:ID[:@NAME], repeatable")
    parser.add_argument("--limits", action="store_true", help="hold the bot to Telegram's pace")
    options = parser.parse_args()
    api = TelegramApi(options.token, port=options.port, limits=FloodLimits() if options.limits else None)
    api.faults.load(options.faults)
    for chat in options.chat:
        api.world.chats.add(chat)
    asyncio.run(_serve(api))


if __name__ == "__main__":
    main()
