"""A family word gives a private person's name away, whatever the name's words mean; bodies and places stay."""

import pytest

from feeds.model import Category
from feeds.reading.withholding.names import mask, withheld


def shown(text: str, lang: str, category: Category = Category.FUNDING) -> str:
    return mask(text, withheld(text, category=category, lang=lang))


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("fr", "La famille Bouchard remercie le ministre.", "La famille […] remercie le ministre."),
        ("fr", "Merci à la famille Laval.", "Merci à la famille […]."),
        ("fr", "5 M$ pour la maison de la famille Zorbec.", "5 M$ pour la maison de la famille […]."),
        ("fr", "Les familles Zorbec et Bouchard sont soulagées.", "Les familles […] et […] sont soulagées."),
        ("fr", "Chez les Bouchard, la somme est saluée.", "Chez les […], la somme est saluée."),
        ("fr", "Les proches de Zorbec saluent la mesure.", "Les proches de […] saluent la mesure."),
        ("fr", "La veuve de Plume Caillou recevra 3 M$.", "La veuve de […] recevra 3 M$."),
        ("fr", "Le fils d'Augustin Zorbec recevra 3 M$.", "Le fils d'[…] recevra 3 M$."),
        ("fr", "La mère de Gisette et le père de Gus Laval.", "La mère de […] et le père de […]."),
        ("en", "The Zorbec family thanks the minister.", "The […] family thanks the minister."),
        ("en", "The Baker family home will be rebuilt.", "The […] family home will be rebuilt."),
        ("en", "The Chop family thanks the minister.", "The […] family thanks the minister."),
        ("en", "Zorbec Family Thanks Minister For Housing Grant", "[…] Family Thanks Minister For Housing Grant"),
        ("en", "The widow of Pepper Chop received $2 million.", "The widow of […] received $2 million."),
        ("en", "Relatives of Zorbec will share $2 million.", "Relatives of […] will share $2 million."),
    ],
)  # fmt: skip
def test_a_family_name_beside_a_family_word_is_withheld(lang, text, told):
    assert shown(text, lang) == told


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("fr", "Une mère, Plume Caillou, s'en réjouit.", "Une mère, […], s'en réjouit."),
        ("fr", "Selon un père, Objectif Grand Caillou, c'est peu.", "Selon un père, […], c'est peu."),
        ("en", "A mother, Pepper Chop, is glad of it.", "A mother, […], is glad of it."),
        ("en", "One tenant, Pepper Chop, is glad of it.", "One tenant, […], is glad of it."),
    ],
)
@pytest.mark.parametrize("category", [Category.FUNDING, Category.OTHER])
def test_capitals_between_commas_behind_somebody_are_a_name_whatever_they_mean(lang, text, told, category):
    assert shown(text, lang, category) == told


def test_a_name_that_a_family_word_gives_away_is_withheld_again():
    text = "Une mère, Plume Zorbec, s'en réjouit. « Enfin », ajoute Zorbec."
    assert shown(text, "fr") == "Une mère, […], s'en réjouit. « Enfin », ajoute […]."


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "5 M$ pour la Maison de la famille de Lévis et la Maison de la famille de Zorbecville."),
        ("fr", "La Fondation de la famille Bouchard verse 3 M$ au Fonds de la famille Zorbec."),
        ("fr", "Le ministère de la Famille Québec et le Secrétariat aux aînés versent 3 M$."),
        ("fr", "La ministre de la Famille, Suzanne Zorbec, annonce 3 M$."),
        ("fr", "5 M$ à Sainte-Famille et à l'Hôpital Sainte-Famille de Lévis."),
        ("fr", "La famille royale, la famille Toyota et la famille A320."),
        ("fr", "Une mère de Zorbecville et un père de Laval reçoivent 3 M$."),
        ("fr", "Les Canadiens, les Alouettes et les Innus reçoivent 3 M$."),
        ("fr", "Une résidence, Manoir Caillou, et un homme, Ville de Laval, reçoivent 3 M$."),
        ("en", "A new family of programs for Ontario and a family of Toronto projects."),
        ("en", "The Liberal family is united. His family has been told."),
        ("en", "Ontario family doctors and the Toronto family clinic get $3 million."),
        ("en", "The Zorbec Family Foundation gives $3 million."),
        ("en", "$5 million for the Child and Family Services of Toronto."),
        ("en", "A mother of Zorbecville is glad of it."),
    ],
)
def test_bodies_places_and_things_that_carry_a_family_word_stay(lang, text):
    assert shown(text, lang) == text
