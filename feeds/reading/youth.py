"""Say whether a particular person under 18 is accused or a victim."""

from collections.abc import Iterator, Sequence
from functools import cache

from feeds.model import Fact
from feeds.reading import vocabulary
from feeds.reading.counting.verbs import shape
from feeds.reading.numbers import Number
from feeds.reading.passage import Passage


def youth_facts(passage: Passage, numbers: Sequence[Number], lang: str) -> list[Fact]:
    """Give one fact for each side on which somebody under 18 stands in this field."""
    facts: dict[str, Fact] = {}
    for start, end in _young(passage, numbers, lang):
        first, last = passage.sentence_at(start)
        side = _side(passage.plain[first:last], start - first)
        if side:
            facts.setdefault(side, passage.fact("youth", side, start, end))
    return list(facts.values())


@cache
def _stems(lang: str) -> tuple[str, ...]:
    """Give what every word for somebody under 18 holds one of, as a cheap test."""
    return tuple(vocabulary.section("tables/youth.toml", "words")[f"stems_{lang}"])


def _young(passage: Passage, numbers: Sequence[Number], lang: str) -> Iterator[tuple[int, int]]:
    if any(stem in passage.plain for stem in _stems(lang)):
        yield from (m.span() for m in shape(f"named_{lang}", "youth").finditer(passage.plain))
    for n in numbers:
        if n.is_age and n.value < 18 and not _is_lasting(passage.plain, n):
            unit = shape("unit", "youth").match(passage.plain, n.end)
            yield n.start, unit.end() if unit else n.end


def _is_lasting(plain: str, n: Number) -> bool:
    """Say whether the years are a time that passed, or a general age: "depuis 5 ans", "under 16", "10 years ago"."""
    unit = shape("unit", "youth").match(plain, n.end)
    end = unit.end() if unit else n.end
    if shape("bare_years", "youth").match(plain, n.end) or shape("after", "youth").match(plain, end):
        return True
    return bool(shape("lasting", "youth").search(plain, max(0, n.start - 30), n.start))


def _side(sentence: str, at: int) -> str | None:
    """Choose the side whose words stand nearer; an age right behind "victims aged" is theirs."""
    if shape("aged_victim", "youth").search(sentence, max(0, at - 60), at):
        return "victim"
    accused = min((abs(m.start() - at) for m in shape("accused", "youth").finditer(sentence)), default=None)
    victim = min((abs(m.start() - at) for m in shape("victim", "youth").finditer(sentence)), default=None)
    if accused is None and victim is None:
        return None
    return "victim" if accused is None or (victim is not None and victim < accused) else "accused"
