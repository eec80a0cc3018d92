"""Count the persons arrested, charged and sentenced, and the other figures of the subject."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from feeds.model import Category, Fact
from feeds.reading import patterns, vocabulary
from feeds.reading.money import qualifier_before
from feeds.reading.numbers import Number
from feeds.reading.passage import AGE, NUMBER, PEOPLE, Passage

_NAME = "tables/persons.toml"
_KINDS = {"arrested": "persons_arrested", "charged": "persons_charged", "sentenced": "persons_sentenced"}
_REACH = 110  # how far from a verb its persons may stand, in code points


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Persons that a passage speaks of, and how many."""

    start: int
    end: int
    value: int
    is_counted: bool  # by a number, not by an article


@dataclass(frozen=True, slots=True, kw_only=True)
class _Acts:
    noun: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _acts(act: str, lang: str) -> _Acts:
    table = vocabulary.section(_NAME, act, lang)
    adjectives = r"(?: [a-z'-]+){0,3}? "
    return _Acts(
        noun=re.compile(rf"{NUMBER}+{adjectives}(?:{patterns.any_of(table['noun']).pattern})"),
        before=patterns.any_of(table["before"]),
        after=patterns.any_of(table["after"]),
    )


@cache
def _persons(lang: str) -> re.Pattern[str]:
    table = vocabulary.section(_NAME, lang)
    noun = patterns.any_of(table["nouns"]).pattern
    article = "|".join(re.escape(a) for a in table["articles"])
    aged = rf"(?:{AGE}+(?:[ -](?:ans|years?|yrs?)[ -]?(?:olds?)?)? )?"
    of_the = rf"(?: (?:of|des|de) (?:the )?{NUMBER}+)?"
    return re.compile(
        rf"(?:(?P<number>{NUMBER}+){of_the} |(?<!\w)(?P<article>{article})(?: |(?<=')) ?|(?P<bare>\A)){aged}"
        rf"(?:[a-z'-]+ ){{0,3}}?(?:{noun})"
    )


@cache
def _cumulative(lang: str) -> re.Pattern[str]:
    return patterns.any_of(vocabulary.section(_NAME, "cumulative")[lang])


def mentions(passage: Passage, numbers: Sequence[Number], lang: str) -> list[Mention]:
    """Find whom a passage speaks of; "two men and a woman" is one mention of three."""
    by_start = {n.start: n.value for n in numbers}
    found: list[Mention] = []
    for m in _persons(lang).finditer(passage.marked):
        if passage.field == "summary" and m["bare"] is not None:
            continue
        value = by_start.get(m.start(), 1) if m["number"] else 1
        one = Mention(start=m.start(), end=m.end(), value=value, is_counted=bool(m["number"]))
        joined = found and passage.marked[found[-1].end : one.start] in (" and ", " et ", ", ")
        if joined and not m["article"] == "the":
            found[-1] = replace(found[-1], end=one.end, value=found[-1].value + one.value, is_counted=True)
        else:
            found.append(one)
    return found


def person_facts(passage: Passage, numbers: Sequence[Number], lang: str, category: Category) -> list[Fact]:
    """Give the counts of one field; in a funding announcement arrests are cumulative, never of an event."""
    marked = passage.mark([(m.start, m.end) for m in mentions(passage, numbers, lang)], PEOPLE).marked
    who = mentions(passage, numbers, lang)
    facts: dict[tuple[str, int, int], Fact] = {}
    for act, kind in _KINDS.items():
        for start, end, value in _counted(act, passage, marked, who, numbers, lang):
            fact = _fact(passage, kind, start, end, value)
            sentence = passage.marked[slice(*passage.sentence_at(start))]
            is_sum = category is Category.FUNDING or _cumulative(lang).search(sentence) is not None
            facts.setdefault((kind, start, end), replace(fact, scope="cumulative" if is_sum else "event"))
    return list(facts.values())


def _counted(
    act: str, passage: Passage, marked: str, who: Sequence[Mention], numbers: Sequence[Number], lang: str
) -> Iterator[tuple[int, int, int]]:
    acts = _acts(act, lang)
    values = {n.start: n.value for n in numbers}
    for m in acts.noun.finditer(passage.marked):
        if m.start() in values:
            yield m.start(), m.end(), values[m.start()]
    for start, end in passage.sentences():
        near = [w for w in who if start <= w.start < end]
        for m in acts.after.finditer(marked, start, end):
            if following := [w for w in near if 0 <= w.start - m.end() <= 30]:
                yield m.start(), following[0].end, following[0].value
        for m in acts.before.finditer(passage.marked, start, end):
            yield from _in_front(m, near, passage, numbers)


def _in_front(
    verb: re.Match[str], near: Sequence[Mention], passage: Passage, numbers: Sequence[Number]
) -> Iterator[tuple[int, int, int]]:
    """Give the persons in front of a verb, or the number that stands right before it ("Two arrested")."""
    bare = [n for n in numbers if not n.is_age and 0 < verb.start() - n.end <= 8 and _only_adverbs(passage, n, verb)]
    if bare:
        yield bare[-1].start, verb.end(), bare[-1].value
        return
    ahead = [w for w in near if w.end <= verb.start() + 1 and verb.start() - w.end <= _REACH]
    if ahead:
        counted = [w for w in ahead if w.is_counted]
        best = counted[-1] if counted and not ahead[-1].is_counted and ahead[-1].start - counted[-1].end > 40 else ahead[-1]
        yield best.start, verb.end(), best.value


def _only_adverbs(passage: Passage, number: Number, verb: re.Match[str]) -> bool:
    return passage.plain[number.end : verb.start()].strip() in ("", "are", "were", "ont ete", "sont", "more", "others")


def _fact(passage: Passage, kind: str, start: int, end: int, value: int) -> Fact:
    at, qualifier = qualifier_before(passage.plain, start)
    return replace(passage.fact(kind, value, at, end), qualifier=qualifier)


def figure_facts(passage: Passage, numbers: Sequence[Number], lang: str) -> list[Fact]:
    """Give the numbers stated about the subject: reports, officers, devices and the like."""
    values = {n.start: n.value for n in numbers}
    facts = []
    for of, pattern in _figures(lang):
        for m in pattern.finditer(passage.marked):
            if m.start() in values:
                sentence = passage.marked[slice(*passage.sentence_at(m.start()))]
                scope = "cumulative" if _cumulative(lang).search(sentence) else "event"
                facts.append(replace(_fact(passage, "figure", *m.span(), values[m.start()]), of=of, scope=scope))
    return facts


@cache
def _figures(lang: str) -> list[tuple[str, re.Pattern[str]]]:
    table = vocabulary.section(_NAME, "figures", lang)
    adjectives = r"(?: [a-z'-]+){0,3}? "
    return [
        (of, re.compile(rf"{NUMBER}+{adjectives}(?:{patterns.any_of(words).pattern})")) for of, words in table.items()
    ]
