"""The figures that a story is told with, as they are kept beside it, so that a changed one can be corrected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.say.arrest import PEOPLE, counted, statuses
from bot.say.funding import headline
from bot.say.marks import updates_in
from feeds.model import Category, Fact
from storage.model import EntryRecord, StoryRecord
from storage.outgoing import GROUPED, ToldStory

AMOUNT = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure, and the entry and version that state it. ``qualifier`` is None for an exact one."""

    kind: str
    value: Decimal
    currency: str | None
    qualifier: str | None
    is_yearly: bool
    entry: str
    version: int

    def says_as(self, other: "Figure | None") -> bool:
        """Tell whether it says the same as another, whoever states it."""
        return other is not None and self.said == other.said

    @property
    def said(self) -> tuple[object, ...]:
        """What a reader reads of it."""
        return self.kind, self.value, self.currency, self.qualifier, self.is_yearly


Figures = Mapping[str, Figure]


def figures_of(story: StoryRecord, language: str) -> dict[str, Figure]:
    """Give the figures that an item of a story shows in a language, by kind: its headline sum, or its counts."""
    if story.category is Category.FUNDING:
        head = headline(story, language)
        return {AMOUNT: figure(AMOUNT, *head)} if head else {}
    return {kind: figure(kind, *found) for kind in PEOPLE if (found := counted(story, kind)) is not None}


def figure(kind: str, entry: EntryRecord, fact: Fact) -> Figure:
    """Write a fact as a figure."""
    return Figure(
        kind=kind,
        value=Decimal(fact.value),
        currency=fact.currency,
        qualifier=None if fact.qualifier == "exact" else fact.qualifier,
        is_yearly=fact.role == "annual",
        entry=entry.id,
        version=entry.version,
    )


def said_of(story: StoryRecord, language: str, figures: Figures | None = None) -> dict[str, Any]:
    """Write down what a story is told with, as JSON: its category, figures, statuses and number of updates."""
    told = figures_of(story, language) if figures is None else figures
    return {
        "category": str(story.category),
        "figures": [as_json(told[kind]) for kind in sorted(told)],
        "statuses": sorted(statuses(story)) if story.category is Category.ARREST else [],
        "updates": updates_in(story),
        "entries": entries_in(story),
    }


def still_said(said: Mapping[str, Any], told: ToldStory) -> dict[str, Any]:
    """Write down the same figures, of a story that may have other entries by now."""
    return with_entries(said, told) if said else {}


def with_entries(said: Mapping[str, Any], told: ToldStory) -> dict[str, Any]:
    """Write down which entries a story has, those apart that only a merge put there."""
    grouped = sorted(frozenset().union(*told.grouped))
    kept = {name: value for name, value in said.items() if name != GROUPED}
    return kept | {"entries": entries_in(told.story)} | ({GROUPED: grouped} if grouped else {})


def entries_in(story: StoryRecord) -> list[str]:
    """Give the entries that a story is told with."""
    return sorted(entry.id for entry in story.entries)


def as_json(told: Figure) -> dict[str, Any]:
    """Write a figure; what it has nothing of is left out."""
    also = {"currency": told.currency, "qualifier": told.qualifier, "is_yearly": told.is_yearly}
    stated = {"kind": told.kind, "value": f"{told.value:f}", "entry": told.entry, "version": told.version}
    return stated | {name: value for name, value in also.items() if value}


def figures_in(said: Mapping[str, Any]) -> dict[str, Figure]:
    """Read the figures that were written down, by kind."""
    return {told.kind: told for told in read(said)}


def read(said: Mapping[str, Any]) -> Iterator[Figure]:
    """Read each figure."""
    for held in said.get("figures", ()):
        yield Figure(
            kind=held["kind"],
            value=Decimal(held["value"]),
            currency=held.get("currency"),
            qualifier=held.get("qualifier"),
            is_yearly=held.get("is_yearly", False),
            entry=held["entry"],
            version=held["version"],
        )
