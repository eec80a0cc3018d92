"""What became of an arrest leads to it in the record, whichever of the two was read first."""

import json

import pytest
from typer.testing import CliRunner

from bot.commands import app
from tests.bot.announcements import publish

ARREST = {
    "title": "Projet Belette : 12 personnes arrêtées à Longueuil",
    "description": "La Sûreté du Québec a arrêté douze personnes à Longueuil le 3 mars 2026 pour fraude, dans le cadre "
    "du projet Belette.",
    "link": "https://police.example/2026/12-arrestations",
    "guid": "belette-1",
    "pubDate": "Wed, 04 Mar 2026 15:00:00 GMT",
}
VERDICT = {
    "title": "Projet Belette : trois hommes condamnés pour fraude",
    "description": "Trois hommes arrêtés par la Sûreté du Québec lors du projet Belette ont été condamnés mardi à "
    "Longueuil pour fraude.",
    "link": "https://police.example/2026/trois-hommes-condamnes",
    "guid": "belette-2",
    "pubDate": "Wed, 21 Oct 2026 15:00:00 GMT",
}


@pytest.fixture
def greffier(settings):
    def run(*arguments: str):
        return CliRunner().invoke(app, arguments)

    return run


@pytest.mark.parametrize("order", [[ARREST, VERDICT], [VERDICT, ARREST]])
def test_a_verdict_that_names_the_operation_leads_to_the_arrest(greffier, publisher, order) -> None:
    for read in (order[:1], order):
        publish(publisher, [], read)
        greffier("poll", "--all")
    told = [json.loads(line) for line in greffier("stories", "--json").stdout.splitlines()]
    assert len(told) == 2
    by_day = sorted(told, key=lambda story: story["published"])
    assert [(link["relation"], link["to"], link["state"]) for link in by_day[1]["links"]] == [
        ("updates", by_day[0]["id"], "certain")
    ]
    assert by_day[1]["links"][0]["because"] == "both name the same operation of one police service"
    assert by_day[0]["links"] == []
