"""The first minute of `greffier run`: poll, show the last 7 days, say what comes next.

When no feed answers, the whole job is shown on the bundled samples, in a throw-away store, every line marked.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.composed import CONSOLE, Composed, terminal_width
from bot.demo import Samples, sample_source, serve
from bot.house import House, open_house, utc_now
from bot.poll_report import PollReport
from bot.say import screen
from bot.say.console import marked, render_console
from bot.settings import Settings

ANSWER_WITHIN = 20  # seconds for the first feed to answer
WHOLE_PASS_WITHIN = 40  # seconds for the screen to wait for the others
Echo = Callable[[str], None]


class FirstPass:
    """A first poll that the screen does not wait for longer than a person would."""

    def __init__(self, house: House, progress: Callable[[PollReport, int], None] | None) -> None:
        self.report = PollReport()
        self._progress = progress
        self._answered = asyncio.Event()
        self.task = asyncio.create_task(self._poll(house), name="first poll")

    async def _poll(self, house: House) -> None:
        try:
            self.report = await house.poller.poll(progress=self._note)
        finally:
            self._answered.set()

    def _note(self, report: PollReport, due: int) -> None:
        self.report = report
        if report.answered:
            self._answered.set()
        if self._progress:
            self._progress(report, due)

    async def wait(self, *, is_whole: bool) -> bool:
        """Wait for an answer, then for the pass: all of it, or as long as a person would. False when none answered."""
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_WITHIN):
                await self._answered.wait()
            async with asyncio.timeout(None if is_whole else WHOLE_PASS_WITHIN - ANSWER_WITHIN):
                await asyncio.shield(self.task)
        is_over = self.task.done()
        if is_over:
            self.task.result()
        return self.report.answered > 0 or (is_over and self.report.failed == 0)


async def show_record(house: House, language: str, echo: Echo) -> Composed:
    """Print the digest of the last 7 days; on a console that is the channel, it counts as told."""
    subscription = (await house.teller.subscriptions())[0]
    composed = await house.teller.compose_recent(subscription, language)
    echo(render_console(composed.digest, terminal_width()))
    if composed.digest.has_totals:
        echo_total(composed, language, echo)
    if subscription.chat == CONSOLE and subscription.told_until is None:
        await house.teller.note_shown(composed)
    return composed


def echo_total(composed: Composed, language: str, echo: Echo) -> None:
    """Say what the digest's total is of."""
    is_sample = composed.digest.is_sample
    lines = screen.what_the_total_covers(language, is_sample=is_sample)
    echo("\n".join(marked(lines, language) if is_sample else lines) + "\n")


async def show_samples(settings: Settings, language: str, echo: Echo) -> None:
    """Do the whole job on the bundled samples in a throw-away store, every line marked."""
    alone = settings.model_copy(update={"telegram_token": None, "channel": [], "language": [language]})
    samples = Samples(utc_now())
    with serve(samples) as base, throw_away_store() as database:
        async with open_house(alone, sample_source(base), database_url=database) as house:
            report = await poll_samples(house, samples)
            echo("\n".join(marked(polled_lines(report, language), language)))
            await show_record(house, language, echo)


async def poll_samples(house: House, samples: Samples) -> PollReport:
    """Poll the samples as they were, then with this week's news: so that the news is news."""
    await house.poller.poll(regardless_of_pace=True)
    samples.stage = "now"
    return await house.poller.poll(regardless_of_pace=True)


@contextmanager
def throw_away_store() -> Iterator[str]:
    """Give the address of a store that is gone afterwards."""
    with TemporaryDirectory(prefix="greffier-sample-") as folder:
        yield f"sqlite:///{Path(folder) / 'sample.db'}"


def polled_lines(report: PollReport, language: str) -> list[str]:
    """Say what a pass brought."""
    unchanged = report.not_modified + report.unchanged
    return screen.polled(
        language,
        answered=report.answered,
        not_modified=unchanged,
        failed=report.errors,
        new=report.entries_new,
        changed=report.entries_changed,
    )


async def show_what_comes(house: House, language: str, page: str | None, poll_at: datetime, echo: Echo) -> None:
    """Say when it next polls and posts, where the page is, and how to connect a channel while there is none."""
    settings = house.settings
    post_at = await house.teller.next_digest_at()
    lines = screen.coming(language, poll_at=poll_at, post_at=post_at, zone=settings.zone)
    lines += screen.page(language, page) if page else []
    echo("\n".join([*lines, "", *connecting_lines(settings, language)]).rstrip())


def connecting_lines(settings: Settings, language: str) -> list[str]:
    """Say how to connect a channel, while there is none."""
    return [] if settings.telegram_token and settings.channel else screen.connecting(language)
