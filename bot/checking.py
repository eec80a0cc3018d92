"""One look at an address, before anybody follows it: what answers there, and the feeds that a page names.

It asks as the poller does, through the one door that is guarded; what was read of the answer is a value.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.house import user_agent, utc_now
from bot.polling import parse_fetched
from bot.settings import Settings
from feeds.inspection.discover import NamedFeed, discover
from feeds.inspection.inspect import spoken_in
from feeds.model import Document, Feed, Fetched, FetchFailed, NotAFeed, Validators
from feeds.parsing.sniff import decoded
from feeds.wire.fetch import Fetcher
from feeds.wire.guard import Guard
from feeds.worker.pool import Parser


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address gave. ``robots`` is allowed, disallowed, none (there is no robots.txt) or unknown."""

    feed: Feed  # as it was asked for
    robots: str
    found: Document | NotAFeed | FetchFailed
    fetched: Fetched | None = None  # None where nothing came
    named: tuple[NamedFeed, ...] = ()  # by a page

    @property
    def document(self) -> Document | None:
        """The feed, where it is one."""
        return self.found if isinstance(self.found, Document) else None

    @property
    def error(self) -> str | None:
        """The short name of why it is none."""
        return None if isinstance(self.found, Document) else self.found.error

    @property
    def detail(self) -> str | None:
        """A line about it."""
        return None if isinstance(self.found, Document) else self.found.detail


class Checker:
    """Asks addresses; ``now`` gives the moment, aware."""

    def __init__(self, fetcher: Fetcher, parser: Parser, now: Callable[[], datetime]) -> None:
        self._fetcher, self._parser, self._now = fetcher, parser, now

    async def ask(self, feed: Feed) -> Answer:
        """Ask one address, unless robots.txt closes it."""
        fetched = await self._fetcher.fetch(feed.url, Validators())
        robots = self._fetcher.robots.verdict(feed.url)
        if not isinstance(fetched, Fetched):
            failure = fetched if isinstance(fetched, FetchFailed) else FetchFailed(error="protocol", detail="304")
            return Answer(feed=feed, robots=robots, found=failure)
        found = await self._read(fetched, feed)
        is_page = isinstance(found, NotAFeed) and found.error in ("html", "empty-list")
        named = await asyncio.to_thread(named_by, fetched) if is_page else ()
        return Answer(feed=feed, robots=robots, found=found, fetched=fetched, named=named)

    async def _read(self, fetched: Fetched, feed: Feed) -> Document | NotAFeed:
        """Read a body without telling it a language; its words tell how its days of figures alone are meant."""
        found = await parse_fetched(self._parser, fetched, feed, frozenset(), self._now(), fallback_lang=None)
        if isinstance(found, NotAFeed) or found.lang or not (speech := spoken_in(found)):
            return found
        again = await parse_fetched(self._parser, fetched, feed, frozenset(), self._now(), fallback_lang=speech)
        return again if isinstance(again, NotAFeed) else replace(again, lang=None)

    async def look(self, feed: Feed) -> list[Answer]:
        """Ask an address and, where it is a page, the first feed that it names."""
        first = await self.ask(feed)
        if first.document or not first.named or feed.adapter:
            return [first]
        return [first, await self.ask(replace(feed, url=first.named[0].url))]


def named_by(page: Fetched) -> tuple[NamedFeed, ...]:
    """Give the feeds that a page names."""
    return discover(decoded(page.body, page.content_type), page.url)


@asynccontextmanager
async def opened_checker(settings: Settings) -> AsyncIterator[Checker]:
    """Open what asks, without a store."""
    guard = Guard.letting(settings.allow_private)
    fetcher = Fetcher(guard, user_agent=user_agent(settings), host_gap=settings.host_gap)
    try:
        async with Parser(processes=1) as parser:
            yield Checker(fetcher, parser, utc_now)
    finally:
        await fetcher.close()
