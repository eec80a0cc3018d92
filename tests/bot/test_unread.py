"""An entry that cannot be read is one unit: its feed's others are read, nothing of it is shown, it is not lost."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select, update
from typer.testing import CliRunner

import bot.intake
from bot.commands import app
from storage.database import Database
from storage.tables import EntryRow, NoticeRow
from tests.bot.announcements import CANARY, arrest, funding, publish


@pytest.fixture
def greffier(settings):
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


@pytest.fixture
def broken(monkeypatch):
    """Let the reader fail at texts with some words, until it is mended."""
    reader = bot.intake.read

    def break_at(words: str) -> None:
        def read(text):
            if words in text.title:
                raise LookupError(text.title)
            return reader(text)

        monkeypatch.setattr(bot.intake, "read", read)

    return break_at


def open_notices(settings) -> list[tuple[str, str]]:
    db = Database(settings.database_url)
    asked = select(NoticeRow.kind, NoticeRow.detail).where(NoticeRow.kind == "unread", NoticeRow.settled_at.is_(None))
    found = db.read(lambda session: session.exec(asked).all())
    db.close()
    return list(found)


def long_ago(settings) -> None:
    """Let all that came have come two days ago, long before the last digest."""
    db = Database(settings.database_url)
    db.write(lambda session: session.execute(update(EntryRow).values(first_seen_at=datetime.now(UTC) - timedelta(2))))
    db.close()


def test_an_entry_that_cannot_be_read_costs_its_feed_nothing_and_is_told_once_it_can_be(
    greffier, publisher, api, settings, broken
) -> None:
    publish(publisher, [], [])
    greffier("poll")
    broken("Rivage 2")
    publish(publisher, [funding(1), funding(2), funding(3)], [])
    done = json.loads(greffier("poll", "--all", "--json"))
    assert (done["failed"], done["entries_new"]) == (0, 3)
    assert open_notices(settings) == [("unread", "gov-fr: version 1 could not be read")]
    greffier("digest")
    [first] = api.messages
    assert "Rivage 1" in first.text
    assert "Rivage 2" not in first.text + greffier("stories", "--json", "--category", "other")
    assert greffier("reread") == "read again 0, same 0, other 0, of which told 0, unread 1\n"
    long_ago(settings)
    broken("no such words")
    assert greffier("reread") == "read again 1, same 0, other 1, of which told 0\n"
    assert open_notices(settings) == []
    greffier("digest")
    [_, second] = api.messages
    assert "Rivage 2" in second.text


def test_a_text_that_can_no_longer_be_read_hides_what_it_says_and_waits_in_review(
    greffier, publisher, settings, broken
) -> None:
    publish(publisher, [], [])
    greffier("poll")
    publish(publisher, [funding(1)], [])
    greffier("poll", "--all")
    broken("corrigé")
    changed = funding(1) | {"title": f"{funding(1)['title']} (corrigé)"}
    publish(publisher, [changed], [])
    greffier("poll", "--all")
    [story] = map(json.loads, greffier("stories", "--json").splitlines())
    assert (story["state"], story["title"], story["entries"][0]["version"]) == ("review", "[…]", 2)
    publish(publisher, [funding(1)], [])
    greffier("poll", "--all")
    [story] = map(json.loads, greffier("stories", "--json").splitlines())
    assert (story["state"], story["entries"][0]["version"]) == ("published", 3)
    assert open_notices(settings) == []


def test_the_log_names_it_once_by_an_address_and_no_word_or_name_of_it(
    greffier, publisher, broken, monkeypatch
) -> None:
    monkeypatch.setenv("GREFFIER_LOG", "json")
    broken(CANARY)
    publish(publisher, [], [arrest(1)])
    logged = CliRunner().invoke(app, ["poll"]).stderr
    [line] = [json.loads(line) for line in logged.splitlines() if "entry not read" in line]
    assert (line["url"], line["error"], line["feed"]) == ("https://police.example", "LookupError", "police-fr")
    assert not any(word in logged.casefold() for word in ("canarivole", "pornographie"))
