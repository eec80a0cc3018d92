"""What the ledger says where its lines and its total are not the same sum."""

import pytest
from typer.testing import CliRunner

from bot.commands import app
from tests.bot.announcements import funding, publish

JOINT = "Le gouvernement du Québec verse 13,5 M$ et le gouvernement du Canada, 5,6 M$."


@pytest.mark.parametrize(("total", "is_said"), [("19 M$", True), ("19,1 M$", False)])
def test_a_rounded_total_is_said_to_differ_from_its_parts(settings, publisher, monkeypatch, total, is_said):
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")
    publish(publisher, [{**funding(1, total), "description": JOINT}], [])
    CliRunner().invoke(app, ["poll"])
    shown = CliRunner().invoke(app, ["ledger"]).stdout
    assert ("$13.5 million" in shown, "$5.6 million" in shown) == (True, True)
    assert ("The lines make $19.1 million" in shown) is is_said
