"""Digests through years of clock changes, and by clocks that are set: one a local date, no story lost or told twice.

    python -m tests.faults.clocks [--years 2]

The store, the poller and the one who tells are real; only the moment is made up, a feed is handed over in memory, and
what is queued counts as arrived.
"""

import argparse
import asyncio
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, select

from bot.hours import next_due
from bot.house import SUBJECT
from bot.polling import Poller
from bot.settings import Settings
from bot.telling import ClockError, Teller
from feeds.model import Catalog, Feed
from storage.database import Database
from storage.feeds import sync_catalog
from storage.model import Subscription, WantedSubscription
from storage.outgoing import DeliveryStatus
from storage.subscriptions import active_subscriptions, sync_channels
from storage.tables import DeliveryRow, DigestRow
from tests.chains.serving import InMemory, InProcess, empty_store
from tests.documents import rss
from tests.feeds.stories.telling import QUEBEC

SEED = 20261126
FULL_YEARS = 2.0
USUAL_HOUR = time(7, 30)
# each with an hour at which its clocks are changed, or were, or will be
ZONES = {
    "Europe/Berlin": time(2, 30),
    "America/New_York": time(1, 30),
    "America/Santiago": time(0, 0),
    "Asia/Beirut": time(0, 0),
    "Africa/Cairo": time(0, 30),
    "Australia/Lord_Howe": time(2, 15),
    "Pacific/Apia": time(3, 30),
    "UTC": time(0, 0),
}
START = datetime(2026, 3, 5, 12, tzinfo=UTC)  # before the changes of spring
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed(id="qc-fr", publisher=QUEBEC.id, url="https://feeds.example/qc-fr.xml", lang="fr")


@dataclass(slots=True)
class Clock:
    """A clock that shows what it is set to."""

    shows: datetime

    def __call__(self) -> datetime:
        return self.shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What posts and polls by one clock."""

    db: Database
    clock: Clock
    teller: Teller
    poller: Poller
    memory: InMemory

    async def post(self) -> int:
        """Queue what is due, and let it arrive at once; give how many digests."""
        queued = await self.teller.post_due()
        if queued:
            self.db.write(all_arrived)
        return queued

    def subscriptions(self) -> list[Subscription]:
        return list(self.db.read(active_subscriptions))

    def digests(self) -> list[DigestRow]:
        return self.db.read(digest_rows)

    def texts(self) -> list[str]:
        return self.db.read(lambda session: list(session.exec(select(DeliveryRow.text))))


def all_arrived(session: Session) -> None:
    session.execute(sa.update(DeliveryRow).values(status=DeliveryStatus.SENT))


def digest_rows(session: Session) -> list[DigestRow]:
    rows = list(session.exec(select(DigestRow).order_by(DigestRow.id)))  # type: ignore[arg-type]
    session.expunge_all()
    return rows


@asynccontextmanager
async def program(
    start: datetime, wanted: list[WantedSubscription], *, quiet: str | None = None
) -> AsyncIterator[Program]:
    """Open a program on a store of its own, once each subscription had its first digest and the feed its first poll."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "greffier.db"
        shutil.copy(empty_store(), store)
        clock, memory, db = Clock(start), InMemory(), Database(f"sqlite:///{store}")
        settings = Settings(_env_file=None, telegram_token=None, digest_max=0, quiet=quiet)  # type: ignore[call-arg]
        teller = Teller(db, settings, clock, is_sample=False, subject=SUBJECT)
        poller = Poller(db, memory, InProcess(), clock)  # type: ignore[arg-type]
        try:
            db.write(sync_catalog, Catalog(publishers=(QUEBEC,), feeds=(FEED,)), start)
            db.write(sync_channels, wanted)
            publish(memory, [])
            await poller.poll()
            opened = Program(db=db, clock=clock, teller=teller, poller=poller, memory=memory)
            await opened.post()
            yield opened
        finally:
            db.close()


def subscription(chat: str, zone: str, hour: time) -> WantedSubscription:
    return WantedSubscription(chat=chat, lang="fr", filters="all", hours=(hour,), timezone=zone)


# --- two years in eight zones -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """How one zone and hour fared: how many local dates went by, and how many of them had no digest, or several."""

    zone: str
    hour: time
    dates: int
    missing: int
    doubled: int


async def years(span: timedelta) -> list[Year]:
    """Let a span go by in all zones at once, and count the digests of each local date."""
    asked = [(zone, hour) for zone, risky in ZONES.items() for hour in (USUAL_HOUR, risky)]
    wanted = [subscription(f"@channel_{n}", zone, hour) for n, (zone, hour) in enumerate(asked)]
    async with program(START, wanted) as running:
        first = len(running.digests())
        for moment in moments(START, START + span):
            running.clock.shows = moment
            await running.post()
        told = running.digests()[first:]
        subscriptions = running.subscriptions()
    return [
        counted(zone, hour, [digest for digest in told if digest.subscription_id == found.id], span)
        for (zone, hour), found in zip(asked, subscriptions, strict=True)
    ]


