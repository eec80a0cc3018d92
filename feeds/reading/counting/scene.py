"""What is known of a passage when its verbs are read: its numbers, and whom its sentences speak of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from feeds.reading.counting.mention import Mention
from feeds.reading.counting.mentions import people
from feeds.reading.numbers import Number
from feeds.reading.passage import Passage

SPAN = 80  # the longest text of a count

Counted = tuple[int, int, int]  # where a count begins and ends, and its value


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A passage with its numbers, and whom its sentences speak of, found when a verb asks for them."""

    passage: Passage
    lang: str
    numbers: Sequence[Number]
    values: Mapping[int, int]
    verbs: frozenset[int] = frozenset()
    known: dict[int, list[Mention]] = field(default_factory=dict)

    def people(self, position: int) -> list[Mention]:
        """Give the persons of the sentence that holds a position."""
        start, _ = self.passage.sentence_at(position)
        if start not in self.known:
            self.known[start] = people(self.passage, start, self.values, self.lang, self.verbs)
        return self.known[start]
