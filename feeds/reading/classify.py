"""Decide what an announcement is, by weighted cues that anybody can read in ``words/*.toml``.

Each cue speaks for one category, once in each zone: the title, the lede, what follows. A word that stands inside what
speaks against it ("no one was arrested", "asks for $3 million") is not heard. Who speaks counts too: what a police
service publishes is more often an arrest. The category with the largest sum wins, and the score is how sure its lead
over the others makes us (a softmax of the sums), 0..1.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from feeds.model import Category, Cue, Kind, Text
from feeds.reading import patterns, vocabulary
from feeds.reading.passage import Passage, fold
from feeds.reading.phrases import Hit

_RULES = "words/rules.toml"
_SHAPE = {"id": str, "patterns": list, "field?": str, "needs?": list}
_LIMITS = {"version": str, "review_below": float, "read_at_most": int, "title_at_most": int, "amounts_at_most": int}
_CUE = {"category": str, "core?": bool, "title": float, "lede": float, "body": float}
_FIRST = {"title": float, "lede": float, "body": float, "alone": float}
_ZONES = ("title", "lede", "body")
_CASE = frozenset(("outcome-alone", "no-arrest"))  # they tell of a case and are of no category of their own
_EVERYDAY = frozenset(("released", "appeared"))  # statuses whose words are said of anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What all languages share; ``version`` names the rules as a whole."""

    version: str
    review_below: float
    read_at_most: int
    title_at_most: int
    amounts_at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an announcement is, how sure that is, and why; ``is_plain`` where nothing in it tells of money or a case."""

    category: Category
    score: float  # 0..1
    cues: tuple[Cue, ...]  # strongest first
    is_plain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    lede: int  # code points of a summary that count as its opening
    floor: Mapping[Category, float]
    first: Mapping[Category, Mapping[str, float]]
    against: Mapping[Category, frozenset[str]]
    spread: float  # the larger, the less sure a given lead makes us
    police: Mapping[str, float]  # what a police publisher adds to an arrest: always, and behind a core cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A cue of one language with its weight in each zone."""

    id: str
    category: Category
    is_core: bool
    field: str | None
    needs: frozenset[str]
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    rule: Rule
    zone: str
    cue: Cue

    @property
    def weight(self) -> float:
        return self.rule.weights[self.zone]


@cache
def rules() -> Rules:
    """Load the limits of ``words/rules.toml``."""
    limits = vocabulary.section(_RULES, "limits")
    vocabulary.check(limits, _LIMITS, f"{_RULES}: [limits]")
    return Rules(**limits)


@cache
def _weights() -> _Weights:
    table = vocabulary.section(_RULES, "first")
    for name, row in table.items():
        vocabulary.check(row, _FIRST, f"{_RULES}: [first.{name}]")
    return _Weights(
        lede=int(vocabulary.section(_RULES, "zones")["lede"]),
        floor={Category(name): float(value) for name, value in vocabulary.section(_RULES, "floor").items()},
        first={Category(name): row for name, row in table.items()},
        against={Category(name): frozenset(ids) for name, ids in vocabulary.section(_RULES, "against").items()},
        spread=float(vocabulary.section(_RULES, "score")["spread"]),
        police=vocabulary.section(_RULES, "police", "weights"),
    )


@cache
def _police_names() -> re.Pattern[str]:
    return patterns.any_of(vocabulary.section(_RULES, "police")["names"])


def is_police(text: Text) -> bool:
    """Say whether a police service or a prosecutor publishes a text: by the publisher's kind, else by its name."""
    if text.publisher_kind is not None:
        return text.publisher_kind is Kind.POLICE
    return _police_names().search(fold(text.publisher or "")) is not None


@cache
def cue_rules(lang: str) -> dict[str, Rule]:
    """Load the cues of a language, by id."""
    found = vocabulary.rows(f"words/{lang}.toml", "cue", _SHAPE)
    return {row["id"]: _rule(row["id"], row.get("field"), row.get("needs", ())) for row in found}


