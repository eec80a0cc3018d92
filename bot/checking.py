"""One look at an address, before anybody follows it: what answers there, and the feeds that a page names.

It asks as the poller does, through the one door that is guarded; what was read of the answer is a value.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from protego import Protego

from bot.house import user_agent, utc_now
from bot.polling import parse_fetched
from bot.settings import Settings
from feeds.inspection.discover import NamedFeed, discover
from feeds.model import Document, Feed, Fetched, FetchFailed, NotAFeed, Validators
from feeds.parsing.sniff import decoded
from feeds.wire.fetch import Fetcher
from feeds.wire.guard import Guard

AGENT = "Greffier"
MOST_ROBOTS = 512_000  # bytes of robots.txt that are read (RFC 9309, section 2.5)


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

    def __init__(self, fetcher: Fetcher, now: Callable[[], datetime]) -> None:
        self._fetcher, self._now = fetcher, now

    async def ask(self, feed: Feed) -> Answer:
        """Ask one address, unless robots.txt closes it."""
        robots = await self._robots(feed.url)
        if robots == "disallowed":
            refusal = FetchFailed(error="robots", detail=f"{urlsplit(feed.url).netloc}/robots.txt disallows it")
            return Answer(feed=feed, robots=robots, found=refusal)
        fetched = await self._fetcher.fetch(feed.url, Validators())
        if not isinstance(fetched, Fetched):
            failure = fetched if isinstance(fetched, FetchFailed) else FetchFailed(error="protocol", detail="304")
            return Answer(feed=feed, robots=robots, found=failure)
        found = await asyncio.to_thread(parse_fetched, fetched, feed, self._now())
        is_page = isinstance(found, NotAFeed) and found.error in ("html", "empty-list")
        named = await asyncio.to_thread(named_by, fetched) if is_page else ()
        return Answer(feed=feed, robots=robots, found=found, fetched=fetched, named=named)

    async def look(self, feed: Feed) -> list[Answer]:
        """Ask an address and, where it is a page, the first feed that it names."""
        first = await self.ask(feed)
        if first.document or not first.named or feed.adapter:
            return [first]
        return [first, await self.ask(replace(feed, url=first.named[0].url))]

    async def _robots(self, url: str) -> str:
        parts = urlsplit(url)
        answer = await self._fetcher.fetch(f"{parts.scheme}://{parts.netloc}/robots.txt", Validators())
        if isinstance(answer, Fetched):
            return "allowed" if is_allowed(answer.body, url) else "disallowed"
        is_absent = isinstance(answer, FetchFailed) and answer.error.startswith(("http-4", "gone", "refused"))
        return "none" if is_absent else "unknown"


def is_allowed(robots: bytes, url: str) -> bool:
    """Apply the rules of a robots.txt to one address."""
    rules = Protego.parse(robots[:MOST_ROBOTS].decode("utf-8", "replace"))
    return bool(rules.can_fetch(url, AGENT))


def named_by(page: Fetched) -> tuple[NamedFeed, ...]:
    """Give the feeds that a page names."""
    return discover(decoded(page.body, page.content_type), page.url)


@asynccontextmanager
async def opened_checker(settings: Settings) -> AsyncIterator[Checker]:
    """Open what asks, without a store."""
    guard = Guard.letting(settings.allow_private)
    fetcher = Fetcher(guard, user_agent=user_agent(settings), host_gap=settings.host_gap)
    try:
        yield Checker(fetcher, utc_now)
    finally:
        await fetcher.close()
