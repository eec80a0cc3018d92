"""Who is told by a trade or a bond behind a comma is the person before it, and is counted once."""

import pytest

from feeds.model import Fact, Text
from feeds.reading.read import read

TRADES = {
    "fr": [
        "entraîneur de hockey",
        "enseignant",
        "enseignante",
        "chauffeur",
        "agent immobilier",
        "médecin",
        "pasteur",
        "père de famille",
        "mère de famille",
        "résident de Longueuil",
        "ancien policier",
        "infirmière",
        "moniteur",
        "un gardien",
        "enseignant et entraîneur",
        "conjoint de la victime",
    ],
    "en": [
        "teacher",
        "a hockey coach",
        "teacher and coach",
        "a teacher and a coach",
        "a resident of Hull",
        "father of two",
        "former police officer",
        "the driver",
    ],
}
ONE = {
    "fr": [
        "La police a arrêté {}, 51 ans, {}, pour leurre.",
        "La police a arrêté {}, 51, {}, pour leurre.",
        "La police a arrêté {} (51 ans), {}, pour leurre.",
        "{}, 51 ans, {}, a été arrêté mardi.",
        "L'arrestation de {}, 51 ans, {}, a eu lieu mardi.",
    ],
    "en": ["Police arrested {}, 51, {}, for luring.", "{}, 51, {}, was arrested on Tuesday."],
}
SEVERAL = [
    ("fr", "La police a arrêté Jean Fauxnom, 40 ans, enseignant, et Jeanne Fauxnom, 35 ans, infirmière.", 2),
    ("fr", "Jean Fauxnom, 40 ans, enseignant, et Jeanne Fauxnom, 35 ans, infirmière, ont été arrêtés.", 2),
    ("fr", "Jean Fauxnom, 40 ans, et Jeanne Fauxnom, 35 ans, tous deux enseignants, ont été arrêtés.", 2),
    ("fr", "La police a arrêté Jean Fauxnom, 40 ans, Marc Fauxnom, 35 ans, et Jeanne Fauxnom, 22 ans.", 3),
    ("fr", "Les agents ont arrêté Jean Fauxnom, 40 ans, gardien, et Jeanne Fauxnom, 35 ans, entraîneuse de hockey.", 2),
    ("fr", "La police a arrêté Jeanne Fauxnom, 51 ans, enseignante à Laval, et son conjoint.", 2),
    ("fr", "La police a arrêté Jeanne Fauxnom, 40 ans, une femme de 35 ans et un adolescent.", 3),
    ("fr", "La police a arrêté Jean Fauxnom, 40 ans, Marc Fauxnom, 35 ans, et une femme de 20 ans.", 3),
    ("fr", "La police a arrêté un homme, une femme et un adolescent.", 3),
    ("fr", "La police a arrêté un policier, un pompier et un enseignant.", 3),
    ("fr", "Père, mère et fils ont été arrêtés.", 3),
    ("en", "Police arrested Jean Fauxnom, 51, a teacher, and Jane Fauxnom, 35, a nurse.", 2),
    ("en", "Jean Fauxnom, 51, teacher, and Jane Fauxnom, 35, nurse, were arrested.", 2),
    ("en", "Jean Fauxnom, 51, and Jane Fauxnom, 35, both teachers, were arrested.", 2),
    ("en", "Police arrested Jean Fauxnom, 51, and Jane Fauxnom, 35, both of Hull.", 2),
    ("en", "Police arrested Jean Fauxnom, 51, driver, Marc Fauxnom, 40, coach, and Jane Fauxnom, 35, nurse.", 3),
    ("en", "Police arrested Jean Fauxnom, 51, and a woman, 40.", 2),
    ("en", "Police arrested Jane Fauxnom, 51, a woman and a teenager.", 3),
    ("en", "Police arrested a man, 51, a woman, 40, and a teen, 16.", 3),
    ("en", "A man, woman and child were arrested.", 3),
    ("en", "Police arrested a teacher, a nurse and a coach.", 3),
]
TOLD = [
    ("fr", "deux hommes, un enseignant et un policier", 2),
    ("fr", "deux femmes, une enseignante et une infirmière", 2),
    ("fr", "deux hommes, un enseignant de 41 ans et un policier de Laval", 2),
    ("fr", "trois hommes, un enseignant, un policier et un pompier", 3),
    ("fr", "deux policiers, un homme et une femme", 2),
    ("fr", "deux hommes, une femme et un adolescent", 4),
    ("fr", "deux hommes, une femme et un enseignant", 4),
    ("fr", "deux policiers, un pompier et un enseignant", 4),
    ("fr", "trois hommes, un enseignant et un policier", 5),
    ("fr", "deux hommes et une femme, une enseignante", 3),
    ("en", "two men, a teacher and a police officer", 2),
    ("en", "two men, a teacher, 41, and a police officer, 35", 2),
    ("en", "three women, a teacher, a nurse and a coach", 3),
    ("en", "two teachers, a man and a woman", 2),
    ("en", "two men, a woman and a teenager", 4),
    ("en", "two men, a woman and a teacher", 4),
    ("en", "two men, a teacher and two nurses", 5),
    ("en", "two nurses, a teacher and a coach", 4),
]
ARRESTED = {
    "fr": ["La police a arrêté {}.", "La police a arrêté {}, mardi à Laval.", "Les agents ont interpellé {}, mardi."],
    "en": ["Police arrested {}.", "Police arrested {}, on Tuesday.", "Officers have arrested {}, in Hull."],
}
SHORTEST = [
    ("fr", "La police a arrêté Jeanne Fauxnom, 51 ans, enseignante, pour leurre.", "a arrêté Jeanne Fauxnom"),
    ("fr", "La police a arrêté Jeanne Fauxnom (51 ans), enseignante.", "a arrêté Jeanne Fauxnom"),
    ("fr", "La police a arrêté un homme de 51 ans, enseignant à Laval.", "a arrêté un homme"),
    ("fr", "Jeanne Fauxnom, 51 ans, enseignante, a été arrêtée.", "a été arrêtée"),
    ("en", "Police arrested Jane Fauxnom, 51, a teacher, for luring.", "arrested Jane Fauxnom"),
    ("en", "Police arrested a man, 51, a teacher, for luring.", "arrested a man"),
]


