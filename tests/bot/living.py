"""A program that lives for months: a feed that really answers, a clock that a test moves, digests that are read."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.app import tell
from bot.desk.curate import ACTS, Why
from bot.desk.health import health_of
from bot.desk.outcome import Outcome
from bot.house import House
from bot.poll_report import PollReport
from bot.polling import Poller
from bot.settings import Settings
from bot.telling import Asked, Teller
from feeds.model import Announce, Category
from feeds.watch.health import Health
from storage.deliveries import list_deliveries
from storage.feeds import list_feeds
from storage.model import FeedRecord
from storage.outgoing import DeliveryStatus
from storage.stories import list_stories
from tests.documents import Values, rss
from tests.publisher import Publisher

START = datetime.now(UTC).replace(microsecond=0)
SITE = "https://ministere.example/annonces/"


def said(number: int, at: datetime | None, **changes: str) -> Values:
    """Give an announcement of a number that its link carries."""
    title = f"Québec octroie {number + 2},5 M$ à l'organisme Rivage {number}"
    summary = f"Une aide de {number + 2},5 M$ sur trois ans va à l'organisme Rivage {number}, contre la traite."
    entry = {"guid": f"guid-{number}", "link": f"{SITE}{number}", "title": title, "description": summary}
    return entry | {"published": at} | changes


def notice(number: int, at: datetime | None) -> Values:
    """Give an entry that announces neither money nor arrests."""
    return {"guid": f"n{number}", "link": f"{SITE}{number}", "title": f"Avis {number}", "published": at}


@dataclass(slots=True, kw_only=True)
class Life:
    """A program with a clock of its own."""

    house: House
    publisher: Publisher
    now: datetime = START
    etags: int = 0

    def clock(self) -> datetime:
        return self.now

    async def poll(self, entries: list[Values] | None, after: timedelta = timedelta(hours=1)) -> PollReport:
        """Let some time pass, serve a document (None: what was served before), poll."""
        self.now += after
        if entries is not None:
            self.etags += 1
            self.publisher.serve("/gov.xml", rss(entries), etag=f'"{self.etags}"')
        return await self.house.poller.poll(regardless_of_pace=True)

    async def told(self) -> Counter[int]:
        """Compose what is untold, and say how often each announcement was told so far."""
        self.now += timedelta(minutes=1)
        await tell(self.house, Asked(is_whole=True))
        queued = await self.house.db.look(list_deliveries, (DeliveryStatus.QUEUED,))
        return Counter(int(n) for one in queued for n in re.findall(rf"{SITE}(?:\w+/)?(\d+)", one.text))

    def act(self, name: str) -> Outcome:
        """Decide as a maintainer would."""
        return self.house.db.write(ACTS[name], "gov-fr", Why(reason="vu", who="essai", at=self.now))

    def record(self) -> FeedRecord:
        return next(found for found in self.house.db.read(list_feeds) if found.feed.id == "gov-fr")

    def health(self) -> Health:
        return health_of(self.record(), self.now)

    def announce(self) -> Counter[Announce]:
        """Count the stories by whether they may be told."""
        return Counter(story.announce for story in self.house.db.read(list_stories, tuple(Category), None))


@asynccontextmanager
async def life(opened: Callable, settings: Settings, publisher: Publisher) -> AsyncIterator[Life]:
    """Open a program whose other feed is empty."""
    whole = settings.model_copy(update={"follow": "all", "digest_max": 0})
    publisher.serve("/police.xml", rss([]), etag='"0"')
    async with opened(whole) as house:
        living = Life(house=house, publisher=publisher)
        poller = Poller(house.db, house.fetcher, house.parser, living.clock)
        teller = Teller(house.db, whole, living.clock, is_sample=False, subject="human-trafficking")
        living.house = replace(house, poller=poller, teller=teller)
        yield living
