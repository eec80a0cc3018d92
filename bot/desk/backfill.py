"""Old entries into the record: of a feed as it is now, or of a saved document of one (of lines: `backfill_lines`).

entries -> what is known of them -> the others read, as on a feed's first poll: history, never announced
        -> kept, a few hundred in one transaction -> linked
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from bot.desk.removed import with_removals
from bot.intake import version_of
from bot.linking import link_lot
from bot.polling import parse_fetched
from bot.say.coverage import REASONS
from feeds.errors import PlainError, UsageError
from feeds.model import Document, FeedState, Fetched, FetchFailed, Matched, NotAFeed, ParsedEntry, Validators
from feeds.parsing.identity import match
from feeds.parsing.parse import MOST_ENTRIES, parse
from feeds.watch import pace
from feeds.worker.pool import Parser
from storage.claims import release_claims
from storage.database import Database
from storage.history import claim_feed, keep_versions
from storage.known import known_to
from storage.model import FeedRecord, History, NewVersion, PolledFeed, PollOutcome
from storage.polls import save_polls
from storage.recent import Recent

if TYPE_CHECKING:
    from feeds.wire.fetch import Fetcher

AT_ONCE = 300  # entries in one transaction
T = TypeVar("T")


class UnreachedError(PlainError):
    """A feed that did not answer with a body."""

    exit_code = 3


@dataclass(slots=True)
class Counts:
    """What became of the entries that were brought."""

    stored: int = 0
    known: int = 0
    left_out: int = 0
    bad: int = 0

    def as_json(self) -> dict[str, int]:
        """Give them as one object."""
        return asdict(self)

    def line(self) -> str:
        """Say them in one line."""
        return f"stored {self.stored}, known {self.known}, left out {self.left_out}, bad {self.bad}"

    @property
    def is_nothing_good(self) -> bool:
        """Whether all that was brought was bad."""
        return self.bad > 0 and not (self.stored or self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One backfill: where to, since when, at what moment, and who hears of it meanwhile."""

    db: Database
    now: datetime
    since: datetime | None
    counts: Counts
    show: Callable[[str], None]  # progress
    complain: Callable[[str], None]  # a line that is bad, or a limit that was met

    def is_left_out(self, entry: ParsedEntry) -> bool:
        """Tell whether an entry is older than what is asked for; one without a date is not."""
        return self.since is not None and entry.published is not None and entry.published < self.since


# --- a feed, or a saved document of one -----------------------------------------------------------------------------


async def backfill_feed(task: Task, record: FeedRecord, fetcher: "Fetcher") -> None:
    """Fetch a feed again, whole, and keep what is not known; its pace and validators stay those of its polls."""
    refuse_to_ask(record, task.now)
    polled = await claimed(task, record)
    try:
        document = await fetched_document(task, polled, fetcher)
        await keep_document(task, polled, document)
    finally:
        await task.db.run(release_claims, [(polled.feed.id, polled.epoch)])


async def backfill_document(task: Task, record: FeedRecord, file: Path, document: Document) -> None:
    """Keep what a saved document of a feed holds and the record does not."""
    if len(document.entries) == MOST_ENTRIES:
        task.complain(f"{file}: only its first {MOST_ENTRIES} entries are read")
    polled = await claimed(task, record)
    try:
        await keep_document(task, polled, document)
    finally:
        await task.db.run(release_claims, [(polled.feed.id, polled.epoch)])


def refuse_to_ask(record: FeedRecord, now: datetime) -> None:
    """Raise `PlainError` for a feed that is not to be asked: paused, or its publisher asked us to wait."""
    if record.paused_at:
        raise PlainError("{feed} is paused; try: greffier feeds resume {feed} --reason …", feed=record.feed.id)
    if record.state.retry_at and record.state.retry_at > now:
        moment = f"{record.state.retry_at:%Y-%m-%d %H:%M}Z"
        raise PlainError("{feed} asked us to wait until {moment}", feed=record.feed.id, moment=moment)


async def claimed(task: Task, record: FeedRecord) -> PolledFeed:
    """Claim a feed, as a poll does."""
    polled = await task.db.run(claim_feed, record.feed.id, task.now)
    if polled is None:
        raise PlainError("{feed} is being polled by another process; try again in a moment", feed=record.feed.id)
    return polled


