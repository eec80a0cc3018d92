"""Where to look for entries that may tell the same: never all with all. Pure.

An entry is filed under its rarest words, its figures and its places, each within a stretch of days; entries are
compared only where they share such a key.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from feeds.stories.signature import Signature
from feeds.stories.terms import weight

STRETCH = 14  # days
TITLE_WORDS, TEXT_WORDS = 6, 10


def keys(found: Signature) -> frozenset[str]:
    """Give the keys under which an entry is filed."""
    stretch = stretch_of(found.moment)
    return frozenset(f"{stretch}:{mark}" for mark in marks(found))


def sought(found: Signature) -> frozenset[str]:
    """Give the keys under which others may stand that tell the same: in its days, and those before and after."""
    stretch, shared = stretch_of(found.moment), list(marks(found))
    return frozenset(f"{near}:{mark}" for near in (stretch - 1, stretch, stretch + 1) for mark in shared)


def stretch_of(moment: datetime) -> int:
    """Number the stretch of days in which a moment lies."""
    return moment.astimezone(UTC).toordinal() // STRETCH


def marks(found: Signature) -> Iterator[str]:
    """Give what is rare about an entry: sums, counts, places, operations, and its rarest words."""
    yield from (f"sum {currency} {value.normalize():f}" for currency, value in found.sums)
    yield from (f"people {count.most:.0f}" for count in found.counts)
    yield from (f"operation {name}" for name in found.operations)
    yield from (f"place {name}" for name in found.places)
    yield from (f"word {word}" for word in rarest(found.title, TITLE_WORDS) | rarest(found.text, TEXT_WORDS))
    if found.link:
        yield f"link {found.link}"


def rarest(words: frozenset[str], most: int) -> frozenset[str]:
    """Take the rarest words; the alphabet decides between two that are as rare."""
    return frozenset(sorted(sorted(words), key=weight, reverse=True)[:most])
