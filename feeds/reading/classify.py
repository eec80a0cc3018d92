"""Decide what an announcement is, by weighted cues that anybody can read in ``words/*.toml``.

A cue counts once a field. Funding or arrest must pass ``floor`` and what speaks for `other`. The score is how sure the
lead of the first category over the others makes us (a softmax of the sums), 0..1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from feeds.model import Category, Cue
from feeds.reading import vocabulary
from feeds.reading.passage import Passage
from feeds.reading.phrases import Hit

_SHAPE = {"id": str, "category": str, "weight": float, "patterns": list, "field?": str, "needs?": list}
_KINDS = {"version": str, "read_at_most": int, "title_at_most": int, "amounts_at_most": int, "lede": int}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The weights that all languages share; ``version`` names the rules as a whole."""

    version: str
    review_below: float
    read_at_most: int
    title_at_most: int
    amounts_at_most: int
    lede: int
    title_weight: float
    body_weight: float
    floor: float
    spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    id: str
    category: Category
    weight: float
    field: str | None
    needs: frozenset[str]


@cache
def rules() -> Rules:
    """Load ``words/rules.toml``."""
    table = vocabulary.document("words/rules.toml")
    vocabulary.check(table, {name: _KINDS.get(name, float) for name in Rules.__slots__}, "words/rules.toml")
    return Rules(**table)


@cache
def cue_rules(lang: str) -> dict[str, _Rule]:
    """Load the cues of a language, by id."""
    return {
        row["id"]: _Rule(
            id=row["id"],
            category=Category(row["category"]),
            weight=row["weight"],
            field=row.get("field"),
            needs=frozenset(row.get("needs", ())),
        )
        for row in vocabulary.rows(f"words/{lang}.toml", "cue", _SHAPE)
    }


def classify(passages: Sequence[Passage], lang: str) -> tuple[Category, float, tuple[Cue, ...]]:
    """Give the category, the confidence in it, and the cues that spoke, strongest first."""
    listed = cue_rules(lang)
    every = [
        (listed[hit.id], p, hit) for p in passages for hit in _firsts(p) if listed[hit.id].field in (None, p.field)
    ]
    names = {rule.id for rule, _, _ in every}
    heard = [_weigh(rule, p, hit) for rule, p, hit in every if not rule.needs or rule.needs & names]
    sums = {c: sum(w for w, category, _ in heard if category is c) for c in Category}
    sums[Category.OTHER] += rules().floor
    best = max(Category, key=lambda c: (sums[c], c is Category.OTHER))
    return best, _confidence(sums, best), tuple(cue for _, _, cue in sorted(heard, key=lambda h: -h[0]))


def _firsts(passage: Passage) -> list[Hit]:
    """Give the first phrase of each cue."""
    found: dict[str, Hit] = {}
    for hit in passage.hits("cues"):
        found.setdefault(hit.id, hit)
    return list(found.values())


def _weigh(rule: _Rule, passage: Passage, hit: Hit) -> tuple[float, Category, Cue]:
    where = rules().title_weight if passage.field == "title" else _weight_at(hit.start)
    return rule.weight * where, rule.category, passage.cue(rule.id, hit.start, hit.end)


def _weight_at(start: int) -> float:
    return 1.0 if start < rules().lede else rules().body_weight


def _confidence(sums: dict[Category, float], best: Category) -> float:
    top = sums[best]
    return round(1 / sum(math.exp((s - top) / rules().spread) for s in sums.values()), 3)
