"""Where to look for stories whose money may be linked: never all with all. Pure.

A story *offers* the sums and plans it announces, in its year and month; it *asks*, in those that it may mean, for the
sums and plans that it mentions. Where no text says anything, stories are *alike* that share a sum and rare words of
their names: by a sum alone, a story would be compared with more others the longer the record is.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from feeds.stories.links import LOOK_BACK, SLACK
from feeds.stories.promises import Profile
from feeds.stories.references import RARE_ENOUGH, Kind, Reference
from feeds.stories.terms import weight

STEP = math.log(1.06)  # sums that round one another fall into one step or two neighbours
NEAR = (-1, 0, 1)
NAMES, RAREST = 6, 6
MONTHS = 4  # of a day, a month or a season; what is longer is looked for by its years
YEARS = LOOK_BACK.days // 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What a story is filed under, and under what others stand: that it may mean, that may mean it, that are alike."""

    filed: frozenset[str]
    meant: frozenset[str]
    meaning: frozenset[str]
    alike_before: frozenset[str]
    alike_after: frozenset[str]


def keys(story: Profile) -> Keys:
    """Give a story's keys."""
    own, near = story.dated.year, set(alike(story, NEAR))
    offered = {f"{stamp} {key}" for key in offers(story) for stamp in (str(own), month_of(story.dated))}
    asked = {f"{stamp} {key}" for key, stamps in asks(story) for stamp in stamps}
    return Keys(
        filed=frozenset(
            {f"+{key}" for key in offered}
            | {f"?{key}" for key in asked}
            | {f"~{own} {key}" for key in alike(story, (0,))}
        ),
        meant=frozenset(f"+{key}" for key in asked),
        meaning=frozenset(f"?{key}" for key in offered),
        alike_before=frozenset(f"~{own - back} {key}" for key in near for back in range(YEARS + 1)),
        alike_after=frozenset(f"~{own + on} {key}" for key in near for on in range(YEARS + 1)),
    )


def offers(story: Profile) -> Iterator[str]:
    """Give the keys by which a story is found."""
    for payer in story.payers or {"?"}:
        for currency, amount in story.sums:
            yield f"sum {payer} {currency} {step(amount)}"
        if story.headline is not None:
            yield from (f"years {payer} {years}" for years in story.years)
            yield from (f"name {payer} {term}" for term in story.title | story.named if weight(term) >= RARE_ENOUGH)


def asks(story: Profile) -> Iterator[tuple[str, list[str]]]:
    """Give the keys of the stories that it mentions, with the years or months in which they may stand."""
    for payer in (*story.payers, "?"):
        for reference in story.references:
            if reference.kind is Kind.ADDS_TO:
                continue
            stamps = stamps_of(reference, story)
            for currency, amount in mentioned(reference, story):
                yield from ((f"sum {payer} {currency} {step(amount) + near}", stamps) for near in NEAR)
            if reference.years:
                yield f"years {payer} {reference.years}", stamps
            rare = sorted(t for t in reference.programme if weight(t) >= RARE_ENOUGH)
            yield from ((f"name {payer} {term}", stamps) for term in rare[:NAMES])


def mentioned(reference: Reference, story: Profile) -> Iterator[tuple[str, Decimal]]:
    """Give the sums that a reference names: the story's own where it says that they were announced before."""
    if reference.amount is not None and reference.currency:
        yield reference.currency, reference.amount
    elif reference.kind is Kind.REPEATS and story.headline is not None:
        yield story.headline.currency, story.headline.amount


def stamps_of(reference: Reference, story: Profile) -> list[str]:
    """Give the months, or the years, in which what a reference means may have been announced."""
    last = story.dated
    if reference.when is None:
        return [str(year) for year in range(last.year - YEARS, last.year + 1)]
    first, end = reference.when.first - SLACK, min(last, reference.when.last + SLACK)
    days = [first + timedelta(days=n) for n in range((end - first).days + 1)]
    months = dict.fromkeys(map(month_of, days))
    return list(months) if len(months) <= MONTHS else list(dict.fromkeys(str(day.year) for day in days))


def month_of(day: date) -> str:
    """Name a day's month."""
    return f"{day:%Y-%m}"


def alike(story: Profile, nearness: Iterable[int]) -> Iterator[str]:
    """Give the keys of the stories that may put the same sum forward: with a rare word of its own names."""
    names = sorted(sorted(story.title | story.named), key=weight, reverse=True)[:RAREST]
    for payer in story.payers:
        for currency, amount in story.sums:
            for near in nearness:
                yield from (f"{payer} {currency} {step(amount) + near} {term}" for term in names)


def step(amount: Decimal) -> int:
    """Number a sum so that one and its rounding are neighbours."""
    return round(math.log(float(max(amount, Decimal(1)))) / STEP)
