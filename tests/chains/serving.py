"""A chain as feeds that a whole program polls: over HTTP on loopback, or handed over in memory for speed.

    async with served(chain) as service:
        service.publish(chain.entries[:5])
        await service.poll()
        said = service.said()

Both ways run real polls into a real SQLite; in memory, only the request is not made.
"""

import atexit
import hashlib
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.house import House, Source, open_house
from bot.settings import Settings
from feeds.model import Catalog, Document, Feed, Fetched, Kind, Level, NotAFeed, Publisher, Validators
from feeds.parsing.parse import parse
from feeds.wire.robots import Robots
from feeds.wire.room import Room, Share
from storage.database import Database
from tests.chains.asking import Said, ask
from tests.chains.model import Body, Chain, ChainEntry
from tests.documents import rss
from tests.publisher import Publisher as Server


@dataclass(slots=True, kw_only=True)
class InMemory:
    """Stands for the fetcher: gives the document of an address, without a request."""

    documents: dict[str, bytes] = field(default_factory=dict)
    robots: Robots = field(default_factory=lambda: Robots(agent="Greffier", clock=time.time))
    room: Room = field(default_factory=lambda: Room(0))

    async def fetch(self, url: str, validators: Validators, share: Share) -> Fetched:
        body = self.documents[url]
        found = hashlib.sha256(body).hexdigest()
        return Fetched(url=url, body=body, body_hash=found, validators=Validators(), content_type="application/rss+xml")


class InProcess:
    """Stands for the parser's processes: our own documents need none."""

    async def parse(self, body: bytes, **how: Any) -> Document | NotAFeed:
        return parse(body, **how)


@dataclass(slots=True, kw_only=True)
class Service:
    """A program that polls the feeds of one chain."""

    chain: Chain
    house: House
    server: Server | None
    memory: InMemory

    def publish(self, entries: Iterable[ChainEntry]) -> None:
        """Let the feeds hold these entries, in this order, and no others."""
        held: dict[str, list[ChainEntry]] = {feed_of(entry): [] for entry in self.chain.entries}
        for entry in entries:
            held[feed_of(entry)].append(entry)
        for path, listed in held.items():
            document = rss([item_of(entry) for entry in listed], lang=path.rpartition("/")[2].removesuffix(".xml"))
            if self.server:
                self.server.serve(path, document, etag=f'"{hashlib.sha256(document).hexdigest()[:16]}"')
            self.memory.documents[address(path)] = document

    async def poll(self) -> None:
        """Poll every feed once, whatever its pace; every one has to answer."""
        report = await self.house.poller.poll(regardless_of_pace=True)
        assert not report.failed, report.failures

    def said(self) -> Said:
        """Ask what the record says."""
        ids = {entry.url: entry.id for entry in self.chain.entries}
        return ask(self.house.db, self.house.settings.zone, ids)


@asynccontextmanager
async def served(chain: Chain, *, over_http: bool = False) -> AsyncIterator[Service]:
    """Open a program on a store of its own whose catalogue is the chain's publishers."""
    with tempfile.TemporaryDirectory() as folder, serving(over_http) as server:
        store = Path(folder) / "greffier.db"
        shutil.copy(empty_store(), store)
        settings = Settings(database_url=f"sqlite:///{store}", allow_private=["127.0.0.0/8"], telegram_token=None)
        async with open_house(settings, Source(catalog=catalog_of(chain, server))) as house:
            memory = InMemory()
            if server is None:
                house.poller._fetcher = memory  # type: ignore[assignment]
                house.poller._parser = InProcess()  # type: ignore[assignment]
            yield Service(chain=chain, house=house, server=server, memory=memory)


@contextmanager
def serving(over_http: bool) -> Iterator[Server | None]:
    """Run a publisher, if one is wanted."""
    if not over_http:
        yield None
        return
    with Server() as server:
        yield server


@cache
def empty_store() -> Path:
    """Make one store that is up to date, to be copied: its schema costs more than a chain."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Path(folder) / "empty.db"
    db = Database(f"sqlite:///{store}")
    db.upgrade()
    db.close()
    return store


def catalog_of(chain: Chain, server: Server | None) -> Catalog:
    """Describe a chain's publishers, with a feed for each of their languages."""
    paths = {feed_of(entry): entry for entry in chain.entries}
    feeds = tuple(
        Feed(
            id=entry.feed,
            publisher=entry.body.id,
            url=server.url(path) if server else address(path),
            lang=entry.lang,
        )
        for path, entry in paths.items()
    )
    return Catalog(publishers=tuple(map(publisher_of, chain.bodies)), feeds=feeds)


def publisher_of(body: Body) -> Publisher:
    return Publisher(
        id=body.id,
        name=body.name,
        kind=Kind(body.kind),
        level=Level(body.level),
        region=body.region,
        homepage=body.homepage,
    )


def feed_of(entry: ChainEntry) -> str:
    """Give the path of an entry's feed."""
    return f"/{entry.body.id}/{entry.lang}.xml"


def address(path: str) -> str:
    return f"https://feeds.example{path}"


def item_of(entry: ChainEntry) -> Mapping[str, str | datetime | None]:
    return {
        "guid": entry.url,
        "link": entry.url,
        "title": entry.title,
        "description": entry.summary,
        "published": entry.published,
    }
