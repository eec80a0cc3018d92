"""A whole program on a clock of its own: a sample day is polled, read, linked and told for real, but for the requests.

feeds in memory -> poll -> store -> stories -> digest -> messages
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from bot.house import SUBJECT, wanted_subscriptions
from bot.polling import Poller
from bot.say.model import Digest
from bot.settings import Settings
from bot.telling import Asked, Teller
from feeds.model import Absent, Announce, Catalog, Feed, Fetch, FetchFailed, Kind, Level, Publisher, Validators
from feeds.wire.fetch import Fetcher
from feeds.wire.room import Share
from feeds.worker.pool import Parser
from storage.database import Database
from storage.feeds import sync_catalog
from storage.model import StoryState
from storage.subscriptions import active_subscriptions, sync_channels
from storage.tables import EntryRow, FeedRow, StoryEntryRow, StoryRow
from tests.bot.say.days.model import Day, Release, moment
from tests.chains.serving import InMemory, InProcess, empty_store
from tests.documents import rss

BORN = moment("2019-01-01 00:00")
LANGUAGES = ("fr", "en")
GOV, POLICE, NEWS = Kind.GOVERNMENT, Kind.POLICE, Kind.NEWS
BODIES = {
    "securite": ("Ministère de la Prudence / Ministry of Prudence", GOV, Level.PROVINCIAL, "CA-QC", "fr en"),
    "canada": ("Prudence Canada", GOV, Level.FEDERAL, "CA", "fr en"),
    "ville": ("Ville de Sherbrooke", GOV, Level.MUNICIPAL, "CA-QC-05", "fr"),
    "surete": ("Sûreté du Québec", POLICE, Level.PROVINCIAL, "CA-QC", "fr"),
    "agglo": ("Police des Rives / Rives Police", POLICE, Level.MUNICIPAL, "CA-QC-16", "fr"),
    "hebdo": ("L'Hebdo des Rives", NEWS, Level.MUNICIPAL, "CA-QC-16", "fr"),
    "tribune": ("The Rives Tribune", NEWS, Level.MUNICIPAL, "CA-QC-16", "en"),
    "agency": ("Agence d'Outre-mer / Overseas Agency", GOV, Level.FEDERAL, "GB", "en"),
    "bureau": ("Bureau des continents / Bureau of Continents", GOV, Level.INTERNATIONAL, None, "fr"),
}
ABSENT = (
    ("Police de la Pointe / La Pointe Police", "CA-QC-06", "no-feed"),
    ("Régie du Lac / Lake Police Board", "CA-QC-14", "robots"),
    ("Ville Close", "CA-QC-03", "refused"),
    ("Police d'Anse-aux-Oies / Anse-aux-Oies Police", "CA-QC-11", "no-feed"),
    ("Ministère des Lisières / Ministry of Edges", "CA-QC", "no-feed"),
    ("Police du Grand Large / Grand Large Police", "CA", "robots"),
    ("Sécurité d'Outre-mer / Overseas Security", "GB", "refused"),
)


@dataclass(slots=True)
class Failing(InMemory):
    """Stands for the fetcher; some feeds fail."""

    failing: dict[str, str] = field(default_factory=dict)

    async def fetch(self, url: str, validators: Validators, share: Share) -> Fetch:
        if error := self.failing.get(url):
            return FetchFailed(error=error, detail=error)
        return await InMemory.fetch(self, url, validators, share)


@dataclass(slots=True, kw_only=True)
class Newsroom:
    """A program that polls and tells, at the moment that ``now`` says."""

    db: Database
    memory: Failing
    now: datetime = BORN
    held: dict[str, Release] = field(default_factory=dict)

    async def poll(self, at: datetime) -> None:
        """Poll every feed at a moment."""
        self.now = at
        for feed, lang in feeds():
            items = [item_of(release) for release in self.held.values() if release.feed == feed]
            self.memory.documents[address(feed)] = rss(items, lang=lang)
        await Poller(self.db, cast(Fetcher, self.memory), cast(Parser, InProcess()), lambda: self.now).poll(
            regardless_of_pace=True
        )

    async def publish(self, releases: Sequence[Release], at: datetime) -> None:
        """Let releases come, and poll; one with a known key takes the other's place."""
        self.held |= {release.key: release for release in releases}
        await self.poll(at)

    async def tell(self, settings: Settings, at: datetime) -> dict[str, Digest]:
        """Tell both chats what they have not been told; give the digests by language."""
        self.now = at
        teller = Teller(self.db, settings, lambda: self.now, is_sample=False, subject=SUBJECT)
        told = {}
        for subscription in self.db.read(active_subscriptions):
            composed = await teller.compose_untold(subscription, Asked())
            await teller.queue(composed)
            told[subscription.lang] = composed.digest
        return told


