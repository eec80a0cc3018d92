"""Count the persons arrested, charged and sentenced, and the other figures of the subject."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial

from feeds.model import Category, Fact
from feeds.reading import vocabulary
from feeds.reading.counting import agreement
from feeds.reading.counting.balance import is_balance, is_sum
from feeds.reading.counting.claims import is_earlier, is_fact
from feeds.reading.counting.narrow import narrowed
from feeds.reading.counting.nouns import how_many, is_thing
from feeds.reading.counting.objects import behind
from feeds.reading.counting.scene import Counted, Scene
from feeds.reading.counting.subjects import in_front
from feeds.reading.counting.verbs import shape
from feeds.reading.funding.qualifiers import qualifier_before
from feeds.reading.numbers import Number, find_numbers
from feeds.reading.passage import NUMBER, Passage
from feeds.reading.phrases import Hit

_KINDS = {"arrested": "persons_arrested", "charged": "persons_charged", "sentenced": "persons_sentenced"}
_VERBS = ("before", "weak", "after")  # the lists of verbs, by where their persons stand
_LISTS = [f"{act} {place}" for act in _KINDS for place in ("noun", "total", "inside", "one", *_VERBS)]
_LISTS_OF_FUNDING = [name for name in _LISTS if not name.endswith("weak")]
_ADJECTIVES = r"(?: [a-z'-]{1,30}){0,3}?(?: | d')\Z"
_COUNTED = re.compile(f"{NUMBER}+{_ADJECTIVES}")
_COUNTED_ACT = re.compile(rf"(?:{NUMBER}+|(?<!\w)(?:une|one|an)(?!\w)){_ADJECTIVES}")
_NOUN_REACH = 140  # code points in which a number and three words stand
_MORE_REACH = 150  # code points behind a count in which more are added to it
_RANGE_REACH = 30  # code points in which the other number of a range or a rate stands
_ARTICLES = (
    "l'",
    " un ",
    " une ",
    " le ",
    " la ",
    " les ",
    " des ",
    " the ",
    " an ",
    " his ",
    " her ",
)  # before a noun
_NOUNS = ("accus", "inculp")


def person_facts(passage: Passage, numbers: Sequence[Number], lang: str, category: Category) -> list[Fact]:
    """Give the counts of one field; in a funding announcement arrests are cumulative, never of an event."""
    names = _LISTS if category is not Category.FUNDING else _LISTS_OF_FUNDING
    heard = {name: hits for name in passage.may_hear(names) if (hits := _told(passage, name))}
    if not heard:
        return []
    scene = _scene(passage, numbers, lang, heard)
    facts: dict[tuple[str, int, int], Fact] = {}
    for act, kind in _KINDS.items():
        all_found = list(dict.fromkeys(_counted(act, scene, heard))) or list(_one(act, scene, heard))
        for found in all_found:
            counted = narrowed(passage, lang, found, partial(_is_one, kind))
            start, end, _ = counted
            if (kind, start, end) not in facts:
                is_cumulative = category is Category.FUNDING or is_sum(passage, counted, all_found)
                facts[kind, start, end] = _fact(passage, kind, counted, "cumulative" if is_cumulative else "event")
    return list(facts.values())


def _told(passage: Passage, name: str) -> list[Hit]:
    """Give the phrases of a list that are told as facts of what is announced."""
    told = (hit for hit in passage.hits(name) if is_fact(passage, hit.start, hit.end))
    return [hit for hit in told if not is_earlier(passage, hit.start)]


def _is_one(kind: str, passage: Passage, lang: str) -> bool:
    """Say whether a passage alone is read as one person of a kind."""
    numbers = find_numbers(passage.plain, lang)
    return [f.value for f in person_facts(passage, numbers, lang, Category.ARREST) if f.kind == kind] == [1]


def _scene(passage: Passage, numbers: Sequence[Number], lang: str, heard: Mapping[str, Sequence[Hit]]) -> Scene:
    values = {n.start: n.value for n in numbers if not n.is_age and _is_count(passage, n)}
    starts = {hit.start: name.endswith(_VERBS) for name, hits in heard.items() for hit in hits}
    verbs = frozenset(at for at, is_verb in starts.items() if is_verb and not _is_noun(passage.plain, at))
    return Scene(passage=passage, lang=lang, numbers=numbers, values=values, verbs=verbs, heard=frozenset(starts))


def _is_count(passage: Passage, n: Number) -> bool:
    """Say whether a number may count persons: no day, no rate ("one in five"), no bound ("between 40 and 50")."""
    before, marked = max(0, n.start - _RANGE_REACH), passage.marked
    is_bound = shape("range_before").search(marked, before, n.start) or shape("range_behind").match(marked, n.end)
    return not (is_bound or n.is_other(passage.plain) or shape("rate_before").search(marked, before, n.start))


def _is_noun(plain: str, at: int) -> bool:
    """Say whether "accusé" is a noun, "l'accusé", and not what is done to somebody."""
    return plain.startswith(_NOUNS, at) and plain.endswith(_ARTICLES, 0, at)


def _counted(act: str, scene: Scene, heard: Mapping[str, Sequence[Hit]]) -> Iterator[Counted]:
    """Give span and value of each count of an act: its own number, a total, persons behind it or in front of it."""
    for noun in heard.get(f"{act} noun", ()):
        yield from _by_noun(noun, scene)
        yield from _more_that_day(noun, scene)
    for total in (*heard.get(f"{act} total", ()), *heard.get(f"{act} inside", ())):
        yield from _inside(total, scene)
    for verb in heard.get(f"{act} after", ()):
        yield from behind(verb, scene)
    for place in ("before", "weak"):
        for verb in heard.get(f"{act} {place}", ()):
            if not agreement.is_denied(scene.passage, verb.start, verb.end):
                yield from in_front(verb, scene, is_weak=place == "weak")


def _one(act: str, scene: Scene, heard: Mapping[str, Sequence[Hit]]) -> Iterator[Counted]:
    """Give one person where nothing else was counted and a phrase tells of one: "imposed on him", "her trial"."""
    for phrase in heard.get(f"{act} one", ()):
        if not agreement.is_possible(scene.passage, phrase.start):
            yield from _inside(phrase, scene, otherwise=1)
            return


def _by_noun(noun: Hit, scene: Scene) -> Iterator[Counted]:
    """Give the number in front of a noun: "three more arrests"; one for a headline's noun in the singular."""
    passage = scene.passage
    at = _number_before(passage.marked, noun.start, _COUNTED_ACT)
    value = 0 if at is None else scene.values.get(at, 0 if passage.marked[at] == NUMBER else 1)
    if at is None or not value:
        yield from _of_whom(noun, scene) or _headline_noun(noun, passage)
        return
    if is_thing(passage.marked[at : noun.start], scene.lang) or shape("to_follow").match(passage.plain, noun.end):
        return
    if value > 1 or not agreement.is_possible(passage, at):
        yield at, noun.end, value


