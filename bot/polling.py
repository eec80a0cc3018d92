"""From due feeds to the record: the first half of the walk.

claim -> fetch -> same body? -> parse -> match -> read -> next state -> save, a batch in one transaction -> link
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import structlog

from bot.desk.removed import with_removals
from bot.garbage import sweep
from bot.intake import served_of, understand
from bot.linking import link_lot
from bot.poll_report import Polled, PollReport, Progress, count
from feeds.model import Document, Feed, FeedState, Fetch, Fetched, FetchFailed, NotAFeed, NotModified
from feeds.watch import moves, pace
from feeds.wire.fetch import Fetcher
from feeds.wire.room import Share
from feeds.worker.pool import Parser
from storage.claims import LostClaimError, claim_due_feeds, count_due_held, release_claims
from storage.database import Database, StoreError
from storage.known import known_to, remembered
from storage.model import PolledFeed, PollOutcome
from storage.polls import save_polls
from storage.recent import Recent
from storage.robots import known_robots, save_robots

AT_ONCE = 64  # feeds asked at once: more buys nothing, every host has its own gap
MOST = 250  # feeds stored in one transaction
MANY = 100  # entries of a document; those that are longer are read one at a time, and so are the shorter ones
A_MOMENT = 0.25  # seconds
log = structlog.get_logger()


class Poller:
    """Polls feeds into a store; ``now`` gives the moment, aware."""

    def __init__(self, db: Database, fetcher: Fetcher, parser: Parser, now: Callable[[], datetime]) -> None:
        self._db, self._fetcher, self._parser, self._now = db, fetcher, parser, now
        self._readings = {is_long: asyncio.Semaphore(1) for is_long in (False, True)}

    async def poll(self, *, regardless_of_pace: bool = False, progress: Progress | None = None) -> PollReport:
        """Poll what is due once; every feed ends in the report and in the store."""
        try:
            return await self._pass(regardless_of_pace=regardless_of_pace, progress=progress)
        finally:
            sweep()

    async def _pass(self, *, regardless_of_pace: bool, progress: Progress | None) -> PollReport:
        started, report = time.monotonic(), PollReport()
        report.held = await self._db.look(count_due_held, self._now(), regardless_of_pace=regardless_of_pace)
        due = await self._db.run(claim_due_feeds, self._now(), regardless_of_pace=regardless_of_pace)
        unsaved = {polled.feed.id: polled.epoch for polled in due}
        try:
            await self._recall_robots(due)
            async for batch in self._in_batches(due):
                await self._save(batch)
                for polled in batch:
                    unsaved.pop(polled.outcome.feed, None)
                    count(report, polled)
                report.seconds = time.monotonic() - started
                if progress:
                    progress(report, len(due))
        finally:
            await self._give_back(unsaved)
        await self._keep_robots()
        await self._link()
        report.seconds = time.monotonic() - started
        return report

    async def _recall_robots(self, due: Sequence[PolledFeed]) -> None:
        """Know what hosts said in their robots.txt in earlier days."""
        robots = self._fetcher.robots
        if missing := robots.missing(polled.feed.url for polled in due):
            robots.recall(await self._db.look(known_robots, missing))

    async def _keep_robots(self) -> None:
        """Keep what hosts said today."""
        if said := self._fetcher.robots.learned():
            await self._db.run(save_robots, said)

    async def _link(self) -> None:
        """Link what is new into stories, lot by lot; what cannot be linked now waits for the next pass."""
        recent = Recent()
        try:
            while await self._db.run(link_lot, self._now(), recent):
                pass
        except StoreError:
            raise
        except Exception:
            log.exception("stories not linked")

    async def _in_batches(self, due: Sequence[PolledFeed]) -> AsyncIterator[list[Polled]]:
        """Give what has come in, lot by lot, until all has; only so many are under way as are asked at once."""
        done: asyncio.Queue[Polled | StoreError] = asyncio.Queue()
        waiting = iter(due)

        async def work() -> None:
            for polled in waiting:
                done.put_nowait(await self._poll_one(polled))

        workers = [asyncio.create_task(work()) for _ in due[:AT_ONCE]]
        try:
            left = len(due)
            while left:
                batch = await lot_of(done, min(MOST, left))
                left -= len(batch)
                yield batch
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _poll_one(self, polled: PolledFeed) -> Polled | StoreError:
        """Poll one feed; a surprise is this feed's failure and nobody else's, a broken store everybody's."""
        try:
            return await self._answer(polled)
        except StoreError as error:
            return error
        except Exception as error:
            log.exception("poll failed", feed=polled.feed.id)
            surprise = FetchFailed(error="internal", detail=f"{type(error).__name__}: {error}"[:300])
            return failed(polled, surprise, self._now())

    async def _answer(self, polled: PolledFeed) -> Polled:
        """Ask and read; a large body keeps its room until it is understood."""
        with self._fetcher.room.share() as share:
            return await self._answer_within(share, polled)

    async def _answer_within(self, share: Share, polled: PolledFeed) -> Polled:
        feed, state = polled.feed, polled.state
        result: Fetch = await self._fetcher.fetch(feed.url, pace.validators(state, self._now()), share)
        match result:
            case FetchFailed():
                return failed(polled, result, self._now())
            case NotModified():
                return kept(polled, pace.after_same_body(feed, state, result, self._now()), "not_modified")
            case Fetched() if result.body_hash == state.body_hash:
                return kept(polled, pace.after_same_body(feed, state, result, self._now()), "unchanged")
        had = await self._db.look(remembered, feed.id, state.habits.window or 0, self._now())
        seen = frozenset(had.seen)
        document = await parse_fetched(self._parser, result, feed, seen, self._now(), fallback_lang=feed.lang)
        if isinstance(document, NotAFeed):
            return failed(polled, document, self._now())
        result = replace(result, body=b"")
        served, known = served_of(document, had.seen), had.known
        if not had.is_all:
            known = await self._db.look(known_to, feed.id, document.entries, served, had.known)
        async with self._readings[len(document.entries) > MANY]:
            outcome = await asyncio.to_thread(understand, polled, result, document, known, had.seen, self._now())
        if outcome.entries_changed:
            outcome = replace(outcome, versions=await self._db.look(with_removals, outcome.versions))
        return Polled(outcome, "fetched")

    async def _save(self, batch: Sequence[Polled]) -> None:
        """Store a batch; where that fails, feed by feed, so that one bad feed costs only itself."""
        try:
            await self._db.run(save_polls, [polled.outcome for polled in batch], self._now())
        except StoreError:
            raise
        except Exception:
            log.exception("batch not stored", feeds=len(batch))
            for polled in batch:
                await self._save_alone(polled)

    async def _save_alone(self, polled: Polled) -> None:
        try:
            await self._db.run(save_polls, [polled.outcome], self._now())
        except LostClaimError:
            log.warning("claim lost", feed=polled.outcome.feed)
        except StoreError:
            raise
        except Exception:
            log.exception("feed not stored", feed=polled.outcome.feed)

    async def _give_back(self, unsaved: dict[str, int]) -> None:
        """End the claims of polls that were not finished, so that the next pass takes them up at once."""
        if unsaved:
            with suppress(StoreError):
                await asyncio.shield(self._db.run(release_claims, list(unsaved.items())))