def arrests(lang: str, summary: str) -> list[Fact]:
    facts = read(Text(title="Police", summary=summary, lang=lang)).facts
    return [fact for fact in facts if fact.kind == "persons_arrested"]


@pytest.mark.parametrize(
    ("lang", "sentence", "trade"), [(lang, s, t) for lang in ONE for s in ONE[lang] for t in TRADES[lang]]
)
def test_a_trade_behind_an_age_is_the_same_person(lang: str, sentence: str, trade: str) -> None:
    assert [f.value for f in arrests(lang, sentence.format("Jeanne Fauxnom", trade))] == [1]


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        ("fr", "La police a arrêté un homme, enseignant, pour leurre."),
        ("en", "Police arrested a 51-year-old man, a teacher, for luring."),
    ],
)
def test_a_trade_behind_a_noun_is_the_same_person(lang: str, summary: str) -> None:
    assert [f.value for f in arrests(lang, summary)] == [1]


@pytest.mark.parametrize(("lang", "summary", "value"), SEVERAL)
def test_each_of_several_is_counted_once_whatever_is_said_of_them(lang: str, summary: str, value: int) -> None:
    assert [f.value for f in arrests(lang, summary)] == [value]


@pytest.mark.parametrize(
    ("lang", "sentence", "who", "value"), [(lang, s, who, n) for lang, who, n in TOLD for s in ARRESTED[lang]]
)
def test_who_each_of_several_is_adds_nobody(lang: str, sentence: str, who: str, value: int) -> None:
    assert [f.value for f in arrests(lang, sentence.format(who))] == [value]


@pytest.mark.parametrize(
    ("lang", "summary", "value"),
    [
        ("fr", "Deux hommes, un enseignant et un policier, ont été arrêtés.", 2),
        ("fr", "Deux hommes, un enseignant et un policier ont été arrêtés.", 4),
        ("en", "Two men, a teacher and a police officer, were arrested.", 2),
        ("en", "Two men, a teacher and a police officer were arrested.", 4),
    ],
)
def test_a_comma_in_front_of_the_verb_tells_who_they_are_from_a_list(lang: str, summary: str, value: int) -> None:
    assert [f.value for f in arrests(lang, summary)] == [value]


@pytest.mark.parametrize(("lang", "summary", "text"), SHORTEST)
def test_the_words_of_a_count_leave_out_age_and_trade(lang: str, summary: str, text: str) -> None:
    assert [f.text for f in arrests(lang, summary)] == [text]
