"""An entry that is in no record is shown as the product would show it; of a stranger, the most is withheld."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.desk.sample import Sample, Speaker, View, sample
from feeds.model import Category, Feed, Kind, Level, ParsedEntry, Publisher

NEWS = Publisher(
    id="hebdo",
    name={"fr": "L'Hebdo d'Exemple", "en": "L'Hebdo d'Exemple"},
    kind=Kind.NEWS,
    level=Level.PROVINCIAL,
    region="CA-QC",
    homepage="https://hebdo.example/",
)
FEED = Feed(id="hebdo-fr", publisher="hebdo", url="https://hebdo.example/fil", lang="fr")
VIEW = View(lang="fr", zone=ZoneInfo("America/Montreal"), now=datetime(2026, 3, 4, tzinfo=UTC))


def shown(title: str, *, is_known: bool, link: str = "https://hebdo.example/zebulon-tartempion-parc") -> Sample:
    entry = ParsedEntry(guid=None, link=link, title=title, summary="", published=None)
    return sample(entry, FEED, Speaker(publisher=NEWS, is_known=is_known), VIEW)


def test_the_address_of_a_stranger_s_entry_names_nobody() -> None:
    assert shown("Un parc est inauguré", is_known=True).link == "https://hebdo.example/zebulon-tartempion-parc"
    assert shown("Un parc est inauguré", is_known=False).link == NEWS.homepage


@pytest.mark.parametrize("is_known", [True, False])
def test_an_arrest_is_the_line_that_we_compose(is_known: bool) -> None:
    found = shown("Leurre : Zébulon Tartempion-Exemple arrêté et accusé à Laval", is_known=is_known)
    assert (found.category, found.link) == (Category.ARREST, NEWS.homepage)
    assert "Laval" in str(found.title)
    assert "Tartempion" not in str(found.title)
