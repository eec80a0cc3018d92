"""The form of a labelled file: a line that is out of it is named, and the next is read."""

import json
from decimal import Decimal

import pytest

from feeds.model import Category
from feeds.reading.labelled import BadLine, Label, Labelled, labelled

ROW = {
    "id": "a-1",
    "title": "Rimouski verse 2,5 M$ à une coopérative",
    "summary": "",
    "lang": "fr",
    "date": "2026-03-02",
    "label": "funding",
    "facts": {"amounts": [{"value": 2500000, "currency": "CAD", "evidence": "2,5 M$"}]},
}


def line(**other: object) -> str:
    return json.dumps(ROW | other)


def reason(text: str | bytes) -> str:
    bad, good = labelled([text, line(id="next")])
    assert isinstance(bad, BadLine)
    assert bad.line == 1
    assert isinstance(good, Labelled)
    return bad.reason


def test_a_line_gives_its_text_verbatim_and_its_labels() -> None:
    [item] = labelled([line(title=" Rimouski verse 2,5 M$ ", verbatim=True)])
    assert isinstance(item, Labelled)
    assert (item.text.title, item.text.published.isoformat()) == (
        " Rimouski verse 2,5 M$ ",
        "2026-03-02T00:00:00+00:00",
    )
    assert item.category is Category.FUNDING
    assert item.facts == {"amounts": (Label(evidence="2,5 M$", value=Decimal(2_500_000), currency="CAD"),)}


def test_blank_lines_count_and_give_nothing() -> None:
    [item] = labelled(["", "  \n", line()])
    assert item.line == 3


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"label": "grant"}, 'label: "grant" is not one of funding, arrest, other'),
        ({"label": None}, "label: null is not one of"),
        ({"lang": "de"}, 'lang: "de" is not one of fr, en'),
        ({"id": " "}, "id: must be a text"),
        ({"title": 3}, "title: must be a text"),
        ({"title": "", "summary": None}, "neither title nor summary"),
        ({"date": "hier"}, "date: "),
        ({"facts": []}, "facts: must be an object"),
        ({"facts": {"payer": []}}, 'facts: unknown kind "payer"'),
        ({"facts": {"funder": {}}}, "funder: a list is needed"),
        ({"facts": {"funder": ["Rimouski"]}}, "funder: each is an object"),
        ({"facts": {"funder": [{"evidence": ""}]}}, "funder: evidence: must be a text"),
        ({"facts": {"funder": [{"evidence": "Gaspé"}]}}, 'funder: evidence "Gaspé" stands neither'),
        ({"facts": {"status": [{"evidence": "verse", "value": "fled"}]}}, "status: value: "),
        ({"facts": {"amounts": [{"evidence": "2,5 M$", "value": 1}]}}, "amounts: currency: null is not a currency"),
        ({"facts": {"amounts": [{"evidence": "2,5 M$", "value": "2"}]}}, "amounts: value: must be a number"),
        ({"facts": {"amounts": [{"evidence": "2,5 M$", "value": float("nan")}]}}, "amounts: value: must be a number"),
        ({"facts": {"persons_arrested": [{"evidence": "une", "value": 1.5}]}}, "persons_arrested: value: must be a wh"),
        ({"facts": {"persons_arrested": [{"evidence": "une", "value": True}]}}, "persons_arrested: value: must be a n"),
    ],
)
def test_a_label_out_of_form_is_named(other, words) -> None:
    assert reason(line(**other)).startswith(words)


@pytest.mark.parametrize("text", ["{", "[1]", '"text"', "null", b'{"id": "\xff"}', "[" * 100_000])
def test_a_line_that_is_no_object_is_named(text) -> None:
    assert reason(text)


def test_an_id_that_stands_twice_is_named_with_the_line_of_the_first() -> None:
    _, second = labelled([line(), line()])
    assert second == BadLine(line=2, reason='id "a-1" stands on line 1 already')
