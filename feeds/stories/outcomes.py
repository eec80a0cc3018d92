"""What became of an arrest: charges, releases and verdicts attach to it on an explicit mark only. Pure.

An explicit mark is the same address, the same court file, or the same operation of the same service. Anything less is
proposed: two people of one town charged with one offence need not be the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from feeds.model import Category
from feeds.reading.passage import fold
from feeds.stories.model import Announcement, LinkState, Relation, StoryLink
from feeds.stories.signature import Signature, signature

FILE = re.compile(
    r"(?<![\d-])\d{3}-\d{2}-\d{6}-\d{3}(?![\d-])"
)  # a Quebec court file: district, jurisdiction, number, part
OUTCOMES = frozenset(
    ("charged", "appeared", "released", "convicted", "sentenced", "acquitted", "stayed", "not_charged")
)
LATER = timedelta(days=5 * 366)
SOON = timedelta(days=2 * 366)
YEARS = 3  # that SOON may touch, the first not counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A story about people and the police, as its outcome is looked for."""

    story: str
    dated: date
    category: Category
    is_outcome: bool
    addresses: frozenset[str]
    files: frozenset[str]
    operations: frozenset[str]
    services: frozenset[str]
    offences: frozenset[str]
    towns: frozenset[str]
    people: frozenset[int]


def case(story: Announcement) -> Case:
    """Take out of a story what its outcome is recognised by."""
    found = [signature(telling) for telling in story.tellings]
    facts = [fact for telling in story.tellings for fact in telling.facts]
    texts = [fold(f"{telling.title}\n{telling.summary}") for telling in story.tellings]
    return Case(
        story=story.story,
        dated=story.dated,
        category=story.tellings[0].category,
        is_outcome=any(fact.kind == "status" and fact.value in OUTCOMES for fact in facts),
        addresses=frozenset(telling.link for telling in story.tellings if telling.link),
        files=frozenset(number for text in texts for number in FILE.findall(text)),
        operations=union(found, "operations"),
        services=union(found, "services") | {t.publisher.id for t in story.tellings if t.publisher.kind == "police"},
        offences=frozenset(str(fact.value) for fact in facts if fact.kind == "offence"),
        towns=frozenset(place for place in union(found, "places") if place.islower()),
        people=frozenset(round(count.most) for one in found for count in one.counts),
    )


def union(found: Sequence[Signature], name: str) -> frozenset[str]:
    """Join one field of several signatures."""
    return frozenset().union(*(getattr(one, name) for one in found))


def keys(found: Case) -> frozenset[str]:
    """Give the keys under which a case is filed."""
    return frozenset({*marks(found), *likenesses(found, [found.dated.year])})


def sought(found: Case) -> frozenset[str]:
    """Give the keys of what it may be the outcome of."""
    last = found.dated.year
    return frozenset({*marks(found), *likenesses(found, range(last - YEARS, last + 1))})


def seeking(found: Case) -> frozenset[str]:
    """Give the keys of what may be its outcome."""
    first = found.dated.year
    return frozenset({*marks(found), *likenesses(found, range(first, first + YEARS + 1))})


def marks(found: Case) -> Iterator[str]:
    """Give the explicit marks."""
    yield from (f"address {address}" for address in found.addresses)
    yield from (f"file {number}" for number in found.files)
    yield from (f"operation {operation}" for operation in found.operations)


def likenesses(found: Case, years: Iterable[int]) -> Iterator[str]:
    """Give a service, an offence and a town together, in each of some years."""
    for year, service, offence in product(years, found.services, found.offences):
        yield from (f"case {year} {service} {offence} {town}" for town in found.towns)


def outcomes(found: Case, others: Sequence[Case]) -> tuple[StoryLink, ...]:
    """Link an outcome to the earlier arrests that it is about."""
    if not found.is_outcome:
        return ()
    earlier = [other for other in others if is_earlier(other, found)]
    certain = [(other, mark) for other in earlier if (mark := mark_of(found, other))]
    if certain:
        return tuple(link(found, other, LinkState.CERTAIN, mark) for other, mark in certain)
    likely = [other for other in earlier if is_likely(found, other)]
    return (link(found, likely[0], LinkState.PROPOSED, "case"),) if len(likely) == 1 else ()


def is_earlier(other: Case, found: Case) -> bool:
    """Tell whether a story is an arrest of before."""
    gap = found.dated - other.dated
    return other.story != found.story and other.category is Category.ARREST and timedelta(0) < gap <= LATER


def mark_of(found: Case, other: Case) -> str | None:
    """Give the explicit mark that two stories share."""
    if found.addresses & other.addresses and (found.offences & other.offences or found.services & other.services):
        return "address"
    if found.files & other.files:
        return "file"
    if found.operations & other.operations and found.services & other.services:
        return "operation"
    return None


def is_likely(found: Case, other: Case) -> bool:
    """Tell whether service, offence and town agree, and no count speaks against it."""
    is_one_place = bool(
        found.services & other.services and found.offences & other.offences and found.towns & other.towns
    )
    is_counted_alike = not found.people or not other.people or bool(found.people & other.people)
    return is_one_place and is_counted_alike and found.dated - other.dated <= SOON


def link(found: Case, other: Case, state: LinkState, mark: str) -> StoryLink:
    """Write the link of an outcome."""
    return StoryLink(
        source=found.story, target=other.story, relation=Relation.UPDATES, state=state, because=f"same:{mark}"
    )
