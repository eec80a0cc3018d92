"""Documents of publishers, from their bytes to what is shown: no private name is left, and none in the line."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.intake import withheld_of
from bot.say.arrest import line
from feeds.model import Category, Publisher, Reading, Text
from feeds.parsing.parse import parse
from feeds.reading.read import read
from feeds.reading.withholding.layout import lay_out
from feeds.reading.withholding.names import mask
from storage.model import EntryRecord, StoryFact
from tests.bot.say.record import NOON, POLICE, WEEKLY, arrest

ZONE = ZoneInfo("America/Montreal")
NOW = datetime(2025, 11, 4, 17, 0, tzinfo=UTC)

# Title, summary, and the names in them; everybody is invented.
RELEASES = {
    "fr": [
        ("Arrestation à Longueuil", "Gus Zorbec-Tremblay, 34 ans, a été arrêté mardi au 12, rue des Zorbettes."),
        ("Projet Mirador : quatre arrestations", "Les accusés sont Paolo Zamboulian, Gisette Zorbec et Ngoc Quillan."),
        ("FRAUDE : GUS ZORBEC CONDAMNÉ À DEUX ANS", "M. Zorbec a plaidé coupable au palais de justice de Laval."),
        ("Leurre : un enseignant accusé", "Osvaldo Zamborio, du collège Zorbeau, aurait leurré une élève de 14 ans."),
        ("Meurtre à Gatineau", "La victime, Amina Zorbouche, connaissait le suspect, Kofi « Zorb » Quarcoo."),
        ("Recherché par la police", "Zorbec, Gus alias « Le Furet » est recherché. Voir https://x.example/gus-zorbec"),
    ],
    "en": [
        ("Man charged after Leeds robbery", "Gus Zorbec, 34, of Quill Road, Leeds, appeared in court on Monday."),
        ("Three Men Jailed For Trafficking", "Paolo Zamboulian (41), Tariq Zorbani and Wei Quillong were sentenced."),
        ("POLICE ARREST GISETTE ZORBEC IN CALGARY", "Zorbec turned herself in. Mr. Quill posted her bail."),
        (
            "Coach accused of luring",
            "Dmytro Zorbenko, who coached at Zorbec Academy, was charged with luring a girl, 14.",
        ),
        ("Trial opens in killing of Bo-Ra Zorbhim", "Emeka Zorbuike pleaded not guilty. His mother, Ada, wept."),
        ("Suspect identified", "Investigators named him as Sione Zorbafua, also known as Big Zorb."),
    ],
}
NAMES = re.compile(
    r"zorb(?!ette)|zamb|quill|quarcoo|paolo|gisette|gus|ngoc|osvaldo|amina|kofi|tariq|dmytro|emeka|sione|bo-ra|\bada\b",
    re.IGNORECASE,
)
PUBLISHERS = [POLICE, WEEKLY]


def document(lang: str) -> bytes:
    items = "".join(
        f"<item><guid>{number}</guid><title>{title}</title><description>{summary}</description></item>"
        for number, (title, summary) in enumerate(RELEASES[lang])
    )
    return f'<rss version="2.0"><channel><title>x</title><language>{lang}</language>{items}</channel></rss>'.encode()


def entries(lang: str, publisher: Publisher) -> list[tuple[EntryRecord, Reading]]:
    parsed = parse(document(lang), url="https://x.example/feed", content_type=None, now=NOW)
    found = []
    for entry in parsed.entries:
        text = Text(
            title=entry.title, summary=entry.summary, lang=lang, publisher=publisher.name[lang],
            publisher_kind=publisher.kind, url=None, published=NOW,
        )  # fmt: skip
        reading = read(text)
        record = EntryRecord(
            id=f"{lang}{len(found)}", title=entry.title, summary=entry.summary, publisher=publisher, lang=lang,
            url=None, version=1, published=NOON, first_seen=NOON, withheld=withheld_of(entry, reading, publisher),
        )  # fmt: skip
        found.append((record, reading))
    return found


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda p: p.id)
@pytest.mark.parametrize("lang", RELEASES)
def test_no_private_name_is_left_in_a_release(lang, publisher):
    releases = entries(lang, publisher)
    assert len(releases) == len(RELEASES[lang])
    for record, _ in releases:
        for field in ("title", "summary"):
            shown = mask(getattr(record, field), [span for span in record.withheld if span.field == field])
            assert not NAMES.search(shown), shown
            assert not two_capitals_that_we_do_not_know(shown, lang), shown


def two_capitals_that_we_do_not_know(text: str, lang: str) -> list[str]:
    """Give the words in a row that may be a name: no organisation, place, office, operation or month."""
    sheet = lay_out(text, lang)
    return [
        word.text
        for at, word in enumerate(sheet.words[1:], 1)
        if sheet.is_name(at) and sheet.is_name(at - 1) and sheet.is_beside(at - 1)
    ]


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda p: p.id)
@pytest.mark.parametrize("lang", RELEASES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_line_of_an_arrest_names_nobody(lang, publisher, language):
    for record, reading in entries(lang, publisher):
        if reading.category is Category.ARREST:
            facts = tuple(StoryFact(entry=record.id, fact=fact) for fact in reading.facts)
            told = line(arrest(record, facts=facts), language, ZONE)
            assert not NAMES.search(told), told
