"""Hear the phrases of many lists in one text: one pass over its words says which may be there; only those are matched.

A pattern is filed under the words of one part ("arrestation*", never "de"), and where it has several parts, under those
of a second one that has to stand near: a text that holds none of them costs nothing. Time is linear in the text: each
phrase is looked for within its own reach of such a word.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, reduce
from itertools import accumulate, islice
from operator import or_
from typing import NamedTuple

from feeds.reading.patterns import translate
from feeds.reading.shapes import MARKS, STEM, Shape

_PIECES = re.compile("(" + "|".join((r"\w+", *(f"{mark}+" for mark in MARKS))) + ")")
_REMEMBERED = 200_000


class Hit(NamedTuple):
    """A phrase that was heard: the id it stands for and its span."""

    id: str
    start: int
    end: int


class Witness(Enum):
    """Where a word of a second part has to stand, so that a pattern can match around its key."""

    NONE = "none"
    ANYWHERE = "anywhere"  # a match holds it, and its bounds need not be known
    NEAR = "near"


@dataclass(frozen=True, slots=True, eq=False)
class _Filed:
    list: str
    id: str
    pattern: str | None  # an expression; none for a single word: it is its own match
    ahead: int  # how far before its key a match may begin
    behind: int | None  # how far behind its key one may end; None where it asks for the end of the text
    witness: Witness  # whether a word of another part has to stand in the text too, and where
    bit: int = 0  # its own among those of its list that need a witness; 0 for one that needs none

    def is_near(self, key: int, witnesses: Iterable[int]) -> bool:
        """Say whether a witness stands where a match around a key can reach it."""
        first, last = key - self.ahead, None if self.behind is None else key + self.behind
        return any(first <= w and (last is None or w <= last) for w in witnesses)


class _Entries(NamedTuple):
    """What is filed under a word in one list."""

    words: tuple[_Filed, ...]  # the word itself
    keys: tuple[_Filed, ...]
    bound: int  # the bits of the keys, where each of them needs a witness; else 0
    witnessed: int  # the bits of those for which the word is a witness


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A word under which something is filed: what, by list. A mark is one word, however long a stretch it covers."""

    word: str
    lists: Mapping[str, _Entries]


_Stands = tuple[_Known, list[int]]  # a word, and where it begins
_Listed = tuple[_Entries, str, list[int]]  # what is filed in a list under a word, the word, and where it begins


class Heard:
    """What a text may hold of each list; a list is matched when it is asked for, once."""

    def __init__(self, text: str, filed: Mapping[str, list[_Stands]]) -> None:
        """Keep for each list the words of a text under which something of it is filed."""
        self._text, self._filed = text, filed
        self._hits: dict[str, list[Hit]] = {}

    def hits(self, name: str) -> list[Hit]:
        """Give the phrases of a list, from left to right, those of one id apart from each other, the longest first."""
        known = self._hits.get(name)
        if known is None:
            found = list(self._found(self._listed(name))) if name in self._filed else []
            known = self._hits[name] = list(_apart(sorted(found, key=_order))) if len(found) > 1 else found
        return known

    def may_hear(self, names: Iterable[str]) -> list[str]:
        """Give those of some lists under whose name something is filed for the text."""
        return [name for name in names if name in self._filed]

    def _listed(self, name: str) -> list[_Listed]:
        return [(known.lists[name], known.word, starts) for known, starts in self._filed[name]]

    def _found(self, listed: Sequence[_Listed]) -> Iterator[Hit]:
        """Give the single words at once, and match the other patterns where their words stand."""
        witnessed = 0
        for entries, _, _ in listed:
            witnessed |= entries.witnessed
        places: dict[_Filed, list[int]] = {}
        for entries, word, starts in listed:
            for filed in entries.words:
                yield from (Hit(filed.id, start, start + len(word)) for start in starts)
            if entries.bound and not entries.bound & witnessed:
                continue
            for filed in entries.keys:
                if not filed.bit or filed.bit & witnessed:
                    places[filed] = sorted(places[filed] + starts) if filed in places else starts
        for filed, keys in places.items():
            near = keys if filed.witness is not Witness.NEAR else self._near(filed, keys, listed)
            yield from _matches(filed, near, self._text)

    def _near(self, filed: _Filed, keys: Sequence[int], listed: Sequence[_Listed]) -> list[int]:
        """Give the places of a key that have a witness near."""
        witnesses = [start for entries, _, starts in listed if filed.bit & entries.witnessed for start in starts]
        return [key for key in keys if filed.is_near(key, witnesses)]

    def within(self, name: str, start: int, end: int) -> list[Hit]:
        """Give the phrases of a list that begin in a stretch."""
        return [hit for hit in self.hits(name) if start <= hit.start < end]


