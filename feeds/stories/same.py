"""Do two entries tell the same announcement? A pure relation, and why it holds.

Each likeness and each difference is a feature with a weight (`same.toml`); what contradicts parts two entries whatever
else they share. The relation sees two signatures and nothing else, so that no order of arrival can change it.
"""

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from operator import eq

from feeds.model import Category
from feeds.stories.model import Bond
from feeds.stories.signature import Count, Days, Signature, Sum
from feeds.stories.terms import is_rare, mass

ROUNDING = Decimal("0.06")  # how far a headline may round a sum
DAY = 86_400.0
A_DAY = timedelta(days=1)
COMPANY = 1.5  # days between an advisory, the announcement and its backgrounder
INSIDE = 0.85  # of the shorter title, that stands in the other
LONGER = 1.4  # times the shorter title: a template filled twice is no title inside another
NUMBERS, PLACES, RARES = 3, 2, 6  # how many shared ones are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``least`` is how sure a bond must be; ``within`` and ``update_within`` are days; ``copy`` a likeness of texts."""

    least: float
    within: float
    update_within: float
    copy: float
    base: float
    weights: Mapping[str, float]


@cache
def rules() -> Rules:
    """Load the weights."""
    data = tomllib.loads(files("feeds.stories").joinpath("same.toml").read_text(encoding="utf-8"))
    return Rules(**data["limits"], weights=data["weights"])


def bond(a: Signature, b: Signature) -> Bond | None:
    """Hold two entries to be one announcement, or not."""
    first, second = sorted((a, b), key=lambda side: side.entry)
    if is_apart(first, second):
        return None
    found = features(first, second)
    of = rules().weights
    strength = 1 / (1 + math.exp(-rules().base - sum(of[name] * value for name, value in found.items())))
    if strength < rules().least:
        return None
    return Bond(a=first.entry, b=second.entry, strength=round(strength, 4), because=", ".join(reasons(first, second)))


# --- what parts two entries -----------------------------------------------------------------------------------------


def is_apart(a: Signature, b: Signature) -> bool:
    """Tell whether something contradicts that two entries tell the same, however alike they are."""
    is_update = a.is_update or b.is_update
    if days_between(a, b) > (rules().update_within if is_update else rules().within):
        return True
    if differs(a.days, b.days, overlap):
        return True
    if is_update:
        return False
    is_retold = shares(a.totals, b.parts, is_near) or shares(b.totals, a.parts, is_near)
    is_other_money = differs(a.totals, b.totals, is_near) and not is_retold
    is_other_count = differs(a.counts, b.counts, is_same_count) and not a.operations & b.operations
    is_other_matter = is_other_money or is_other_count or is_other_event(a, b)
    return is_other_matter or is_no_translation(a, b) or is_other_kind(a, b) or is_another_item(a, b)


def is_other_event(a: Signature, b: Signature) -> bool:
    """Tell whether two arrest releases differ in two of what they are about: the offences, the places, the services."""
    if not a.category is b.category is Category.ARREST:
        return False
    services_differ = differs(a.services, b.services, eq)
    return differs(a.subjects, b.subjects, eq) + is_elsewhere(a.places, b.places) + services_differ > 1


def is_no_translation(a: Signature, b: Signature) -> bool:
    """Tell whether one body says other sums in its other language: a translation has the figures of its original."""
    return a.publisher == b.publisher and a.lang != b.lang and differs(a.sums, b.sums, is_near)


def is_other_kind(a: Signature, b: Signature) -> bool:
    """Tell whether one tells of money and the other of arrests, and no sum is in both."""
    return {a.category, b.category} == {Category.FUNDING, Category.ARREST} and not a.sums & b.sums


def is_another_item(a: Signature, b: Signature) -> bool:
    """Tell whether two items of one feed are two announcements, as its publisher says by giving both."""
    if a.feed != b.feed or a.lang != b.lang or a.is_update or b.is_update or is_copy(a, b) or is_companion(a, b):
        return False
    is_told = Category.OTHER not in (a.category, b.category)
    return is_told or (a.link is not None and a.link == b.link)


def is_copy(a: Signature, b: Signature) -> bool:
    """Tell whether a feed says the same words twice: its items are distinct, unless they are copies."""
    is_paid_alike = a.payees <= b.payees or b.payees <= a.payees
    return is_paid_alike and a.numbers == b.numbers and like(a, b) >= rules().copy


def is_companion(a: Signature, b: Signature) -> bool:
    """Tell whether one item of a government goes with another of those days: its advisory, its backgrounder."""
    if not (a.is_government and b.is_government) or days_between(a, b) > COMPANY or differs(a.numbers, b.numbers, eq):
        return False
    if a.is_backgrounder or b.is_backgrounder or len(a.sums & b.sums) > 1:
        return bool(a.sums & b.sums) or not (a.sums and b.sums)
    told = [side.category is not Category.OTHER for side in (a, b)]
    shorter, longer = sorted((a.title_mass, b.title_mass))
    is_inside = mass(a.title & b.title) >= INSIDE * shorter
    return is_inside and (sum(told) == 1 or (not any(told) and longer >= LONGER * shorter))


def is_same_count(x: Count, y: Count) -> bool:
    """Tell whether two counts of people may be the same: "more than 100" and 106 may."""
    return x.kind == y.kind and x.least <= y.most and y.least <= x.most


def differs(one: frozenset, other: frozenset, test: object) -> bool:  # type: ignore[type-arg]
    """Tell whether both state something and nothing of one agrees with the other."""
    return bool(one and other) and not shares(one, other, test)


