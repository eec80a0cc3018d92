"""Names that a publisher took out of a text: they were withheld there, or in doubt, and no longer stand in it."""

import re
from collections.abc import Iterable, Iterator

from feeds.model import Field, Span
from feeds.reading.passage import fold
from feeds.reading.withholding.doubts import names_gone
from feeds.reading.withholding.redaction import names_in

_LONGEST_NAME = 200  # a longer run is not a name but a text that was withheld whole


def names_removed(old: str, new: str, hidden: Iterable[tuple[int, int]], lang: str) -> list[str]:
    """Give the names in a text, of those in its hidden runs, that a later text does not have."""
    runs = list(hidden)
    gone = [(start, end) for start, end in names_gone(old, new, lang) if _is_over(start, end, runs)]
    alone = (name for run in runs if run not in gone for name in _names_alone(old[slice(*run)], new, lang))
    return list(dict.fromkeys([*(old[start:end] for start, end in gone), *alone]))


def runs_in(field: Field, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Give where the spans of one field stand."""
    return [(span.start, span.end) for span in spans if span.field == field]


def _names_alone(run: str, new: str, lang: str) -> Iterator[str]:
    """Give the words of a hidden run that are in no dictionary, and gone."""
    still = set(re.findall(r"\w+", fold(new)))
    yield from (name for name in names_in([run] if len(run) <= _LONGEST_NAME else [], lang) if name not in still)


def _is_over(start: int, end: int, runs: Iterable[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in runs)
