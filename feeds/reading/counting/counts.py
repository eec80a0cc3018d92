"""Count the persons arrested, charged and sentenced, and the other figures of the subject."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from feeds.model import Category, Fact
from feeds.reading.counting import agreement
from feeds.reading.counting.nouns import is_thing
from feeds.reading.counting.objects import behind
from feeds.reading.counting.scene import Counted, Scene
from feeds.reading.counting.subjects import in_front
from feeds.reading.counting.verbs import shape
from feeds.reading.funding.qualifiers import qualifier_before
from feeds.reading.numbers import Number
from feeds.reading.passage import NUMBER, Passage
from feeds.reading.phrases import Hit

_KINDS = {"arrested": "persons_arrested", "charged": "persons_charged", "sentenced": "persons_sentenced"}
_VERBS = ("before", "weak", "after")  # the lists of verbs, by where their persons stand
_LISTS = [f"{act} {place}" for act in _KINDS for place in ("noun", "total", "inside", *_VERBS)]
_LISTS_OF_FUNDING = [name for name in _LISTS if not name.endswith("weak")]
_ADJECTIVES = r"(?: [a-z'-]{1,30}){0,3}?(?: | d')\Z"
_COUNTED = re.compile(f"{NUMBER}+{_ADJECTIVES}")
_COUNTED_ACT = re.compile(rf"(?:{NUMBER}+|(?<!\w)(?:une|one|an)(?!\w)){_ADJECTIVES}")
_NOUN_REACH = 140  # code points in which a number and three words stand
_LEAST_SUM = 3  # "since 2019" makes a balance of a number, seldom of one person


def person_facts(passage: Passage, numbers: Sequence[Number], lang: str, category: Category) -> list[Fact]:
    """Give the counts of one field; in a funding announcement arrests are cumulative, never of an event."""
    names = _LISTS if category is not Category.FUNDING else _LISTS_OF_FUNDING
    heard = {name: hits for name in names if (hits := passage.hits(name))}
    if not heard:
        return []
    scene = _scene(passage, numbers, lang, heard)
    facts: dict[tuple[str, int, int], Fact] = {}
    for act, kind in _KINDS.items():
        for start, end, value in _counted(act, scene, heard):
            fact = _fact(passage, kind, start, end, value)
            is_sum = value >= _LEAST_SUM and bool(passage.hits_in_sentence("cumulative", start))
            scope = "cumulative" if is_sum or category is Category.FUNDING else "event"
            facts.setdefault((kind, start, end), replace(fact, scope=scope))
    return list(facts.values())


def _scene(passage: Passage, numbers: Sequence[Number], lang: str, heard: Mapping[str, Sequence[Hit]]) -> Scene:
    values = {n.start: n.value for n in numbers if not n.is_age and not n.is_other(passage.plain)}
    verbs = frozenset(hit.start for name, hits in heard.items() if name.endswith(_VERBS) for hit in hits)
    return Scene(passage=passage, lang=lang, numbers=numbers, values=values, verbs=verbs)


def _counted(act: str, scene: Scene, heard: Mapping[str, Sequence[Hit]]) -> Iterator[Counted]:
    """Give span and value of each count of an act: its own number, a total, persons behind it or in front of it."""
    for noun in heard.get(f"{act} noun", ()):
        yield from _by_noun(noun, scene)
    for total in (*heard.get(f"{act} total", ()), *heard.get(f"{act} inside", ())):
        yield from _inside(total, scene)
    for verb in heard.get(f"{act} after", ()):
        yield from behind(verb, scene)
    for place in ("before", "weak"):
        for verb in heard.get(f"{act} {place}", ()):
            if not agreement.is_denied(scene.passage, verb.start, verb.end):
                yield from in_front(verb, scene, is_weak=place == "weak")


def _by_noun(noun: Hit, scene: Scene) -> Iterator[Counted]:
    """Give the number in front of a noun: "three more arrests"; one for a headline's noun in the singular."""
    passage = scene.passage
    at = _number_before(passage.marked, noun.start, _COUNTED_ACT)
    if at is None:
        yield from _headline_noun(noun, passage)
        return
    value = scene.values.get(at, 1)
    if is_thing(passage.marked[at : noun.start], scene.lang) or shape("to_follow").match(passage.plain, noun.end):
        return
    if value > 1 or not agreement.is_possible(passage, at):
        yield at, noun.end, value


def _headline_noun(noun: Hit, passage: Passage) -> Iterator[Counted]:
    """Give one person for a headline's noun in the singular: "Arrestation en lien avec", "Arrest made"."""
    is_first = noun.start == 0 or (
        passage.field == "title" and passage.plain[noun.start - 2 : noun.start] in (": ", "- ")
    )
    if is_first and (m := shape("alone").match(passage.plain, noun.end)):
        yield noun.start, m.end(), 1


def _inside(hit: Hit, scene: Scene) -> Iterator[Counted]:
    """Give what a phrase holds: a number that is the sum so far, or the persons ("took a man into custody")."""
    inside = [n for n in scene.numbers if hit.start <= n.start < hit.end and not n.is_age]
    who = [w for w in scene.people(hit.start) if hit.start <= w.start and w.end <= hit.end and w.value]
    if who:
        yield hit.start, hit.end, who[0].value
    elif inside:
        yield hit.start, hit.end, inside[-1].value


def _number_before(marked: str, end: int, expression: re.Pattern[str]) -> int | None:
    """Say where the number begins that a noun follows, three words or fewer between them."""
    start = max(0, end - _NOUN_REACH)
    m = expression.search(marked, start, end)
    return m.start() if m else None


def _fact(passage: Passage, kind: str, start: int, end: int, value: int) -> Fact:
    at, qualifier = qualifier_before(passage.plain, start)
    return replace(passage.fact(kind, value, at, end), qualifier=qualifier)


def figure_facts(passage: Passage, numbers: Sequence[Number]) -> list[Fact]:
    """Give the numbers stated about the subject: reports, officers, devices and the like."""
    values = {n.start: n.value for n in numbers}
    facts = []
    for of, start, end in passage.hits("figures"):
        at = _number_before(passage.marked, start, _COUNTED)
        if at in values:
            scope = "cumulative" if passage.hits_in_sentence("cumulative", at) else "event"
            facts.append(replace(_fact(passage, "figure", at, end, values[at]), of=of, scope=scope))
    return facts
