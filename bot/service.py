"""The service: one asyncio loop for the scheduler's jobs, the page and the chats, until SIGTERM or SIGINT.

On a signal it takes up nothing new, gives back what it was polling, waits for the message that is on its way, and ends
with no task left behind.
"""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.desk.aged import forget_old_arrests
from bot.house import House, utc_now, version
from bot.sending import SendReport
from bot.telling import ClockError
from bot.web.pages import Health, LinesOf, pages
from bot.web.server import Server, listen, server_for
from storage.database import StoreError

ROLES = ("poll", "worker", "bot", "web")
POLL_EVERY = timedelta(seconds=15)
WATCH_EVERY = timedelta(minutes=10)
POST_EVERY = timedelta(seconds=10)
SEND_EVERY = timedelta(seconds=3)
AGE_EVERY = timedelta(days=1)
GRACE = 15.0  # seconds for a message that is on its way
log = structlog.get_logger()

UNUSABLE = {StoreError: "the store cannot be used", ClockError: "nothing is posted"}
CLOCK_EVERY = 1.0  # seconds after which the clock on the wall is compared with the time that has passed
CLOCK_STEP = 2.0  # seconds between the two that say that somebody has set it

Work = Callable[[], Awaitable[object]]


class After(BaseTrigger):  # type: ignore[misc]  # it ships no types
    """Comes again a while after it last did: what the clock jumped over is not made up for."""

    def __init__(self, wait: timedelta) -> None:
        self._wait = wait

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Give the next moment, at once for the first time."""
        return now if previous_fire_time is None else now + self._wait


@dataclass(slots=True)
class Service:
    """Runs a house's jobs; ``trouble`` holds, by job, what keeps it from its work.

    ``reload`` reads the catalogue again, None where there is none to be read.
    """

    house: House
    reload: Work | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    trouble: dict[str, str] = field(default_factory=dict)
    _running: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _reload_asked: asyncio.Event = field(default_factory=asyncio.Event)

    def listen_to_signals(self) -> None:
        """Stop at SIGTERM and SIGINT, a second one ends the process at once; read the catalogue again at SIGHUP.

        A terminal that goes away sends SIGHUP too, and ends what was started in it, unless by nohup.
        """
        loop = asyncio.get_running_loop()
        ends_with_terminal = has_terminal() and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN
        loop.add_signal_handler(signal.SIGHUP, self._hang_up, ends_with_terminal)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop, number)

    def _stop(self, number: signal.Signals) -> None:
        asyncio.get_running_loop().remove_signal_handler(number)
        self.stop()

    def _hang_up(self, ends_with_terminal: bool) -> None:
        if ends_with_terminal and not has_terminal():
            self.stop()
        else:
            self._reload_asked.set()

    async def _reload_when_asked(self, reload: Work) -> None:
        while True:
            await self._reload_asked.wait()
            self._reload_asked.clear()
            await reload()

    def stop(self) -> None:
        """Take up nothing new; `run` ends when what is under way has."""
        self.house.sender.stop()
        self.stopping.set()

    def health(self) -> Health:
        """Say whether every job does its work."""
        return Health(version=version(), reason="; ".join(f"{job}: {why}" for job, why in self.trouble.items()) or None)

    async def run(self, roles: Iterable[str]) -> None:
        """Run the jobs of some roles until told to stop."""
        scheduler = scheduler_in_utc()
        for name, every in self._jobs(roles):
            scheduler.add_job(self._tracked, After(every), args=[name], id=name, next_run_time=utc_now())
        scheduler.start()
        minding = [asyncio.create_task(mind_the_clock(scheduler), name="clock")]
        if self.reload:
            minding.append(asyncio.create_task(self._reload_when_asked(self.reload), name="catalogue"))
        try:
            await self.stopping.wait()
        finally:
            for task in minding:
                task.cancel()
            scheduler.pause()
            await self._finish()
            scheduler.shutdown(wait=False)

    def _jobs(self, roles: Iterable[str]) -> list[tuple[str, timedelta]]:
        quick = [(name, POST_EVERY) for name in ("correct", "post", "notify")]
        jobs = {
            "poll": [("poll", POLL_EVERY), ("age", AGE_EVERY)],
            "worker": [*quick, ("watch", WATCH_EVERY), ("send", SEND_EVERY)],
        }
        return [job for role in roles for job in jobs.get(role, [])]

    def _work(self, name: str) -> Work:
        works: dict[str, Work] = {
            "poll": self.house.poller.poll,
            "correct": self.house.corrector.correct,
            "watch": self.house.watcher.look,
            "notify": self.house.notifier.notify,
            "post": self.house.teller.post_due,
            "send": self._send,
            "age": self._age,
        }
        return works[name]

    async def _send(self) -> SendReport:
        return await self.house.sender.send_due()

    async def _age(self) -> int:
        return await forget_old_arrests(self.house.db, utc_now())

    async def _tracked(self, name: str) -> None:
        """Run one job in a task of our own: the scheduler cancels its own when it shuts down."""
        if self.stopping.is_set():
            return
        task = asyncio.create_task(self._once(name), name=name)
        self._running[name] = task
        await asyncio.wait({task})  # a task that is cancelled ends the job, and is no error of it

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


def has_terminal() -> bool:
    """Tell whether the process has a terminal that can be reached."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def scheduler_in_utc() -> AsyncIOScheduler:
    """Make a scheduler that runs a job once at a time, and never leaves one out because it is late."""
    return AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )


async def mind_the_clock(scheduler: AsyncIOScheduler) -> None:
    """Let every job run now when somebody has set the clock: else one that was set back stops them for as long.

    The scheduler goes by the clock on the wall, https://github.com/agronholm/apscheduler/issues/1095.
    """
    passed = asyncio.get_running_loop().time
    apart = utc_now().timestamp() - passed()
    while True:
        await asyncio.sleep(CLOCK_EVERY)
        now = utc_now()
        if abs(now.timestamp() - passed() - apart) > CLOCK_STEP:
            log.warning("the clock was set", by=round(now.timestamp() - passed() - apart))
            for job in scheduler.get_jobs():
                job.modify(next_run_time=now)
        apart = now.timestamp() - passed()


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
