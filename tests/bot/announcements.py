"""Announcements in our own words, as a publisher's feed entries. The canary is a person who does not exist."""

from datetime import UTC, datetime, timedelta

from tests.documents import rss
from tests.publisher import Publisher

CANARY = "Zéphyrin Canarivole"


def funding(number: int, amount: str = "2,5 M$") -> dict[str, object]:
    return {
        "guid": f"f{number}",
        "link": f"https://ministere.example/annonces/{number}",
        "title": f"Exploitation sexuelle des enfants : Québec octroie {amount} à l'organisme Rivage {number}",
        "description": f"Le gouvernement du Québec accorde une aide financière de {amount} sur trois ans à l'organisme "
        f"Rivage {number} pour lutter contre l'exploitation sexuelle des enfants en ligne.",
        "published": datetime.now(UTC) - timedelta(hours=number % 40),
    }


def arrest(number: int) -> dict[str, object]:
    return {
        "guid": f"a{number}-{CANARY}",
        "link": f"https://police.example/nouvelles/{number}/arrestation-de-zephyrin-canarivole",
        "title": f"Pornographie juvénile : {CANARY}, 41 ans, et {number + 4} autres hommes arrêtés",
        "description": f"{number + 5} hommes, dont {CANARY}, ont été arrêtés mardi à Longueuil en lien avec de la "
        "pornographie juvénile. Ils ont comparu au palais de justice.",
        "author": CANARY,
        "published": datetime.now(UTC) - timedelta(hours=5),
    }


def publish(publisher: Publisher, fundings: list[dict[str, object]], arrests: list[dict[str, object]]) -> None:
    """Serve a ministry's and a police service's feed, each with an ETag of its own content."""
    for path, entries in (("/gov.xml", fundings), ("/police.xml", arrests)):
        document = rss(entries, lang="fr")
        publisher.serve(path, document, etag=f'"{hash(str(document))}"')
