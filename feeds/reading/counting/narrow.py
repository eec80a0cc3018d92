"""Begin the words of a count behind an age in them, or end them before it: no digit of a count is of something else."""

import re
from collections.abc import Callable, Iterator

from feeds.reading.counting.scene import Counted
from feeds.reading.numbers import find_numbers
from feeds.reading.passage import AGE, NUMBER, Passage
from feeds.reading.phrasebook import book

_AGED = re.compile(rf"[{AGE}{NUMBER}]+")
_REST = re.compile(r"\W*(?:(?:ans|years?|yr)(?:\W?olds?)?(?!\w))?\W*")

Reads = Callable[[Passage, str], bool]


def narrowed(passage: Passage, lang: str, counted: Counted, reads: Reads) -> Counted:
    """Give one person's count without the age in it, where what is left still reads as one ("was arrested")."""
    start, end, value = counted
    if value != 1 or not _AGED.search(passage.marked, start, end):
        return counted
    for at, to in [(start, _end(passage, start, end)), *((at, end) for at in _starts(passage, start, end))]:
        left = passage.text[at:to]
        if not any(char.isdigit() for char in left) and reads(_alone(left, lang), lang):
            return at, to, value
    return counted


def _end(passage: Passage, start: int, end: int) -> int:
    """Give the place before the first age and its comma or bracket: "a arrêté Jeanne Fauxnom, 51 ans"."""
    first = _AGED.search(passage.marked, start, end)
    return start + len(passage.plain[start : first.start() if first else end].rstrip(" ,("))


def _starts(passage: Passage, start: int, end: int) -> Iterator[int]:
    """Give the places behind the last age, and behind the comma or the word after it."""
    last = [m.end() for m in _AGED.finditer(passage.marked, start, end)][-1]
    rest = _REST.match(passage.plain, last, end)
    at = rest.end() if rest else last
    yield at
    comma = passage.plain.rfind(", ", at, end)
    if comma > 0:
        yield comma + 2


def _alone(text: str, lang: str) -> Passage:
    passage = Passage.of("summary", text)
    marks = [(n.start, n.end, AGE if n.is_age else NUMBER) for n in find_numbers(passage.plain, lang)]
    return passage.mark(marks).listen(book(lang))
