"""The service: one asyncio loop for the jobs, the page and the chats, until SIGTERM or SIGINT.

On a signal it takes up nothing new, gives back what it was polling, waits for the message that is on its way, and ends
with no task left behind.
"""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.house import House, version
from bot.sending import SendReport
from bot.telling import ClockError
from bot.web.pages import Health, LinesOf, pages
from bot.web.server import Server, listen, server_for
from storage.database import StoreError

ROLES = ("poll", "worker", "bot", "web")
POLL_EVERY = timedelta(seconds=15)
POST_EVERY = timedelta(seconds=10)
SEND_EVERY = timedelta(seconds=3)
GRACE = 15.0  # seconds for a message that is on its way
UNUSABLE = {StoreError: "the store cannot be used", ClockError: "nothing is posted"}
log = structlog.get_logger()

Work = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class Service:
    """Runs a house's jobs; ``trouble`` holds, by job, what keeps it from its work."""

    house: House
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    trouble: dict[str, str] = field(default_factory=dict)
    _running: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    def listen_to_signals(self) -> None:
        """Stop at SIGTERM and SIGINT; a second one ends the process at once."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop, number)

    def _stop(self, number: signal.Signals) -> None:
        asyncio.get_running_loop().remove_signal_handler(number)
        self.stop()

    def stop(self) -> None:
        """Take up nothing new; `run` ends when what is under way has."""
        self.house.sender.stop()
        self.stopping.set()

    def health(self) -> Health:
        """Say whether every job does its work."""
        return Health(version=version(), reason="; ".join(f"{job}: {why}" for job, why in self.trouble.items()) or None)

    async def run(self, roles: Iterable[str]) -> None:
        """Run the jobs of some roles until told to stop."""
        repeated = [
            asyncio.create_task(self._repeat(name, every.total_seconds()), name=f"every {name}")
            for name, every in self._jobs(roles)
        ]
        try:
            await self.stopping.wait()
        finally:
            for task in repeated:
                task.cancel()
            await asyncio.gather(*repeated, return_exceptions=True)
            await self._finish()

    async def _repeat(self, name: str, every: float) -> None:
        """Run one job now and again, by a clock that nobody can set; its own task goes on when this one is ended."""
        tick = asyncio.get_running_loop().time
        while not self.stopping.is_set():
            began = tick()
            self._running[name] = asyncio.create_task(self._once(name), name=name)
            await asyncio.shield(self._running[name])
            await asyncio.sleep(max(0.0, began + every - tick()))

    def _jobs(self, roles: Iterable[str]) -> list[tuple[str, timedelta]]:
        jobs = {"poll": [("poll", POLL_EVERY)], "worker": [("post", POST_EVERY), ("send", SEND_EVERY)]}
        return [job for role in roles for job in jobs.get(role, [])]

    def _work(self, name: str) -> Work:
        works: dict[str, Work] = {
            "poll": self.house.poller.poll,
            "post": self.house.teller.post_due,
            "send": self._send,
        }
        return works[name]

    async def _send(self) -> SendReport:
        return await self.house.sender.send_due()

    async def _once(self, name: str) -> None:
        """Run one job once; its failure is its own."""
        try:
            await self._work(name)()
        except (StoreError, ClockError) as error:
            if self.trouble.get(name) != str(error):
                log.error(UNUSABLE[type(error)], job=name, reason=str(error))
            self.trouble[name] = str(error)
        except Exception as error:
            log.exception("job failed", job=name)
            self.trouble[name] = type(error).__name__
        else:
            self.trouble.pop(name, None)

    async def _finish(self) -> None:
        """Give up polling at once, wait a while for the others, then end them."""
        if poll := self._running.get("poll"):
            poll.cancel()
        left = [task for task in self._running.values() if not task.done()]
        if left:
            await asyncio.wait(left, timeout=GRACE)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


class Page:
    """The page's server as a task beside the jobs."""

    def __init__(self, service: Service, lines_of: LinesOf, language: str) -> None:
        self._server: Server = server_for(pages(service.health, lines_of, language))
        self._task: asyncio.Task[None] | None = None
        self.port: int | None = None

    async def open(self, address: str) -> int:
        """Serve on an address, or on the next free port; return the port."""
        listening, self.port = listen(address)
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]), name="page")
        return self.port

    async def close(self) -> None:
        """Answer what is under way, and end."""
        self._server.should_exit = True
        if self._task:
            with suppress(asyncio.CancelledError):
                await self._task
