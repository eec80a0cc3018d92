"""Fit the weights of ``words/rules.toml`` to labelled announcements: a regression, small enough to be read.

    python tests/feeds/reading/weigh.py FILE [FILE …]

Every weight is what a piece of evidence adds to its category, never less than nothing: a cue that speaks for a category
cannot speak against it. What a journalist would take for certain keeps a least weight, what is only around has a most.
Prints the tables that follow ``[cues]``, rounded; they are data, and may be changed by hand.
"""

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from feeds.model import Category
from feeds.reading.classify import evidence, is_police
from feeds.reading.labelled import Labelled, labelled
from feeds.reading.read import marked_passages
from feeds.reading.weights import ZONES, cue_rules, weights

ROUNDS, STEP, INERTIA, PULL = 600, 0.02, 0.9, 0.3  # PULL draws every weight towards nothing: fewer, smaller weights
CERTAIN = ("arrested", "arrests-made", "caught", "charged", "charges-laid", "sentenced", "convicted", "money-given")
AGAINST = ("to-be-announced", "call-for-proposals", "ask-or-demand", "outcome-alone", "no-arrest")
AROUND = ("business", "leisure", "money-talk", "everyday", "notice", "world", "opinion", "politics", "private-money")
LEAST = {"title": 1.0, "lede": 0.5, "body": 0.0}
MOST, MOST_AROUND = 5.0, 1.6

Seen = tuple[Sequence[tuple[Category, str]], Category]


@dataclass(slots=True)
class Fit:
    """Weights by name and floors by category, on their way."""

    of: dict[str, float]
    floor: dict[Category, float]

    def chances(self, seen: Sequence[tuple[Category, str]]) -> Mapping[Category, float]:
        """Give how likely each category is."""
        sums = {category: self.floor.get(category, 0.0) for category in Category}
        for category, name in seen:
            sums[category] += self.of[name]
        top = max(sums.values())
        powers = {category: math.exp(value - top) for category, value in sums.items()}
        return {category: power / sum(powers.values()) for category, power in powers.items()}


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="+", type=Path)
    items = [one for path in parser.parse_args().files for one in labelled(path.read_bytes().split(b"\n"))]
    seen = [_seen(item) for item in items if isinstance(item, Labelled)]
    sys.stdout.write("\n".join(_tables(fitted(seen))) + "\n")


def _seen(item: Labelled) -> Seen:
    passages, lang = marked_passages(item.text)
    return evidence(passages, lang, is_by_police=is_police(item.text)), item.category


def fitted(seen: Sequence[Seen]) -> Fit:
    """Find the weights under which the labels are most likely, by projected gradient with inertia."""
    fit = Fit(of=dict.fromkeys(weights().of, 0.3), floor={Category.FUNDING: -1.0, Category.ARREST: -1.0})
    speed: dict[str | Category, float] = defaultdict(float)
    for _ in range(ROUNDS):
        slope = _slope(fit, seen)
        for key, value in slope.items():
            speed[key] = INERTIA * speed[key] - STEP * value / math.sqrt(len(seen))
        for name in fit.of:
            least, most = _bounds(name)
            fit.of[name] = min(most, max(least, fit.of[name] + speed[name]))
        for category in fit.floor:
            fit.floor[category] += speed[category]
    return fit


def _slope(fit: Fit, seen: Sequence[Seen]) -> dict[str | Category, float]:
    slope: dict[str | Category, float] = {name: PULL * value for name, value in fit.of.items()}
    slope |= dict.fromkeys(fit.floor, 0.0)
    for pieces, label in seen:
        chances = fit.chances(pieces)
        for category in fit.floor:
            slope[category] += chances[category] - (category is label)
        for category, name in pieces:
            slope[name] += chances[category] - (category is label)
    return slope


def _bounds(name: str) -> tuple[float, float]:
    id, _, zone = name.partition(".")
    return (LEAST.get(zone, 0.0) if id in (*CERTAIN, *AGAINST) else 0.0), MOST_AROUND if id in AROUND else MOST


def _tables(fit: Fit) -> Iterator[str]:
    yield "[floor]"
    yield from (f"{category} = {value:.1f}" for category, value in fit.floor.items())
    yield "other = 0.0\n\n[first]"
    for category in fit.floor:
        named = (f"{place} = {fit.of[f'first.{category}.{place}']:.1f}" for place in (*ZONES, "alone"))
        yield f"{category} = {{ {', '.join(named)} }}"
    yield f"\n[moneyless]\nother = {fit.of['moneyless']:.1f}\n"
    always, behind = fit.of["police.always"], fit.of["police.behind"]
    yield f"[police]\nweights = {{ always = {always:.1f}, behind = {behind:.1f} }}\n\n[cues]"
    for rule in cue_rules("en").values():
        zones = ", ".join(f"{zone} = {fit.of[f'{rule.id}.{zone}']:.1f}" for zone in ZONES)
        core = "core = true, " if rule.is_core else ""
        yield f'{rule.id} = {{ category = "{rule.category}", {core}{zones} }}'


if __name__ == "__main__":
    main()
