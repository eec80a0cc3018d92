"""A publisher, a Telegram and settings that point at them, for whatever runs the whole program."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot import house, pacing
from bot.house import House, Source, open_house
from bot.pacing import Spacing
from bot.settings import Settings, load_settings
from feeds import catalog
from tests.bot.announcements import publish
from tests.bot.maintained import Maintained
from tests.parsed_here import ParsedHere
from tests.publisher import Publisher
from tests.telegram_api.server import TelegramApi

AT_ONCE = Spacing(overall=0, chat=0, group=0)
UNPACED = (
    "import bot.pacing; bot.pacing.Spacing = lambda spacing=bot.pacing.Spacing: spacing(overall=0, chat=0, group=0)"
)
TOKEN = "123456:test-token-for-loopback"
CATALOG = """
[[publisher]]
id = "ministere-exemple"
name = {{ fr = "Ministère d'Exemple", en = "Example Ministry" }}
kind = "government"
level = "provincial"
region = "CA-QC"
homepage = "https://ministere.example"

  [[publisher.feed]]
  url = "{gov}"
  lang = "fr"
  id = "gov-fr"

[[publisher]]
id = "surete-exemple"
name = {{ fr = "Sûreté d'Exemple", en = "Example Police" }}
kind = "police"
level = "provincial"
region = "CA-QC"
homepage = "https://police.example"

  [[publisher.feed]]
  url = "{police}"
  lang = "fr"
  id = "police-fr"

[[absent]]
id = "ville-muette"
name = {{ fr = "Ville Muette", en = "Ville Muette" }}
kind = "police"
level = "municipal"
region = "CA-QC-06"
homepage = "https://muette.example"
reason = "no-feed"
"""

Opened = Callable[[Settings], AbstractAsyncContextManager[House]]


@pytest.fixture(autouse=True)
def unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages leave as fast as they are answered: the pace has tests of its own."""
    monkeypatch.setattr(pacing, "Spacing", lambda: AT_ONCE)


@pytest.fixture(autouse=True)
def parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no parsing process for each house: the processes have tests of their own, and whole services use them."""
    monkeypatch.setattr(house, "Parser", ParsedHere)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as running:
        yield running


@pytest.fixture
def api() -> Iterator[TelegramApi]:
    with TelegramApi(TOKEN) as running:
        yield running


@pytest.fixture
def catalog_file(tmp_path: Path, publisher: Publisher) -> Path:
    """A catalogue of two feeds of the publisher, and a body without one."""
    path = tmp_path / "catalog.toml"
    path.write_text(CATALOG.format(gov=publisher.url("/gov.xml"), police=publisher.url("/police.xml")))
    return path


@pytest.fixture
def environment(tmp_path: Path, api: TelegramApi, catalog_file: Path) -> dict[str, str]:
    """The variables that point a whole program at the publisher and at Telegram."""
    channel = api.channel(username="greffe_essai")
    values = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'greffier.db'}",
        "CATALOG": str(catalog_file),
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API": api.url,
        "CHANNEL": f"@{channel.username}",
        "CONTACT": "greffe@example.org",
        "ALLOW_PRIVATE": "127.0.0.0/8",
        "SETTLE_AFTER": "1s",
        "WEB": "127.0.0.1:0",
    }
    return {f"GREFFIER_{name}": value for name, value in values.items()}


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, environment: dict[str, str]) -> Settings:
    monkeypatch.chdir(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load_settings()


@pytest.fixture
def opened(catalog_file: Path) -> Opened:
    @asynccontextmanager
    async def open_it(settings: Settings) -> AsyncIterator[House]:
        source = Source(catalog=catalog.load(catalog_file))
        async with open_house(settings, source) as running:
            yield running

    return open_it


@pytest.fixture
def follow() -> str:
    return "all"


@pytest.fixture
async def maintained(settings, opened, publisher, api, follow) -> AsyncIterator[Maintained]:
    """A house under a maintainer's hands, whose feeds are known, so that what comes next is news."""
    settings.follow = follow
    async with opened(settings) as running:
        publish(publisher, [], [])
        await running.poller.poll(regardless_of_pace=True)
        yield Maintained(running, publisher, api)
