"""What became of a list of feeds, a line each."""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from bot.say.withhold import cap, plain
from bot.say.words import N_, Words

BECAME = {"added": N_("added"), "known": N_("known already"), "refused": N_("refused: {why}")}
WOULD = {**BECAME, "added": N_("would be added")}
LONGEST = 80


class Item(Protocol):
    """What became of one feed."""

    @property
    def became(self) -> str:
        """added, known or refused."""

    @property
    def url(self) -> str | None:
        """Its address."""

    @property
    def title(self) -> str:
        """What the list calls it."""

    @property
    def feed(self) -> str | None:
        """Its id."""

    def why(self, w: Words) -> str | None:
        """Say why it was refused."""


def item_line(item: Item, w: Words, *, is_dry: bool = False) -> str:
    """Tell what became of one feed, or would."""
    name = " ".join(filter(None, (item.feed, item.url))) or cap(plain(item.title), LONGEST)
    return f"{name}  {w.say((WOULD if is_dry else BECAME)[item.became], why=item.why(w))}"


def total_line(items: Sequence[Item], w: Words) -> str:
    """Count what became of a list."""
    counts = Counter(item.became for item in items)
    return w.say(
        "feeds: {total}; added: {added}; known already: {known}; refused: {refused}",
        total=len(items),
        added=counts["added"],
        known=counts["known"],
        refused=counts["refused"],
    )