def shares(one: frozenset, other: frozenset, test: object) -> bool:  # type: ignore[type-arg]
    """Tell whether something of one agrees with something of the other."""
    return bool(one and other) and any(test(x, y) for x in one for y in other)  # type: ignore[operator]


def is_near(x: Sum, y: Sum) -> bool:
    """Tell whether two sums are the same money, one perhaps rounded."""
    return x[0] == y[0] and abs(x[1] - y[1]) <= ROUNDING * max(x[1], y[1])


def overlap(x: Days, y: Days) -> bool:
    """Tell whether two stretches of days have one in common, or follow one another: an arrest, the day in court."""
    return x[0] <= y[1] + A_DAY and y[0] <= x[1] + A_DAY


def days_between(a: Signature, b: Signature) -> float:
    """Give the days between two publications, a fraction included."""
    return abs((a.moment - b.moment).total_seconds()) / DAY


# --- what joins them ------------------------------------------------------------------------------------------------


def features(a: Signature, b: Signature) -> dict[str, float]:
    """Measure every likeness and difference."""
    is_one_language = a.lang == b.lang
    is_one_body = a.publisher == b.publisher
    is_alone = is_one_body and is_one_language
    is_going_with = is_alone and is_companion(a, b)
    is_update = a.is_update or b.is_update
    found = {
        **likenesses(a, b, "_across" if not is_one_language else "_alone" if is_one_body else ""),
        "one_language": float(is_one_language),
        "twin": float(is_one_body and not is_one_language),
        "sibling": float(is_alone and not is_going_with and not is_update),
        "update": float(is_alone and is_update),
        "companion": float(is_going_with),
        "category": float(a.category is b.category),
        "gap": min(days_between(a, b), rules().within) / 7,
        "address": float(a.link is not None and a.link == b.link),
    }
    return found | agreements(a, b) if a.has_facts and b.has_facts else found


def likenesses(a: Signature, b: Signature, side: str) -> dict[str, float]:
    """Measure how alike the words are; ``side`` says between whom."""
    shared = a.text & b.text
    shared_mass = mass(shared)
    return {
        f"title{side}": closeness(mass(a.title & b.title), a.title_mass, b.title_mass),
        f"text{side}": closeness(shared_mass, a.text_mass, b.text_mass),
        f"contained{side}": shared_mass / (min(a.text_mass, b.text_mass) or 1.0),
        "rare": float(min(RARES, sum(map(is_rare, shared)))),
        "numbers": float(min(NUMBERS, len(a.numbers & b.numbers))),
    }


def agreements(a: Signature, b: Signature) -> dict[str, float]:
    """Measure in what the facts of two entries agree and differ; where one has none there is neither."""
    sums = a.sums & b.sums
    return {
        "sums": exactness(sums),
        "totals": float(bool(a.totals & b.totals)),
        "payer": float(bool(a.payers & b.payers)),
        "payers_differ": float(bool(a.payers and b.payers) and not a.payers & b.payers),
        "sums_near": float(not sums and shares(a.sums, b.sums, is_near)),
        "sums_differ": float(differs(a.sums, b.sums, is_near)),
        "counts": float(shares(a.counts, b.counts, is_same_count)),
        "counts_differ": float(differs(a.counts, b.counts, is_same_count)),
        "days": float(bool(a.days & b.days)),
        "operation": float(bool(a.operations & b.operations)),
        "places": float(min(PLACES, len(a.places & b.places))),
        "places_differ": float(is_elsewhere(a.places, b.places)),
        "service": float(bool(a.services & b.services)),
        "subject": float(bool(a.subjects & b.subjects)),
    }


def is_elsewhere(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether both name towns and none in common, or else regions that are not part of one another."""
    for kind in (str.islower, str.isupper) if one and other else ():
        mine, theirs = ({place for place in places if kind(place)} for places in (one, other))
        if mine and theirs:
            return not any(x.startswith(y) or y.startswith(x) for x in mine for y in theirs)
    return False


def exactness(shared: Iterable[Sum]) -> float:
    """Say how telling the most exact of some sums is: 1 for two figures that count, 2 at most."""
    figures = [len(value.normalize().as_tuple().digits) for _, value in shared]
    return min(max(figures, default=0), 4) / 2


def closeness(shared: float, one: float, other: float) -> float:
    """Compare two sets of terms by the masses of what they share and of each: 0 for nothing shared, 1 for the same."""
    return shared / math.sqrt(one * other) if one and other else 0.0


def like(a: Signature, b: Signature) -> float:
    """Compare two whole texts."""
    return closeness(mass(a.text & b.text), a.text_mass, b.text_mass)


def reasons(a: Signature, b: Signature) -> Iterator[str]:
    """Say why, in words that quote nobody: `name:value`, or a name alone."""
    if a.publisher == b.publisher:
        yield "twin" if a.lang != b.lang else "update" if a.is_update or b.is_update else "copy"
    for currency, value in sorted(a.sums & b.sums, key=lambda found: -found[1])[:1]:
        yield f"sum:{value.normalize():f} {currency}"
    if not a.sums & b.sums and shares(a.sums, b.sums, is_near):
        yield "sum-near"
    people = [x.most for x in a.counts if any(is_same_count(x, y) for y in b.counts)]
    if people:
        yield f"people:{max(people):.0f}"
    for name in ("payers", "days", "operations", "services", "places", "subjects"):
        if getattr(a, name) & getattr(b, name):
            yield name
    yield f"words:{round(100 * like(a, b))}"
    yield f"apart:{round(days_between(a, b) * 24)}h"
