"""The words by which two texts are recognised as telling the same, in one language or across two. Pure.

A word is known by its first letters, folded: much of what announcements are made of begins alike in French and English
("investissement" and "investment", "exploitation", "violence"; not "sexuelle" and "sexual", which part at the fifth
letter), and a plural is no other word. The rarer a word, the more it says.
"""

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from feeds.reading.passage import fold

LETTERS = 5
SHORTEST = 3
BEGINNING, PLAIN_BEGINNING = (  # the second of folded texts that have no other letters: most, and it is twice as fast
    re.compile(rf"({letter}{{{SHORTEST},{LETTERS}}}){letter}*") for letter in (r"[^\W\d_]", "[a-z]")
)
ACRONYM = re.compile(r"[A-Z](?<!\w[A-Z])[A-Z]{1,5}\b")  # begins with what is looked for: found in a third of the time
RAREST = 10  # in a thousand: what the table does not hold counts as this
TOO_COMMON = 300
RARE = math.log(1000 / RAREST)


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """Give the beginnings of a text's words, and its acronyms."""
    plain = fold(text)
    words = (PLAIN_BEGINNING if plain.isascii() else BEGINNING).findall(plain)
    return frozenset([*words, *(f"#{found.lower()}" for found in ACRONYM.findall(text))])


@cache
def common() -> Mapping[str, int]:
    """Load how common the beginnings of common words are, in texts of a thousand."""
    data = tomllib.loads(files("feeds.stories").joinpath("common.toml").read_text(encoding="utf-8"))
    return {term: row["per_thousand"] for row in data["class"] for term in row["terms"].split()}


@cache
def weight(term: str) -> float:
    """Weigh a term: nothing for the commonest, `RARE` for one that few texts have."""
    share = common().get(term, RAREST)
    return 0.0 if share >= TOO_COMMON else math.log(1000 / share)


@cache
def is_rare(term: str) -> bool:
    """Tell whether few texts have a term."""
    return weight(term) >= RARE


def mass(found: Iterable[str]) -> float:
    """Add the weights of terms."""
    return sum(map(weight, found))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Compare two sets of terms: 0 for nothing in common, 1 for the same."""
    shared = one & other
    if not shared:
        return 0.0
    return mass(shared) / math.sqrt(mass(one) * mass(other) or 1.0)


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Say how much of the shorter text stands in the longer, 0 to 1."""
    shared = one & other
    return mass(shared) / (min(mass(one), mass(other)) or 1.0) if shared else 0.0
