"""After ninety days the words of an arrest are gone, and all that is told of it stands as before."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from bot.commands import app
from bot.desk.aged import forget_old_arrests
from storage.database import Database
from storage.tables import EntryRow, FactRow, ReadingRow, VersionRow
from tests.bot.announcements import CANARY, arrest, funding, publish
from tests.bot.polled import Item, program

NOW = datetime.now(UTC)
OLD, YOUNG = NOW - timedelta(days=91), NOW - timedelta(days=89)


@pytest.fixture
def greffier(settings):
    return lambda *arguments: CliRunner().invoke(app, arguments).stdout


@pytest.fixture
def db(settings, greffier, publisher):
    publish(
        publisher, [funding(1) | {"published": OLD}], [arrest(1) | {"published": OLD}, arrest(2) | {"published": YOUNG}]
    )
    greffier("poll")
    opened = Database(settings.database_url)
    yield opened
    opened.close()


def texts(db: Database) -> list[str]:
    return db.read(lambda session: [f"{v.title}\n{v.summary}" for v in session.exec(select(VersionRow)).all()])


def facts(db: Database) -> list[tuple[str, str]]:
    """Give each fact's text, and what stands in its place."""

    def find(session):
        rows = session.exec(
            select(FactRow, VersionRow)
            .join(ReadingRow, ReadingRow.id == FactRow.reading_id)
            .join(VersionRow, VersionRow.id == ReadingRow.version_id)
        )
        return [(fact.text, getattr(of, fact.field)[fact.start : fact.end]) for fact, of in rows]

    return db.read(find)


def told(greffier) -> list[object]:
    stories = [json.loads(line) for line in greffier("stories", "--json").splitlines()]
    kept = [(s["id"], s["title"], [(f["kind"], f["value"], f["text"]) for f in s["facts"]]) for s in stories]
    return [
        kept,
        json.loads(greffier("ledger", "--json")),
        greffier("search", "pornographie juvénile"),
        greffier("review"),
    ]


async def test_its_words_are_masked_and_its_facts_keep_theirs(greffier, db) -> None:
    before = told(greffier)
    assert await forget_old_arrests(db, NOW) == 1
    grant, old, young = sorted(texts(db), key=lambda text: ("organisme" not in text, "█" not in text))
    assert CANARY.split()[0] not in old
    assert "palais de justice" not in old
    assert "6 hommes" in old
    assert CANARY in young
    assert "█" not in grant
    assert all(text == stands for text, stands in facts(db))
    assert told(greffier) == before
    assert await forget_old_arrests(db, NOW) == 0


async def test_an_address_that_was_not_shown_for_a_name_is_not_shown_once_nobody_knows_the_name(greffier, db) -> None:
    await forget_old_arrests(db, NOW)
    assert db.read(lambda session: [row.link for row in session.exec(select(EntryRow)).all()]).count(None) == 1
    assert "canarivole" not in greffier("stories", "--json")


def raid(feed: str, key: str, title: str) -> Item:
    said = (
        "Vingt-six hommes ont été arrêtés mardi en Montérégie par la Sûreté du Québec en lien avec de la pornographie "
        "juvénile, au terme de l'opération Mirador."
    )
    return Item(feed=feed, title=title, summary=said, published=OLD, key=key)


async def test_stories_stay_what_they_were_told_as_when_they_are_linked_anew() -> None:
    async with program() as running:
        await running.poll(
            raid("police-fr", "a", "Opération Mirador : 26 hommes arrêtés en Montérégie"),
            raid("gazette-fr", "b", "Pornographie juvénile : 26 arrestations en Montérégie, opération Mirador"),
        )
        before = running.said()
        assert {frozenset("ab")} == running.stories()
        assert await forget_old_arrests(running.house.db, NOW) == 2
        running.relink()
        assert running.said() == before
