"""Offences and topics: both vocabularies of the law, in both languages, and no homonyms."""

import pytest

from feeds.model import Text
from feeds.reading import vocabulary
from feeds.reading.offences import label
from feeds.reading.read import read


def ids(text: str, lang: str, kind: str = "offence") -> set[str]:
    return {str(f.value) for f in read(Text(title=text, summary="", lang=lang)).facts if f.kind == kind}


@pytest.mark.parametrize(
    ("id", "lang", "words"),
    [
        ("child-sexual-exploitation", "fr", "pornographie juvénile"),
        ("child-sexual-exploitation", "fr", "production de matériel d'abus et d'exploitation pédosexuels"),
        ("child-sexual-exploitation", "fr", "leurre d'enfant"),
        ("child-sexual-exploitation", "fr", "contacts sexuels avec une mineure"),
        ("child-sexual-exploitation", "fr", "sextorsion"),
        ("child-sexual-exploitation", "en", "possession of child pornography"),
        ("child-sexual-exploitation", "en", "child sexual abuse and exploitation material"),
        ("child-sexual-exploitation", "en", "luring a child"),
        ("child-sexual-exploitation", "en", "sexual interference"),
        ("child-sexual-exploitation", "en", "invitation to sexual touching"),
        ("child-sexual-exploitation", "en", "making indecent images of children"),
        ("child-sexual-exploitation", "en", "grooming a girl"),
        ("sexual-assault", "fr", "voyeurisme"),
        ("breach", "fr", "violation du confinement"),
        ("breach", "fr", "non-respect des mesures sanitaires"),
        ("breach", "en", "flouting quarantine rules"),
        ("breach", "en", "breaching the lockdown"),
        ("breach", "en", "failing to stop"),
        ("homicide", "fr", "deux sœurs tuées par balles"),
        ("gun-violence", "fr", "un passant atteint par une balle"),
        ("assault", "fr", "non-assistance à personne en danger"),
        ("assault", "en", "injuring a neighbour with intent"),
        ("fraud", "fr", "dénonciation mensongère"),
        ("fraud", "en", "making off without payment"),
        ("theft", "en", "burgling a shop"),
        ("theft", "en", "cattle rustling"),
        ("mischief", "fr", "mutinerie"),
        ("mischief", "en", "an alleged disturbance in a pub"),
        ("drugs", "fr", "un go-fast"),
        ("animal-cruelty", "fr", "cruauté animale"),
        ("dangerous-driving", "en", "crashing a van into a shop"),
        ("sexual-assault", "fr", "attentat à la pudeur"),
        ("sexual-assault", "en", "criminal sexual conduct"),
        ("procuring", "fr", "proxénétisme"),
        ("procuring", "en", "pimping"),
        ("human-trafficking", "fr", "aide à l'entrée irrégulière"),
        ("human-trafficking", "en", "people smuggling"),
        ("domestic-violence", "fr", "violence conjugale"),
        ("domestic-violence", "en", "coercive control"),
        ("homicide", "fr", "tentative de meurtre"),
        ("homicide", "en", "attempted murder"),
        ("gun-violence", "en", "discharging a firearm"),
        ("weapons", "fr", "possession d'une arme prohibée"),
        ("weapons", "en", "possession of a bladed article"),
        ("drugs", "fr", "trafic de stupéfiants"),
        ("drugs", "en", "possession with intent to supply crack cocaine"),
        ("money-laundering", "fr", "recyclage des produits de la criminalité"),
        ("money-laundering", "en", "money laundering"),
        ("tax-evasion", "fr", "fraude fiscale"),
        ("tax-evasion", "en", "cheating the public revenue"),
        ("corruption", "fr", "abus de confiance par un fonctionnaire"),
        ("corruption", "en", "misconduct in public office"),
        ("fraud", "fr", "fraudes de type grands-parents"),
        ("fraud", "en", "a grandparent scam"),
        ("theft", "fr", "vols de véhicules"),
        ("theft", "fr", "brigandage"),
        ("theft", "en", "robbery"),
        ("theft", "en", "break and enter"),
        ("kidnapping", "fr", "enlèvement et séquestration"),
        ("kidnapping", "en", "unlawful confinement"),
        ("assault", "fr", "voies de fait graves"),
        ("assault", "en", "grievous bodily harm"),
        ("impaired-driving", "fr", "conduite avec les capacités affaiblies"),
        ("impaired-driving", "en", "driving under the influence"),
        ("dangerous-driving", "fr", "délit de fuite"),
        ("dangerous-driving", "en", "causing death by dangerous driving"),
        ("threats", "fr", "harcèlement criminel"),
        ("threats", "en", "stalking"),
        ("arson", "fr", "incendie volontaire"),
        ("arson", "en", "setting a fire"),
        ("mischief", "fr", "méfaits"),
        ("mischief", "en", "criminal damage"),
        ("breach", "fr", "bris de probation"),
        ("breach", "en", "contempt of court"),
        ("organized-crime", "fr", "association de malfaiteurs"),
        ("organized-crime", "en", "racketeering"),
        ("conspiracy", "fr", "complot"),
        ("conspiracy", "en", "conspiracy"),
        ("terrorism", "fr", "apologie du terrorisme"),
        ("terrorism", "en", "terrorist financing"),
        ("smuggling", "fr", "contrebande de tabac"),
        ("smuggling", "en", "contraband tobacco"),
        ("immigration", "fr", "mariage blanc"),
        ("immigration", "en", "immigration fraud"),
        ("wildlife", "fr", "braconnage"),
        ("wildlife", "en", "illegal hunting"),
        ("animal-cruelty", "fr", "cruauté envers un animal"),
        ("animal-cruelty", "en", "causing unnecessary suffering to an animal"),
        ("cybercrime", "fr", "piratage informatique"),
        ("cybercrime", "en", "a ransomware attack"),
    ],
)
def test_an_offence_is_known_by_the_words_of_either_law(id, lang, words):
    sentence = f"Un homme arrêté pour {words}" if lang == "fr" else f"Man arrested and charged over {words}"
    assert id in ids(sentence, lang)


