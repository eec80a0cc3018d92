"""Find the roads that are named by their numbers: a place an announcement speaks of is often no more than that."""

import re
from collections.abc import Iterator, Sequence

from feeds.reading.geography.around import Word, lead_word

_LAST_OF_ROADS = frozenset("eylADN")
_TO_MOTORWAY = frozenset(("the", "l"))
_NAMES = ("Route", "Autoroute", "Highway", "Hwy", "Interstate", "Nationale", "Départementale")
_TO_ROAD = frozenset((*_NAMES, *(name.lower() for name in _NAMES), "A", "D", "N"))
_ROAD = re.compile(rf"(?<!\w)(?:{'|'.join(_NAMES)}|{'|'.join(_NAMES).lower()}) (?:[ADN][ -])?\Z")
_NUMBER = re.compile(r"(?P<motorway>[AM]\d{1,3})|[ADN]?\d{1,4}")
_DIGITS = "0123456789"
_LONGEST_ROAD = 19


def roads(text: str, capitals: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Give the roads by their numbers: "route 148", "the M25"."""
    for start, end, word in capitals:
        if word[-1] not in _DIGITS or start < 2 or text[start - 2] not in _LAST_OF_ROADS or text.startswith("-", end):
            continue
        number, lead = _NUMBER.fullmatch(word), lead_word(text, start)
        if number is None:
            continue
        if lead in _TO_MOTORWAY and number["motorway"]:
            yield start, end
        elif lead in _TO_ROAD and (road := _ROAD.search(text, max(0, start - _LONGEST_ROAD), start)):
            yield road.start(), end
