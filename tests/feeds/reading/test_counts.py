"""How many were arrested, charged and sentenced, by the grammar of what is written; and the subject's other figures."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feeds.model import Fact, Text
from feeds.reading.read import read


def facts_of(lang: str, kind: str, summary: str, title: str = "Police") -> list[Fact]:
    facts = read(Text(title=title, summary=summary, lang=lang)).facts
    return [f for f in facts if f.kind == kind]


def largest(lang: str, act: str, summary: str, title: str = "Police") -> int | None:
    found = facts_of(lang, f"persons_{act}", summary, title)
    return max((int(f.value) for f in found if f.scope == "event"), default=None)


FRENCH = {
    "Les policiers arrêtent 1 200 conducteurs interceptés; 12 arrêtés.": 12,
    "Les agents arrêtent 40 conducteurs interceptés sur la route 132; il y a eu trois arrestations.": 3,
    "Les agents arrêtent 40 conducteurs interceptés sur la route 132.": 40,
    "Jeanne Fauxnom, 29 ans, et deux autres femmes ont été arrêtées.": 3,
    "La conductrice a été arrêtée par les agents.": 1,
    "Deux hommes et une femme ont été appréhendés hier.": 3,
    "Un homme de 34 ans et sa conjointe de 29 ans ont été arrêtés.": 2,
    "L'opération vise 25 accusés, dont 22 arrêtés ce matin.": 22,
    "Seize suspects, dont trois mineurs, ont été interpellés.": 16,
    "Trois autres suspects ont été épinglés à Granby.": 3,
    "Les policiers ont arrêté, hier soir, avec l'aide de deux agents, un homme de 44 ans et une femme de 39 ans.": 2,
    "Les 120 policiers ont arrêté onze personnes dans 14 résidences.": 11,
    "Un homme soupçonné d'avoir agressé deux femmes a été arrêté.": 1,
    "Le suspect, un homme de 41 ans de Longueuil, a été arrêté.": 1,
    "L'homme de 27 ans a été localisé puis arrêté.": 1,
    "Quatre marins du « Nordet » ont été arrêtés.": 4,
    "Une dizaine de suspects a été placée en garde à vue.": 10,
    "Cela porte à 33 le nombre d'arrestations dans ce dossier.": 33,
    "L'arrestation de deux hommes et d'une femme a eu lieu mardi.": 3,
    "Les hommes âgés de 27, 30 et 44 ans demeurent détenus.": 3,
    "Le parquet a placé six suspects sous mandat d'arrêt.": 6,
    "Deux policiers ont été blessés et trois manifestants arrêtés.": 3,
    "14 perquisitions et cinq arrestations.": 5,
    "Un couple a été arrêté.": 2,
    "Le 3 mai, la police a interpellé un boulanger.": 1,
    "Les policiers l'ont arrêté mardi à son domicile.": 1,
    "Trois Namurois sous mandat d'arrêt après une rixe.": 3,
    "Son arrestation est survenue mardi.": 1,
    "Un élève figure parmi les six jeunes arrêtés.": 6,
}
ENGLISH = {
    "Jane Fauxnom, 29, and two other women were arrested.": 3,
    "The driver was arrested without incident.": 1,
    "Two men and a woman were apprehended.": 3,
    "Two people, a man aged 23 and a woman aged 20, have been arrested.": 2,
    "Five people - three men and two women - were arrested.": 5,
    "106 individuals were arrested nationally, 40 in Ontario.": 106,
    "Nineteen charged, 10 arrested, five of them Canadians.": 10,
    "Police arrested three more people on Tuesday.": 3,
    "On March 3 police arrested a 27-year-old man.": 1,
    "Officers arrested 12 and seized 40 guns and 3 cars.": 12,
    "Police arrested a suspect after three people were stabbed.": 1,
    "A woman accused of stabbing two men has been arrested.": 1,
    "Twenty of the twenty-one defendants have been taken into custody.": 20,
    "This brings the total number of arrests to 17.": 17,
    "Police took a man and a woman into custody.": 2,
    "He was located and arrested a short time later.": 1,
    "Seven people aged between 19 and 54 have been arrested by 120 officers.": 7,
    "Two gunners from Hull were arrested.": 2,
    "Those arrested include four men and one woman.": 5,
    "Deputies arrested [NAME], 35, of Miami.": 1,
    "A Dunmore boy is among six teens arrested over break-ins.": 6,
    "Police announced that Jane Fauxnom had been arrested.": 1,
    "The raid ended with a “mass takedown” of 40 offenders.": 40,
    "Officers searched the flat before her arrest on Friday.": 1,
    "Five men were led away in handcuffs.": 5,
    "Three Romanians were arrested at the port.": 3,
}
NOBODY = {
    "fr": [
        "Aucune arrestation n'a été effectuée.",
        "Personne n'a été arrêté.",
        "Les 150 personnes arrêtées ou visées par une enquête vivent à Laval.",
        "Toute information pouvant mener à l'arrestation du suspect est bienvenue.",
        "Un arrêté préfectoral restreint l'arrosage.",
        "Le maire interpelle le ministre.",
    ],
    "en": [
        "No arrests have been made.",
        "Nobody has been arrested.",
        "150 people have been arrested or are under investigation.",
        "Information leading to an arrest is welcome.",
        "A conference was held in Winnipeg.",
    ],
}
TITLES = [
    ("fr", "arrested", "Arrestation en lien avec un vol", 1),
    ("fr", "arrested", "Arrestation d'un pompier pour incendie criminel", 1),
    ("fr", "charged", "Deux boulangers accusés de fraude", 2),
    ("fr", "sentenced", "Sept ans de prison pour un proxénète", 1),
    ("fr", "sentenced", "Le cardiologue écope de trois ans de prison", 1),
    ("fr", "sentenced", "Cinq ans de prison pour avoir agressé sa voisine", 1),
    ("fr", "sentenced", "Deux frères condamnés à cinq ans de prison pour avoir volé un camion", 2),
    ("fr", "sentenced", "L'ex-pédiatre coupable de négligence", 1),
    ("en", "charged", "Two accused of arson in court", 2),
    ("en", "arrested", "Photo leads to Hull man's arrest", 1),
    ("en", "arrested", "Wanted man turns himself in", 1),
    ("en", "sentenced", "Life in prison for Leeds killer", 1),
    ("en", "arrested", "Arrest made in cold case", 1),
    ("en", "arrested", "Deputies arrest couple in fraud case", 2),
    ("en", "charged", "Former treasurer charged with theft", 1),
    ("en", "charged", "Father, two sons charged over scam", 3),
    ("en", "sentenced", "Eighteen sent to prison for disorder", 18),
]
CHARGED_OR_SENTENCED = [
    ("fr", "charged", "Jeanne Fauxnom fait face à trois chefs d'accusation.", 1),
    ("fr", "charged", "Quatre personnes seront jugées en comparution immédiate.", 4),
    ("fr", "charged", "Le procès de trois hommes s'est ouvert lundi.", 3),
    ("fr", "charged", "Jean Fauxnom a plaidé non coupable.", 1),
    ("fr", "charged", "Des accusations de meurtre ont été portées contre Jean Fauxnom.", 1),
    ("fr", "sentenced", "La juge lui impose neuf mois d'emprisonnement.", 1),
    ("fr", "sentenced", "Le tribunal l'a condamnée à deux ans de prison.", 1),
    ("fr", "sentenced", "La cour a condamné l'accusé à 20 ans de réclusion.", 1),
    ("fr", "sentenced", "Elle purgera sa peine dans la collectivité.", 1),
    ("fr", "charged", "Un homme de Laval et deux autres ont été accusés de fraude.", 3),
    ("fr", "charged", "La comptable d'une entreprise accusée de fraude.", 1),
    ("en", "charged", "A Calgary man and two others were charged.", 3),
    ("en", "charged", "Prosecutors charged her with theft.", 1),
    ("en", "charged", "He is due to appear before magistrates on Monday.", 1),
    ("en", "charged", "A murder charge has been laid against a Regina woman.", 1),
    ("en", "charged", "Two men went on trial for arson.", 2),
    ("en", "sentenced", "A jury found him guilty of manslaughter.", 1),
    ("en", "sentenced", "A jury found three men guilty of manslaughter.", 3),
    ("en", "sentenced", "Jane Fauxnom pleaded guilty to fraud.", 1),
    ("en", "sentenced", "She spoke while sentencing the 25-year-old to four years.", 1),
    ("en", "sentenced", "Two brothers were each handed jail terms of three years.", 2),
]
NEITHER = [
    ("en", "charged", "A Calgary company was charged with fraud."),
    ("en", "sentenced", "The company pleaded guilty to dumping waste."),
    ("fr", "charged", "Une entreprise accusée de fraude."),
    ("fr", "charged", "L'entreprise de Laval a été accusée de fraude."),
    ("fr", "sentenced", "La multinationale a plaidé coupable."),
    ("en", "sentenced", "The jury found him not guilty."),
    ("en", "sentenced", "Officers found 41 plants."),
    ("fr", "sentenced", "Le juge a déclaré Jean Fauxnom non coupable."),
    ("fr", "charged", "La police a porté 300 accusations dans une opération visant à lutter contre la fraude."),
]
WITHOUT_AGES = [
    ("fr", "Jeanne Fauxnom, 41 ans, a été arrêtée.", "a été arrêtée"),
    ("en", "Jane Fauxnom, 23, was arrested on Monday.", "was arrested"),
]
BALANCES = [
    ("fr", "Depuis 2021, l'escouade a procédé à 412 arrestations."),
    ("fr", "Au cours de la dernière année, la police a arrêté 96 conducteurs."),
    ("en", "Since the unit was created, officers have made 431 arrests."),
    ("en", "In 2022, 312 people were arrested, compared to 280 in 2021."),
    ("fr", "486 personnes arrêtées à ce jour."),
    ("fr", "97 arrestations ont été effectuées cette année à Lévis."),
    ("fr", "Depuis le début du projet, 486 personnes ont été arrêtées."),
    ("fr", "Selon Statistique Canada, 2 400 personnes ont été arrêtées en 2025."),
    ("fr", "Un total de 55 arrestations maintenant dans ce dossier."),
    ("en", "486 arrests made to date."),
    ("en", "Officers have made 97 arrests this year in Regina."),
    ("en", "According to Statistics Canada, 2,400 people were arrested in 2025."),
    ("en", "Total of 55 arrests now made."),
]
PARTED = [
    ("en", "Three men were arrested Tuesday in Gatineau, bringing the total to 486 arrests since 2021.", 3, 486),
    ("en", "Three men were arrested in Gatineau, bringing the total to 486 arrests since 2021.", 3, 486),
    ("en", "The unit has made 486 arrests since 2021, and three men were arrested Tuesday.", 3, 486),
    ("fr", "Trois hommes ont été arrêtés, ce qui porte le total à 486 arrestations depuis 2021.", 3, 486),
    ("fr", "L'escouade a fait 97 arrestations cette année et cinq hommes ont été arrêtés mardi à Lévis.", 5, 97),
    ("en", "Officers have made 55 arrests this year. Two more Tuesday.", 2, 55),
    ("en", "Officers have made 55 arrests this year, including two on Tuesday.", 2, 55),
    ("fr", "97 arrestations ont été effectuées cette année, dont deux autres mardi à Lévis.", 2, 97),
    ("fr", "97 arrestations ont été effectuées cette année, dont deux mardi à Lévis.", 2, 97),
    ("fr", "Cinq personnes ont été arrêtées mardi, portant à 97 le nombre d'arrestations cette année.", 5, 97),
]
FIGURES = [
    ("fr", "Les 80 enquêteurs ont mené 15 perquisitions.", {("officers", 80), ("searches", 15)}),
    (
        "fr",
        "On a saisi 60 appareils et 4000 images; 14 victimes ont été identifiées.",
        {("devices", 60), ("images", 4000), ("victims", 14)},
    ),
    (
        "en",
        "120 officers executed 14 search warrants and seized 60 devices.",
        {("officers", 120), ("searches", 14), ("devices", 60)},
    ),
    ("en", "Police received 300 reports and sent 25 removal requests.", {("reports", 300), ("removal_requests", 25)}),
]


@pytest.mark.parametrize(("summary", "value"), FRENCH.items())
def test_persons_arrested_are_counted_in_french(summary: str, value: int) -> None:
    assert largest("fr", "arrested", summary) == value


@pytest.mark.parametrize(("summary", "value"), ENGLISH.items())
def test_persons_arrested_are_counted_in_english(summary: str, value: int) -> None:
    assert largest("en", "arrested", summary) == value


@pytest.mark.parametrize(("lang", "summary"), [(lang, s) for lang, listed in NOBODY.items() for s in listed])
def test_what_is_denied_hoped_or_another_word_counts_nobody(lang: str, summary: str) -> None:
    assert largest(lang, "arrested", summary) is None


@pytest.mark.parametrize(("lang", "act", "title", "value"), TITLES)
def test_a_headline_counts_its_subject(lang: str, act: str, title: str, value: int) -> None:
    assert largest(lang, act, "", title) == value


@pytest.mark.parametrize(("lang", "act", "summary", "value"), CHARGED_OR_SENTENCED)
def test_persons_charged_and_sentenced_are_counted(lang: str, act: str, summary: str, value: int) -> None:
    assert largest(lang, act, summary) == value


@pytest.mark.parametrize(("lang", "act", "summary"), NEITHER)
def test_what_is_no_charge_and_no_sentence_counts_nobody(lang: str, act: str, summary: str) -> None:
    assert largest(lang, act, summary) is None


@pytest.mark.parametrize(("lang", "summary", "text"), WITHOUT_AGES)
def test_a_count_begins_behind_an_age(lang: str, summary: str, text: str) -> None:
    assert {f.text for f in facts_of(lang, "persons_arrested", summary)} == {text}


@pytest.mark.parametrize(("lang", "summary"), BALANCES)
def test_a_balance_of_a_time_is_cumulative(lang: str, summary: str) -> None:
    found = facts_of(lang, "persons_arrested", summary)

    assert {f.scope for f in found} == {"cumulative"}


@pytest.mark.parametrize(("lang", "summary", "event", "total"), PARTED)
def test_a_count_of_the_day_stands_beside_the_sum(lang: str, summary: str, event: int, total: int) -> None:
    found = {(f.value, f.scope) for f in facts_of(lang, "persons_arrested", summary)}

    assert found == {(event, "event"), (total, "cumulative")}


@pytest.mark.parametrize(("lang", "summary", "figures"), FIGURES)
def test_figures_say_what_they_count(lang: str, summary: str, figures: set[tuple[str, int]]) -> None:
    assert {(f.of, f.value) for f in facts_of(lang, "figure", summary)} >= figures


GRAMMAR = {
    "fr": {
        "qualifier": ["", "plus de ", "près de ", "environ ", "au moins "],
        "noun": ["hommes", "personnes", "suspects", "boulangers", "autres individus"],
        "verb": ["ont été arrêtés", "ont été appréhendés", "interpellés", "sont accusés", "ont été condamnés"],
        "active": ["La police a arrêté {}", "On a procédé à l'arrestation de {}", "{} arrestations"],
    },
    "en": {
        "qualifier": ["", "more than ", "nearly ", "about ", "at least "],
        "noun": ["men", "people", "suspects", "bakers", "other individuals"],
        "verb": ["were arrested", "have been apprehended", "in custody", "have been charged", "were sentenced"],
        "active": ["Police arrested {}", "The raid led to the arrest of {}", "Officers made {} arrests"],
    },
}


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, str]:
    lang = draw(st.sampled_from(["fr", "en"]))
    part = {name: draw(st.sampled_from(choices)) for name, choices in GRAMMAR[lang].items()}
    number = draw(st.integers(min_value=2, max_value=989))
    if draw(st.booleans()):
        return lang, f"{part['qualifier']}{number} {part['noun']} {part['verb']}."
    who = f"{part['qualifier']}{number}"
    named = who if "arrest" in part["active"].split("{}")[1] else f"{who} {part['noun']}"
    return lang, f"{part['active'].format(named)}."


def counts(lang: str, text: str) -> list[Fact]:
    facts = read(Text(title="", summary=text, lang=lang)).facts
    return [f for f in facts if f.kind.startswith("persons_")]


@given(sentences())
def test_the_text_of_a_count_alone_says_the_same(made: tuple[str, str]) -> None:
    lang, sentence = made
    found = counts(lang, sentence)

    assert found
    for fact in found:
        assert len(fact.text) <= 80
        again = [(f.kind, f.value, f.qualifier) for f in counts(lang, fact.text)]
        assert (fact.kind, fact.value, fact.qualifier) in again


@given(sentences(), st.integers(min_value=1, max_value=8))
def test_another_digit_in_the_text_of_a_count_is_another_value(made: tuple[str, str], step: int) -> None:
    lang, sentence = made
    for fact in counts(lang, sentence):
        digit = re.search(r"\d", fact.text)
        assume(digit is not None)
        assert digit is not None
        other = str((int(digit[0]) + step - 1) % 9 + 1)
        assume(other != digit[0])
        altered = f"{fact.text[: digit.start()]}{other}{fact.text[digit.end() :]}"
        assert fact.value not in [f.value for f in counts(lang, altered) if f.kind == fact.kind]
