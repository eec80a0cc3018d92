"""Find the dates that a passage states."""

import re
from collections.abc import Iterable, Iterator, Sequence

from feeds.reading.dating.calendars import FIGURES, Calendar, calendar_of
from feeds.reading.passage import Passage
from feeds.reading.wordset import places, words_in

_DATELINE = re.compile(r"\A[^!?\n]{0,120}?(?:\d{4}|/cnw|telbec)[^!?\n]{0,30}?(?: - |/ ?- ?|-/| -)")
_DATELINE_ENDS = 170
_IN_FIGURES = ("/20", ".20", "-0", "-1", "-2", "-3")  # without one of them no date is written in figures
_WORD = re.compile(r"\w+")
_YEAR = len("2021")
_AHEAD, _CORE = 46, 14  # how far before its core word a date begins, and how far past that place one is looked for


def expressions(passage: Passage, lang: str) -> Iterator[re.Match[str]]:
    """Give the dates past the dateline; they are looked for only around the words of which every date holds one."""
    calendar, plain = calendar_of(lang), passage.plain
    cores = _cores(plain, calendar)
    done = _dateline_end(passage) if cores and cores[0] < _DATELINE_ENDS else 0
    for start, end in _stretches(plain, cores, done):
        words = [(m[0], m.start()) for m in _WORD.finditer(plain, start, end)]
        is_first = _beginnings([word for word, _ in words], calendar)
        for (_, at), may_begin in zip(words, is_first, strict=True):
            if may_begin and at >= done and (m := calendar.expression.match(plain, at)):
                done = m.end()
                yield m


def _beginnings(words: Sequence[str], calendar: Calendar) -> list[bool]:
    """Say of each word whether a date may begin with it, by what is behind it: "le mardi", never "le conducteur"."""
    found: list[bool] = []
    behind, may_begin = "", False
    for word in reversed(words):
        if word in calendar.names:
            may_begin = True
        elif word[0].isdigit():
            may_begin = behind in calendar.behind_day or behind[:1].isdigit() or len(word) == _YEAR
        else:
            follows = calendar.first.get(word)
            may_begin = follows is not None and (behind in follows or (word in calendar.openers and may_begin))
        found.append(may_begin)
        behind = word
    return found[::-1]


def _cores(plain: str, calendar: Calendar) -> list[int]:
    cores = [at for word in calendar.core & words_in(plain) for at in places(plain, word)]
    if any(sign in plain for sign in _IN_FIGURES):
        cores += [m.start() for m in FIGURES.finditer(plain)]
    return sorted(cores)


def _stretches(plain: str, cores: Iterable[int], done: int) -> Iterator[tuple[int, int]]:
    """Give the stretches in which a date may begin, from left to right, from word to word."""
    merged: list[tuple[int, int]] = []
    for at in cores:
        start = max(done, at - _AHEAD)
        if merged and start <= merged[-1][1]:
            start = merged.pop()[0]
        merged.append((start, at + _CORE))
    for start, end in merged:
        yield _past_word(plain, start) if start > done else start, _past_word(plain, end)


def _past_word(plain: str, at: int) -> int:
    while 0 < at < len(plain) and plain[at - 1].isalnum():
        at += 1
    return at


def _dateline_end(passage: Passage) -> int:
    """Say where a dateline ends, "MONTREAL, May 3, 2021 /CNW/ -"."""
    dateline = _DATELINE.match(passage.plain) if passage.field == "summary" else None
    return dateline.end() if dateline else 0