def _rule(id: str, field: str | None, needs: Sequence[str]) -> Rule:
    row = vocabulary.section(_RULES, "cues", id)
    vocabulary.check(row, _CUE, f"{_RULES}: [cues.{id}]")
    weights = {zone: row[zone] for zone in _ZONES}
    category, is_core = Category(row["category"]), row.get("core", False)
    return Rule(id=id, category=category, is_core=is_core, field=field, needs=frozenset(needs), weights=weights)


def classify(passages: Sequence[Passage], lang: str, *, is_by_police: bool = False) -> Judgement:
    """Weigh the cues of an announcement."""
    every = [heard for passage in passages for heard in _hear(passage, cue_rules(lang))]
    ids = {heard.rule.id for heard in every}
    heard = [each for each in every if not each.rule.needs or each.rule.needs & ids]
    sums = _sums(heard, is_alone=not any(p.text.strip() for p in passages if p.field != "title"))
    if is_by_police:
        sums[Category.ARREST] += _by_police(heard)
    best = max(Category, key=lambda c: (sums[c], c is Category.OTHER))
    strongest = sorted((each for each in heard if each.weight), key=lambda each: -each.weight)
    return Judgement(
        category=best,
        score=_confidence(sums, best),
        cues=tuple(each.cue for each in strongest),
        is_plain=best is Category.OTHER and not any(_tells_something(p, lang) for p in passages),
    )


def _tells_something(passage: Passage, lang: str) -> bool:
    """Say whether a passage tells of money given, or of a case and what became of it."""
    listed = cue_rules(lang)
    has_cue = any(listed[hit.id].is_core or hit.id in _CASE for hit in passage.hits("cues"))
    is_named = bool(passage.hits("figures") or passage.hits("police"))
    return has_cue or is_named or any(h.id not in _EVERYDAY for h in passage.hits("status"))


def _hear(passage: Passage, listed: Mapping[str, Rule]) -> Iterator[_Heard]:
    """Give each cue once a zone, but for those that stand inside what speaks against them."""
    hits = [hit for hit in passage.hits("cues") if listed[hit.id].field in (None, passage.field)]
    told: set[tuple[str, str]] = set()
    for hit in hits:
        rule, zone = listed[hit.id], _zone(passage, hit)
        if (rule.id, zone) not in told and not _is_taken_back(rule, hit, hits):
            told.add((rule.id, zone))
            yield _Heard(rule=rule, zone=zone, cue=passage.cue(rule.id, hit.start, hit.end))


def _zone(passage: Passage, hit: Hit) -> str:
    return "title" if passage.field == "title" else "lede" if hit.start < _weights().lede else "body"


def _is_taken_back(rule: Rule, hit: Hit, hits: Sequence[Hit]) -> bool:
    if not rule.is_core:
        return False
    against = _weights().against.get(rule.category, frozenset())
    return any(other.id in against and other.start < hit.end and hit.start < other.end for other in hits)


def _sums(heard: Sequence[_Heard], *, is_alone: bool) -> dict[Category, float]:
    """Add up what speaks for each category; the first core cue of a zone says more than the next ones."""
    weights = _weights()
    sums = {category: weights.floor.get(category, 0.0) for category in Category}
    for each in heard:
        sums[each.rule.category] += each.weight
    for category, zone in {(each.rule.category, each.zone) for each in heard if each.rule.is_core}:
        first = weights.first.get(category)
        if first:
            sums[category] += first[zone] + (first["alone"] if is_alone and zone == "title" else 0.0)
    return sums


def _by_police(heard: Sequence[_Heard]) -> float:
    weights = _weights().police
    is_behind = any(h.rule.is_core and h.rule.category is Category.ARREST and h.zone != "title" for h in heard)
    return weights["always"] + (weights["behind"] if is_behind else 0.0)


def _confidence(sums: Mapping[Category, float], best: Category) -> float:
    top = sums[best]
    return round(1 / sum(math.exp((s - top) / _weights().spread) for s in sums.values()), 3)
