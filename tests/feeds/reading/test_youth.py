"""A particular person under 18 is told, accused or victim; the subject in general never is."""

import pytest

from feeds.model import Text
from feeds.reading.read import read

SIDES = [
    ("fr", "Un adolescent de 15 ans a été arrêté pour vol.", {"accused"}),
    ("fr", "Un homme de 40 ans a été arrêté pour avoir agressé une fillette de 9 ans.", {"victim"}),
    ("fr", "Les suspects, âgés de 16 à 44 ans, ont été arrêtés.", {"accused"}),
    ("fr", "L'exploitation sexuelle des mineurs demeure une priorité. Un homme a été arrêté.", set()),
    ("fr", "L'homme, policier depuis 12 ans, a été arrêté.", set()),
    ("fr", "Un homme a été accusé de leurre d'enfant de moins de 16 ans.", set()),
    ("fr", "Les gestes ont eu lieu il y a 10 ans; l'homme a été arrêté.", set()),
    ("fr", "Il a été condamné à 7 ans de prison.", set()),
    ("fr", "Il est accusé d'avoir agressé douze victimes âgées de 8 à 14 ans.", {"victim"}),
    ("fr", "Un homme arrêté : ses victimes présumées, âgées de 8 à 14 ans, ont porté plainte.", {"victim"}),
    ("en", "A coach was charged after complainants aged 8 to 14 came forward.", {"victim"}),
    ("en", "A 15-year-old boy was arrested for robbery.", {"accused"}),
    ("en", "A 40-year-old man was arrested after assaulting a nine-year-old girl.", {"victim"}),
    ("en", "Two boys aged 13 and 15 have been charged with arson.", {"accused"}),
    ("en", "Child exploitation remains a priority. A man was arrested.", set()),
    ("en", "The man, an officer for 12 years, was arrested.", set()),
    ("en", "A man was charged with luring a person under 16.", set()),
    ("en", "It happened 10 years ago; the man was arrested.", set()),
]


@pytest.mark.parametrize(("lang", "summary", "sides"), SIDES)
def test_youth_is_a_particular_person(lang: str, summary: str, sides: set[str]) -> None:
    facts = read(Text(title="Police", summary=summary, lang=lang)).facts

    assert {f.value for f in facts if f.kind == "youth"} == sides
