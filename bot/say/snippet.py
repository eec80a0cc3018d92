"""A stretch of a text in which the words that were searched for are marked. Pure; takes text that may be shown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from feeds.reading.passage import fold

WIDTH = 180
BEFORE = 40  # of the first mark
WORD = re.compile(r"[^\W_]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


class Sought(NamedTuple):
    """Words side by side, folded, that answer one term of a query; the last may be the beginning of a word."""

    term: int
    words: tuple[str, ...]
    is_prefix: bool = False


class Mark(NamedTuple):
    """Where words that were searched for stand, and the term they answer."""

    start: int
    end: int
    term: int
    is_prefix: bool = False


def sought(term: int, text: str, *, is_prefix: bool = False) -> Sought:
    """Take the words of a text as they are looked for."""
    return Sought(term, tuple(map(key, WORD.findall(text))), is_prefix)


def key(word: str) -> str:
    """Give a word without capitals, accents and ligatures."""
    return fold(word).translate(LIGATURES)


def snippet(texts: Iterable[str], wanted: Sequence[Sought]) -> str:
    """Give the stretch that answers the most terms, of the first such text, its words marked «so»."""
    best, most = "", -1
    for text in texts:
        marks = marks_in(text, wanted)
        start, end, answered = window(text, marks)
        if answered > most and text:
            best, most = marked(text, joined(text, marks), start, end), answered
    return best


def marks_in(text: str, wanted: Sequence[Sought]) -> list[Mark]:
    """Find what is searched for, from left to right."""
    found = [(m.start(), m.end(), key(m[0])) for m in WORD.finditer(text)]
    return sorted(mark for at in range(len(found)) for mark in _marks_at(found, at, wanted))


def _marks_at(found: Sequence[tuple[int, int, str]], at: int, wanted: Sequence[Sought]) -> Iterator[Mark]:
    for one in wanted:
        words = [word for *_, word in found[at : at + len(one.words)]]
        if words and len(words) == len(one.words) and words[:-1] == list(one.words[:-1]):
            last = one.words[-1]
            if words[-1] == last or (one.is_prefix and words[-1].startswith(last)):
                yield Mark(found[at][0], found[at + len(words) - 1][1], one.term, one.is_prefix)


def window(text: str, marks: Sequence[Mark]) -> tuple[int, int, int]:
    """Choose the stretch that answers the most terms; say also how many."""
    if len(text) <= WIDTH or not marks:
        return 0, min(WIDTH, len(text)), len({mark.term for mark in marks})
    starts = [max(0, min(mark.start - BEFORE, len(text) - WIDTH)) for mark in marks]
    counts = [len({m.term for m in marks if start <= m.start and m.end <= start + WIDTH}) for start in starts]
    best = counts.index(max(counts))
    return starts[best], starts[best] + WIDTH, counts[best]


def joined(text: str, marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Give the marks as stretches: those that overlap, or that answer side by side, as one."""
    found: list[tuple[int, int]] = []
    last: Mark | None = None
    for mark in marks:
        if last and (mark.start < found[-1][1] or is_beside(text[found[-1][1] : mark.start], last, mark)):
            found[-1] = (found[-1][0], max(mark.end, found[-1][1]))
        else:
            found.append((mark.start, mark.end))
        last = mark
    return found


def is_beside(between: str, last: Mark, mark: Mark) -> bool:
    """Tell whether two marks are one stretch: no word parts them, and they are not two words that only begin alike."""
    is_alike = mark.is_prefix and mark.term == last.term
    return not is_alike and re.fullmatch(r"[ '’-]", between) is not None


def marked(text: str, stretches: Iterable[tuple[int, int]], start: int, end: int) -> str:
    """Write a stretch of a text, cut between words, its marks in «»."""
    start, end = _at_word(text, start, end)
    pieces, at = [], start
    for first, last in stretches:
        if at <= first and last <= end:
            pieces += [text[at:first], "«", text[first:last], "»"]
            at = last
    inside = "".join((*pieces, text[at:end])).strip()
    return ("…" if start else "") + inside + ("…" if end < len(text) else "")


def _at_word(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends of a stretch inwards to the next space."""
    if start:
        start = text.find(" ", start, end) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end + 1), start) if " " in text[start : end + 1] else end
    return start, end
