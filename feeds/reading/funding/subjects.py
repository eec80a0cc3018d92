"""Find what stands in front of a verb as its subject: from the start of the clause to the verb."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from feeds.reading import vocabulary
from feeds.reading.passage import MONEY, NUMBER, Passage

_MOST_WORDS = 16
_REMEMBERED = 8  # passages whose subjects are asked for again and again
_CLAUSE = re.compile(  # one sign first, so that a search runs from sign to sign
    r"[:;|\n\"«»“”(!?.,-](?:(?<=[:;|\n\"«»“”(])|(?<=[!?.])(?= )|(?<= -) |(?<=\w,) "
    r"(?:and|et|while|tandis que|alors que|mais|but|dont|qui|which) )"
)
_WHILE = re.compile(r"(?:while|tandis que|alors que) (?<= ......)")
_LONGEST_CLAUSE = 160

_GAVE = re.compile(r"(?<!\w)(?:has|have|had) (?:\w+ )?(?:awarded|funded|granted) \S")
_PASSIVE = re.compile(r"(?<!\w)(?:is|are|was|were|be|been|being|est|sont|ete|sera|seront)(?!\w)")
_THAT = re.compile(r"(?<!\w)(?:that |que |qu')")
_WHEN = re.compile(
    r"(?:(?:this|last|earlier this) (?:week|month|year|morning|afternoon|spring|summer|autumn|fall|winter)"
    r"|today|yesterday|tonight|hier|ce matin|cette (?:annee|semaine)),? "
)
_ASIDE = re.compile(r", (?:de |du |des |d'|a |au |in |from |of |based in |located in |near |situe|base)[^,]{2,60}, ?\Z")
_IN_PLACES = re.compile(r" (?:in|across|from|at|a) [^,]{2,30}(?:, [^,]{2,30}){1,5},? (?:and|et) [^,]{2,30}\Z")
_LISTED = re.compile(r", (?:de |du |des |d'|la |le |les |l')[^,]+(?:, [^,]+)* (?:et|and) ")


class _Bounds(NamedTuple):
    helpers: re.Pattern[str]
    helper_ends: frozenset[str]
    introduced: frozenset[str]
    no_subject: frozenset[str]


def listed(name: str) -> str:
    """Give the lines of ``tables/clauses.toml`` under a name as alternatives."""
    return "|".join(line for line in vocabulary.document("tables/clauses.toml")[name].splitlines() if line)


@cache
def _bounds() -> _Bounds:
    return _Bounds(
        helpers=re.compile(rf"(?:,? (?:{listed('helpers')}))+ ?\Z"),
        helper_ends=frozenset(line.rpartition(" ")[2] for line in listed("helpers").split("|")),
        introduced=frozenset(listed("introductions").split("|")),
        no_subject=frozenset(listed("no_subjects").split("|")),
    )


def clause_start(passage: Passage, position: int) -> int:
    """Say where the clause begins that leads to a position."""
    bounds = _clauses(passage)
    at = bisect_right(bounds, position) - 1
    last = max(bounds[at], position - _LONGEST_CLAUSE)
    while last < position and passage.marked[last] in " '-":
        last += 1
    return last


@lru_cache(maxsize=_REMEMBERED)
def _clauses(passage: Passage) -> list[int]:
    """Say where the clauses of a passage begin, its sentences among them."""
    found = [0, *passage.ends, *(m.end() for m in _CLAUSE.finditer(passage.marked))]
    if "while " in passage.marked or "que " in passage.marked:
        found += [m.end() for m in _WHILE.finditer(passage.marked)]
    found.sort()
    return found


@lru_cache(maxsize=_REMEMBERED)
def subjects(passage: Passage, verbs: str, others: str) -> tuple[tuple[int, int], ...]:
    """Give the subjects of the verbs of a list, those that a clause opens with; none that holds a verb of another."""
    return tuple(_subjects(passage, verbs, others))


def _subjects(passage: Passage, verbs: str, others: str) -> Iterator[tuple[int, int]]:
    done = -1
    for hit in passage.hits(verbs):
        start = clause_start(passage, hit.start)
        if start == done or start >= hit.start:
            continue
        done = start
        span = _subject(passage, start, hit.start)
        if span and _gives(passage, span[1], hit.start, hit.end):
            continue
        if span and not any(span[0] <= other.start < span[1] for other in passage.hits(others)):
            yield span


def _gives(passage: Passage, start: int, verb: int, end: int) -> bool:
    """Say whether a participle tells who gives: "have awarded", and "awarded $5" where no title leaves words out."""
    if passage.field == "summary" and passage.marked.startswith(("awarded ", "granted "), verb):
        return not passage.marked[start:verb].strip() or _GAVE.search(passage.marked, start, end) is not None
    return _GAVE.search(passage.marked, start, end) is not None


@lru_cache(maxsize=_REMEMBERED)
def acting(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Give the subjects that pay: not of a passive, of a participle alone or of a noun that looks like a verb."""
    return tuple(_acting(passage))


