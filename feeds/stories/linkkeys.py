"""Where to look for stories whose money may be linked: never all with all. Pure.

A story is filed under what it *offers* (its sums, its plan) and what it *asks* for (the sums and plans it mentions).
"""

import math
from collections.abc import Iterator
from decimal import Decimal

from feeds.stories.promises import Profile
from feeds.stories.references import RARE_ENOUGH
from feeds.stories.terms import weight

STEP = math.log(1.06)  # sums that round one another fall into one step or two neighbours
NAMES = 6


def offers(story: Profile) -> frozenset[str]:
    """Give the keys by which a story is found."""
    return frozenset(_offers(story))


def asks(story: Profile) -> frozenset[str]:
    """Give the keys of the stories that it may be linked to: those it mentions, and those of the same sums."""
    return frozenset(_asks(story))


def _offers(story: Profile) -> Iterator[str]:
    for payer in story.payers or {"?"}:
        for currency, amount in story.sums:
            yield f"sum {payer} {currency} {step(amount)}"
        if story.headline is not None:
            yield from (f"years {payer} {years}" for years in story.years)
            yield from (f"name {payer} {term}" for term in story.title | story.named if weight(term) >= RARE_ENOUGH)


def _asks(story: Profile) -> Iterator[str]:
    for payer in (*story.payers, "?"):
        for currency, amount in {*story.sums, *mentioned(story)}:
            yield from (f"sum {payer} {currency} {step(amount) + near}" for near in (-1, 0, 1))
        for reference in story.references:
            if reference.years:
                yield f"years {payer} {reference.years}"
            rare = sorted(t for t in reference.programme if weight(t) >= RARE_ENOUGH)
            yield from (f"name {payer} {term}" for term in rare[:NAMES])


def mentioned(story: Profile) -> Iterator[tuple[str, Decimal]]:
    """Give the sums that a story's references name."""
    for reference in story.references:
        if reference.amount is not None and reference.currency:
            yield reference.currency, reference.amount


def step(amount: Decimal) -> int:
    """Number a sum so that one and its rounding are neighbours."""
    return round(math.log(float(max(amount, Decimal(1)))) / STEP)
