"""Take a pattern apart: its parts, how each can be written out, and by which of its words it is found."""

import re
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import product

from feeds.reading.passage import AGE, MONEY, NUMBER, OTHER, PEOPLE
from feeds.reading.patterns import SIGNS, PatternError

MARKS = {MONEY: 6, AGE: 4, NUMBER: 3, PEOPLE: 4, OTHER: 3}  # how rare a mark is, as the length of a word
STEM = 30  # how long "*" can be, in code points
_GAP, _MARK = 62, 90  # and "..." and a marked stretch
_EDGE = 10  # what may stand before the first word of a field, and room for a space or two
_CHUNK = re.compile(r"(?:\([^()]*\)|[^ ()])+")
_GROUP = re.compile(r"\(([^()]*)\)")
_MOST_SPELLINGS = 1200
# Words that hundreds of names share: looked for last, and such a name only where another of its words stands.
_CROWDED = {"police", "policiers", "service", "services", "department", "security", "securite", "sheriff", "bureau"}
_FEW, _RARE = 3, 4  # letters from which a word is worth a look, and to be looked for first


class Shape:
    """A pattern as its parts: what stands between its spaces, outside of groups."""

    def __init__(self, pattern: str) -> None:
        """Take a pattern apart; raise `PatternError` where no word of it has to stand."""
        self.pattern = pattern
        chunks = _CHUNK.findall(pattern.strip("^$"))
        self.spellings = [_spellings(chunk) for chunk in chunks]
        self.keys = [_keys(chunk) for chunk in chunks]
        self._sizes = [_size(chunk) for chunk in chunks]
        if not any(self.keys):
            raise PatternError(f"every part may be missing, or is too common: {pattern!r}")

    @property
    def is_list_of_words(self) -> bool:
        """Say whether it is one part with alternatives, each with its own words: each can be filed by itself."""
        is_whole = not self.pattern.startswith("^") and not self.pattern.endswith("$")
        is_plain = is_whole and len(self.spellings) == 1 and bool(self.keys[0])
        return is_plain and (len(self.spellings[0]) > 1 or re.fullmatch(r"\w+\*?", self.spellings[0][0]) is not None)

    @cached_property
    def key(self) -> int:
        """Choose the part that is looked for first: the opening one if it is rare enough, else the rarest."""
        if self._rarity(0) >= _RARE and self._inside(0) == 0 and not self.pattern.startswith("^"):
            return 0
        return max(range(len(self.keys)), key=lambda at: (self._rarity(at), -at))

    @cached_property
    def witness(self) -> int | None:
        """Choose the rarest of the other parts, whose words have to stand in the text too.

        None where matching is cheap and not all spellings are known: a group in another, alternatives outside of one.
        """
        if not self.is_dear and not set("(|").isdisjoint(_GROUP.sub("", self.pattern)):
            return None
        few = 1 if self._is_crowded else _FEW
        others = [at for at in range(len(self.keys)) if at != self.key and self._rarity(at) >= few]
        return max(others, key=lambda at: (self._rarity(at), -at), default=None)

    @property
    def is_dear(self) -> bool:
        """Say whether a gap or a crowd makes matching dear: the witness has to stand near."""
        return "..." in self.pattern or self._is_crowded

    @property
    def _is_crowded(self) -> bool:
        return any(keys & _CROWDED for keys in self.keys)

    @property
    def ahead(self) -> int:
        """Say how far before a word of the key a match may begin, in code points."""
        is_first = self.key == 0 and not self.pattern.startswith("^")
        return sum(self._sizes[: self.key]) + self._inside(self.key) + (0 if is_first else _EDGE)

    @property
    def behind(self) -> int | None:
        """Say how far behind a word of the key a match may end; None where it asks for the end of the text."""
        return None if self.pattern.endswith("$") else sum(self._sizes[self.key :]) + _EDGE

    def _rarity(self, at: int) -> int:
        return min((_weight(key) for key in self.keys[at]), default=0)

    def _inside(self, at: int) -> int:
        """Say how far inside its own part a key may stand."""
        keys = [key.rstrip("*") for key in self.keys[at]]
        places = [spelling[: max(0, spelling.find(key))] for spelling in self.spellings[at] for key in keys]
        return max((_length(place) for place in places if place), default=0)


@cache
def _spellings(chunk: str) -> Sequence[str]:
    """Write out the alternatives of a part; nothing for a gap or where there are too many."""
    if chunk == "...":
        return []
    pieces = [p.split("|") if at % 2 else [p] for at, p in enumerate(_GROUP.split(chunk))]
    count = 1
    for each in pieces:
        count *= len(each)
    return [_signed("".join(each)) for each in product(*pieces)] if count <= _MOST_SPELLINGS else []


@cache
def _size(chunk: str) -> int:
    """Say how long a text can be that a part matches."""
    return max(map(_length, _spellings(chunk)), default=_GAP)


@cache
def _keys(chunk: str) -> frozenset[str]:
    """Give for each spelling of a part its longest word, a stem with its star; nothing if one of them has no word."""
    found = set()
    for spelling in _spellings(chunk):
        words = _words(spelling)
        if not words:
            return frozenset()
        found.add(max(words, key=_weight))
    return frozenset(found)


def _words(spelling: str) -> list[str]:
    found = (m[0] for m in re.finditer(rf"\*?\w+\*?|[{''.join(MARKS)}]", spelling))
    return [word for word in found if not word.startswith("*")]


def _signed(spelling: str) -> str:
    for name, sign in SIGNS.items():
        spelling = spelling.replace(name, sign)
    return spelling


def _weight(word: str) -> int:
    return 2 if word in _CROWDED else MARKS.get(word, len(word.rstrip("*")))


def _length(spelling: str) -> int:
    """Say how long a text can be that a spelling without alternatives matches."""
    marks = sum(spelling.count(mark) for mark in MARKS)
    return len(spelling) + STEM * spelling.count("*") + _GAP * spelling.count("...") + _MARK * marks + 4