def _more_that_day(noun: Hit, scene: Scene) -> Iterator[Counted]:
    """Give those who are added without their noun behind a count: "55 arrests this year. Two more Tuesday"."""
    passage = scene.passage
    for m in shape("more_that_day").finditer(passage.marked, noun.end, noun.end + _MORE_REACH):
        if value := scene.values.get(m.start("n")):
            yield m.start(), m.end(), value


def _of_whom(noun: Hit, scene: Scene) -> list[Counted]:
    """Give one person for a noun in the singular that is somebody's: "his arrest", "a Hull man's arrest"."""
    passage = scene.passage
    m = shape("whose").search(passage.plain, max(0, noun.start - 45), noun.start)
    if m is None or passage.plain[noun.start : noun.end].endswith("s") or agreement.is_possible(passage, m.start()):
        return []
    is_one = not m["who"] or how_many(scene.lang, m["who"]) == 1
    return [(m.start(), noun.end, 1)] if is_one else []


def _headline_noun(noun: Hit, passage: Passage) -> Iterator[Counted]:
    """Give one person for a headline's noun in the singular: "Arrestation en lien avec", "Arrest made"."""
    is_first = noun.start == 0 or (
        passage.field == "title" and passage.plain[noun.start - 2 : noun.start] in (": ", "- ")
    )
    is_many = passage.plain[noun.start : noun.end].endswith("s")
    if is_first and not is_many and (m := shape("alone").match(passage.plain, noun.end)):
        yield noun.start, m.end(), 1


def _inside(hit: Hit, scene: Scene, otherwise: int = 0) -> Iterator[Counted]:
    """Give what a phrase holds: a number that is the sum so far, or the persons ("took a man into custody")."""
    inside = [n for n in scene.numbers if hit.start <= n.start < hit.end and not n.is_age]
    who = [w for w in scene.people(hit.start) if hit.start <= w.start and w.end <= hit.end and w.value]
    if who:
        yield hit.start, hit.end, who[0].value
    elif inside:
        yield hit.start, hit.end, inside[-1].value
    elif otherwise and not _is_denied(hit, scene.passage):
        yield hit.start, hit.end, otherwise


def _is_denied(hit: Hit, passage: Passage) -> bool:
    """Say whether a phrase is denied in front of it or inside it: "found not guilty"."""
    inside = passage.plain[hit.start : hit.end]
    return " not " in inside or " non " in inside or agreement.is_denied(passage, hit.start, hit.end)


def _number_before(marked: str, end: int, expression: re.Pattern[str]) -> int | None:
    """Say where the number begins that a noun follows, three words or fewer between them."""
    start = max(0, end - _NOUN_REACH)
    if NUMBER not in marked[start:end] and expression is _COUNTED:
        return None
    m = expression.search(marked, start, end)
    return m.start() if m else None


def _fact(passage: Passage, kind: str, counted: Counted, scope: str, of: str | None = None) -> Fact:
    start, end, value = counted
    start, qualifier = _qualified(passage.plain, start)
    text = passage.text[start:end]
    return Fact(
        kind=kind,
        value=value,
        field=passage.field,
        start=start,
        end=end,
        text=text,
        qualifier=qualifier,
        scope=scope,
        of=of,
    )


def _qualified(plain: str, start: int) -> tuple[int, str]:
    """Say where a count begins with the words that qualify it, and how they do."""
    word = plain[plain.rfind(" ", 0, max(0, start - 1)) + 1 : start].rstrip()
    is_bare = word.rpartition("'")[2].lstrip("(\"'«[") not in _last_words()
    return (start, "exact") if is_bare else qualifier_before(plain, start)


@cache
def _last_words() -> frozenset[str]:
    """Give the last word of everything that qualifies a number, "more than", "d'environ"."""
    listed = vocabulary.section("tables/money.toml", "qualifiers").values()
    return frozenset(re.split("[ ']", words)[-1] for each in listed for words in each)


def figure_facts(passage: Passage, numbers: Sequence[Number]) -> list[Fact]:
    """Give the numbers stated about the subject: reports, officers, devices and the like."""
    values = {n.start: n.value for n in numbers if not n.is_age}
    facts = []
    for of, start, end in passage.hits("figures") if values else ():
        at = _number_before(passage.marked, start, _COUNTED)
        if at in values:
            scope = "cumulative" if is_balance(passage, at) else "event"
            facts.append(_fact(passage, "figure", (at, end, values[at]), scope, of))
    return facts
