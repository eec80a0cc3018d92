"""What is known of a passage when its verbs are read: its numbers, and whom its sentences speak of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from feeds.reading.counting.mention import Mention
from feeds.reading.counting.mentions import people
from feeds.reading.numbers import Number
from feeds.reading.passage import Passage

_REACH = 170  # code points around what was heard in which persons are looked for
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
    heard: frozenset[int] = frozenset()  # where anything begins that was heard of arrests, charges and sentences
    known: dict[int, list[Mention]] = field(default_factory=dict)

    def people(self, position: int) -> list[Mention]:
        """Give the persons of the sentence that holds a position."""
        sentence = self.passage.sentence_at(position)
        if sentence[0] not in self.known:
            part = self._around(sentence)
            self.known[sentence[0]] = people(self.passage, part, self.values, self.lang, self.verbs)
        return self.known[sentence[0]]

    def _around(self, sentence: tuple[int, int]) -> tuple[int, int]:
        """Give the part of a sentence in which the persons of its verbs can stand."""
        start, end = sentence
        inside = [at for at in self.heard if start <= at < end]
        first, last = max(start, min(inside) - _REACH), min(end, max(inside) + _REACH)
        plain = self.passage.plain
        return start if first == start else plain.find(" ", first), end if last == end else plain.rfind(
            " ", first, last
        )
