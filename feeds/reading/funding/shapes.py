"""Find names of parties by their shapes, each looked for only around the words without which it cannot stand."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from feeds.reading import capitals, vocabulary
from feeds.reading.passage import Passage

_FIELDS = {"of": str, "heard": list, "lead?": int, "as": str}
_LONGEST = 180  # code points of a name


class _Shape(NamedTuple):
    of: str
    lead: int
    pattern: re.Pattern[str]


@cache
def _shapes() -> list[_Shape]:
    found = vocabulary.rows("tables/shapes.toml", "shape", _FIELDS)
    return [_Shape(row["of"], row.get("lead", 0), capitals.shaped(row["as"])) for row in found]


def patterns() -> Iterator[tuple[str, str]]:
    """Give the words that are listened for, under the number of their shape."""
    for number, row in enumerate(vocabulary.rows("tables/shapes.toml", "shape", _FIELDS)):
        yield from ((str(number), words) for words in row["heard"])


def named(passage: Passage) -> dict[str, list[tuple[int, int]]]:
    """Give the spans of the names of each kind of shape."""
    found: dict[str, list[tuple[int, int]]] = {"body": [], "agent": [], "programme": [], "under": []}
    text = passage.text
    done: dict[str, int] = {}
    for number, start, end in passage.hits("shapes"):
        shape = _shapes()[int(number)]
        begin = max(start - shape.lead, done.get(number, 0))
        last = min(len(text), end + _LONGEST)
        m = shape.pattern.search(text, begin, last) if shape.lead else shape.pattern.match(text, start, last)
        while m and m.end() <= start:  # a name before the words
            m = shape.pattern.search(text, m.end(), last)
        if m and m.start() <= start:
            done[number] = m.end()
            found[shape.of].append(m.span(m.lastgroup or 0))
    return found