def test_every_offence_has_a_label_and_words_in_both_languages():
    for row in vocabulary.document("tables/offences.toml")["offence"]:
        assert row["label"].keys() == {"fr", "en"}
        assert label(row["id"], "fr") == row["label"]["fr"]
        assert row["patterns"]["fr"]
        assert row["patterns"]["en"]


@pytest.mark.parametrize(
    ("text", "lang", "id"),
    [
        ("Deux vols directs vers Paris cet été", "fr", "theft"),
        ("L'enlèvement des ordures change de jour", "fr", "kidnapping"),
        ("La résistance des matériaux étudiée en laboratoire", "fr", "assault"),
        ("The phone's battery lasts two days", "en", "assault"),
        ("Procuring new buses takes a year", "en", "procuring"),
        ("A new fleece for autumn", "en", "fraud"),
    ],
)
def test_a_word_with_another_meaning_is_neither_an_offence_nor_a_topic_by_itself(text, lang, id):
    assert id not in ids(text, lang)
    assert id not in ids(text, lang, "topic")


def test_such_a_word_is_an_offence_where_a_case_is_spoken_of():
    assert "theft" in ids("Deux arrestations après des vols à Laval", "fr")


@pytest.mark.parametrize(
    ("text", "lang", "id"),
    [
        ("Bridge financing for the company", "en", "infrastructure"),
        ("Food for thought: a new essay", "en", "agriculture"),
        ("Un toit-pont entre deux rives de la recherche", "fr", "infrastructure"),
    ],
)
def test_a_topic_is_not_read_from_a_homonym(text, lang, id):
    assert id not in ids(text, lang, "topic")
