"""What the record shows of itself: the withheld text, spans that hold, decisions that are logged."""

import json

import pytest
from typer.testing import CliRunner

from bot.commands import app
from storage.database import Database
from storage.decisions import list_decisions
from tests.bot.announcements import CANARY, arrest, funding, publish


@pytest.fixture
def greffier(settings):
    def run(*arguments: str):
        return CliRunner().invoke(app, arguments)

    return run


@pytest.fixture
def polled(greffier, publisher):
    publish(publisher, [], [])
    greffier("poll")
    publish(publisher, [funding(1)], [arrest(1)])
    greffier("poll", "--all")


def stories(greffier, *arguments: str) -> list[dict]:
    return [json.loads(line) for line in greffier("stories", "--json", *arguments).stdout.splitlines()]


def test_a_story_has_the_shape_of_the_contract_and_its_spans_hold(greffier, polled) -> None:
    [told] = stories(greffier, "--category", "funding")
    assert set(told) >= {"id", "category", "title", "first_seen", "published", "entries", "because", "links", "facts"}
    assert (told["category"], told["state"], told["announce"]) == ("funding", "published", "yes")
    title = told["entries"][0]["title"]
    spans = [fact for fact in told["facts"] if fact["field"] == "title"]
    assert spans
    assert all(title[fact["start"] : fact["end"]] == fact["text"] for fact in spans)
    [total] = [fact["value"] for fact in spans if fact["kind"] == "amount"]
    assert total == 2_500_000


def test_an_arrest_is_our_line_and_no_word_of_its_own_title_is_shown(greffier, polled) -> None:
    shown = greffier("stories", "--json", "--category", "arrest").stdout + greffier("stories").stdout
    for word in (*CANARY.split(), CANARY.lower().split()[1], arrest(1)["title"], "Ils ont comparu"):
        assert str(word) not in shown
    [told] = stories(greffier, "--category", "arrest")
    assert "6 personnes arrêtées" in told["title"].replace("\u00a0", " ")
    assert told["entries"][0]["url"] == "https://police.example"


def test_a_name_that_stands_for_an_operation_is_shown_nowhere(greffier, publisher) -> None:
    publish(publisher, [], [])
    greffier("poll")
    title = "Projet Canarivole : 12 personnes arrêtées pour pornographie juvénile"
    publish(publisher, [], [{**arrest(1), "title": title, "description": "Douze personnes ont été arrêtées hier."}])
    greffier("poll", "--all")
    shown = greffier("stories", "--json").stdout + greffier("stories").stdout
    assert "12 personnes" in shown.replace("\u00a0", " ")
    assert "canarivole" not in shown.casefold()


@pytest.mark.parametrize("category", ["gossip", "Funding"])
def test_a_category_that_is_none_is_refused(greffier, category) -> None:
    assert "--category" in str(greffier("stories", "--category", category).exception)


def test_a_pause_is_a_logged_decision_and_a_feed_that_is_none_is_told(greffier, polled, settings) -> None:
    assert greffier("feeds", "pause", "gov-fr", "--reason", "adresse en doute").exit_code == 0
    assert greffier("feeds", "pause", "no-such-feed", "--reason", "x").exit_code == 1
    listed = [json.loads(line) for line in greffier("feeds", "list", "--json").stdout.splitlines()]
    assert {feed["id"]: feed["state"] for feed in listed} == {"gov-fr": "paused", "police-fr": "ok"}
    db = Database(settings.database_url)
    [decision] = db.read(list_decisions)
    db.close()
    assert (decision.act, decision.subject, decision.reason) == ("pause", "gov-fr", "adresse en doute")


def test_a_burst_is_held_until_it_is_released(greffier, publisher, polled) -> None:
    for count in range(2, 7):
        publish(publisher, [funding(n) for n in range(1, count + 1)], [arrest(1)])
        greffier("poll", "--all")
    burst = [{**funding(n), "title": f"Québec octroie {n} M$ à l'organisme Cap {n}"} for n in range(100, 130)]
    publish(publisher, [*(funding(n) for n in range(1, 7)), *burst], [arrest(1)])
    assert json.loads(greffier("poll", "--all", "--json").stdout)["entries_new"] == 30
    assert sum(told["announce"] == "held" for told in stories(greffier)) == 30
    assert "30 held" in greffier("feeds", "list").stdout
    assert greffier("feeds", "release", "gov-fr", "--reason", "une vraie semaine").exit_code == 0
    assert {told["announce"] for told in stories(greffier)} == {"yes"}


def test_the_schema_is_checked_by_a_command(greffier, polled) -> None:
    assert greffier("db", "check").exit_code == 0
    assert greffier("db", "upgrade").exit_code == 0


@pytest.mark.parametrize(
    "command",
    [
        ["run"],
        ["poll"],
        ["digest"],
        ["send"],
        ["read"],
        ["evaluate"],
        ["stories"],
        ["export"],
        ["show"],
        ["why"],
        ["history"],
        ["review"],
        ["approve"],
        ["refuse"],
        ["reclassify"],
        ["merge"],
        ["split"],
        ["withdraw"],
        ["redact"],
        ["link"],
        ["undo"],
        ["decisions"],
        ["feeds", "list"],
        ["feeds", "pause"],
        ["feeds", "resume"],
        ["feeds", "release"],
        ["feeds", "discard"],
        ["db", "upgrade"],
        ["db", "check"],
    ],
)
def test_every_command_helps_with_an_example(greffier, command) -> None:
    help_text = greffier(*command, "--help").stdout
    assert f"Example: greffier {' '.join(command)}" in " ".join(help_text.split())
