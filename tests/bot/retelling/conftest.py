"""Feeds of a ministry in both languages, a police service and a newspaper, and a desk that reads them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.bot.retelling.desk import FEEDS, Desk
from tests.publisher import Publisher


@pytest.fixture
def catalog_file(tmp_path: Path, publisher: Publisher) -> Path:
    """A ministry that speaks both languages, a police service, a newspaper."""
    path = tmp_path / "catalog.toml"
    path.write_text("".join(block(id, *found, publisher) for id, found in FEEDS.items()))
    return path


def block(id: str, names: str, kind: str, langs: tuple[str, ...], publisher: Publisher) -> str:
    fr, _, en = names.partition(" / ")
    feeds = "".join(
        f'  [[publisher.feed]]\n  url = "{publisher.url(f"/{id}/{lang}.xml")}"\n'
        f'  lang = "{lang}"\n  id = "{id}-{lang}"\n'
        for lang in langs
    )
    return (
        f'[[publisher]]\nid = "{id}"\nname = {{ fr = "{fr}", en = "{en}" }}\nkind = "{kind}"\nlevel = "provincial"\n'
        f'region = "CA-QC"\nhomepage = "https://{id}.example"\n\n{feeds}\n'
    )


@pytest.fixture
def desk(opened, settings, publisher, api):
    """Give a function that opens the desk; its feeds are read before, so that what comes is news."""

    @asynccontextmanager
    async def open_it(settings: Settings = settings) -> AsyncIterator[Desk]:
        async with opened(settings) as house:
            desk = Desk(house=house, server=publisher, api=api)
            await desk.publish()
            yield desk

    return open_it
