"""A whole program over feeds that are handed over in memory: real polls into a real store, without the requests."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bot.desk.curate import Why
from bot.desk.rulings import RULINGS
from bot.house import House, Source, open_house, utc_now
from bot.linking import link_pending
from bot.settings import Settings
from feeds.model import Catalog, Category, Feed
from feeds.model import Publisher as Body
from storage.links import links_of
from storage.model import StoryRecord
from storage.stories import find_story, list_stories
from storage.tables import StoryRow
from tests.chains.serving import InMemory, InProcess, empty_store
from tests.documents import rss
from tests.feeds.stories.telling import CANADA, COURIER, GAZETTE, POLICE, QUEBEC

BODIES = {
    "qc-fr": QUEBEC,
    "qc-en": QUEBEC,
    "ca-fr": CANADA,
    "police-fr": POLICE,
    "gazette-fr": GAZETTE,
    "courier-en": COURIER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a feed."""

    feed: str
    title: str
    summary: str
    published: datetime
    key: str
    guid: str | None = None

    @property
    def url(self) -> str:
        return f"{BODIES[self.feed].homepage}/{self.key}"

    def saying(self, old: str, new: str) -> "Item":
        """Give the item with other words in its place."""
        assert old in self.title + self.summary
        return replace(self, title=self.title.replace(old, new), summary=self.summary.replace(old, new))


Told = frozenset[str]  # the keys of a story's entries


@dataclass(slots=True, kw_only=True)
class Program:
    """A program that polls."""

    house: House
    memory: InMemory
    keys: dict[str, str] = field(default_factory=dict)

    async def poll(self, *items: Item) -> None:
        """Let the feeds hold these items, in this order, and no others; then poll every feed once."""
        for feed, body in BODIES.items():
            entries = [entry_of(item) for item in items if item.feed == feed]
            self.memory.documents[address(feed)] = rss(entries, lang=feed[-2:], title=body.name["fr"])
        self.keys |= {item.url: item.key for item in items}
        report = await self.house.poller.poll(regardless_of_pace=True)
        assert not report.failed, report.failures

    def records(self) -> list[StoryRecord]:
        return self.house.db.read(list_stories, tuple(Category), None)

    def told(self, record: StoryRecord) -> Told:
        return frozenset(self.keys[str(entry.url)] for entry in record.entries)

    def stories(self) -> set[Told]:
        """Give the stories by the keys of their entries."""
        return {self.told(record) for record in self.records()}

    def ids(self) -> dict[Told, str]:
        return {self.told(record): record.id for record in self.records()}

    def find(self, story: str) -> StoryRecord | None:
        return self.house.db.read(find_story, story)

    def links(self) -> set[tuple[object, ...]]:
        """Give the links, each story by the keys of its entries."""
        told = {record.id: self.told(record) for record in self.records()}
        return {
            (told[link.source], str(link.relation), told[link.target], str(link.state), link.amount, link.because)
            for link in self.house.db.read(links_of)
        }

    def said(self) -> object:
        """Give what the record says whatever ids it has: stories, why they are one, and links."""
        because = {self.told(record): sorted(record.because) for record in self.records()}
        return because, self.links()

    def whole(self) -> object:
        """Give the whole record as it stands."""
        return {record.id: record for record in self.records()}, self.house.db.read(links_of)

    def rule(self, act: str, *ids: str) -> None:
        """Decide as a maintainer would."""
        done = self.house.db.write(RULINGS[act], ids, Why(reason="vu", who="essai", at=utc_now()))
        assert done.is_done, done.line("en")

    def relink(self) -> None:
        """Link the whole record anew."""
        self.house.db.write(lambda session: session.execute(sa.update(StoryRow).values(is_link_pending=True)))
        self.house.db.write(link_pending, utc_now())


@asynccontextmanager
async def program() -> AsyncIterator[Program]:
    """Open a program on a store of its own, whose feeds were all polled once while they were empty."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "greffier.db"
        shutil.copy(empty_store(), store)
        settings = Settings(database_url=f"sqlite:///{store}", telegram_token=None)
        async with open_house(settings, Source(catalog=catalogue())) as house:
            memory = InMemory()
            house.poller._fetcher = memory  # type: ignore[assignment]
            house.poller._parser = InProcess()  # type: ignore[assignment]
            opened = Program(house=house, memory=memory)
            await opened.poll()
            yield opened


def catalogue() -> Catalog:
    bodies: dict[str, Body] = {body.id: body for body in BODIES.values()}
    feeds = (Feed(id=id, publisher=body.id, url=address(id), lang=id[-2:]) for id, body in BODIES.items())
    return Catalog(publishers=tuple(bodies.values()), feeds=tuple(feeds))


def address(feed: str) -> str:
    return f"https://feeds.example/{feed}.xml"


def entry_of(item: Item) -> dict[str, str | datetime | None]:
    said = {"title": item.title, "description": item.summary, "published": item.published}
    return {"guid": item.guid or item.key, "link": item.url, **said}


def later(items: Iterable[Item], by: timedelta) -> list[Item]:
    """Give items with another date."""
    return [replace(item, published=item.published + by) for item in items]
