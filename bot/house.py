"""The composition root: settings in, everything wired together, the clock read here and nowhere else."""

import importlib.metadata
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.channels import Channel
from bot.channels.console import Console
from bot.correcting import Corrector
from bot.desk.follow import parse_filters
from bot.desk.indexed import index_missing
from bot.desk.starter import starter_record
from bot.desk.wanted import check_terms
from bot.inquiring import Inquirer
from bot.linking import link_pending
from bot.notifying import Notifier
from bot.polling import Poller
from bot.say.screen import possible_repeat
from bot.say.words import N_
from bot.sending import Policy, Sender
from bot.settings import Settings, SettingsError
from bot.telling import Teller
from bot.watching import Watcher
from feeds.catalog import load, shipped
from feeds.errors import PlainError, UsageError
from feeds.model import Catalog
from feeds.wire.fetch import Fetcher
from feeds.wire.guard import Guard
from feeds.worker.pool import Parser
from storage.database import Database, sqlite_path
from storage.feeds import sync_catalog
from storage.history import keep_history
from storage.model import WantedSubscription
from storage.subscriptions import sync_channels

TURN = 0.001  # seconds a thread that reads may keep the interpreter; the usual 5 ms made the loop late by 100
CONSOLE = "console"
DEMO_DATABASE = "sqlite:///data/demo.db"
SUBJECT = "child-sexual-exploitation"  # the first subject: its totals close every digest


def version() -> str:
    """Give the version that is installed."""
    return importlib.metadata.version("greffier")


def utc_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything one process works with."""

    settings: Settings
    db: Database
    fetcher: Fetcher
    parser: Parser
    poller: Poller
    teller: Teller
    corrector: Corrector
    watcher: Watcher
    notifier: Notifier
    sender: Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is polled: a catalogue, and whether it is the bundled sample, or a stranger's folder of documents."""

    catalog: Catalog
    has_starter_record: bool = False
    is_sample: bool = False
    allow_private: tuple[str, ...] = ()  # besides what the settings let through


def database_for(settings: Settings, *, is_demo: bool) -> str:
    """Give the store's address: a demo has its own, unless one is set."""
    return DEMO_DATABASE if is_demo and "database_url" not in settings.model_fields_set else settings.database_url


def source_of(settings: Settings) -> Source:
    """Load the catalogue that the settings name, the shipped one without; raise `CatalogError`."""
    if settings.catalog:
        return Source(catalog=load(Path(settings.catalog)))
    return Source(catalog=load(shipped()), has_starter_record=True)


@asynccontextmanager
async def open_house(settings: Settings, source: Source, *, database_url: str | None = None) -> AsyncIterator[House]:
    """Open the store, bring it up to date, and wire everything to it; close all at the end."""
    check_filters(settings)
    sys.setswitchinterval(TURN)
    db = Database(database_url or settings.database_url)
    guard = Guard.letting([*settings.allow_private, *source.allow_private])
    fetcher = Fetcher(guard, user_agent=user_agent(settings), host_gap=settings.host_gap)
    parser = Parser()
    channels = open_channels(settings)
    try:
        prepare(db, settings, source)
        yield House(
            settings=settings,
            db=db,
            fetcher=fetcher,
            parser=parser,
            poller=Poller(db, fetcher, parser, utc_now),
            teller=Teller(db, settings, utc_now, is_sample=source.is_sample, subject=SUBJECT),
            corrector=Corrector(db, utc_now),
            watcher=Watcher(db, utc_now),
            notifier=Notifier(db, settings, utc_now),
            sender=Sender(db, channels, utc_now, policy_of(settings)),
        )
    finally:
        await parser.close()
        await fetcher.close()
        for channel in channels.values():
            await channel.close()
        db.close()


@contextmanager
def opened_store(settings: Settings, *, may_be_new: bool = False) -> Iterator[Database]:
    """Open the store alone, brought up to date, for a command that needs no more; raise `PlainError` where none is."""
    url = database_for(settings, is_demo=settings.catalog == "demo")
    if not may_be_new:
        refuse_missing(url)
    db = Database(url)
    try:
        db.upgrade()
        yield db
    finally:
        db.close()


def refuse_missing(url: str) -> None:
    """Raise `PlainError` for a store whose file is not there: a mistyped path must not become an empty record."""
    path = sqlite_path(url)
    if path is not None and not path.exists():
        raise PlainError(
            "no store at {path}: `greffier run` or `greffier poll` makes one (GREFFIER_DATABASE_URL says where)",
            path=path,
        )


def check_filters(settings: Settings) -> None:
    """Raise `SettingsError` for a filter that cannot be read."""
    try:
        check_terms(parse_filters(settings.follow))
    except UsageError as why:
        raise SettingsError(N_("GREFFIER_FOLLOW: {why}"), why=why) from why


def prepare(db: Database, settings: Settings, source: Source) -> None:
    """Bring the store to the schema, the catalogue and the channels of this moment."""
    db.upgrade()
    db.write(sync_catalog, source.catalog, utc_now())
    db.write(sync_channels, wanted_subscriptions(settings))
    if source.has_starter_record:
        db.write(keep_history, list(starter_record(utc_now())), utc_now())
    db.write(link_pending, utc_now())
    index_missing(db)


def wanted_subscriptions(settings: Settings) -> list[WantedSubscription]:
    """Say which subscriptions the settings ask for: each channel in each language, or the console."""
    channels = settings.channel if settings.telegram_token and settings.channel else [CONSOLE]
    return [
        WantedSubscription(
            chat=channel,
            lang=lang,
            filters=settings.follow,
            hours=settings.hours,
            weekly=settings.weekly,
            timezone=settings.timezone,
        )
        for channel in channels
        for lang in settings.language
    ]


def open_channels(settings: Settings) -> dict[str, Channel]:
    """Open the ways of reaching chats that the settings allow."""
    channels: dict[str, Channel] = {CONSOLE: Console()}
    if settings.telegram_token:
        from bot.channels.telegram import Telegram  # noqa: PLC0415  (slow to import, and not needed without a token)

        channels["telegram"] = Telegram(settings.telegram_token.get_secret_value(), settings.telegram_api)
    return channels


def open_inquiry(settings: Settings) -> Inquirer | None:
    """Open the way of asking Telegram about itself; None without a token."""
    if settings.telegram_token is None:
        return None
    from bot.channels.inquiry import Inquiry  # noqa: PLC0415  (as above)

    return Inquiry(settings.telegram_token.get_secret_value(), settings.telegram_api)


def policy_of(settings: Settings) -> Policy:
    """Say what is done with a message of unknown fate."""
    marks = {lang: possible_repeat(lang) for lang in ("fr", "en")}
    return Policy(settle_after=settings.settle_after, probe=settings.probe, holds=settings.hold, marks=marks)


def user_agent(settings: Settings) -> str:
    """Name ourselves to publishers, with a way to reach whoever runs this."""
    contact = f" (+{settings.contact})" if settings.contact else ""
    return f"Greffier/{version()}{contact}"
