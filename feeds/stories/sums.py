"""Sums over commitments, each currency by itself: announced, committed, distinct. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from feeds.stories.model import Commitment, MoneySum
from feeds.stories.promises import Profile

NOTHING = Decimal(0)
HOME_CURRENCY = "CAD"  # under which announcements stand where none states a sum


def sums(kept: Sequence[Commitment], profiles: Mapping[str, Profile]) -> Mapping[str, MoneySum]:
    """Add up some commitments, a sum a currency."""
    without = len({held.story for held in kept if profiles[held.story].headline is None})
    currencies = sorted({held.currency for held in kept if held.currency})
    return {
        currency: sum_of([held for held in kept if held.currency == currency], profiles, without)
        for currency in currencies or ([HOME_CURRENCY] if without else [])
    }


def sum_of(kept: Sequence[Commitment], profiles: Mapping[str, Profile], without: int) -> MoneySum:
    """Add up commitments of one currency."""
    return MoneySum(
        announced=announced(kept, profiles),
        committed=total(held.amount for held in kept),
        distinct=total(held.counts for held in kept),
        proposed_overlap=total(held.proposed_overlap for held in kept),
        without_amount=without,
    )


def announced(kept: Sequence[Commitment], profiles: Mapping[str, Profile]) -> Decimal:
    """Add what headlines say: a story's once where all of its commitments are kept, else the amounts of those that are.

    A joint total may be announced rounded and its parts exactly, so that the headlines need not add up to the parts.
    """
    held_of: dict[str, list[Commitment]] = {}
    for held in kept:
        held_of.setdefault(held.story, []).append(held)
    return total(said(profiles[story], held) for story, held in held_of.items())


def said(story: Profile, held: Sequence[Commitment]) -> Decimal:
    """Give what one story announces in some of its commitments."""
    is_whole = len(held) == len(story.promises)
    return story.headline.amount if story.headline and is_whole else total(one.amount for one in held)


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """Add the amounts that are stated."""
    return sum((amount for amount in amounts if amount is not None), NOTHING)
