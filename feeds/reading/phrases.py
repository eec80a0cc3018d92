"""Hear the phrases of many lists in one text: one pass over its words says which may be there; only those are matched.

A pattern is filed under the words of its rarest part ("arrestation*", never "de"), so a text that holds none of them
costs nothing. Time is linear in the text: each phrase is looked for within its own reach of such a word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from feeds.reading.passage import AGE, MONEY, NUMBER, OTHER, PEOPLE
from feeds.reading.patterns import SIGNS, PatternError, translate

_MARKS = {MONEY: 6, AGE: 4, NUMBER: 3, PEOPLE: 4, OTHER: 3}  # how rare a mark is, as the length of a word
_WORD = re.compile("|".join((r"\w+", *(f"{mark}+" for mark in _MARKS))))
_CHUNK = re.compile(r"(?:\([^()]*\)|[^ ()])+")
_GROUP = re.compile(r"\(([^()]*)\)")
_MOST_SPELLINGS = 1200
_STEM, _GAP, _MARK = 30, 62, 90  # how long "*", "..." and a marked stretch can be, in code points
_REMEMBERED = 200_000


class Hit(NamedTuple):
    """A phrase that was heard: the id it stands for and its span."""

    id: str
    start: int
    end: int


class _Filed(NamedTuple):
    list: str
    id: str
    pattern: re.Pattern[str]
    ahead: int  # how far before its key a match may begin
    behind: int | None  # how far behind its key one may end; None where it asks for the end of the text


class Heard:
    """What a text may hold of each list; a list is matched when it is asked for, once."""

    def __init__(self, text: str, candidates: dict[str, list[tuple[_Filed, list[int]]]]) -> None:
        """Keep the candidates: filed patterns and the places of their keys."""
        self._text, self._candidates = text, candidates
        self._hits: dict[str, list[Hit]] = {}

    def hits(self, name: str) -> list[Hit]:
        """Give the phrases of a list, from left to right, those of one id apart from each other, the longest first."""
        if name not in self._candidates:
            return []
        if name not in self._hits:
            found = [hit for filed, keys in self._candidates[name] for hit in _matches(filed, keys, self._text)]
            self._hits[name] = list(_apart(sorted(found, key=lambda hit: (hit.start, -hit.end))))
        return self._hits[name]

    def within(self, name: str, start: int, end: int) -> list[Hit]:
        """Give the phrases of a list that begin in a stretch."""
        return [hit for hit in self.hits(name) if start <= hit.start < end]


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    ends: dict[str, int] = {}
    for hit in hits:
        if hit.start >= ends.get(hit.id, 0):
            ends[hit.id] = hit.end
            yield hit


def _matches(filed: _Filed, keys: Iterable[int], text: str) -> Iterator[Hit]:
    done = 0
    for key in keys:
        if key < done:
            continue
        start = max(done, key - filed.ahead)
        if filed.ahead == 0:
            m = filed.pattern.match(text, key)
        elif filed.behind is None:
            m = filed.pattern.search(text, start)
        else:
            m = filed.pattern.search(text, start, key + filed.behind)
        if m:
            done = m.end()
            yield Hit(filed.id, m.start(), done)


class Phrasebook:
    """Lists of patterns of one language under their names, each pattern with the id that it stands for."""

    def __init__(self, lists: Mapping[str, Iterable[tuple[str, str]]]) -> None:
        """File the patterns of each list; raise `PatternError` for one that is not of the language."""
        self._exact: dict[str, list[_Filed]] = {}
        self._stems: dict[str, list[_Filed]] = {}
        self._memory: dict[str, tuple[_Filed, ...]] = {}
        self._parts: dict[str, Phrasebook] = {}
        for name, rows in lists.items():
            for id, pattern in rows:
                self._file(name, id, pattern)

    def _file(self, name: str, id: str, pattern: str) -> None:
        chunks = _CHUNK.findall(pattern.strip("^$"))
        spellings = [_spellings(chunk) for chunk in chunks]
        keys = [_keys(each) for each in spellings]
        best = max(range(len(keys)), key=lambda at: (_rarity(keys[at]), -at))
        if not keys[best]:
            raise PatternError(f"every part may be missing, or is too common: {pattern!r}")
        sizes = [max(_length(s) for s in each) if each else _GAP for each in spellings]
        ahead = (
            sum(sizes[:best]) + _inside(spellings[best], keys[best]) + (10 if best or pattern.startswith("^") else 0)
        )
        behind = None if pattern.endswith("$") else sum(sizes[best:]) + 10
        filed = _Filed(name, id, re.compile(translate(pattern)), ahead, behind)
        for key in keys[best]:
            index = self._stems if key.endswith("*") else self._exact
            index.setdefault(key.rstrip("*"), []).append(filed)

    def only(self, name: str) -> "Phrasebook":
        """Give a book of one list of this one, for texts in which no other is asked for."""
        if name not in self._parts:
            part = self._parts[name] = Phrasebook({})
            for mine, theirs in ((part._exact, self._exact), (part._stems, self._stems)):
                kept = {key: [f for f in filed if f.list == name] for key, filed in theirs.items()}
                mine.update({key: filed for key, filed in kept.items() if filed})
        return self._parts[name]

    def listen(self, text: str) -> Heard:
        """Find the candidates of every list in a folded text in which numbers and money are marked."""
        memory, under = self._memory, self._under
        places: dict[int, tuple[_Filed, list[int]]] = {}
        for m in _WORD.finditer(text):
            word = m[0]
            known = memory.get(word)
            for filed in under(word) if known is None else known:
                place = places.get(id(filed))
                if place is None:
                    places[id(filed)] = (filed, [m.start()])
                else:
                    place[1].append(m.start())
        candidates: dict[str, list[tuple[_Filed, list[int]]]] = {}
        for place in places.values():
            candidates.setdefault(place[0].list, []).append(place)
        return Heard(text, candidates)

    def _under(self, word: str) -> tuple[_Filed, ...]:
        """Give what is filed under a word, by itself or by its first letters."""
        bare = word[0] if word[0] in _MARKS else word
        found = [*self._exact.get(bare, ())]
        for size in range(1, min(len(bare), _STEM) + 1):
            found += self._stems.get(bare[:size], ())
        if len(self._memory) > _REMEMBERED:
            self._memory.clear()
        self._memory[word] = tuple(dict.fromkeys(found))
        return self._memory[word]


def _spellings(chunk: str) -> list[str]:
    """Write out the alternatives of a part; nothing for a gap or where there are too many."""
    if chunk == "...":
        return []
    pieces = [p.split("|") if at % 2 else [p] for at, p in enumerate(_GROUP.split(chunk))]
    count = 1
    for each in pieces:
        count *= len(each)
    return [_signed("".join(each)) for each in product(*pieces)] if count <= _MOST_SPELLINGS else []


def _keys(spellings: Iterable[str]) -> frozenset[str]:
    """Give for each spelling its longest word, a stem with its star; nothing if one of them has no word."""
    found = set()
    for spelling in spellings:
        words = _words(spelling)
        if not words:
            return frozenset()
        found.add(max(words, key=_weight))
    return frozenset(found)


def _words(spelling: str) -> list[str]:
    found = (m[0] for m in re.finditer(rf"\*?\w+\*?|[{''.join(_MARKS)}]", spelling))
    return [word for word in found if not word.startswith("*")]


def _signed(spelling: str) -> str:
    for name, sign in SIGNS.items():
        spelling = spelling.replace(name, sign)
    return spelling


def _weight(word: str) -> int:
    return _MARKS.get(word, len(word.rstrip("*")))


def _rarity(keys: Iterable[str]) -> int:
    return min((_weight(key) for key in keys), default=0)


def _length(spelling: str) -> int:
    """Say how long a text can be that a spelling without alternatives matches."""
    marks = sum(spelling.count(mark) for mark in _MARKS)
    return len(spelling) + _STEM * spelling.count("*") + _GAP * spelling.count("...") + _MARK * marks + 4


def _inside(spellings: Iterable[str], keys: Iterable[str]) -> int:
    """Say how far inside its own part a key may stand."""
    places = [spelling[: max(0, spelling.find(key.rstrip("*")))] for spelling in spellings for key in keys]
    return max((_length(place) for place in places if place), default=0)
