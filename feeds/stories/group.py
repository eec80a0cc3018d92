"""From bonds to stories: connected entries, after what maintainers ruled. Pure, whatever the order of arrival."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from feeds.stories.model import Bond

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """Pairs of entries that maintainers decided must, or cannot, be one story, and pairs that contradict each other."""

    must: frozenset[Pair] = frozenset()
    cannot: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()  # two items of one feed: a maintainer may join them, a third text may not


@dataclass(slots=True)
class Forest:
    """Entries that have been joined so far; a join that would bring together what cannot be is refused."""

    cannot: frozenset[Pair]
    members: dict[str, frozenset[str]] = field(default_factory=dict)

    def join(self, a: str, b: str) -> None:
        """Join two entries with all that they were joined with."""
        one, other = (self.members.get(entry, frozenset({entry})) for entry in (a, b))
        if one is other or any(pair(x, y) in self.cannot for x in one for y in other):
            return
        for entry in (both := one | other):
            self.members[entry] = both


def group(entries: Iterable[str], bonds: Sequence[Bond], rulings: Rulings = Rulings()) -> list[frozenset[str]]:
    """Group entries into stories: what must be joined first, then the surest bonds.

    Without rulings these are the connected components. With a pair that cannot be joined, the surer bond wins; of two
    as sure, the one of the smaller ids.
    """
    forest = Forest(rulings.cannot)
    known = set(entries)
    for a, b in sorted(rulings.must):
        if a in known and b in known:
            forest.join(a, b)
    forest.cannot = rulings.cannot | rulings.apart
    for bond in sorted(bonds, key=lambda bond: (-bond.strength, bond.a, bond.b)):
        if bond.a in known and bond.b in known and pair(bond.a, bond.b) not in rulings.cannot:
            forest.join(bond.a, bond.b)
    stories = {forest.members.get(entry, frozenset({entry})) for entry in known}
    return sorted(stories, key=min)


def pair(a: str, b: str) -> Pair:
    """Name two things in the one order in which rulings and bonds have them."""
    return (a, b) if a <= b else (b, a)