async def lot_of(done: "asyncio.Queue[Polled | StoreError]", most: int) -> list[Polled]:
    """Wait for one, and a moment for more: a transaction costs more than what is stored in it."""
    lot = [await done.get()]
    with suppress(TimeoutError):
        async with asyncio.timeout(A_MOMENT):
            while len(lot) < most:
                lot.append(await done.get())
    for polled in lot:
        if isinstance(polled, StoreError):
            raise polled
    return [polled for polled in lot if isinstance(polled, Polled)]


async def parse_fetched(  # noqa: PLR0913  (what a body is read with)
    parser: Parser, fetched: Fetched, feed: Feed, seen: frozenset[int], now: datetime, *, fallback_lang: str | None
) -> Document | NotAFeed:
    """Parse a body as the feed it should be, without the entries whose bytes have been seen.

    ``fallback_lang`` is the language of a document that states none.
    """
    return await parser.parse(
        fetched.body,
        url=fetched.url,
        content_type=fetched.content_type,
        now=now,
        fallback_lang=fallback_lang,
        seen=seen,
        adapter=feed.adapter,
    )


def failed(polled: PolledFeed, result: FetchFailed | NotAFeed, now: datetime) -> Polled:
    """Count a failure and slow the feed down."""
    state = pace.after_failure(polled.feed, polled.state, result, now)
    return Polled(PollOutcome(feed=polled.feed.id, epoch=polled.epoch, state=state), "failed", result.error)


def kept(polled: PolledFeed, state: FeedState, counted: str) -> Polled:
    """Count an answer that brought nothing new."""
    adopted = moves.adopted(polled.feed, state)
    return Polled(PollOutcome(feed=polled.feed.id, epoch=polled.epoch, state=state, adopted=adopted), counted)
