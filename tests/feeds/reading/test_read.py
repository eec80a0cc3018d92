"""Announcements in our own words beside what must be read in them (`golden.toml`), and what holds for every text."""

import time
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Category, Fact, Text
from feeds.reading.read import REVIEW_BELOW, RULES, read

CASES = tomllib.loads(Path(__file__).with_name("golden.toml").read_text(encoding="utf-8"))["case"]
WORDS = st.sampled_from(
    [
        "arrested ",
        "arrêté ",
        "12 ",
        "deux hommes ",
        "5 M$",
        "$3 million ",
        "le 4 mai ",
        "from ",
        "Québec ",
        ". ",
        "«",
        "é",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=40).map("".join))


def text_of(case: dict[str, Any]) -> Text:
    published = datetime.fromisoformat(case["published"]) if "published" in case else None
    return Text(title=case["title"], summary=case["summary"], lang=case["lang"], published=published)


def says(fact: Fact, wanted: str) -> bool:
    said, words = wanted.split(" | ")
    kind, value, *qualities = said.split()
    shown = fact.as_json()
    return (
        fact.kind == kind
        and value in ("*", str(shown["value"]))
        and fact.text == words
        and set(qualities) <= {fact.role, fact.qualifier, fact.scope, fact.currency, fact.region}
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_golden_announcement_is_read_as_a_careful_person_reads_it(case: dict[str, Any]) -> None:
    reading = read(text_of(case))

    assert (reading.category, reading.lang) == (case["category"], case["lang"])
    missing = [wanted for wanted in case["facts"] if not any(says(f, wanted) for f in reading.facts)]
    assert missing == [], [f.as_json() for f in reading.facts]
    for never in case.get("never", []):
        kind, quality = never.split()
        assert not [f for f in reading.facts if f.kind == kind and quality in (f.role, f.scope)]


@given(title=TEXTS, summary=TEXTS, lang=st.sampled_from(["fr", "en", None, "es", "fr-CA", ""]))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_with_exact_spans_and_the_same_way_twice(title: str, summary: str, lang: str | None) -> None:
    text = Text(title=title, summary=summary, lang=lang)

    reading = read(text)

    assert read(text) == reading
    assert 0 <= reading.score <= 1
    for fact in reading.facts:
        assert fact.text
        assert getattr(text, fact.field)[fact.start : fact.end] == fact.text
    for cue in reading.cues:
        assert 0 <= cue.start < cue.end <= len(getattr(text, cue.field))


@given(title=TEXTS, summary=TEXTS, lang=st.sampled_from(["fr", "en"]))
@settings(max_examples=100, deadline=None)
def test_money_and_arrests_never_cross(title: str, summary: str, lang: str) -> None:
    reading = read(Text(title=title, summary=summary, lang=lang))

    events = [f for f in reading.facts if f.kind == "persons_arrested" and f.scope == "event"]
    committed = [f for f in reading.facts if f.kind == "amount" and f.role in ("total", "part", "annual")]
    assert not (reading.category is Category.FUNDING and events)
    assert not (reading.category is not Category.FUNDING and committed)


@pytest.mark.parametrize("repeated", ["$1 ", "1,", "A-", "two men arrested ", "Le ministre de la A ", "5 M$ à ", "("])
def test_a_hostile_megabyte_is_read_in_a_moment(repeated: str) -> None:
    hostile = Text(title="Police", summary=repeated * (1_000_000 // len(repeated)), lang="en")
    read(Text(title="warm", summary="up", lang="en"))

    begun = time.process_time()
    read(hostile)

    assert time.process_time() - begun < 20  # a third of a second on a quiet machine


def test_a_reading_says_by_which_rules_it_was_read_and_how_sure_it_is() -> None:
    sure = read(Text(title="Ten people arrested and charged with fraud", summary="", lang="en"))
    nothing = read(Text(title="", summary=""))

    assert sure.rules == RULES
    assert sure.score > REVIEW_BELOW
    assert nothing.category is Category.OTHER
    assert nothing.facts == ()


@pytest.mark.parametrize(
    ("words", "lang"),
    [("Deux hommes arrêtés à la gare par les policiers", "fr"), ("Two men arrested at the station by police", "en")],
)
def test_an_undeclared_language_is_the_one_the_words_speak(words: str, lang: str) -> None:
    assert read(Text(title=words, summary="")).lang == lang


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Ruchers : Québec donne un coup de pouce de 12 M$", "funding"),
        ("Un prêt remboursable de 750 000 $ accordé par Québec à la scierie", "funding"),
        ("Ruchers : Ottawa prolonge le programme d'aide", "funding"),
        ("Le ministère mobilise 4 M$ pour les ruchers", "funding"),
        ("Le conseil régional devra économiser 12 M$", "other"),
        ("La Ville n'aura pas à verser 2 M$ aux plaignants", "other"),
        ("Disparition de 4 M$ au ministère des Ruchers", "other"),
        ("Le ministère épinglé par la vérificatrice générale", "other"),
        ("Vol de ruches : il se fait prendre la main dans le sac", "arrest"),
        ("Vol de ruches : trois apiculteurs en prison pour deux ans", "arrest"),
        ("Incendie du rucher : le voisin passe aux aveux", "arrest"),
    ],
)
def test_a_way_of_saying_is_not_taken_for_another(title: str, category: str) -> None:
    assert read(Text(title=title, summary="", lang="fr")).category == category
