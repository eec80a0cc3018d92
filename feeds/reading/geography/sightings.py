"""See the names of the gazetteer in a text: the longest at each word, none inside another."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from feeds.reading.geography import around, atlas
from feeds.reading.geography.around import SPACES, Word, lead_word, leads, word_after, word_behind
from feeds.reading.geography.gazetteer import Name
from feeds.reading.tokens import Token, cut

_LOOSE = re.compile(r"[\s'’.!‐‑–—-]{0,3}")
_INSIDE = frozenset(" \u00a0\u202f\t\n'’.!‐‑–—-")  # what may follow a word of a name that goes on
_LED_REACH = 24


class Found(NamedTuple):
    """A name of some words, standing at ``start`` to ``end`` of the text."""

    name: Name
    start: int
    end: int


class Sighting:
    """One name among those that were found in a text."""

    __slots__ = ("_leads", "found", "lead", "number", "one", "text")

    def __init__(self, text: str, found: Sequence[Found], number: int) -> None:
        """Look at one of the names; ``lead`` is the word that only a space or an apostrophe parts from it."""
        self.text, self.found, self.number = text, found, number
        self.one = found[number]
        self.lead = lead_word(text, self.one.start)
        self._leads: list[str] | None = None

    @property
    def leads(self) -> list[str]:
        """Give the one, two and three words in front that may lead to the name, folded."""
        if self._leads is None:
            self._leads = leads(self.text, self.one.start)
        return self._leads

    @property
    def following(self) -> Found | None:
        """Give the next name."""
        at = self.number + 1
        return self.found[at] if at < len(self.found) else None

    @property
    def after(self) -> str:
        """Give the word that only a space parts from the name, as written."""
        return word_after(self.text, self.one.end)

    @property
    def capital_after(self) -> str:
        """Give that word if it is not in lower case."""
        end = self.one.end
        return self.after if self.text[end : end + 1] in SPACES and not self.text[end + 1 : end + 2].islower() else ""


class Placed(NamedTuple):
    """A sighting with its words counted: ``first`` to ``last`` (exclusive)."""

    seen: Sighting
    first: int
    last: int


class Seen(NamedTuple):
    """A text cut into its words, and the names that begin with one of them."""

    words: Sequence[Token]
    gaps: Sequence[str]  # what stands in front of each word
    placed: tuple[Placed, ...]


@lru_cache(maxsize=4)
def sightings(text: str) -> Seen:
    """Give the words of a text, and every name of our own tables that begins with one of them."""
    words, gaps = cut(text)
    seen = see(text, around.capitals(text), atlas.names())
    firsts = ((each, _number(words, each.one.start)) for each in seen)
    placed = tuple(Placed(s, first, first + len(s.one.name.words)) for s, first in firsts if first is not None)
    return Seen(words, gaps, placed)


def _number(words: Sequence[Token], start: int) -> int | None:
    """Say which word begins at a place, if one does."""
    at = bisect_left(words, (start,))
    return at if at < len(words) and words[at].start == start else None


def see(text: str, capitals: Sequence[Word], known: atlas.Names) -> Iterator[Sighting]:
    """Give every name in a text: the longest at each word, none inside another."""
    found = list(_names(text, capitals, known))
    for number in range(len(found)):
        yield Sighting(text, found, number)


def _names(text: str, capitals: Sequence[Word], known: atlas.Names) -> Iterator[Found]:
    """Look at the words that are written as the first word of a name is; most are none, and cost a look-up."""
    done, opening = 0, known.opening
    for word in capitals:
        start, end, written = word
        if start < done or (opened := opening(written)) is None:
            continue
        found = _led(text, word, opened.led, done) if opened.led else None
        if found is None and opened.longer and text[end : end + 1] in _INSIDE:
            found = _longer(text, word, opened.longer, known)
        if found is None and opened.alone is not None:
            found = Found(opened.alone, start, end)
        if found is not None:
            done = found.end
            yield found


def _led(text: str, word: Word, led: Sequence[atlas.Led], done: int) -> Found | None:
    """Give the name that ends with a word and opens in lower case in front of it: "île de Montréal"."""
    for small, name in led:
        front = small.search(text, max(done, word[0] - _LED_REACH), word[0])
        if front and atlas.is_written_so(word[2], name.written[-1], name.capitals[-1]):
            return Found(name, front.start(), word[1])
    return None


def _longer(text: str, first: Word, longer: Mapping[str, tuple[int, ...]], known: atlas.Names) -> Found | None:
    """Give the longest name of several words that stands at a word."""
    second = word_behind(text, first[1])
    sizes = longer.get(atlas.spelled(second[1])) if second else None
    if sizes is None or second is None:
        return None
    words = [first, (*second.span(1), second[1])]
    while len(words) < sizes[0] and (following := word_behind(text, words[-1][1])):
        words.append((*following.span(1), following[1]))
    spelled = [atlas.spelled(word) for _, _, word in words]
    for size in sizes:
        name = known.get(" ".join(spelled[:size])) if size <= len(words) else None
        if name is not None and _stands(name, text, words[:size]):
            return Found(name, first[0], words[size - 1][1])
    return None


def _stands(name: Name, text: str, those: Sequence[Word]) -> bool:
    words = [word for _, _, word in those]
    return all(map(atlas.is_written_so, words, name.written, name.capitals)) and all(
        _LOOSE.fullmatch(text, left[1], right[0]) for left, right in pairwise(those)
    )
