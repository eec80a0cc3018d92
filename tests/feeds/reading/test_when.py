"""Dates as releases write them, resolved by when they were published; years as promises state them."""

from datetime import UTC, datetime

import pytest

from feeds.model import Fact, Text
from feeds.reading.read import read

FRIDAY = datetime(2021, 11, 12, 15, tzinfo=UTC)
FRENCH = {
    "du 9 au 11 novembre 2021": "2021-11-09/2021-11-11",
    "entre le 27 et le 30 octobre": "2021-10-27/2021-10-30",
    "du 30 octobre au 2 novembre": "2021-10-30/2021-11-02",
    "le dimanche 8 février": "2021-02-08",
    "le 1er mars 2020": "2020-03-01",
    "le 25 décembre": "2020-12-25",
    "hier": "2021-11-11",
    "mardi soir": "2021-11-09",
    "ce matin": "2021-11-12",
    "au petit matin, mardi": "2021-11-09",
    "au petit matin": "2021-11-12",
    "au lendemain": "au lendemain",
    "cette semaine": "cette semaine",
    "durant la nuit": "2021-11-12",
    "à l'été 2021": "à l'été 2021",
    "en 2020": "en 2020",
    "le 31 février": "le 31 février",
}
ENGLISH = {
    "February 17-28, 2021": "2021-02-17/2021-02-28",
    "between Feb. 17 and Feb. 28": "2021-02-17/2021-02-28",
    "Wednesday 16 and Thursday 17 December": "2020-12-16/2020-12-17",
    "yesterday (11 November)": "2021-11-11",
    "Friday, March 8, 2019": "2019-03-08",
    "Wednesday, 17 June": "2021-06-17",
    "early Sunday morning": "2021-11-07",
    "last month": "last month",
    "in the early hours of Sunday": "2021-11-07",
    "the following day": "the following day",
    "in the fall of 2021": "in the fall of 2021",
}
CHOSEN = [
    (
        "fr",
        "À la suite d'un vol survenu le 4 avril, un homme a été arrêté le 9 avril. Il comparaîtra le 12.",
        "le 9 avril",
    ),
    ("fr", "Un suspect arrêté pour les coups de feu du 4 avril : il a été arrêté hier par la police.", "hier"),
    ("fr", "Épinglés en 2020, deux hommes ont reçu leur peine mardi.", "en 2020"),
    ("fr", "En 2020, 40 vols ont été commis. Un suspect a été arrêté mardi.", "mardi"),
    ("en", "The incident happened on 4 May. A man was arrested on 6 May and bailed.", "6 May"),
]
UNDATED = [("mardi", "mardi"), ("le 4 mars", "le 4 mars"), ("le 4 mars 2020", "2020-03-04")]


def date_of(summary: str, lang: str, published: datetime | None) -> Fact:
    facts = read(Text(title="Police", summary=summary, lang=lang, published=published)).facts
    [found] = [f for f in facts if f.kind == "event_date"]
    return found


@pytest.mark.parametrize(("words", "meant"), FRENCH.items())
def test_a_french_date_is_resolved_by_when_it_was_published(words: str, meant: str) -> None:
    found = date_of(f"Deux hommes ont été arrêtés {words}.", "fr", FRIDAY)

    assert (found.text, found.value) == (words, meant)


@pytest.mark.parametrize(("words", "meant"), ENGLISH.items())
def test_an_english_date_is_resolved_by_when_it_was_published(words: str, meant: str) -> None:
    found = date_of(f"Two men were arrested {words}.", "en", FRIDAY)

    assert (found.text, found.value) == (words, meant)


@pytest.mark.parametrize(("words", "meant"), UNDATED)
def test_without_a_day_of_publication_only_a_full_date_is_resolved(words: str, meant: str) -> None:
    assert date_of(f"Deux hommes ont été arrêtés {words}.", "fr", None).value == meant


