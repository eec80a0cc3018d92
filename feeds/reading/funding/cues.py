"""Hear the words around amounts that say what each is: "including <money>", "<money> a year".

A cue of ``tables/money.toml`` stands before or behind its amount, next to it or ("...") up to sixty characters away. It
is filed without the amount, under its own words, and speaks of the amount that is nearest to it on its side.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from feeds.reading import vocabulary
from feeds.reading.funding.money import Amount
from feeds.reading.passage import Passage

_FAR = 62  # code points between a cue and its amount
_STOP = re.compile(r"[.!?;\n]")
_TO = ("to", "and", "a", "et", "-")  # what stands between the ends of a range
_NEXT = ("", "'", "(", ",")  # what may stand between a cue and the amount next to it


def patterns() -> Iterator[tuple[str, str]]:
    """Give each cue without its amount, under its role and its place: "part far before"."""
    for role, listed in vocabulary.section("tables/money.toml", "roles").items():
        for pattern in listed:
            place, words = _placed(pattern.removesuffix(" *"))
            yield f"{role} {place}", words


def _placed(pattern: str) -> tuple[str, str]:
    """Say where a cue stands, and which its words are."""
    if pattern.startswith("<money> ... "):
        return "far behind", pattern[12:]
    if pattern.endswith(" ... <money>"):
        return "far before", pattern[:-12]
    if pattern.startswith("<money> "):
        return "behind", pattern[8:]
    if pattern.endswith(" <money>") and "<money>" not in pattern[:-8]:
        return "before", pattern[:-8]
    return "over", pattern


def around(passage: Passage, amounts: Sequence[Amount]) -> list[set[str]]:
    """Give the roles that are said of each amount."""
    said: list[set[str]] = [set() for _ in amounts]
    starts, ends = [a.start for a in amounts], [a.end for a in amounts]
    for id, start, end in passage.hits("roles"):
        role, _, place = id.partition(" ")
        if place.endswith("before"):
            at = bisect_left(starts, end)
            is_meant = at < len(starts) and _reaches(passage, end, starts[at], place)
        elif place.endswith("behind"):
            at = bisect_right(ends, start) - 1
            is_meant = at >= 0 and _reaches(passage, ends[at], start, place)
        else:
            at = bisect_left(starts, end) - 1
            is_meant = at >= 0 and starts[at] >= start
        if is_meant:
            said[at].add(role)
    for at, roles in enumerate(said):
        if "range" in roles:
            last = at + 1 if passage.marked[ends[at] : _start_behind(starts, at)].strip() in _TO else at
            roles.add("other")
            said[last].add("other")
    return said


def _start_behind(starts: Sequence[int], at: int) -> int:
    return starts[at + 1] if at + 1 < len(starts) else starts[at]


def _reaches(passage: Passage, start: int, end: int, place: str) -> bool:
    if end - start > _FAR:
        return False
    if place.startswith("far"):
        return _STOP.search(passage.marked, start, end) is None
    return passage.marked[start:end].strip() in _NEXT