async def digests_of(day: Day) -> dict[str, Digest]:
    """Live through a day; give its digest in each language."""
    born = await born_store(day.absent)
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(Path(shutil.copy(born, folder)), day.site)
        with opened(settings) as room:
            return await told_on(day, room, settings)


async def told_on(day: Day, room: Newsroom, settings: Settings) -> dict[str, Digest]:
    """Tell what was told before a day, then the day."""
    for release in day.earlier:
        await room.publish([release], release.at + timedelta(minutes=20))
        await room.tell(settings, release.at + timedelta(hours=1))
    if not day.is_first:
        await room.tell(settings, moment(day.since))
    for feed, (error, since) in sorted(day.dead.items(), key=lambda dead: dead[1][1]):
        await room.poll(moment(since))
        room.memory.failing[address(feed)] = error
    room.db.write(change, FeedRow, sa.true(), habits={})  # else each is said to be silent since it was first polled
    await room.publish(day.news, moment(day.until) - timedelta(minutes=5))
    set_aside(room.db, day)
    return await room.tell(settings, moment(day.until))


STORES: dict[int, Path] = {}


async def born_store(absent: int) -> Path:
    """Make one store that knows the bodies and has polled their empty feeds, to be copied."""
    if absent not in STORES:
        folder = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        settings = settings_for(Path(shutil.copy(empty_store(), folder)), None)
        with opened(settings) as room:
            room.db.write(sync_catalog, catalogue(absent), BORN)
            room.db.write(sync_channels, wanted_subscriptions(settings))
            await room.poll(BORN)
        STORES[absent] = Path(folder) / "empty.db"
    return STORES[absent]


def settings_for(store: Path, site: str | None) -> Settings:
    languages = list(LANGUAGES)
    return Settings(database_url=f"sqlite:///{store}", follow="all", language=languages, site=site, _env_file=None)


@contextmanager
def opened(settings: Settings) -> Iterator[Newsroom]:
    """Open a program on a store."""
    db = Database(settings.database_url)
    try:
        yield Newsroom(db=db, memory=Failing())
    finally:
        db.close()


def set_aside(db: Database, day: Day) -> None:
    """Let some stories wait for a maintainer, as the rules would have it for less clear texts."""
    for key in (*day.in_review, *day.held):
        entries = sa.select(EntryRow.id).where(EntryRow.link.endswith(f"/{key}"))
        stories = sa.select(StoryEntryRow.story_id).where(StoryEntryRow.entry_id.in_(entries))
        if key in day.in_review:
            db.write(change, StoryRow, StoryRow.id.in_(stories), state=StoryState.REVIEW)
        else:
            db.write(change, EntryRow, EntryRow.id.in_(entries), announce=Announce.HELD)
            db.write(change, StoryRow, StoryRow.id.in_(stories), announce=Announce.HELD)


def change(session, table, where, **values) -> None:
    session.execute(sa.update(table).where(where).values(**values))


def catalogue(absent: int) -> Catalog:
    """Describe who is polled, and who cannot be."""
    return Catalog(
        publishers=tuple(body(id, *about[:4]) for id, about in BODIES.items()),
        feeds=tuple(Feed(id=id, publisher=id[:-3], url=address(id), lang=lang) for id, lang in feeds()),
        absent=tuple(absent_body(n, *about) for n, about in enumerate(ABSENT[:absent])),
    )


def feeds() -> list[tuple[str, str]]:
    return [(f"{id}-{lang}", lang) for id, about in BODIES.items() for lang in about[4].split()]


def body(id: str, names: str, kind: Kind, level: Level, region: str | None) -> Publisher:
    fr, _, en = names.partition(" / ")
    name = {"fr": fr, "en": en or fr}
    return Publisher(id=id, name=name, kind=kind, level=level, region=region, homepage=f"https://{id}.example")


def absent_body(n: int, names: str, region: str, reason: str) -> Absent:
    fr, _, en = names.partition(" / ")
    name = {"fr": fr, "en": en or fr}
    home = f"https://absent-{n}.example"
    level = Level.MUNICIPAL
    return Absent(id=f"absent-{n}", name=name, kind=POLICE, level=level, region=region, homepage=home, reason=reason)


def address(feed: str) -> str:
    return f"https://feeds.example/{feed}.xml"


def item_of(release: Release) -> dict[str, str | datetime | None]:
    link = f"https://{release.feed[:-3]}.example/{release.key}"
    said = {"title": release.title, "description": release.summary, "published": release.at}
    return {"guid": release.key, "link": link, **said}
