"""From due feeds to the record: the first half of the walk.

claim -> fetch -> same body? -> parse -> match -> read -> next state -> save, a batch in one transaction -> link
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.intake import understand
from bot.linking import link_lot
from feeds.model import Document, Feed, FeedState, Fetch, Fetched, FetchFailed, NotAFeed, NotModified
from feeds.parsing.parse import parse
from feeds.watch import pace
from feeds.wire.fetch import Fetcher
from storage.database import Database, StoreError
from storage.feeds import claim_due_feeds, count_due_held, release_claims
from storage.model import PolledFeed, PollOutcome
from storage.polls import LostClaimError, known_entries, save_polls

AT_ONCE = 32
log = structlog.get_logger()


@dataclass(slots=True)
class PollReport:
    """What one pass did; its counts add up as the contract says (`greffier poll --json`)."""

    fetched: int = 0
    not_modified: int = 0
    unchanged: int = 0
    failed: int = 0
    held: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)  # a line each: which feed, and why
    entries_new: int = 0
    entries_changed: int = 0
    seconds: float = 0.0

    @property
    def answered(self) -> int:
        """How many feeds could be read."""
        return self.fetched + self.not_modified + self.unchanged

    @property
    def feeds(self) -> int:
        """How many feeds the pass was about."""
        return self.answered + self.failed + self.held

    def as_json(self) -> dict[str, object]:
        """The contract's object."""
        counts = {name: getattr(self, name) for name in ("fetched", "not_modified", "unchanged", "failed", "held")}
        news = {"entries_new": self.entries_new, "entries_changed": self.entries_changed}
        return (
            {"feeds": self.feeds} | counts | {"errors": dict(self.errors)} | news | {"seconds": round(self.seconds, 3)}
        )


@dataclass(frozen=True, slots=True)
class Polled:
    """One feed's outcome, and the name under which the report counts it."""

    outcome: PollOutcome
    counted: str  # a counter of PollReport
    error: str | None = None


Progress = Callable[[PollReport, int], None]


class Poller:
    """Polls feeds into a store; ``now`` gives the moment, aware."""

    def __init__(self, db: Database, fetcher: Fetcher, now: Callable[[], datetime]) -> None:
        self._db, self._fetcher, self._now = db, fetcher, now

    async def poll(self, *, regardless_of_pace: bool = False, progress: Progress | None = None) -> PollReport:
        """Poll what is due once; every feed ends in the report and in the store."""
        started, report = time.monotonic(), PollReport()
        report.held = await self._db.look(count_due_held, self._now(), regardless_of_pace=regardless_of_pace)
        due = await self._db.run(claim_due_feeds, self._now(), regardless_of_pace=regardless_of_pace)
        unsaved = {polled.feed.id: polled.epoch for polled in due}
        try:
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
        await self._link()
        report.seconds = time.monotonic() - started
        return report

    async def _link(self) -> None:
        """Link what is new into stories, lot by lot; what cannot be linked now waits for the next pass."""
        try:
            while await self._db.run(link_lot, self._now()):
                pass
        except StoreError:
            raise
        except Exception:
            log.exception("stories not linked")

    async def _in_batches(self, due: Sequence[PolledFeed]) -> AsyncIterator[list[Polled]]:
        """Give what has come in since the last batch, until all has."""
        room = asyncio.Semaphore(AT_ONCE)
        pending = {asyncio.create_task(self._poll_one(polled, room)) for polled in due}
        try:
            while pending:
                done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                yield [task.result() for task in done]
        finally:
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)

    async def _poll_one(self, polled: PolledFeed, room: asyncio.Semaphore) -> Polled:
        """Poll one feed; a surprise is this feed's failure and nobody else's."""
        async with room:
            try:
                return await self._answer(polled)
            except StoreError:
                raise
            except Exception as error:
                log.exception("poll failed", feed=polled.feed.id)
                surprise = FetchFailed(error="internal", detail=f"{type(error).__name__}: {error}"[:300])
                return failed(polled, surprise, self._now())

    async def _answer(self, polled: PolledFeed) -> Polled:
        feed, state = polled.feed, polled.state
        result: Fetch = await self._fetcher.fetch(feed.url, state.validators)
        match result:
            case FetchFailed():
                return failed(polled, result, self._now())
            case NotModified():
                return kept(polled, pace.after_same_body(feed, state, result, self._now()), "not_modified")
            case Fetched() if result.body_hash == state.body_hash:
                return kept(polled, pace.after_same_body(feed, state, result, self._now()), "unchanged")
        document = await asyncio.to_thread(parse_fetched, result, feed, self._now())
        if isinstance(document, NotAFeed):
            return failed(polled, document, self._now())
        known = await self._db.look(known_entries, feed.id)
        outcome = await asyncio.to_thread(understand, polled, result, document, known, self._now())
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


def parse_fetched(fetched: Fetched, feed: Feed, now: datetime) -> Document | NotAFeed:
    """Parse a body as the feed it should be."""
    return parse(
        fetched.body,
        url=fetched.url,
        content_type=fetched.content_type,
        now=now,
        fallback_lang=feed.lang,
        adapter=feed.adapter,
    )


def failed(polled: PolledFeed, result: FetchFailed | NotAFeed, now: datetime) -> Polled:
    """Count a failure and slow the feed down."""
    state = pace.after_failure(polled.feed, polled.state, result, now)
    return Polled(PollOutcome(feed=polled.feed.id, epoch=polled.epoch, state=state), "failed", result.error)


def kept(polled: PolledFeed, state: FeedState, counted: str) -> Polled:
    """Count an answer that brought nothing new."""
    return Polled(PollOutcome(feed=polled.feed.id, epoch=polled.epoch, state=state), counted)


def count(report: PollReport, polled: Polled) -> None:
    """Add one feed to a report."""
    setattr(report, polled.counted, getattr(report, polled.counted) + 1)
    report.entries_new += polled.outcome.entries_new
    report.entries_changed += polled.outcome.entries_changed
    if polled.error:
        report.errors[polled.error] += 1
        report.failures.append(f"{polled.outcome.feed}: {polled.error}: {polled.outcome.state.detail}")