def _order(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    ends: dict[str, int] = {}
    for hit in hits:
        if hit.start >= ends.get(hit.id, 0):
            ends[hit.id] = hit.end
            yield hit


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile an expression when it is first looked for: most of a book's never are."""
    return re.compile(pattern)


def _matches(filed: _Filed, keys: Iterable[int], text: str) -> Iterator[Hit]:
    assert filed.pattern is not None  # noqa: S101  for the type checker: a single word is not matched
    pattern, done = _compiled(filed.pattern), 0
    for key in keys:
        if key < done:
            continue
        if filed.ahead == 0:
            found = pattern.match(text, key)
        else:
            end = len(text) if filed.behind is None else key + filed.behind
            found = pattern.search(text, max(done, key - filed.ahead), end)
        if found:
            done = found.end()
            yield Hit(filed.id, found.start(), done)


class Phrasebook:
    """Lists of patterns of one language under their names, each pattern with the id that it stands for."""

    def __init__(self, lists: Mapping[str, Iterable[tuple[str, str]]]) -> None:
        """File the patterns of each list; raise `PatternError` for one that is not of the language."""
        self._exact: dict[str, list[tuple[_Filed, bool]]] = {}
        self._stems: dict[str, list[tuple[_Filed, bool]]] = {}
        self._memory = _Memory(self)
        self._bound = Counter[str]()
        self._parts: dict[str, Phrasebook] = {}
        for name, rows in lists.items():
            for id, pattern in rows:
                self._file(name, id, pattern)

    def _file(self, name: str, id: str, pattern: str) -> None:
        """File a pattern under the words of its key and of its witness; a list of words each under itself."""
        shape = Shape(pattern)
        if shape.is_list_of_words:
            for word in shape.spellings[0]:
                self._file_word(name, id, word)
            return
        key, witness = shape.key, shape.witness
        where = Witness.NONE if witness is None else Witness.NEAR if shape.is_dear else Witness.ANYWHERE
        filed = _Filed(name, id, translate(pattern), shape.ahead, shape.behind, where, self._bit(name, where))
        for at, is_witness in ((key, False), (witness, True)):
            for word in shape.keys[at] if at is not None else ():
                self._put(word, filed, is_witness=is_witness)

    def _bit(self, name: str, where: Witness) -> int:
        """Give a pattern that needs a witness a bit that no other of its list has."""
        if where is Witness.NONE:
            return 0
        self._bound[name] += 1
        return 1 << (self._bound[name] - 1)

    def _file_word(self, name: str, id: str, spelling: str) -> None:
        if re.fullmatch(r"\w+\*?", spelling):
            self._put(spelling, _Filed(name, id, None, 0, 0, Witness.NONE), is_witness=False)
        else:
            self._file(name, id, spelling)

    def _put(self, word: str, filed: _Filed, *, is_witness: bool) -> None:
        index = self._stems if word.endswith("*") else self._exact
        index.setdefault(word.rstrip("*"), []).append((filed, is_witness))

    def only(self, name: str) -> "Phrasebook":
        """Give a book of one list of this one, for texts in which no other is asked for."""
        if name not in self._parts:
            part = self._parts[name] = Phrasebook({})
            for mine, theirs in ((part._exact, self._exact), (part._stems, self._stems)):
                kept = {key: [pair for pair in filed if pair[0].list == name] for key, filed in theirs.items()}
                mine.update({key: filed for key, filed in kept.items() if filed})
        return self._parts[name]

    def listen(self, text: str) -> Heard:
        """Find what is filed under the words of a folded text in which numbers and money are marked."""
        pieces = _PIECES.split(text)
        known = list(map(self._memory.__getitem__, pieces[1::2]))
        places = islice(accumulate(map(len, pieces)), 0, None, 2)
        starts: dict[_Known, list[int]] = defaultdict(list)
        for word, start in zip(known, places, strict=False):
            if word is not None:
                starts[word].append(start)
        filed: dict[str, list[_Stands]] = defaultdict(list)
        for each in starts.items():
            for name in each[0].lists:
                filed[name].append(each)
        return Heard(text, filed)

    def under(self, word: str) -> dict[str, _Entries]:
        """Give what is filed under a word, by itself or by its first letters, by list."""
        found = [*self._exact.get(word, ())]
        for size in range(1, min(len(word), STEM) + 1):
            found += self._stems.get(word[:size], ())
        return {filed.list: _entries(found, filed.list) for filed, _ in found}


class _Memory(dict[str, _Known | None]):
    """What a book has under a word, remembered; None for most."""

    def __init__(self, book: Phrasebook) -> None:
        """Remember nothing yet."""
        super().__init__()
        self._book = book

    def __missing__(self, word: str) -> _Known | None:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = found = self[word[0]] if word[0] in MARKS and len(word) > 1 else self._known(word)
        return found

    def _known(self, word: str) -> _Known | None:
        lists = self._book.under(word)
        return _Known(word, lists) if lists else None


def _entries(found: Iterable[tuple[_Filed, bool]], name: str) -> _Entries:
    mine = [pair for pair in dict.fromkeys(found) if pair[0].list == name]
    keys = [filed for filed, is_witness in mine if not is_witness]
    matched = tuple(filed for filed in keys if filed.pattern is not None)
    return _Entries(
        words=tuple(filed for filed in keys if filed.pattern is None),
        keys=matched,
        bound=_bits(matched) if all(filed.bit for filed in matched) else 0,
        witnessed=_bits(filed for filed, is_witness in mine if is_witness),
    )


def _bits(filed: Iterable[_Filed]) -> int:
    return reduce(or_, (each.bit for each in filed), 0)
