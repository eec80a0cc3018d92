"""Who pays has one name, whichever language says it and whoever does."""

import pytest

from feeds.stories.payers import bare, level_of, payers_of, publisher_key
from tests.feeds.stories.telling import CANADA, GATINEAU, GAZETTE, QUEBEC, body, tell

FEDERAL, QC, ON = "federal:CA", "provincial:CA-QC", "provincial:CA-ON"
TOWN = "municipal:gatineau"


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "Le gouvernement du Canada accorde 2 M$ à la Maison Ancrage.", {FEDERAL}),
        ("en", "The Government of Canada is giving $2 million to Anchor House.", {FEDERAL}),
        ("fr", "Ottawa accorde 2 M$ à la Maison Ancrage.", {FEDERAL}),
        ("en", "Ottawa is giving $2 million to Anchor House.", {FEDERAL}),
        ("fr", "Le gouvernement fédéral verse 2 M$ à la Maison Ancrage.", {FEDERAL}),
        ("fr", "Québec accorde 2 M$ à la Maison Ancrage.", {QC}),
        ("en", "The Quebec government is giving $2 million to Anchor House.", {QC}),
        ("fr", "Le gouvernement de l'Ontario verse 2 M$ à la Maison Ancrage.", {ON}),
        ("en", "The Government of Ontario is investing $2 million in Anchor House.", {ON}),
        ("fr", "La Ville de Gatineau accorde 2 M$ à la Maison Ancrage.", {TOWN}),
        ("en", "The City of Gatineau is giving $2 million to Anchor House.", {TOWN}),
        ("fr", "Ottawa et Québec investissent 2 M$ dans la Maison Ancrage.", {FEDERAL, QC}),
    ],
)
def test_a_payer_has_one_key_in_both_languages_whoever_reports(lang, text, expected) -> None:
    assert set(payers_of(tell("Une maison d'aide", text, lang=lang, by=GAZETTE))) == expected


@pytest.mark.parametrize(("by", "expected"), [(QUEBEC, QC), (CANADA, FEDERAL)])
def test_a_government_that_is_named_by_its_office_is_the_one_that_speaks(by, expected) -> None:
    assert set(payers_of(tell("Une aide", "Le gouvernement accorde 2 M$ à la Maison Ancrage.", by=by))) == {expected}


def test_a_government_that_is_named_is_not_the_one_that_speaks() -> None:
    text = "The Government of Quebec is giving $2 million to Anchor House."
    assert set(payers_of(tell("Help for a shelter", text, lang="en", by=CANADA))) == {QC}


def test_a_newsroom_that_speaks_of_the_government_pays_nothing_itself() -> None:
    told = tell("Une aide", "Le gouvernement accorde 2 M$ à la Maison Ancrage.", by=GAZETTE)
    assert set(payers_of(told)) <= {QC}


def test_each_publisher_has_the_key_that_texts_give_it() -> None:
    nordique = body(GATINEAU.kind, GATINEAU.level, "CA-QC-10", "Ville de Nordique", "City of Nordique")
    assert [publisher_key(b) for b in (QUEBEC, CANADA, GATINEAU, nordique)] == [QC, FEDERAL, TOWN, "municipal:nordique"]


@pytest.mark.parametrize(
    ("one", "other"), [("la Ville de Gatineau", "City of Gatineau"), ("La Fondation Borée", "fondation Boree")]
)
def test_a_name_is_its_words_without_articles_accents_and_kinds_of_place(one, other) -> None:
    assert bare(one) == bare(other)


def test_a_name_of_small_words_only_keeps_them() -> None:
    assert bare("La Ville") == "la ville"


@pytest.mark.parametrize(
    ("key", "level"), [(FEDERAL, "federal"), (TOWN, "municipal"), ("body:boree", None), ("joint", None), (None, None)]
)
def test_the_level_stands_in_the_key_where_the_key_tells_it(key, level) -> None:
    assert level_of(key) == level


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Home Office gives £5 million to Anchor House.", "federal:GB"),
        ("The federal government is giving £5 million to Anchor House.", "federal:GB"),
        ("The Australian government is giving $5 million to Anchor House.", "federal:AU"),
        ("Ottawa is giving £5 million to Anchor House.", FEDERAL),
        ("The federal government is giving $5 million to Anchor House.", FEDERAL),
    ],
)
def test_a_national_government_is_that_of_the_country_its_name_or_its_currency_says_whoever_reports(
    text, expected
) -> None:
    assert set(payers_of(tell("Help for a shelter", text, lang="en", by=GAZETTE))) == {expected}
