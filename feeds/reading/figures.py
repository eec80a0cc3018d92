"""Figures of how well something was done, each with the interval that its sample allows."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Z = 1.959963984540054  # the normal quantile of a 95 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure. A share has ``hits`` of ``of``; what cannot be known (nothing labelled, no interval) is None."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    hits: int | None = None
    of: int | None = None


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Give the 95 % score interval of a share (E. B. Wilson, 1927; R. G. Newcombe, 1998, method 3); ``of`` > 0."""
    share = hits / of
    centre = share + Z * Z / (2 * of)
    spread = Z * math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    low = 0.0 if hits == 0 else (centre - spread) / scale
    high = 1.0 if hits == of else (centre + spread) / scale
    return low, high


def share(name: str, hits: int, of: int) -> Figure:
    """Give a share and its interval."""
    if not of:
        return Figure(name=name, value=None, hits=hits, of=of)
    low, high = wilson(hits, of)
    return Figure(name=name, value=hits / of, low=low, high=high, hits=hits, of=of)


def count(name: str, value: int, of: int | None = None) -> Figure:
    """Give a mere count, perhaps out of so many."""
    return Figure(name=name, value=value, hits=None if of is None else value, of=of)


def f1(name: str, right: int, read: int, labelled: int) -> Figure:
    """Give the harmonic mean of precision and recall.

    It grows with the share of what is right in all that is read or labelled, so that share's interval carries over.
    """
    overlap = share(name, right, read + labelled - right)
    value, low, high = (None if x is None else 2 * x / (1 + x) for x in (overlap.value, overlap.low, overlap.high))
    return Figure(name=name, value=value, low=low, high=high)


def mean(name: str, of: Sequence[Figure]) -> Figure:
    """Give the mean of figures; one without a value counts as 0.

    The interval is the mean of theirs: as wide as if all erred to the same side at once.
    """
    columns = zip(*((f.value, f.low, f.high) for f in of), strict=True)
    values, lows, highs = ([x or 0.0 for x in column] for column in columns)
    return Figure(name=name, value=sum(values) / len(of), low=sum(lows) / len(of), high=sum(highs) / len(of))


def outside(figures: Iterable[Figure], at_least: Mapping[str, float], at_most: Mapping[str, float]) -> Iterator[str]:
    """Name each figure that is outside its bounds, or has none to compare: a bound is not kept by silence."""
    for figure in figures:
        low, high = at_least.get(figure.name), at_most.get(figure.name)
        if figure.value is None:
            if low is not None or high is not None:
                yield f"{figure.name}: nothing to measure it on"
        elif low is not None and figure.value < low:
            yield f"{figure.name}: {figure.value:.4f} is below {low:g}"
        elif high is not None and figure.value > high:
            yield f"{figure.name}: {figure.value:.4f} is above {high:g}"
