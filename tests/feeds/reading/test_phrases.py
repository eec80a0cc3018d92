"""A phrase is heard exactly where its expression stands, whatever else the text says."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading import patterns
from feeds.reading.passage import MONEY, NUMBER
from feeds.reading.patterns import PatternError
from feeds.reading.phrasebook import book
from feeds.reading.phrases import Phrasebook

PATTERNS = [
    "arrete(s|e|es|)",
    "(ont|a) (ete |)arrete*",
    "octroi* ... <money>",
    "<number> ... arrestation*",
    "^projet",
    "accuse(s|)$",
    "(l'|cet )arrete ministeriel*",
    "mis(e|es|) en (examen|accusation)",
    "vol* qualifie*",
    "a (la|l') suite",
    "accuses (organi(s|z)e*|qualifies)",
]
WORDS = [
    "arrete",
    "arretes",
    "ont",
    "ete",
    "a",
    "octroi",
    "octroie",
    MONEY * 3,
    NUMBER * 2,
    "arrestations",
    "projet",
    "l'",
    "la",
]
WORDS += [
    "ministeriel",
    "mis",
    "mise",
    "en",
    "examen",
    "vol",
    "vols",
    "qualifies",
    "accuses",
    "suite",
    ".",
    ";",
    "cet",
    "de",
    "organises",
    "organize",
    "x" * 50,
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


@given(text=TEXTS)
@settings(max_examples=400, deadline=None)
def test_a_phrase_is_heard_if_and_only_if_its_expression_stands_in_the_text(text: str) -> None:
    listing = Phrasebook({"list": [(pattern, pattern) for pattern in PATTERNS]})

    heard = listing.listen(text).hits("list")

    for pattern in PATTERNS:
        first = re.search(patterns.translate(pattern), text)
        mine = [hit for hit in heard if hit.id == pattern]
        assert bool(mine) == bool(first), (pattern, text)
        if first:
            assert mine[0].start == first.start()
        assert all(re.compile(patterns.translate(pattern)).match(text, hit.start) for hit in mine)


def test_a_gap_is_reached_over_sixty_code_points_and_no_more() -> None:
    listing = Phrasebook({"list": [("award", "award* ... <money>")]})

    assert listing.listen(f"awarded {'x ' * 28}{MONEY}").hits("list")
    assert not listing.listen(f"awarded {'x ' * 40}{MONEY}").hits("list")


@pytest.mark.parametrize("pattern", ["... ", "(a|)", "* ... *"])
def test_a_pattern_with_no_part_that_must_stand_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        Phrasebook({"list": [("id", pattern)]})


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_shipped_lists_are_in_the_book(lang: str) -> None:
    heard = book(lang).listen("police : arrestations, arrested" if lang == "fr" else "police made arrests, arrested")

    assert heard.hits("cues")
    assert heard.hits("arrested noun")
    assert not heard.hits("no such list")