async def fetched_document(task: Task, polled: PolledFeed, fetcher: "Fetcher") -> Document:
    """Fetch a feed and parse it; a failure is noted as a poll's is, and raised."""
    result = await fetcher.fetch(polled.feed.url, Validators())
    if isinstance(result, Fetched):
        async with Parser(processes=1) as parser:
            feed = polled.feed
            document = await parse_fetched(parser, result, feed, frozenset(), task.now, fallback_lang=feed.lang)
        if isinstance(document, NotAFeed):
            raise PlainError(f"{polled.feed.id}: {document.error}: {document.detail}")
        return document
    failure = result if isinstance(result, FetchFailed) else FetchFailed(error="protocol", detail="304, unasked")
    state = pace.after_failure(polled.feed, polled.state, failure, task.now)
    await task.db.run(save_polls, [PollOutcome(feed=polled.feed.id, epoch=polled.epoch, state=state)], task.now)
    raise UnreachedError(f"{polled.feed.id}: {failure.error}: {failure.detail}")


async def keep_document(task: Task, polled: PolledFeed, document: Document) -> None:
    """Keep what is not known of a document, matched as a whole."""
    known = await task.db.look(known_to, polled.feed.id, document.entries)
    matched = [found for found in match(document.entries, known) if not task.is_left_out(found.entry)]
    task.counts.left_out += len(document.entries) - len(matched)
    fresh = [found for found in matched if found.known is None or found.is_changed]
    task.counts.known += len(matched) - len(fresh)
    never_polled = replace(polled, state=FeedState())
    for batch in batches(fresh, AT_ONCE):
        versions = await asyncio.to_thread(versions_of, never_polled, batch, task.now)
        versions = await task.db.look(with_removals, versions)
        history = History(publisher=polled.publisher, feed=polled.feed, versions=versions)
        await keep(task, [history], served=())


def document_in(file: Path, now: datetime, owner: FeedRecord | None) -> Document:
    """Parse a saved document, of a feed where it is known; raise `PlainError` where it is no feed."""
    url, lang = (owner.feed.url, owner.feed.lang) if owner else ("", None)
    document = parse(file.read_bytes(), url=url, content_type=None, now=now, fallback_lang=lang)
    if isinstance(document, NotAFeed):
        raise no_document(file, document)
    return document


def no_document(file: Path, found: NotAFeed) -> PlainError:
    """Say in our own words that a file is no feed document, and why where that helps."""
    if found.error == "not-a-feed":
        return PlainError("{file}: no feed document and no JSON Lines", file=file)
    why = PlainError(REASONS.get(found.error, found.error))
    return PlainError("{file}: no feed document and no JSON Lines ({why})", file=file, why=why)


def feed_behind(records: Sequence[FeedRecord], file: Path, document: Document) -> FeedRecord:
    """Give the one feed of the catalogue whose site the entries lead to; raise `UsageError` where it is not one."""
    hosts = Counter(host_of(entry.link) for entry in document.entries if entry.link)
    host = hosts.most_common(1)[0][0] if hosts else None
    near = [r for r in records if r.is_listed and host in (host_of(r.feed.url), host_of(r.publisher.homepage))]
    speaking = [record for record in near if record.feed.lang == document.lang]
    if len(found := speaking if len(near) > 1 else near) == 1:
        return found[0]
    if not near:
        raise UsageError(
            "{file}: fits no feed of the catalogue; say which with --feed ID (see: greffier feeds list)", file=file
        )
    fitting = ", ".join(record.feed.id for record in near)
    raise UsageError(
        "{file}: fits {feeds}; say which with --feed ID (see: greffier feeds list)", file=file, feeds=fitting
    )


def host_of(url: str) -> str:
    """Give the host of an address, without its www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


# --- whatever it comes from -----------------------------------------------------------------------------------------


def versions_of(source: PolledFeed, matched: Iterable[Matched], now: datetime) -> tuple[NewVersion, ...]:
    """Read what a feed that was never polled brings: all of it is history."""
    return tuple(version_of(source, found, is_flood=False, now=now) for found in matched)


async def keep(task: Task, histories: Sequence[History], served: Sequence[str]) -> None:
    """Store a batch, link it, and count it."""
    brought = sum(len(history.versions) for history in histories)
    stored = await task.db.run(keep_versions, histories, served, task.now)
    task.counts.stored += stored
    task.counts.known += brought - stored
    recent = Recent()
    while stored and await task.db.run(link_lot, task.now, recent):
        pass


def batches(these: Iterable[T], size: int) -> Iterator[list[T]]:
    """Give a few at a time."""
    left = iter(these)
    while batch := list(islice(left, size)):
        yield batch
