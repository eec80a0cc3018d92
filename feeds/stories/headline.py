"""The one sum that an announcement puts forward.

A stated total, the exact figure rather than the rounded one; without it, the sum of its parts; without them, the yearly
sum times the years. What no text states is never guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from feeds.model import Fact

ROUNDING = Decimal("0.06")  # "19 M$" for 19,1: how far a headline may round


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A sum with its currency and the fact that states it, or the first of those it is added from."""

    amount: Decimal
    currency: str
    fact: Fact


def headline(facts: Iterable[Fact]) -> Headline | None:
    """Give the headline sum of one announcement's facts, from all its entries."""
    money = [fact for fact in facts if fact.kind == "amount" and fact.currency]
    for role, add in (("total", total), ("part", added), ("annual", yearly)):
        stated = [fact for fact in money if fact.role == role]
        if stated:
            currency = stated[0].currency
            return add([fact for fact in stated if fact.currency == currency], facts)
    return None


def total(stated: Sequence[Fact], _: Iterable[Fact]) -> Headline:
    """Take the largest stated total, or the exact figure that it rounds."""
    largest = max(stated, key=value_of)
    same = [fact for fact in stated if abs(value_of(fact) - value_of(largest)) <= ROUNDING * value_of(largest)]
    return of(max(same, key=exactness))


def added(stated: Sequence[Fact], _: Iterable[Fact]) -> Headline:
    """Add parts, each value once: a title and its text state the same one."""
    parts = {value_of(fact): fact for fact in reversed(stated)}
    first = min(parts.values(), key=lambda fact: (fact.field != "title", fact.start))
    return Headline(amount=sum(parts, Decimal(0)), currency=str(first.currency), fact=first)


def yearly(stated: Sequence[Fact], facts: Iterable[Fact]) -> Headline:
    """Multiply a yearly sum by the stated years, where they are stated."""
    each = max(stated, key=value_of)
    years = [Decimal(str(fact.value)) for fact in facts if fact.kind == "period"]
    return Headline(amount=value_of(each) * max(years, default=Decimal(1)), currency=str(each.currency), fact=each)


def of(fact: Fact) -> Headline:
    """Take one fact as the headline."""
    return Headline(amount=value_of(fact), currency=str(fact.currency), fact=fact)


def value_of(fact: Fact) -> Decimal:
    """Give an amount's value."""
    return Decimal(fact.value)


def exactness(fact: Fact) -> tuple[bool, int]:
    """Order figures by how exact they are: without "nearly" or "more than" first, then by their last digit's place."""
    exponent = value_of(fact).normalize().as_tuple().exponent
    return fact.qualifier in (None, "exact"), -int(exponent)