def moments(start: datetime, end: datetime) -> Iterator[datetime]:
    """Give the moments at which somebody looks whether a digest is due, at odd times."""
    die, moment = random.Random(SEED), start
    while (moment := moment + timedelta(minutes=die.uniform(20, 95))) < end:
        yield moment


def counted(zone: str, hour: time, digests: list[DigestRow], span: timedelta) -> Year:
    here = ZoneInfo(zone)
    found = Counter(digest.composed_at.astimezone(here).date() for digest in digests)
    whole = list(whole_dates(here, START, START + span))
    return Year(
        zone=zone,
        hour=hour,
        dates=len(whole),
        missing=sum(not found[day] for day in whole),
        doubled=sum(found[day] > 1 for day in found),
    )


def whole_dates(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[date]:
    """Give the local dates that lie wholly within a span."""
    day, last = start.astimezone(zone).date() + DAY, end.astimezone(zone).date()
    while day < last:
        yield day
        day += DAY


# --- clocks that are set ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A clock that is wrong from one true moment to another: by so much, or showing a moment and what follows it."""

    name: str
    hour: time = USUAL_HOUR
    zone: str = "America/Montreal"
    start: datetime = datetime(2026, 11, 20, 17, tzinfo=UTC)
    at: datetime  # on the wall, in the zone
    by: timedelta = timedelta()
    shows: datetime | None = None
    until: datetime | None = None  # on the wall too; None: it is never set right

    def shown(self, true: datetime) -> datetime:
        """Say what it shows at a true moment."""
        if not self.from_true <= true < self.until_true:
            return true
        return true + self.by if self.shows is None else self.shows + (true - self.from_true)

    def is_near(self, true: datetime) -> bool:
        """Tell whether it was or will soon be set."""
        return any(abs(true - moment) < 4 * HOUR for moment in (self.from_true, self.until_true))

    @property
    def from_true(self) -> datetime:
        return self.at.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def until_true(self) -> datetime:
        last = datetime(9999, 1, 1, tzinfo=UTC)
        return self.until.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC) if self.until else last


def november(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)  # noqa: DTZ001  (on the wall)


def march(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute)  # noqa: DTZ001  (on the wall)