def _acting(passage: Passage) -> Iterator[tuple[int, int]]:
    for start, end in subjects(passage, "verbs", "receives"):
        verb = next(hit for hit in passage.hits("verbs") if hit.start >= end)
        helpers, said = passage.marked[end : verb.start], passage.marked[verb.start : verb.end]
        is_helped, is_two = bool(helpers.strip(" ,")), re.search(r" (?:and|et) |, ", passage.marked[start:end])
        if said.endswith("ing"):
            is_verb = said != "funding" and (is_helped or passage.field == "title")
        elif said.endswith("ed"):
            is_verb = not _PASSIVE.search(helpers) and (passage.field == "summary" or is_helped)
        else:
            is_verb = (is_helped or is_two is not None or said not in noun_verbs()) and not _PASSIVE.search(helpers)
        if (
            is_verb
            and NUMBER not in passage.marked[start:end]
            and passage.marked[verb.end : verb.end + 1] not in (",", ";")
        ):
            yield start, end


@cache
def noun_verbs() -> frozenset[str]:
    """Give the verbs that are nouns as well."""
    return frozenset(vocabulary.section("tables/parties.toml", "noun_verbs")["words"])


def _subject(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    start, said = _without_lead(start, _without_helpers(passage.marked[start:end]))
    if said.endswith(",") and (aside := _ASIDE.search(said)):
        said = said[: aside.start()]
    elif "," in said and (places := _IN_PLACES.search(said)):
        said = said[: places.start()]
    head, comma, tail = said.rstrip(" ,").rpartition(", ")
    if comma and _is_introduced(head):
        start, said = start + len(head) + len(comma), tail
    elif comma and not _LISTED.search(said):
        return None
    return (start, start + len(said)) if _may_act(said) else None


def _without_helpers(said: str) -> str:
    """Drop the auxiliaries and adverbs that stand between a subject and its verb."""
    last = said.rstrip(" ,").rpartition(" ")[2]
    helpers = _bounds().helpers.search(said) if last in _bounds().helper_ends else None
    return said[: helpers.start()] if helpers else said.rstrip(" ")


def _without_lead(start: int, said: str) -> tuple[int, str]:
    """Drop what leads to a clause: "the minister said that", "this week"."""
    if "que " in said or "qu'" in said or "that " in said:
        for m in [*_THAT.finditer(said)][-1:]:
            start, said = start + m.end(), said[m.end() :]
    if when := _WHEN.match(said):
        start, said = start + when.end(), said[when.end() :]
    return start, said


def _may_act(said: str) -> bool:
    """Say whether words can be a subject: not too many, no money, no other clause."""
    bare = said.strip(" ,")
    if not bare or bare.endswith("'") or MONEY in said or said.count(" ") > _MOST_WORDS or _is_introduced(said):
        return False
    return _bounds().no_subject.isdisjoint(bare.replace("'", "' ").replace(",", "").split(" "))


def _is_introduced(said: str) -> bool:
    first = said.partition(" ")[0].rstrip(",")
    return first in _bounds().introduced or first.partition("'")[0] + "'" in _bounds().introduced
