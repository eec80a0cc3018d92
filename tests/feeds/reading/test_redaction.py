"""Words that a maintainer withholds are found however they are written; a doubt is marked without its words."""

import pytest

from feeds.model import Category, Fact, Reading
from feeds.reading.withholding.doubts import doubt, names_gone
from feeds.reading.withholding.redaction import is_repeated, places_of, shares_name


def found(text: str, *words: str) -> list[str]:
    return [text[start:end] for start, end in places_of(text, words, "fr")]


def test_words_are_found_whatever_their_capitals_accents_and_spaces() -> None:
    assert found("Rémi Zorbec, REMI ZORBEC et Rémi\u00a0Zorbec", "rémi zorbec") == [
        "Rémi Zorbec",
        "REMI ZORBEC",
        "Rémi\u00a0Zorbec",
    ]


def test_a_name_among_the_words_is_found_alone_and_a_plain_word_is_not() -> None:
    assert found("L'école de Rémi. Zorbec y enseigne. Une autre école.", "école de Rémi Zorbec") == ["Rémi", "Zorbec"]


def test_a_part_of_a_word_is_not_found() -> None:
    assert found("Zorbecville", "Zorbec") == []


@pytest.mark.parametrize("reason", ["zorbec l'a demandé", "pour Rémi Zorbec", "REMI"])
def test_a_reason_that_says_the_words_is_known(reason) -> None:
    assert is_repeated(reason, ["Rémi Zorbec"], "fr")


def test_a_reason_is_known_by_a_name_of_the_text() -> None:
    assert shares_name("M. Zorbec l'a demandé", ["La ferme Zorbec"], "fr")
    assert not shares_name("un proche l'a demandé", ["un proche de la ferme Zorbec"], "fr")


def reading(category: Category, *facts: Fact) -> Reading:
    return Reading(lang="fr", category=category, score=1, rules="1", facts=facts)


FARM = "Québec octroie 2 M$ à la Ferme Zorbec Rivard"


def test_a_name_to_which_nothing_gives_an_office_is_in_doubt_and_the_mark_is_that_of_the_name() -> None:
    mark = doubt(FARM, "", reading(Category.FUNDING), ())
    assert mark is not None
    assert mark == doubt("", f"Hier, {FARM}.", reading(Category.FUNDING), ())
    assert mark != doubt(FARM.replace("Rivard", "Tamzir"), "", reading(Category.FUNDING), ())
    assert "zorbec" not in mark


@pytest.mark.parametrize("text", ["La ministre Maude Zorbec annonce 2 M$.", "Québec octroie 2 M$ à Longueuil."])
def test_an_office_and_a_place_are_in_no_doubt(text) -> None:
    assert doubt("", text, reading(Category.FUNDING), ()) is None


def test_of_an_arrest_only_what_a_fact_shows_is_in_doubt() -> None:
    operation = Fact(kind="operation", value="Zorbec Rivard", field="title", start=7, end=20, text="Zorbec Rivard")
    assert doubt("Projet Zorbec Rivard", "", reading(Category.ARREST), ()) is None
    assert doubt("Ferme, Zorbec Rivard", "", reading(Category.ARREST, operation), ()) is not None


def test_a_name_that_a_later_text_does_not_have_is_found() -> None:
    old, new = "La ministre Maude Zorbec annonce 2 M$ à Longueuil.", "La ministre annonce 2 M$ à Longueuil."
    assert [old[start:end] for start, end in names_gone(old, new, "fr")] == ["Maude Zorbec"]
    assert names_gone(old, old, "fr") == []