BESIDE = [
    ("fr", "Le meurtre est survenu le 2 octobre. Un homme a été arrêté ce matin.", "ce matin"),
    ("fr", "Il a été arrêté le 1er novembre. Il comparaîtra le 3 décembre.", "le 1er novembre"),
    ("fr", "Né le 4 mars 1990, le suspect a été arrêté hier soir.", "hier soir"),
    ("fr", "À la suite d'une plainte du 3 août, on a arrêté un homme le 4 novembre.", "le 4 novembre"),
    (
        "fr",
        "Un tir a éclaté dans la nuit de vendredi à samedi; l'homme a été arrêté dimanche à l'aube.",
        "dimanche à l'aube",
    ),
    ("fr", "Un homme a été arrêté la fin de semaine dernière.", "la fin de semaine dernière"),
    ("fr", "Les 10 et 11 novembre, huit personnes ont été arrêtées.", "Les 10 et 11 novembre"),
    ("en", "The murder occurred on October 2. A man was arrested earlier today.", "earlier today"),
    ("en", "He was arrested on November 1. He will appear in court on December 3.", "November 1"),
    ("en", "The probe, which began in March 2020, led to the arrest of two men on Thursday.", "Thursday"),
    ("en", "Over the weekend, 14 drivers were arrested.", "Over the weekend"),
    ("en", "March 3-5, eight people were arrested.", "March 3-5"),
]


@pytest.mark.parametrize(("lang", "summary", "words"), BESIDE)
def test_the_date_beside_the_arrest_wins(lang: str, summary: str, words: str) -> None:
    assert date_of(summary, lang, FRIDAY).text == words


@pytest.mark.parametrize(
    ("lang", "written", "day"),
    [("fr", "2021-11-03", "2021-11-03"), ("fr", "3/11/2021", "2021-11-03"), ("en", "17/10/2021", "2021-10-17")],
)
def test_a_day_in_figures_is_resolved_where_it_is_certain(lang: str, written: str, day: str) -> None:
    act = "Un homme a été arrêté le" if lang == "fr" else "A man was arrested on"

    assert date_of(f"{act} {written}.", lang, FRIDAY).value == day


def test_a_day_in_figures_that_could_be_two_is_left_as_text() -> None:
    assert date_of("A man was arrested on 3/11/2021.", "en", FRIDAY).value == "3/11/2021"


def test_the_dateline_is_not_the_day_of_the_event() -> None:
    found = date_of("QUÉBEC, le 12 nov. 2021 /CNW/ - Deux hommes ont été arrêtés mardi.", "fr", FRIDAY)

    assert found.text == "mardi"


@pytest.mark.parametrize(
    ("words", "years", "until"),
    [
        ("sur cinq ans", 5, None),
        ("sur 3 ans", 3, None),
        ("par année", 1, None),
        ("pour 2022", 1, "2022"),
        ("2021-2026", 5, "2026"),
        ("d'ici 2031", 10, "2031"),
    ],
)
def test_a_promise_says_for_how_many_years_it_runs(words: str, years: int, until: str | None) -> None:
    text = Text(title=f"Québec octroie 4 M$ {words}", summary="", lang="fr", published=FRIDAY)

    [period] = [f for f in read(text).facts if f.kind == "period"]

    assert (period.text, period.value, period.until) == (words, years, until)


@pytest.mark.parametrize(("lang", "summary", "words"), CHOSEN)
def test_the_date_that_stands_by_the_arrest_is_chosen(lang: str, summary: str, words: str) -> None:
    assert date_of(summary, lang, FRIDAY).text == words


@pytest.mark.parametrize("title", ["Charges laid in 1991 cold case", "Man arrested in 1987 murder of ferry pilot"])
def test_the_year_of_a_crime_dates_no_arrest(title: str) -> None:
    facts = read(Text(title=title, summary="Police spoke to reporters.", lang="en", published=FRIDAY)).facts

    assert [fact for fact in facts if fact.kind == "event_date"] == []


TO_COME = [
    ("fr", "Deux hommes ont été arrêtés. Ils comparaîtront le 20 décembre 2021."),
    ("fr", "Deux hommes ont été arrêtés. Leur procès aura lieu le 15 novembre."),
    ("fr", "486 personnes ont été arrêtées à ce jour."),
    ("en", "Two men were arrested. They will appear in court on December 20, 2021."),
    ("en", "Two men were arrested. They will appear in court on Nov. 15."),
]


@pytest.mark.parametrize(("lang", "summary"), TO_COME)
def test_no_day_to_come_is_the_day_of_an_arrest(lang: str, summary: str) -> None:
    facts = read(Text(title="Police", summary=summary, lang=lang, published=FRIDAY)).facts

    assert not [f for f in facts if f.kind == "event_date"]
