"""What the first reading would load: word lists, tables, patterns, a second's work in which the loop can do little."""

from datetime import UTC, datetime

from bot import garbage
from bot.intake import understood
from feeds.model import Feed, Kind, Level, ParsedEntry, Publisher

NOBODY = Publisher(
    id="warm",
    name={"fr": "Personne", "en": "Nobody"},
    kind=Kind.NEWS,
    level=Level.MUNICIPAL,
    region="CA-QC",
    homepage="https://exemple.test",
)
TITLES = {"fr": "5 M$ pour les refuges", "en": "$5 million for shelters"}
SUMMARIES = {
    "fr": "Le ministère versera 5 M$ sur deux ans aux refuges de Longueuil. Deux hommes ont été arrêtés le 3 mai 2025.",
    "en": "The ministry will give $5 million to shelters in Longueuil. Two men were arrested on May 3, 2025.",
}


def warm() -> None:
    """Read an entry in each language before anybody waits; what is loaded then stays for good."""
    for lang, title in TITLES.items():
        feed = Feed(id="warm", publisher=NOBODY.id, url=NOBODY.homepage, lang=lang)
        entry = ParsedEntry(guid=None, link=NOBODY.homepage, title=title, summary=SUMMARIES[lang], published=None)
        understood(entry, feed, NOBODY, datetime(2025, 5, 4, tzinfo=UTC))
    garbage.keep()
