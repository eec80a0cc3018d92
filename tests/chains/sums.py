"""Sums as governments choose them: round ones, exact ones, and exact ones that a headline rounds."""

from decimal import Decimal
from random import Random

from tests.chains.acts import Sum

MILLION = 1_000_000
CLOSE = Decimal("0.05")  # how far a headline may round


def draw_sum(rng: Random, low: int, high: int, *, taken: set[int], is_large: bool = False) -> Sum:
    """Draw a sum between two figures that is not taken yet, in one of the manners of headlines."""
    while True:
        drawn = large(rng, low, high) if is_large else in_some_manner(rng, low, high)
        if not any(alike(drawn.value, value) for value in taken):
            taken.add(drawn.value)
            return drawn


def in_some_manner(rng: Random, low: int, high: int) -> Sum:
    """Draw: a round sum, an exact one under a rounded headline, a sum that nobody states exactly, an exact one."""
    manner = rng.random()
    value = rng.randrange(low, high)
    if manner < 0.45:
        return Sum(value=rounded(value, rng.choice((1, 2, 2))))
    exact = value // 100 * 100
    if manner < 0.72:
        headline = beside(exact)
        return Sum(value=exact, headline=headline, qualifier=direction(exact, headline))
    if manner < 0.9:
        return Sum(value=rounded(value, 2), qualifier=rng.choice(("nearly", "more_than")))
    return Sum(value=exact)


def large(rng: Random, low: int, high: int) -> Sum:
    """Draw the sum of a plan: round, of two or three digits, now and then with "nearly" or "more than"."""
    value = rounded(rng.randrange(low, high), rng.choice((2, 2, 2, 3)))
    return Sum(value=value, qualifier=rng.choice((None, None, None, "nearly", "more_than")))


def rounded(value: int, digits: int) -> int:
    """Round to so many leading digits, but never to nothing."""
    step: int = 10 ** max(0, len(str(value)) - digits)
    return max(step, round(value / step) * step)


def beside(value: int) -> int:
    """Give the headline of an exact sum: the nearest figure of two digits, of three where two are too rough."""
    near = rounded(value, 2)
    return near if abs(near - value) <= CLOSE * value and near != value else rounded(value, 3)


def direction(exact: int, headline: int) -> str | None:
    """Say on which side of the exact sum the headline is."""
    if exact == headline:
        return None
    return "nearly" if headline > exact else "more_than"


def alike(a: int, b: int) -> bool:
    """Tell whether two sums could be taken for one that is rounded."""
    return abs(a - b) <= Decimal("0.07") * max(a, b)
