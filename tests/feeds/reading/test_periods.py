"""For how long a promise runs."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from feeds.model import Fact
from feeds.reading.funding.periods import period_facts
from feeds.reading.passage import Passage
from feeds.reading.read import mark

FRENCH = {
    "sur trois ans": "3",
    "sur trois exercices": "3",
    "pendant 18 mois": "1.5",
    "pour une durée de deux ans et demi": "2.5",
    "reconduit pour trois autres années": "3",
    "durer de deux à trois ans": "3",
    "entente de cinq ans": "5",
    "sur un an": "1",
    "par année": "1",
    "chaque année": "1",
    "contribution annuelle": "1",
    "quinquennal": "5",
    "en 2025-2026": "1",
    "en 2025-2026 et 2026-2027": "2",
    "de 2025 à 2028": "3",
    "pour les années 2025, 2026 et 2027": "3",
    "du 1er avril 2025 au 31 mars 2027": "2",
    "d'ici 2028": "3",
    "d'ici la fin de 2027": "2",
    "jusqu'en mars 2029": "4",
    "jusqu'au 31 mars 2027": "2",
    "pour 2026": "1",
}
ENGLISH = {
    "over three years": "3",
    "over the next three years": "3",
    "for up to five years": "5",
    "over 42 months": "3.5",
    "over two and a half years": "2.5",
    "over a period of four years": "4",
    "during the next two fiscal years": "2",
    "18-month": "1.5",
    "five-year": "5",
    "a year": "1",
    "annual grant": "1",
    "this fiscal year": "1",
    "in 2025-26": "1",
    "from April 2025 to March 2028": "3",
    "between Jan. 1, 2025 and Sept. 30, 2026": "1.75",
    "until 31 March 2027": "2",
    "through to 2028": "3",
    "by the end of 2029": "4",
    "for 2026": "1",
}
CASES = [(w, m, "fr") for w, m in FRENCH.items()] + [(w, m, "en") for w, m in ENGLISH.items()]


def periods(text: str, lang: str) -> list[Fact]:
    [marked] = mark([Passage.of("summary", text)], lang, "CAD")
    return period_facts(marked.passage, marked.numbers, lang, datetime(2025, 2, 2, tzinfo=UTC))


@pytest.mark.parametrize(("words", "years", "lang"), CASES)
def test_a_duration_is_read_in_years(words: str, years: str, lang: str) -> None:
    sentence = f"Le soutien, {words}, aide." if lang == "fr" else f"The support, {words}, helps."

    [fact] = periods(sentence, lang)

    assert (fact.value, fact.text) == (Decimal(years), words)


@pytest.mark.parametrize(("words", "years", "lang"), CASES)
def test_the_words_of_a_duration_say_the_same_alone(words: str, years: str, lang: str) -> None:
    assert [fact.value for fact in periods(words, lang)] == [Decimal(years)]


@pytest.mark.parametrize(("words", "years", "lang"), [case for case in CASES if any(c.isdigit() for c in case[0])])
def test_another_figure_is_another_duration_or_none(words: str, years: str, lang: str) -> None:
    at = max(i for i, c in enumerate(words) if c.isdigit())
    other = f"{words[:at]}{(int(words[at]) + 1) % 10}{words[at + 1 :]}"

    read = [(fact.value, fact.since, fact.until) for fact in periods(other, lang)]

    assert read != [(fact.value, fact.since, fact.until) for fact in periods(words, lang)]


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("actif depuis 20 ans", "fr"),
        ("il y a trois ans", "fr"),
        ("des jeunes de cinq ans", "fr"),
        ("dévoilé en 2019", "fr"),
        ("a three-year-old boy", "en"),
        ("a 20-year veteran", "en"),
        ("over the past 10 years", "en"),
        ("has worked for 30 years", "en"),
        ("calls rose between 2020 and 2023", "en"),
        ("since 2011", "en"),
    ],
)
def test_an_age_and_a_past_are_no_duration(words: str, lang: str) -> None:
    assert periods(words, lang) == []
