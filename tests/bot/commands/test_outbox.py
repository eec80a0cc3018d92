"""What waits and what nobody knows the fate of is listed, and a maintainer's word settles it."""

import json

import pytest
from typer.testing import CliRunner

from bot.commands import app
from tests.bot.announcements import funding, publish


@pytest.fixture
def greffier(settings, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")

    def run(*arguments: str):
        return CliRunner().invoke(app, arguments)

    return run


@pytest.fixture
def held(greffier, settings, publisher, api, monkeypatch) -> int:
    """A message whose answer was lost, in a channel where a maintainer decides."""
    monkeypatch.setenv("GREFFIER_HOLD", settings.channel[0])
    monkeypatch.setenv("GREFFIER_PROBE", "off")
    monkeypatch.setenv("GREFFIER_SETTLE_AFTER", "0s")
    publish(publisher, [], [])
    greffier("poll")
    publish(publisher, [funding(1)], [])
    greffier("poll", "--all")
    api.faults.next("close-stored", method="sendMessage")
    greffier("digest")
    greffier("send")
    [listed] = [json.loads(line) for line in greffier("outbox", "--json").stdout.splitlines()]
    assert (listed["status"], listed["held"]) == ("uncertain", True)
    return listed["id"]


def test_nothing_on_its_way_is_said(greffier, publisher) -> None:
    publish(publisher, [], [])
    greffier("poll")
    assert (greffier("outbox").stdout, greffier("outbox").stderr) == ("", "Rien n'est en route.\n")


@pytest.mark.parametrize(("word", "messages"), [("arrived", 1), ("again", 2)])
def test_a_maintainer_s_word_settles_a_message_of_unknown_fate(greffier, held, api, word, messages) -> None:
    assert "à vous de le dire" in greffier("outbox").stdout
    done = greffier("outbox", word, str(held), "--reason", "regardé dans le canal")
    assert (done.exit_code, f"message {held}" in done.stdout) == (0, True)
    greffier("send")
    assert len(api.messages) == messages
    assert greffier("outbox").stdout == ""
    assert greffier("outbox", word, str(held), "--reason", "encore").exit_code == 1
    assert f"message {held}" in greffier("decisions").stdout
