"""The words of a fact are the shortest from which it follows: alone they say the same, other digits say otherwise."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.model import Fact, Text
from feeds.reading.labelled import Labelled, labelled
from feeds.reading.read import read

COUNTS = ("persons_arrested", "persons_charged", "persons_sentenced")
LONGEST = 80
SHARE = 0.92  # of the counts: where subject and verb stand far apart, either alone says less than both


def facts(lang: str, *kinds: str) -> list[Fact]:
    lines = Path(__file__).with_name(f"labelled_{lang}.jsonl").read_bytes().split(b"\n")
    items = [item for item in labelled(lines) if isinstance(item, Labelled)]
    return [fact for item in items for fact in read(item.text).facts if fact.kind in kinds]


def says_the_same(fact: Fact, text: str, lang: str) -> bool:
    found = read(Text(title="", summary=text, lang=lang)).facts
    wanted = (fact.kind, fact.value, fact.qualifier)
    return any((f.kind, f.value, f.qualifier) == wanted for f in found)


def altered(text: str) -> Iterator[str]:
    for m in re.finditer(r"\d", text):
        yield f"{text[: m.start()]}{(int(m[0]) + 1) % 10 or 1}{text[m.end() :]}"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_amount_alone_is_the_same_amount_and_another_digit_is_another_amount(lang: str) -> None:
    found = facts(lang, "amount")

    assert len(found) > 100
    for fact in found:
        assert len(fact.text) <= LONGEST
        assert says_the_same(fact, fact.text, lang), fact.text
        for text in altered(fact.text):
            others = read(Text(title="", summary=text, lang=lang)).facts
            assert fact.value not in {f.value for f in others if f.kind == "amount"}, text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_count_alone_is_the_same_count_and_another_digit_is_another_count(lang: str) -> None:
    found = facts(lang, *COUNTS)

    assert len(found) > 50
    assert all(len(fact.text) <= LONGEST for fact in found)
    alone = [says_the_same(fact, fact.text, lang) for fact in found]
    assert sum(alone) >= SHARE * len(found), [f.text for f, same in zip(found, alone, strict=True) if not same]
    for fact in found:
        counted = re.sub(rf"(?<!\d){fact.value}(?!\d)", str(int(fact.value) + 1), fact.text)
        assert counted == fact.text or not says_the_same(fact, counted, lang), counted
