"""The shipped words and tables are what their schema says, and a bad one is refused with its name."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import feeds.reading
from feeds.model import Category
from feeds.reading import capitals, patterns, vocabulary
from feeds.reading.bodies import service_name, service_region
from feeds.reading.geography.gazetteer import municipalities
from feeds.reading.offences import label
from feeds.reading.passage import fold
from feeds.reading.weights import ZONES, cue_rules, weights
from feeds.reading.withholding.lexicon import is_plain

ROOT = Path(feeds.reading.__file__).parent
NOT_PATTERNS = {"id", "label", "name", "category", "field", "needs", "region", "nouns", "articles"}
MINE = [f"words/{n}.toml" for n in ("fr", "en")] + [
    f"tables/{n}.toml" for n in ("offences", "topics", "status", "parties", "persons")
]


def pattern_strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        yield from (s for each in node for s in pattern_strings(each))
    elif isinstance(node, dict):
        yield from (s for key, each in node.items() if key not in NOT_PATTERNS for s in pattern_strings(each))


@pytest.mark.parametrize("name", MINE)
def test_every_pattern_is_of_the_pattern_language(name: str) -> None:
    table = tomllib.loads((ROOT / name).read_text(encoding="utf-8"))
    table.pop("drops", None)
    sets = table.pop("sets", {})

    found = [patterns.expand(pattern, sets) for pattern in pattern_strings(table)]

    assert found
    for pattern in found:
        assert patterns.translate(pattern)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_cues_of_a_language_name_categories_and_needs_that_exist(lang: str) -> None:
    rules = cue_rules(lang)

    assert {r.category for r in rules.values()} == set(Category)
    for rule in rules.values():
        assert rule.needs <= set(rules)
        assert all(0 <= weights().of[f"{rule.id}.{zone}"] <= 5 for zone in ZONES)


def test_both_languages_have_the_same_cues() -> None:
    assert set(cue_rules("fr")) == set(cue_rules("en"))


@pytest.mark.parametrize("pattern", ["", "Arrêt", "arret(s", "arret)s(", "(a+)+", "<who> arrested", "a{9}"])
def test_a_pattern_outside_the_language_is_refused(pattern: str) -> None:
    with pytest.raises(patterns.PatternError):
        patterns.translate(pattern)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "a"}, "weight is missing"),
        ({"id": 1, "weight": 1.0}, "id should be str"),
        ({"wieght": 1.0}, "unknown wieght"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(row: dict[str, Any], reason: str) -> None:
    with pytest.raises(vocabulary.TableError, match=f"words/x.toml.*{reason}"):
        vocabulary.check(row, {"id": str, "weight": float}, "words/x.toml: [[cue]] 1")


@pytest.mark.parametrize("table", ["services_from", "services_to", "operations", "dubbed", "called"])
def test_shapes_of_names_compile(table: str) -> None:
    assert capitals.names(table).search("nothing here") is None


@pytest.mark.parametrize(
    ("id", "fr", "en"),
    [
        ("child-sexual-exploitation", "exploitation sexuelle d'enfants", "child sexual exploitation"),
        ("housing", "logement", "housing"),
        ("never-heard-of", "never-heard-of", "never-heard-of"),
    ],
)
def test_an_offence_or_topic_has_a_label_in_both_languages(id: str, fr: str, en: str) -> None:
    assert (label(id, "fr"), label(id, "en")) == (fr, en)


def test_a_listed_police_service_has_names_and_a_region() -> None:
    assert service_name("opp", "fr") == "Police provinciale de l'Ontario"
    assert service_name("spal", "fr") == "Service de police de l'agglomération de Longueuil"
    assert service_region("spal") == "CA-QC-16"
    assert service_region("europol") is None
    assert service_name("nobody", "fr") is None


GOVERNMENTS = {"quebec", "montreal", "ottawa", "longueuil", "laval", "gatineau", "levis", "sherbrooke", "saguenay"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_cue_holds_a_figure_or_names_a_municipality_that_is_no_government_speaking(lang: str) -> None:
    table = tomllib.loads((ROOT / "words" / f"{lang}.toml").read_text(encoding="utf-8"))
    said = " ".join(pattern_strings(table["cue"])) + " ".join(table["sets"].values())

    words = set(re.findall(r"[a-z'-]{5,}", said))
    towns = {fold(town.name) for town in municipalities() if len(town.name) > 4}

    assert not re.findall(r"\d{3,}|\d[.,]\d", said)
    assert {town for town in towns & words if not is_plain(town)} <= GOVERNMENTS
