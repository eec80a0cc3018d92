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
from typing import NamedTuple

from feeds.model import Category, Cue, Kind, Text
from feeds.reading import patterns, vocabulary
from feeds.reading.passage import MONEY, NUMBER, Passage, fold
from feeds.reading.phrases import Hit
from feeds.reading.weights import NAME, Rule, cue_rules, weights, zone_of

_MONEY = re.compile(rf"[{MONEY}{NUMBER}](?:(?<={MONEY})|{NUMBER}* (?:million|milliard|billion))")
_CASE = frozenset(("outcome-alone", "no-arrest"))  # they tell of a case and are of no category of their own
_EVERYDAY = frozenset(("released", "appeared"))  # statuses whose words are said of anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an announcement is, how sure that is, and why; ``is_plain`` where nothing in it tells of money or a case."""

    category: Category
    score: float  # 0..1
    cues: tuple[Cue, ...]  # strongest first
    is_plain: bool


class _Heard(NamedTuple):
    rule: Rule
    zone: str
    passage: Passage
    hit: Hit

    @property
    def name(self) -> str:
        return f"{self.rule.id}.{self.zone}"

    @property
    def cue(self) -> Cue:
        return self.passage.cue(self.rule.id, self.hit.start, self.hit.end)


def is_police(text: Text) -> bool:
    """Say whether a police service or a prosecutor publishes a text: by the publisher's kind, else by its name."""
    if text.publisher_kind is not None:
        return text.publisher_kind is Kind.POLICE
    return _police_names().search(fold(text.publisher or "")) is not None


@cache
def _police_names() -> re.Pattern[str]:
    return patterns.any_of(vocabulary.section(NAME, "police")["names"])


def classify(passages: Sequence[Passage], lang: str, *, is_by_police: bool = False) -> Judgement:
    """Weigh the cues of an announcement."""
    heard = _needed([each for passage in passages for each in _hear(passage, cue_rules(lang))])
    of, floor = weights().of, weights().floor
    sums = {category: floor.get(category, 0.0) for category in Category}
    for category, name in _evidence(heard, passages, is_by_police=is_by_police):
        sums[category] += of[name]
    best = max(Category, key=lambda c: (sums[c], c is Category.OTHER))
    strongest = sorted((each for each in heard if of[each.name]), key=lambda each: -of[each.name])
    return Judgement(
        category=best,
        score=_confidence(sums, best),
        cues=tuple(each.cue for each in strongest),
        is_plain=best is Category.OTHER and not any(_tells_something(p, lang) for p in passages),
    )


def evidence(passages: Sequence[Passage], lang: str, *, is_by_police: bool) -> list[tuple[Category, str]]:
    """Give the names of all that speaks for a category, each once: what `classify` weighs."""
    heard = _needed([each for passage in passages for each in _hear(passage, cue_rules(lang))])
    return list(_evidence(heard, passages, is_by_police=is_by_police))


def _needed(every: Sequence[_Heard]) -> list[_Heard]:
    """Drop the cues that need another one, where it was not heard."""
    ids = {heard.rule.id for heard in every}
    return [each for each in every if not each.rule.needs or each.rule.needs & ids]


def _hear(passage: Passage, listed: Mapping[str, Rule]) -> Iterator[_Heard]:
    """Give each cue once a zone, but for those that stand inside what speaks against them."""
    hits = [hit for hit in passage.hits("cues") if listed[hit.id].field in (None, passage.field)]
    if not hits:
        return
    against = {category: [hit for hit in hits if hit.id in ids] for category, ids in weights().against.items()}
    told = set[tuple[str, str]]()
    for hit in hits:
        rule = listed[hit.id]
        zone = zone_of(passage.field, hit.start)
        if (rule.id, zone) in told or (
            rule.is_core and _is_taken_back(hit, against.get(rule.category, ()), rule.category)
        ):
            continue
        told.add((rule.id, zone))
        yield _Heard(rule, zone, passage, hit)


def _is_taken_back(hit: Hit, against: Sequence[Hit], category: Category) -> bool:
    """Say whether words against a cue overlap it; inside an arrest's they tell of whom: "men wanted here arrested"."""
    return any(
        other.start < hit.end
        and hit.start < other.end
        and not (category is Category.ARREST and hit.start < other.start and other.end < hit.end)
        for other in against
    )


def _evidence(
    heard: Sequence[_Heard], passages: Sequence[Passage], *, is_by_police: bool
) -> Iterator[tuple[Category, str]]:
    """Name the cues by zone, and what else counts: the first core cue of a zone, no amount at all, who speaks."""
    yield from ((each.rule.category, each.name) for each in heard)
    cores = {(each.rule.category, each.zone) for each in heard if each.rule.is_core}
    # Sorted, for sums of fractions depend on their order, and that of a set is another in each process.
    for category, zone in sorted(cores):
        yield category, f"first.{category}.{zone}"
        if zone == "title" and not any(p.text.strip() for p in passages if p.field != "title"):
            yield category, f"first.{category}.alone"
    if not any(_MONEY.search(p.marked) for p in passages):
        yield Category.OTHER, "moneyless"
    if is_by_police:
        yield Category.ARREST, "police.always"
        if any(category is Category.ARREST and zone != "title" for category, zone in cores):
            yield Category.ARREST, "police.behind"


def _tells_something(passage: Passage, lang: str) -> bool:
    """Say whether a passage tells of money given, or of a case and what became of it."""
    listed = cue_rules(lang)
    has_cue = any(listed[hit.id].is_core or hit.id in _CASE for hit in passage.hits("cues"))
    is_named = bool(passage.hits("figures") or passage.hits("police"))
    return has_cue or is_named or any(h.id not in _EVERYDAY for h in passage.hits("status"))


def _confidence(sums: Mapping[Category, float], best: Category) -> float:
    top = sums[best]
    return round(1 / sum(math.exp((s - top) / weights().spread) for s in sums.values()), 3)
