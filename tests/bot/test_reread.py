"""Stored announcements read again under other rules: the record follows, what was told waits for a maintainer."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlmodel import Session, select
from typer.testing import CliRunner

import bot.intake
from bot.commands import app
from feeds.model import Span
from feeds.reading import read, vocabulary, weights
from storage.database import Database
from storage.tables import FactRow, NoticeRow, ReadingRow, VersionRow
from tests.bot.announcements import CANARY, arrest, funding, publish

NOTHING = "read again 0, same 0, other 0, of which told 0\n"


@pytest.fixture
def greffier(settings):
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


@pytest.fixture
def rules(monkeypatch):
    """Change the version of the rules, and what a category starts with in their list of weights."""

    def change(version: str, **floor: float) -> None:
        monkeypatch.setattr(read, "RULES", version)
        for category, weight in floor.items():
            monkeypatch.setitem(vocabulary.document("words/rules.toml")["floor"], category, weight)
        weights.weights.cache_clear()

    yield change
    monkeypatch.undo()
    weights.weights.cache_clear()


@pytest.fixture
def told(greffier, publisher):
    """A promise and an arrest that the channel was told, and a promise that is history."""
    publish(publisher, [funding(1)], [])
    greffier("poll")
    publish(publisher, [funding(1), funding(2, "3,5 M$")], [arrest(1)])
    greffier("poll", "--all")
    greffier("digest")


@pytest.fixture
def stored(settings):
    def look(asked):
        db = Database(settings.database_url)
        found = db.read(lambda session: [row.model_dump() for row in session.exec(asked)])
        db.close()
        return [SimpleNamespace(**row) for row in found]

    return look


@pytest.fixture
def change_store(settings):
    def change(function):
        db = Database(settings.database_url)
        db.write(function)
        db.close()

    return change


def stories(greffier, *arguments: str) -> dict[str, dict]:
    lines = greffier("stories", "--json", *arguments).splitlines()
    return {story["title"]: story for story in map(json.loads, lines)}


def named(found: dict[str, dict], words: str) -> dict:
    [story] = [story for title, story in found.items() if words in title]
    return story


def test_other_rules_that_read_the_same_change_nothing_and_are_asked_once(greffier, told, rules) -> None:
    before = greffier("stories", "--json")
    assert greffier("reread") == NOTHING
    rules("next")
    assert greffier("reread") == "read again 3, same 3, other 0, of which told 0\n"
    assert greffier("reread") == NOTHING
    assert greffier("stories", "--json") == before


def test_what_was_told_and_is_read_otherwise_waits_in_review_and_no_message_is_touched(
    greffier, told, rules, api, stored
) -> None:
    rules("next", funding=-99.0)
    assert greffier("reread") == "read again 3, same 1, other 2, of which told 1\n"
    [notice] = stored(select(NoticeRow).where(NoticeRow.kind == "reread"))
    assert "category funding -> other; amount 3500000 CAD -> none" in notice.detail
    assert not any(word in notice.detail for word in ("Rivage", "Québec", "enfants", "M$"))
    [waiting] = [json.loads(line) for line in greffier("stories", "--json").splitlines() if notice.subject in line]
    assert waiting["state"] == "review"
    assert "nothing new" in greffier("digest")
    assert len(api.messages) == 1
    assert "3,5\u00a0M$" in api.messages[0].text
    assert api.called("editMessageText") == []
    assert greffier("reread") == NOTHING
    assert len(stored(select(NoticeRow).where(NoticeRow.kind == "reread"))) == 1


def test_history_that_is_read_otherwise_follows_the_rules_by_itself(greffier, told, rules, stored) -> None:
    rules("next", funding=-99.0)
    greffier("reread")
    others = stories(greffier, "--category", "other")
    assert named(others, "Rivage 1")["state"] == "published"
    rules("after", funding=-1.9)
    assert greffier("reread") == "read again 3, same 1, other 2, of which told 1\n"
    assert named(stories(greffier), "Rivage 1")["category"] == "funding"


def test_a_second_difference_joins_the_notice_that_is_open(greffier, told, rules, stored) -> None:
    rules("next", funding=-99.0)
    greffier("reread")
    rules("after", funding=-1.9)
    greffier("reread")
    [notice] = stored(select(NoticeRow).where(NoticeRow.kind == "reread"))
    assert [line.split("; ")[0].split(": ")[1] for line in notice.detail.splitlines()] == [
        "category funding -> other",
        "category other -> funding",
    ]


def test_a_dry_run_shows_what_would_differ_and_stores_nothing(greffier, told, rules, stored) -> None:
    rules("next", funding=-99.0)
    *lines, counts = greffier("reread", "--dry-run").splitlines()
    assert counts == "read again 3, same 1, other 2, of which told 1"
    assert sum("[told]  category funding -> other" in line for line in lines) == 1
    *shown, counts = map(json.loads, greffier("reread", "--dry-run", "--json").splitlines())
    assert {line["differs"]["category"]["now"] for line in shown} == {"other"}
    assert (counts["read_again"], counts["told"]) == (3, 1)
    assert stored(select(NoticeRow)) == []
    assert {row.rules for row in stored(select(ReadingRow))} == {weights.rules().version}


def test_only_what_is_dated_since_is_read_again(greffier, told, rules) -> None:
    rules("next")
    assert greffier("reread", "--since", "3h").startswith("read again 2,")  # the arrest is five hours old
    assert greffier("reread").startswith("read again 1,")


def test_a_reading_of_the_same_rules_is_replaced_by_force_and_by_going_back(greffier, told, rules, stored) -> None:
    facts = len(stored(select(FactRow)))
    assert greffier("reread", "--force").startswith("read again 3, same 3")
    assert (len(stored(select(ReadingRow))), len(stored(select(FactRow)))) == (3, facts)
    ours = weights.rules().version
    rules("next")
    greffier("reread")
    rules(ours)
    assert greffier("reread").startswith("read again 3, same 3")
    assert len(stored(select(ReadingRow))) == 6
    assert greffier("reread") == NOTHING


def test_nothing_that_is_withheld_is_shown_by_a_reread_unless_it_is_asked_for(
    greffier, publisher, rules, monkeypatch
) -> None:
    publish(publisher, [], [])
    greffier("poll")
    text = f"{CANARY}, un bénévole de 41 ans, a été retrouvé sain et sauf par les policiers."
    publish(publisher, [], [{**arrest(1), "title": f"Disparition : {CANARY} retrouvé", "description": text}])
    greffier("poll", "--all")

    def shown() -> str:
        return greffier("stories", "--json", "--category", "other")

    assert "Disparition" in shown()
    assert "Canarivole" not in shown()
    rules("next")
    monkeypatch.setattr(bot.intake, "withheld", lambda *_, **__: ())
    assert greffier("reread").startswith("read again 1, same 1")
    assert "Canarivole" not in shown()
    assert greffier("reread", "--force", "--lift").startswith("read again 1, same 0, other 1, of which told 0")
    assert CANARY in shown()


def test_what_new_rules_withhold_is_gone_at_once_and_a_message_that_has_it_goes_to_review(
    greffier, told, rules, monkeypatch, stored
) -> None:
    by_rules = bot.intake.withheld

    def stricter(text: str, **how) -> tuple[Span, ...]:
        at = text.find("Rivage 2")
        more = (Span(field=how["field"], start=at, end=at + 8),) if at >= 0 else ()
        return by_rules(text, **how) + more

    rules("next")
    monkeypatch.setattr(bot.intake, "withheld", stricter)
    assert greffier("reread") == "read again 3, same 2, other 1, of which told 1\n"
    assert "Rivage 2" not in greffier("stories", "--json") + greffier("stories")
    [notice] = stored(select(NoticeRow).where(NoticeRow.kind == "reread"))
    assert "withheld 0 characters -> 16 characters" in notice.detail


def test_what_a_maintainer_redacted_survives_a_reread_and_an_undo_still_gives_it_back(greffier, told, rules) -> None:
    entry = named(stories(greffier), "Rivage 1")["entries"][0]["id"]
    greffier("redact", entry, "--words", "Rivage", "--reason", "un nom de famille")
    assert "Rivage 1" not in greffier("stories", "--json")
    rules("next")
    assert greffier("reread", "--lift") == "read again 3, same 3, other 0, of which told 0\n"
    assert "Rivage 1" not in greffier("stories", "--json")
    greffier("undo", "1", "--reason", "un organisme")
    assert "Rivage 1" in greffier("stories", "--json")


def test_a_text_that_was_masked_keeps_the_reading_that_it_had(greffier, told, rules, change_store) -> None:
    def mask(session: Session) -> None:
        for version in session.exec(select(VersionRow).where(VersionRow.title.contains("Pornographie"))):
            version.title, version.summary, version.masked_at = "", "", datetime.now(UTC)
            session.add(version)

    change_store(mask)
    rules("next")
    assert greffier("reread") == "read again 2, same 2, other 0, of which told 0, masked 1\n"
    assert "6 personnes arrêtées" in greffier("stories", "--json").replace("\u00a0", " ")


def test_it_helps_with_an_example(greffier) -> None:
    assert "Example: greffier reread --since" in " ".join(greffier("reread", "--help").split())
