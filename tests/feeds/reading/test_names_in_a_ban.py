"""What tells who is withheld where a publication ban is to be expected, and stays where nobody is meant."""

import pytest

from feeds.model import Category
from feeds.reading.withholding.names import mask, withheld

ARREST, FUNDING, OTHER = Category.ARREST, Category.FUNDING, Category.OTHER


def shown(text: str, category: Category = ARREST, lang: str = "fr", context: str = "") -> str:
    return mask(text, withheld(text, category=category, lang=lang, context=context))


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("Un homme de 34 ans arrêté pour agression sexuelle sur une fille de 14 ans.", ["34", "14"]),
        ("Âgé de quarante ans, il est accusé de leurre.", ["quarante"]),
        ("L'enseignant de l'école Saint-Zorbec est accusé de leurre.", ["enseignant", "Zorbec"]),
        ("Le beau-père de la victime est condamné pour inceste.", ["beau-père"]),
        ("Il a agressé sexuellement sa nièce.", ["nièce"]),
        ("Coupable de viol, il travaillait chez Zorbec Électrique.", ["Zorbec", "Électrique"]),
        ("Une fillette de 6 ans poignardée : son oncle arrêté.", ["6 ans", "oncle"]),
        ("A 34-year-old teacher at Zorbec High School was charged with luring.", ["34", "teacher", "Zorbec"]),
        ("He sexually abused his stepdaughter. He worked for Zorbec Foods.", ["stepdaughter", "Zorbec"]),
        ("A coach, 41, was sentenced for sexual interference.", ["coach", "41"]),
        ("A boy, 9, was stabbed by his cousin in Leeds.", ["cousin"]),
    ],
)
def test_age_school_employer_trade_and_family_tie_are_withheld_in_an_arrest(text, secrets):
    for lang in ("fr", "en"):
        assert not [secret for secret in secrets if secret in shown(text, lang=lang)]


def test_the_other_field_tells_that_an_offence_is_intimate():
    assert "enseignant" in shown("Un enseignant arrêté à Laval")
    assert "enseignant" not in shown("Un enseignant arrêté à Laval", context="Il aurait agressé sexuellement un élève.")


def test_an_offence_of_another_sort_keeps_its_age_and_trade():
    text = "Vol de voiture : un mécanicien de 34 ans arrêté à Laval."
    assert shown(text) == text


def test_an_exact_age_goes_with_the_name_that_it_stands_beside():
    assert shown("Gus Zorbec, 34 ans, a été arrêté.") == "[…], a été arrêté."
    assert shown("Police arrested 34-year-old Gus Zorbec in Leeds.", lang="en") == "Police arrested […] in Leeds."
    assert shown("Gus Zorbec (34) and Gisette Quill, 35, were charged.", lang="en") == "[…]) and […], were charged."


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("L'annonce suit la condamnation d'un enseignant de 52 ans, coupable d'agressions sexuelles.", "fr"),
        ("The money follows the case of a teacher, aged 52, convicted of sexual abuse.", "en"),
    ],
)
@pytest.mark.parametrize("category", [FUNDING, OTHER])
def test_a_particular_case_is_withheld_in_an_entry_of_another_kind(text, lang, category):
    told = shown(text, category, lang)
    assert "52" not in told
    assert "enseignant" not in told
    assert "teacher" not in told


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("L'école Zorbec reçoit 100 000 $ pour prévenir l'exploitation sexuelle.", "fr"),
        ("Les enseignants et les médecins seront formés contre l'exploitation sexuelle pendant 5 ans.", "fr"),
        ("Une aide pour les enfants de 0 à 5 ans qui ont vécu une agression sexuelle.", "fr"),
        ("Zorbec University gets $1 million to study child sexual abuse of children aged 12 to 17.", "en"),
        ("Teachers will be trained to spot luring over five years.", "en"),
    ],
)
def test_money_against_such_offences_is_told_whole(text, lang):
    assert shown(text, FUNDING, lang) == text


def test_a_telephone_makes_no_case_of_a_text_about_such_offences():
    text = "A teacher of Zorbec University who saw sexual abuse may call 514-555-0199."
    assert shown(text, FUNDING, "en") == "A teacher of Zorbec University who saw sexual abuse may call […]."


@pytest.mark.parametrize(
    ("text", "secret", "lang"),
    [
        ("Son domicile de la rue Zorbec a été perquisitionné.", "Zorbec", "fr"),
        ("L'accusé habite la rue des Zorbettes, à Laval.", "Zorbettes", "fr"),
        ("A man who lives on Zorbec Street was charged.", "Zorbec", "en"),
        ("Gus Quill, of Zorbec Road, Leeds, was jailed.", "Zorbec", "en"),
        ("He lived at 12 upper Zorbec Street.", "Zorbec", "en"),
        ("Plaque ZRB 123 : le véhicule était recherché.", "123", "fr"),
        ("See https://police.example/news/gus-zorbec-charged for more.", "zorbec", "en"),
    ],
)
def test_homes_plates_and_addresses_are_withheld_in_an_arrest(text, secret, lang):
    assert secret not in shown(text, lang=lang)


def test_a_street_where_something_happened_stays():
    text = "Trois hommes arrêtés sur le boulevard Zorbec et au parc Zorbec-Nord."
    assert shown(text) == text
