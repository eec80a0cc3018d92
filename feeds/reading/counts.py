"""Count the persons arrested, charged and sentenced, and the other figures of the subject."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from feeds.model import Category, Fact
from feeds.reading import patterns, vocabulary
from feeds.reading.funding.money import qualifier_before
from feeds.reading.numbers import Number
from feeds.reading.passage import AGE, NUMBER, Passage
from feeds.reading.phrases import Hit

_NAME = "tables/persons.toml"
_KINDS = {"arrested": "persons_arrested", "charged": "persons_charged", "sentenced": "persons_sentenced"}
_ADJECTIVES = r"(?: [a-z'-]{1,30}){0,3}?(?: | d')\Z"
_COUNTED = re.compile(f"{NUMBER}+{_ADJECTIVES}")
_COUNTED_ACT = re.compile(rf"(?:{NUMBER}+|(?<!\w)(?:une|one|an)(?!\w)){_ADJECTIVES}")
_NOUN_REACH = 140  # code points in which a number and three words stand
_LINK = re.compile(
    r" (?:(?:d'entre (?:eux|elles)|of (?:them|those)|others?|more|autres) )?"
    r"(?:(?:ont|sont|have|has|had|were|are|was|ete|been|also|now|aussi|depuis) ){0,4}"
)
_ONE = re.compile(
    r"(?<!\w)(?:was|is|has been|had been|a ete|est|sera|avait ete) "
    r"(?:also |now |later |aussi |egalement |formellement )?\Z"
)
_NEGATED = re.compile(r"(?<!\w)(?:no|not|never|aucun|aucune|pas|personne|n'a|n'est|nobody)(?!\w)")
_ACTIVE = re.compile(
    r"(?<!\w)(?:a|ont|avoir|avait|avaient|aurait|auraient|ayant|par|pour|etre) (?:egalement |aussi )?\Z"
)
_REACH = 110  # how far from a verb its persons may stand, in code points


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Persons that a passage speaks of, and how many; ``value`` is 0 where it does not say ("the men")."""

    start: int
    end: int
    value: int
    is_counted: bool  # by a number, not by an article


@cache
def _persons(lang: str) -> re.Pattern[str]:
    table = vocabulary.section(_NAME, lang)
    noun = patterns.any_of(table["nouns"]).pattern
    article = "|".join(re.escape(a) for a in table["articles"])
    aged = rf"(?:{AGE}+(?:[ -](?:ans|years?|yrs?)[ -]?(?:olds?)?)? )?"
    of_the = rf"(?: (?:of|des|de) (?:the )?{NUMBER}+)?"
    return re.compile(
        rf"(?:(?P<number>{NUMBER}+){of_the} (?:de |d')?|(?<!\w)(?P<article>{article})(?: |(?<=')) ?|(?P<bare>\A)){aged}"
        rf"(?:[a-z'-]{{1,30}} ){{0,3}}?(?P<noun>{noun})|(?P<named>, {AGE}+(?: ans)?,)|(?P<aside> \({AGE}+\))"
    )


def mentions(passage: Passage, numbers: Sequence[Number], lang: str) -> list[Mention]:
    """Find whom a passage speaks of; "two men and a woman" is one mention of three."""
    by_start = {n.start: n.value for n in numbers}
    found: list[Mention] = []
    for m in _persons(lang).finditer(passage.marked):
        if passage.field == "summary" and m["bare"] is not None:
            continue
        one = Mention(start=m.start(), end=m.end(), value=_how_many(m, passage, by_start), is_counted=bool(m["number"]))
        joined = found and passage.marked[found[-1].end : one.start] in (" and ", " et ", ", ")
        if joined and one.value and found[-1].value and m["article"] != "the":
            found[-1] = replace(found[-1], end=one.end, value=found[-1].value + one.value, is_counted=True)
        else:
            found.append(one)
    return found


