"""What is denied, planned, possible, avoided or falsely told counts nobody and is no status."""

import pytest

from feeds.model import Category, Text
from feeds.reading.read import read

UNTOLD = [
    ("en", "Police expect eight men to be arrested in Laval."),
    ("en", "Police want eleven men arrested in Hull."),
    ("en", "Two more men will be arrested soon."),
    ("fr", "Neuf hommes seront arrêtés à Lévis."),
    ("fr", "Treize hommes auraient été arrêtés à Granby, selon un journal."),
    ("en", "Not one of the 12 suspects has been charged."),
    ("en", "None of the 12 suspects have been charged."),
    ("en", "Charges could be laid against 12 people."),
    ("en", "100 people could be charged."),
    ("en", "As many as 40 drivers may be arrested."),
    ("en", "Police deny having arrested five teens."),
    ("en", "Police denied that they arrested five teens."),
    ("en", "Police plan to arrest 30 more people."),
    ("en", "Officers were unable to arrest three men."),
    ("en", "Reports that three men were arrested in Laval are false."),
    ("en", "Fake news claims two men were arrested."),
    ("en", "It is not true that three men were arrested."),
    ("en", "If the bill passes, 40 people would be arrested."),
    ("en", "It is unclear whether three men were arrested."),
    ("en", "Twelve protesters avoided being arrested."),
    ("fr", "Aucun des 12 suspects n'a été accusé."),
    ("fr", "Pas un des 12 suspects n'a été arrêté."),
    ("fr", "Des accusations pourraient être portées contre 12 personnes."),
    ("fr", "Des accusations seront peut-être portées contre 12 personnes."),
    ("fr", "12 personnes pourraient être arrêtées."),
    ("fr", "Quarante conducteurs risquent d'être arrêtés."),
    ("fr", "La police nie avoir arrêté cinq adolescents."),
    ("fr", "La police dément avoir arrêté cinq adolescents à Laval."),
    ("fr", "La police compte arrêter 30 autres personnes."),
    ("fr", "Les policiers n'ont pas arrêté trois hommes."),
    ("fr", "Il est faux que trois hommes ont été arrêtés à Laval."),
    ("fr", "Une fausse nouvelle affirme que deux hommes ont été arrêtés."),
    ("fr", "Les rumeurs voulant que trois hommes aient été arrêtés sont fausses."),
    ("fr", "Si le projet de loi est adopté, 40 personnes seraient arrêtées."),
    ("fr", "On ignore si trois hommes ont été arrêtés."),
    ("fr", "Douze manifestants ont évité d'être arrêtés."),
    ("en", "Police deny arresting five men."),
    ("en", "Police denied reports of 12 arrests."),
    ("en", "Four people narrowly escaped arrest."),
    ("en", "A video of two men being arrested is fake."),
    ("fr", "La police nie l'arrestation de cinq hommes."),
    ("fr", "Une rumeur veut que trois hommes aient été arrêtés."),
    ("fr", "Trois hommes ont failli être arrêtés."),
    ("fr", "La vidéo de l'arrestation de deux hommes est fausse."),
]
UNCOUNTED = [
    ("en", "Five people were previously arrested in this case."),
    ("en", "Five people had already been arrested in this case."),
    ("fr", "Cinq personnes avaient déjà été arrêtées dans ce dossier."),
    ("en", "One in five people arrested in Laval is under 18."),
    ("en", "Between 40 and 50 people were arrested."),
    ("en", "Between 40 and 50 arrests were made."),
    ("en", "Police arrested 40 to 50 protesters."),
    ("fr", "Une personne arrêtée sur cinq est mineure."),
    ("fr", "Une personne sur cinq arrêtée à Laval est mineure."),
    ("fr", "Entre 40 et 50 personnes ont été arrêtées."),
    ("fr", "Entre 40 et 50 arrestations ont été effectuées."),
    ("fr", "La manifestation se solde par 40 à 50 arrestations."),
]
TOLD = [
    ("en", "None of the 12 people arrested has been charged.", 12),
    ("fr", "Aucun des passagers n'a été blessé et le conducteur a été arrêté.", 1),
    ("en", "An escaped inmate was arrested in Laval.", 1),
    ("en", "The man who escaped custody was arrested.", 1),
    ("en", "Three men were arrested for spreading rumours that the mayor was ill.", 3),
    ("en", "Three people were arrested in five raids.", 3),
    ("fr", "Deux personnes ont été arrêtées sur cinq mandats.", 2),
    ("en", "Three men arrested; more arrests could follow.", 3),
    ("en", "Three men were arrested and others may be charged.", 3),
    ("en", "Two men could face more charges after they were arrested.", 2),
    ("en", "In Laval, 12 people were arrested in May.", 12),
    ("en", "Three men were arrested for making false reports.", 3),
    ("fr", "Trois hommes ont été arrêtés; d'autres arrestations pourraient suivre.", 3),
    ("fr", "Trois hommes ont été arrêtés et pourraient être accusés.", 3),
    ("fr", "Trois hommes ont été arrêtés pour avoir propagé une fausse nouvelle.", 3),
]


@pytest.mark.parametrize(("lang", "summary"), UNTOLD)
def test_what_is_not_told_as_a_fact_counts_nobody(lang: str, summary: str) -> None:
    facts = read(Text(title="Police", summary=summary, lang=lang)).facts

    assert not [f for f in facts if f.kind.startswith("persons_") or f.kind == "status"]


@pytest.mark.parametrize(("lang", "summary"), UNCOUNTED)
def test_a_rate_a_range_or_what_came_before_is_no_count(lang: str, summary: str) -> None:
    facts = read(Text(title="Police", summary=summary, lang=lang)).facts

    assert not [f for f in facts if f.kind.startswith("persons_")]


@pytest.mark.parametrize(("lang", "summary", "value"), TOLD)
def test_what_is_only_possible_takes_nothing_from_what_is_told(lang: str, summary: str, value: int) -> None:
    facts = read(Text(title="Police", summary=summary, lang=lang)).facts

    assert value in [f.value for f in facts if f.kind == "persons_arrested" and f.scope == "event"]


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        ("en", "Five men, who could face further charges, were arrested Tuesday."),
        ("fr", "Cinq hommes, qui pourraient faire face à d'autres accusations, ont été arrêtés."),
        ("en", "Officers took five men into custody after a raid."),
    ],
)
def test_a_possible_charge_charges_nobody_and_custody_is_no_sentence(lang: str, summary: str) -> None:
    facts = read(Text(title="Police", summary=summary, lang=lang)).facts

    assert {(f.kind, f.value) for f in facts if f.kind.startswith("persons_")} == {("persons_arrested", 5)}


@pytest.mark.parametrize(
    ("lang", "title", "summary"),
    [
        ("en", "Arrests in luring case", "Police made several arrests."),
        ("fr", "Arrestations à Granby", "La police a procédé à des arrestations."),
    ],
)
def test_arrests_that_nobody_counts_are_not_one(lang: str, title: str, summary: str) -> None:
    reading = read(Text(title=title, summary=summary, lang=lang))

    assert reading.category is Category.ARREST
    assert not [f for f in reading.facts if f.kind.startswith("persons_")]
