"""What of a telling can be compared with another: its terms, figures, days, places and bodies. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from feeds.model import Category, Fact, Kind
from feeds.reading.geography.gazetteer import region_names
from feeds.reading.passage import fold
from feeds.stories.model import Telling
from feeds.stories.payers import payers_of
from feeds.stories.terms import mass, terms

OPENING = 1_500  # code points of a summary that are compared
PEOPLE = ("persons_arrested", "persons_charged", "persons_sentenced")
NUMBER = re.compile(r"\d(?:\d{0,2}(?:[\s.,]\d{3})+(?!\d)|\d*(?:[.,]\d+)?)")
SEPARATOR = re.compile(r"\D")
YEAR = re.compile(r"(?:19|20)\d\d")
UPDATE = re.compile(
    r"^\W*(?:mise a jour|maj|rectificati(?:f|on)|correction|corrige|erratum|updated?|correcti(?:on|ve)|corrected)\b"
    r"|\b(?:mise a jour|updated?)\W*$"
)

BACKGROUNDER = re.compile(r"\b(?:back ?grounder|document d'information|fiche d'information|fact sheet|complement)\b")

Sum = tuple[str, Decimal]
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of one kind: from ``least`` to ``most``, which are one number where it is exact."""

    kind: str
    least: float
    most: float


# How far a qualified count may lie from what is written: "more than 100" may be 130.
REACH = {
    "more_than": (1.0, 1.3),
    "at_least": (1.0, 1.3),
    "about": (0.9, 1.1),
    "nearly": (0.85, 1.0),
    "up_to": (0.7, 1.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A telling as it is compared. ``totals`` and ``parts`` are among ``sums``; ``days`` those of the event."""

    entry: str
    feed: str
    publisher: str
    lang: str
    moment: datetime
    category: Category
    is_update: bool
    is_backgrounder: bool
    is_government: bool
    has_facts: bool
    link: str | None
    title: frozenset[str]
    text: frozenset[str]
    title_mass: float
    text_mass: float
    sums: frozenset[Sum]
    totals: frozenset[Sum]
    parts: frozenset[Sum]
    counts: frozenset[Count]
    figures: frozenset[tuple[str, int]]
    numbers: frozenset[str]
    days: frozenset[Days]
    operations: frozenset[str]
    places: frozenset[str]
    services: frozenset[str]
    payers: frozenset[str]
    payees: frozenset[str]
    subjects: frozenset[str]


def signature(telling: Telling) -> Signature:
    """Take what is compared out of a telling."""
    facts, whole = telling.facts, f"{telling.title}\n{telling.summary[:OPENING]}"
    title, text, heading = terms(telling.title), terms(whole), fold(telling.title)
    return Signature(
        entry=telling.entry,
        feed=telling.feed,
        publisher=telling.publisher.id,
        lang=telling.lang[:2],
        moment=telling.moment,
        category=telling.category,
        is_update=UPDATE.search(heading) is not None,
        is_backgrounder=BACKGROUNDER.search(heading) is not None,
        is_government=telling.publisher.kind is Kind.GOVERNMENT,
        has_facts=bool(facts),
        link=telling.link,
        title=title,
        text=text,
        title_mass=mass(title),
        text_mass=mass(text),
        sums=frozenset(sums(facts)),
        totals=frozenset(sums(facts, "total")),
        parts=frozenset(sums(facts, "part")),
        counts=frozenset(counts(facts)),
        figures=frozenset((str(f.of), int(f.value)) for f in facts if f.kind == "figure"),
        numbers=frozenset(numbers(whole)),
        days=frozenset(event_days(facts)),
        operations=values(facts, "operation"),
        places=frozenset(places(facts)),
        services=values(facts, "police_service"),
        payers=frozenset(payers_of(telling)),
        payees=values(facts, "payee"),
        subjects=values(facts, "topic", "offence"),
    )


def sums(facts: tuple[Fact, ...], *roles: str) -> Iterator[Sum]:
    """Give the sums of money, of some roles or all."""
    for fact in facts:
        if fact.kind == "amount" and fact.currency and (not roles or fact.role in roles):
            yield fact.currency, Decimal(fact.value)


def counts(facts: tuple[Fact, ...]) -> Iterator[Count]:
    """Give the counts of people of the event; a lone person is no count to tell stories apart by."""
    for fact in facts:
        if fact.kind in PEOPLE and fact.scope != "cumulative" and int(fact.value) > 1:
            least, most = REACH.get(str(fact.qualifier), (1.0, 1.0))
            yield Count(fact.kind, int(fact.value) * least, int(fact.value) * most)


def numbers(text: str) -> Iterator[str]:
    """Give the numbers as their digits, years left out."""
    for found in NUMBER.findall(text):
        digits = found if found.isdigit() else SEPARATOR.sub("", found)
        if not YEAR.fullmatch(digits):
            yield digits


def event_days(facts: tuple[Fact, ...]) -> Iterator[Days]:
    """Give the first and last day of each dated event."""
    for fact in facts:
        if fact.kind == "event_date":
            first, _, last = str(fact.value).partition("/")
            try:
                yield date.fromisoformat(first), date.fromisoformat(last or first)
            except ValueError:
                continue  # a date as written, that the day of publication could not resolve


def places(facts: tuple[Fact, ...]) -> Iterator[str]:
    """Give the places: a region by its code, which both languages share, any other by its name; no dateline."""
    for fact in facts:
        if fact.kind == "place" and not is_dateline(fact):
            name = fold(_text(fact.value))
            yield fact.region if fact.region and name in region_names(fact.region) else name


def is_dateline(fact: Fact) -> bool:
    """Tell whether a place only says where a text was written."""
    return fact.field == "summary" and fact.start == 0 and fact.text.isupper()


def values(facts: tuple[Fact, ...], *kinds: str) -> frozenset[str]:
    """Give the values of some kinds of fact, folded."""
    return frozenset(fold(_text(fact.value)) for fact in facts if fact.kind in kinds)


def _text(value: Any) -> str:
    return str(value)