def _how_many(m: re.Match[str], passage: Passage, by_start: dict[int, int]) -> int:
    """Count by the number, by a list of ages ("the men, aged 21 and 22"), else one or unknown."""
    if m["number"]:
        return by_start.get(m.start(), 0)
    if group := vocabulary.section(_NAME, "groups").get(m["noun"] or ""):
        return int(group)
    if m["noun"] is None or not m["noun"].endswith(("s", "men", "people", "pair", "duo")):
        return 1
    ages = re.match(
        rf",? (?:[a-z]+ ){{0,3}}?{AGE}+(?:(?:, | et | and ){AGE}+)+", passage.marked[m.end() : m.end() + 60]
    )
    return len(re.findall(f"{AGE}+", ages[0])) if ages else 0


def person_facts(passage: Passage, numbers: Sequence[Number], lang: str, category: Category) -> list[Fact]:
    """Give the counts of one field; in a funding announcement arrests are cumulative, never of an event."""
    who = mentions(passage, numbers, lang)
    facts: dict[tuple[str, int, int], Fact] = {}
    for act, kind in _KINDS.items():
        for start, end, value in _counted(act, passage, who, numbers):
            fact = _fact(passage, kind, start, end, value)
            is_sum = category is Category.FUNDING or bool(passage.hits_in_sentence("cumulative", start))
            facts.setdefault((kind, start, end), replace(fact, scope="cumulative" if is_sum else "event"))
    return list(facts.values())


def _counted(
    act: str, passage: Passage, who: Sequence[Mention], numbers: Sequence[Number]
) -> Iterator[tuple[int, int, int]]:
    """Give span and value of each count of an act: its own number, a total, persons behind it or in front of it."""
    values = {n.start: n.value for n in numbers}
    for noun in passage.hits(f"{act} noun"):
        if (at := _number_before(passage.marked, noun.start, _COUNTED_ACT)) is not None:
            yield at, noun.end, values.get(at, 1)
    for total in passage.hits(f"{act} total"):
        inside = [n for n in numbers if total.start <= n.start < total.end]
        yield from ((total.start, total.end, n.value) for n in inside[-1:])
    for verb in passage.hits(f"{act} after"):
        near = _near(passage, who, verb)
        if following := [w for w in near if 0 <= w.start - verb.end <= 40 and w.value]:
            yield verb.start, following[0].end, following[0].value
    for verb in passage.hits(f"{act} before"):
        yield from _in_front(verb, _near(passage, who, verb), passage, numbers)


def _near(passage: Passage, who: Sequence[Mention], verb: Hit) -> list[Mention]:
    start, end = passage.sentence_at(verb.start)
    return [w for w in who if start <= w.start < end]


def _number_before(marked: str, end: int, expression: re.Pattern[str]) -> int | None:
    """Say where the number begins that a noun follows, three words or fewer between them."""
    start = max(0, end - _NOUN_REACH)
    m = expression.search(marked, start, end)
    return m.start() if m else None


def _in_front(
    verb: Hit, near: Sequence[Mention], passage: Passage, numbers: Sequence[Number]
) -> Iterator[tuple[int, int, int]]:
    """Give the persons in front of a verb, or the number that stands right before it ("Two arrested")."""
    bare = [n for n in numbers if not n.is_age and _LINK.fullmatch(passage.plain[n.end : verb.start][:60])]
    if bare:
        yield bare[-1].start, verb.end, bare[-1].value
        return
    ahead = [w for w in near if w.end <= verb.start + 1 and verb.start - w.end <= _REACH]
    if not ahead:
        if one := _single(verb, passage):
            yield (*one, 1)
        return
    best = ahead[-1]
    counted = [w for w in ahead if w.is_counted]
    if counted and not best.is_counted and best.start - counted[-1].end > 40:
        best = counted[-1]
    if best.value:
        yield best.start, verb.end, best.value


def _single(verb: Hit, passage: Passage) -> tuple[int, int] | None:
    """Give the span of a verb in the singular, from which one person follows: "was arrested", "est accusée"."""
    before, ending = passage.plain[max(0, verb.start - 25) : verb.start], passage.text[verb.end - 2 : verb.end]
    if _NEGATED.search(before):
        return None
    if auxiliary := _ONE.search(before):
        is_plural = ending.endswith("s")
        return None if is_plural else (verb.start - len(before) + auxiliary.start(), verb.end)
    is_participle = ending.endswith(("é", "ée")) and not _ACTIVE.search(before)
    return (verb.start, verb.end) if is_participle else None


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