YEAR_0 = datetime(1970, 1, 1, tzinfo=UTC)
SPRING = datetime(2026, 3, 5, 17, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 30, 17, tzinfo=UTC)
JUMPS = (
    Jump(name="an hour ahead, for good", at=november(22, 7), by=HOUR),
    Jump(name="an hour ahead over the digest, then right", at=november(22, 6, 45), by=HOUR, until=november(22, 8)),
    Jump(name="an hour back after the digest, for good", at=november(22, 7, 50), by=-HOUR),
    Jump(name="an hour back after the digest, then right", at=november(22, 7, 50), by=-HOUR, until=november(22, 9)),
    Jump(name="an hour back before the digest, then right", at=november(22, 7, 15), by=-HOUR, until=november(22, 8)),
    Jump(name="a day ahead, then right", at=november(22, 7), by=DAY, until=november(23, 9)),
    Jump(name="a day back after the digest, then right", at=november(22, 8, 10), by=-DAY, until=november(24, 10)),
    Jump(name="a day back before the digest, for good", at=november(22, 7, 10), by=-DAY),
    Jump(name="1970 over one digest", at=november(22, 6), shows=YEAR_0, until=november(22, 9)),
    Jump(name="1970 for two days", at=november(22, 6), shows=YEAR_0, until=november(24, 7)),
    Jump(
        name="an hour back at the gap of spring",
        hour=time(2, 30),
        start=SPRING,
        at=march(8, 3, 10),
        by=-HOUR,
        until=march(8, 6),
    ),
    Jump(
        name="an hour back in the fold of autumn",
        hour=time(1, 30),
        start=AUTUMN,
        at=november(1, 1, 50),
        by=-HOUR,
        until=november(1, 5),
    ),
)


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of one clock: its digests by the moment that each answers, and how often announcements were told."""

    name: str
    answered: list[tuple[datetime, datetime]] = field(default_factory=list)  # what was due, and when it was told
    refusals: int = 0  # looks at a clock that could not be right
    late: int = 0  # digests that say that they are
    repeated: int = 0  # digests of a second look at the same moment
    missing: int = 0
    stories: int = 0
    lost: int = 0
    twice: int = 0

    @property
    def doubled(self) -> int:
        due = [due for due, _ in self.answered]
        return len(due) - len(set(due)) + self.repeated

    @property
    def is_well(self) -> bool:
        return not (self.doubled or self.missing or self.lost or self.twice) and self.stories > 0


async def jump(asked: Jump, *, step: timedelta, far: timedelta | None = None) -> Outcome:
    """Live six days by a clock, step by step, ``far`` from where it is set by longer ones.

    Every seven hours something is announced, and in the last two days nothing, so that all of it can have been told.
    """
    outcome = Outcome(name=asked.name)
    async with program(asked.start, [subscription("@channel", asked.zone, asked.hour)]) as running:
        true, items = asked.start, []
        while (true := true + (step if asked.is_near(true) else far or step)) < asked.start + 6 * DAY:
            if true < asked.start + 4 * DAY and true >= asked.start + 7 * HOUR * (len(items) + 1):
                items.append(item(len(items), true))
                publish(running.memory, items)
            running.clock.shows = asked.shown(true)
            await live(running, outcome)
        missed(running, asked, outcome)
        tell_of_stories(running, len(items), outcome)
    return outcome


async def live(running: Program, outcome: Outcome) -> None:
    """Poll and post once by the clock as it stands, and look a second time."""
    [before] = running.subscriptions()
    await running.poller.poll()
    try:
        queued = await running.post()
    except ClockError:
        outcome.refusals += 1
        return
    outcome.repeated += await running.post()
    if queued:
        due = before.next_due_at or next_due(before.hours, ZoneInfo(before.timezone), START)
        assert due is not None
        outcome.answered.append((due, running.clock.shows))


def missed(running: Program, asked: Jump, outcome: Outcome) -> None:
    """Count what was due and neither answered nor gone by while the one before it came late."""
    [last] = running.subscriptions()
    assert last.next_due_at is not None
    ends = [due for due, _ in outcome.answered[1:]] + [last.next_due_at]
    for (due, told), following in zip(outcome.answered, ends, strict=True):
        expected = next_due([asked.hour], ZoneInfo(asked.zone), max(due, told))
        outcome.missing += expected != following
    outcome.missing += last.next_due_at <= running.clock.shows
    outcome.missing += not outcome.answered


def tell_of_stories(running: Program, published: int, outcome: Outcome) -> None:
    texts = running.texts()
    told = [sum(f'/annonces/{n}"' in text for text in texts) for n in range(published)]
    outcome.stories, outcome.lost, outcome.twice = published, told.count(0), sum(times > 1 for times in told)
    outcome.late = sum("En retard" in text for text in texts)


def item(number: int, published: datetime) -> dict[str, str | datetime | None]:
    organisation = f"Rivage {number}"
    return {
        "guid": f"f{number}",
        "link": f"https://ministere.example/annonces/{number}",
        "title": f"Exploitation sexuelle des enfants : Québec octroie {number + 2},5 M$ à l'organisme {organisation}",
        "description": f"Le gouvernement du Québec accorde une aide financière de {number + 2},5 M$ sur trois ans à "
        f"l'organisme {organisation} pour lutter contre l'exploitation sexuelle des enfants en ligne.",
        "published": published,
    }


def publish(memory: InMemory, items: list[dict[str, str | datetime | None]]) -> None:
    memory.documents[FEED.url] = rss(items, lang="fr")


# --- the tables -------------------------------------------------------------------------------------------------------


async def main(span: float) -> bool:
    """Do all of it and print two small tables; tell whether all is well."""
    lived = await years(timedelta(days=365 * span))
    say("zone", "hour", "dates", "missing", "doubled")
    for year in lived:
        say(f"{year.zone}", f"{year.hour:%H:%M}", year.dates, year.missing, year.doubled)
    say("\na clock that is", "digests", "late", "missing", "doubled", "stories", "lost", "twice")
    outcomes = [await jump(asked, step=timedelta(minutes=10 if span >= FULL_YEARS else 30)) for asked in JUMPS]
    for o in outcomes:
        say(o.name, len(o.answered), o.late, o.missing, o.doubled, o.stories, o.lost, o.twice)
    return all(o.is_well for o in outcomes) and not any(year.missing or year.doubled for year in lived)


def say(first: str, *cells: object) -> None:
    print(f"{first:<46}" + "".join(f"{cell!s:>9}" for cell in cells))  # noqa: T201  (a table for a person)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Digests through clock changes, and by clocks that are set.")
    parser.add_argument("--years", type=float, default=FULL_YEARS)
    raise SystemExit(0 if asyncio.run(main(parser.parse_args().years)) else 1)
