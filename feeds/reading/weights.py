"""The rules that all languages share, from ``words/rules.toml``: limits, and what each piece of evidence weighs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from feeds.model import Category, Cue, Field
from feeds.reading import vocabulary

ZONES = ("title", "lede", "body")
NAME = "words/rules.toml"
_CUE_SHAPE = {"id": str, "patterns": list, "field?": str, "needs?": list}
_LIMITS = {"version": str, "review_below": float, "read_at_most": int, "title_at_most": int, "amounts_at_most": int}
_CUE = {"category": str, "core?": bool, "title": float, "lede": float, "body": float}
_FIRST = {"title": float, "lede": float, "body": float, "alone": float}
_POLICE = {"always": float, "behind": float}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Limits; ``version`` names the rules as a whole."""

    version: str
    review_below: float
    read_at_most: int
    title_at_most: int
    amounts_at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A cue of one language: which category it speaks for, in which field, and behind which other cues."""

    id: str
    category: Category
    is_core: bool
    field: str | None
    needs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How evidence is weighed: ``of`` a piece by its name, ``floor`` what a category starts with."""

    of: Mapping[str, float]
    floor: Mapping[Category, float]
    against: Mapping[Category, frozenset[str]]
    spread: float  # the larger, the less sure a given lead makes us
    lede: int  # code points of a summary that count as its opening


class Weighing(NamedTuple):
    """What one cue says: for which category, from which zone, how much."""

    category: Category
    zone: str
    weight: float


@cache
def rules() -> Rules:
    """Load the limits."""
    limits = vocabulary.section(NAME, "limits")
    vocabulary.check(limits, _LIMITS, f"{NAME}: [limits]")
    return Rules(**limits)


@cache
def weights() -> Weights:
    """Load the weights; raise `TableError` for a table out of shape."""
    return Weights(
        of=dict(_named()),
        floor={Category(name): float(value) for name, value in vocabulary.section(NAME, "floor").items()},
        against={Category(name): frozenset(ids) for name, ids in vocabulary.section(NAME, "against").items()},
        spread=float(vocabulary.section(NAME, "score")["spread"]),
        lede=int(vocabulary.section(NAME, "zones")["lede"]),
    )


def _named() -> Iterator[tuple[str, float]]:
    for id in vocabulary.section(NAME, "cues"):
        yield from ((f"{id}.{zone}", _cue(id)[zone]) for zone in ZONES)
    for category, row in vocabulary.section(NAME, "first").items():
        vocabulary.check(row, _FIRST, f"{NAME}: [first.{category}]")
        yield from ((f"first.{category}.{place}", value) for place, value in row.items())
    police = vocabulary.section(NAME, "police", "weights")
    vocabulary.check(police, _POLICE, f"{NAME}: [police.weights]")
    yield from ((f"police.{when}", value) for when, value in police.items())
    yield "moneyless", vocabulary.section(NAME, "moneyless")["other"]


def _cue(id: str) -> dict[str, Any]:
    row = vocabulary.section(NAME, "cues", id)
    vocabulary.check(row, _CUE, f"{NAME}: [cues.{id}]")
    return row


def zone_of(field: Field, start: int) -> str:
    """Give the zone of a text in which something stands."""
    return "title" if field == "title" else "lede" if start < weights().lede else "body"


def weighing(cue: Cue) -> Weighing | None:
    """Say what a cue that was heard weighs; None for one that the rules do not have."""
    zone = zone_of(cue.field, cue.start)
    weight = weights().of.get(f"{cue.cue}.{zone}")
    return None if weight is None else Weighing(Category(_cue(cue.cue)["category"]), zone, weight)


@cache
def cue_rules(lang: str) -> dict[str, Rule]:
    """Load the cues of a language, by id."""
    found = vocabulary.rows(f"words/{lang}.toml", "cue", _CUE_SHAPE)
    return {row["id"]: _rule(row) for row in found}


def _rule(row: dict[str, Any]) -> Rule:
    shared = _cue(row["id"])
    return Rule(
        id=row["id"],
        category=Category(shared["category"]),
        is_core=shared.get("core", False),
        field=row.get("field"),
        needs=frozenset(row.get("needs", ())),
    )
