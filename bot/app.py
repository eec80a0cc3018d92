"""One run of the service, from the settings to the end: the first screen, then the jobs and the page until a signal."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.demo import Folder, Samples, folder_source, sample_source, serve, usual_port
from bot.first_screen import (
    ANSWER_WITHIN,
    Echo,
    FirstPass,
    connecting_lines,
    poll_samples,
    polled_lines,
    show_record,
    show_samples,
    show_what_comes,
)
from bot.house import House, Source, database_for, open_house, source_of, utc_now
from bot.log import set_up_logging
from bot.progress import show_progress
from bot.reloading import Catalogue
from bot.say import screen
from bot.sending import SendReport
from bot.service import POLL_EVERY, Page, Service
from bot.settings import Settings, load_settings
from bot.status import status_lines
from bot.telling import Asked
from bot.warm import warm
from storage.database import make_folder, sqlite_path
from storage.lock import run_locks


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `greffier run` was asked for."""

    is_once: bool
    is_demo: bool
    folder: Path | None
    roles: tuple[str, ...]
    lang: str  # the terminal's


async def run(options: Options, echo: Echo) -> None:
    """Run until told to stop, or for one pass."""
    settings = load_settings()
    set_up_logging(settings.log)
    with opened_source(options, settings) as (source, samples):
        database = database_for(settings, is_demo=samples is not None or options.folder is not None)
        make_folder(database)
        with run_locks(sqlite_path(database), options.roles):
            async with open_house(settings, source, database_url=database) as house:
                await Run(house, options, samples, echo).go()


@contextmanager
def opened_source(options: Options, settings: Settings) -> Iterator[tuple[Source, Samples | None]]:
    """Give what is to be polled, served on loopback where it is a demo."""
    if options.folder:
        with serve(Folder(options.folder), usual_port(str(options.folder.resolve()))) as base:
            yield folder_source(options.folder, base, utc_now()), None
    elif options.is_demo or settings.catalog == "demo":
        samples = Samples(utc_now())
        with serve(samples) as base:
            yield sample_source(base), samples
    else:
        yield source_of(settings), None


@asynccontextmanager
async def house_for(settings: Settings) -> AsyncIterator[House]:
    """Open the house for one command: the catalogue of the settings, or the samples as they are now."""
    options = Options(is_once=True, is_demo=False, folder=None, roles=(), lang="fr")
    with opened_source(options, settings) as (source, samples):
        if samples:
            samples.stage = "now"
        database = database_for(settings, is_demo=samples is not None)
        async with open_house(settings, source, database_url=database) as house:
            yield house


class Run:
    """One run on an open house."""

    def __init__(self, house: House, options: Options, samples: Samples | None, echo: Echo) -> None:
        self._house, self._options, self._samples, self._echo = house, options, samples, echo
        self._service = Service(house, reload=self._catalogue().reload if self._follows_settings() else None)
        self._first: FirstPass | None = None
        self._page = Page(self._service, lambda lang: status_lines(house, lang), house.settings.language[0])

    def _catalogue(self) -> Catalogue:
        return Catalogue(self._house.db, lambda: source_of(self._house.settings), utc_now)

    def _follows_settings(self) -> bool:
        return self._samples is None and self._options.folder is None

    async def go(self) -> None:
        """Show the first screen, then serve; whatever ends it, nothing is left behind."""
        self._service.listen_to_signals()
        self._echo("\n".join(screen.opening(self._options.lang)) + "\n")
        first = asyncio.create_task(self._first_minute(), name="first minute")
        stopping = asyncio.create_task(self._service.stopping.wait(), name="stopping")
        try:
            await asyncio.wait({first, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if first.done():
                first.result()
            if not (self._options.is_once or stopping.done()):
                await self._serve()
        finally:
            await ended(first, stopping, *([self._first.task] if self._first else []))
            await self._page.close()

    async def _first_minute(self) -> None:
        """Poll, show the record; with --once, tell the channels too."""
        if "poll" not in self._options.roles:
            return
        await asyncio.to_thread(warm)
        if await self._poll_first():
            await show_record(self._house, self._options.lang, self._echo)
        else:
            self._echo("\n".join(screen.no_network(self._options.lang, ANSWER_WITHIN)))
            await show_samples(self._house.settings, self._options.lang, self._echo)
        if self._options.is_once:
            await self._tell_once()
            self._echo("\n".join(connecting_lines(self._house.settings, self._options.lang)))

    async def _poll_first(self) -> bool:
        """Poll for the first time and say what it brought; False when no feed answered."""
        if self._samples:
            report, is_answered = await poll_samples(self._house, self._samples), True
        else:
            with show_progress() as progress:
                self._first = FirstPass(self._house, progress)
                is_answered = await self._first.wait(is_whole=self._options.is_once)
            report = self._first.report
        self._echo("\n".join(polled_lines(report, self._options.lang)) + "\n")
        return is_answered

    async def _tell_once(self) -> SendReport:
        """Queue what was corrected and what the channels have not been told, and send it."""
        await self._house.corrector.correct()
        await tell(self._house, Asked())
        return await self._house.sender.send_due()

    async def _serve(self) -> None:
        """Open the page, say what comes, run the jobs."""
        settings, lang, url = self._house.settings, self._options.lang, None
        if settings.web != "off" and "web" in self._options.roles:
            port = await self._page.open(settings.web)
            host, _, wanted = settings.web.rpartition(":")
            if int(wanted) not in (0, port):
                self._echo("\n".join(screen.port_taken(lang, wanted=int(wanted), used=port)))
            url = f"http://{host}:{port}/"
        await show_what_comes(self._house, lang, url, utc_now() + POLL_EVERY, self._echo)
        await self._service.run(self._options.roles)


async def tell(house: House, asked: Asked) -> bool:
    """Queue a digest for each subscription that has something to be told; tell whether any had."""
    is_news = False
    for subscription in await house.teller.listening(asked.language):
        composed = await house.teller.compose_untold(subscription, asked)
        if composed.is_news:
            is_news |= await house.teller.queue(composed)
    return is_news


async def ended(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks and wait for their end."""
    for task in tasks:
        task.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks, return_exceptions=True)
