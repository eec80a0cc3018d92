from datetime import date
from decimal import Decimal

import pytest

from feeds.stories.signature import Count, numbers, signature
from tests.feeds.stories.telling import CANADA, POLICE, tell

GRANT = "Québec accorde 2,5 M$ à la Maison Ancrage de Gatineau"


def test_a_sum_is_taken_with_its_currency_and_with_the_part_that_it_plays() -> None:
    found = signature(tell(GRANT, "De cette somme, 500 000 $ iront au transport."))
    assert ("CAD", Decimal(2_500_000)) in found.totals
    assert ("CAD", Decimal(500_000)) in found.parts
    assert found.sums == found.totals | found.parts


def test_twins_have_one_sum_one_subject_and_one_payer() -> None:
    french = signature(tell(f"{GRANT} contre la violence conjugale", by=CANADA))
    english = signature(
        tell("Quebec gives $2.5 million to Anchor House in Gatineau against domestic violence", by=CANADA, lang="en")
    )
    for name in ("sums", "subjects", "payers", "places"):
        assert getattr(french, name) & getattr(english, name), name


@pytest.mark.parametrize(
    "title",
    [
        "MISE À JOUR - 12 hommes arrêtés à Gatineau",
        "Rectificatif : 12 hommes arrêtés",
        "UPDATE: 12 men arrested",
        "12 men arrested (updated)",
        "Correction – 12 men arrested",
    ],
)
def test_a_title_that_says_so_is_an_update(title) -> None:
    assert signature(tell(title)).is_update


@pytest.mark.parametrize("title", ["La police met à jour ses lois", "Update your browser's tools, police urge"])
def test_a_title_that_only_has_the_word_is_judged_by_where_it_stands(title) -> None:
    assert signature(tell(title)).is_update == title.startswith("Update")


@pytest.mark.parametrize("title", ["Document d'information : les refuges", "Backgrounder: shelters", "Fact sheet"])
def test_a_backgrounder_is_known_by_its_title(title) -> None:
    assert signature(tell(title)).is_backgrounder


def test_more_than_a_hundred_may_be_a_few_more_and_never_fewer() -> None:
    [count] = signature(tell("Plus de 100 hommes arrêtés pour fraude", by=POLICE)).counts
    assert count == Count("persons_arrested", 100, 130)


def test_a_lone_person_and_a_count_over_years_tell_no_stories_apart() -> None:
    found = signature(tell("Un homme arrêté pour fraude", "486 personnes ont été arrêtées depuis 2021.", by=POLICE))
    assert found.counts == frozenset()


def test_the_days_of_an_event_are_days_whatever_words_say_them() -> None:
    found = signature(tell("Douze hommes ont été arrêtés mardi pour fraude", by=POLICE, on="2025-03-06"))
    assert found.days == {(date(2025, 3, 4), date(2025, 3, 4))}


def test_where_a_text_was_written_is_no_place_of_its_story() -> None:
    found = signature(tell("Dix arrestations à Gatineau", "LONGUEUIL - Dix hommes ont été arrêtés.", by=POLICE))
    assert "gatineau" in found.places
    assert "longueuil" not in found.places


def test_numbers_are_told_by_their_digits_and_years_are_none() -> None:
    assert set(numbers("En 2024, 1 250 000 $ ou 1.250.000 $, 12,5 % et 1,250,000")) == {"1250000", "125"}
