"""Read the words that qualify a number, before it or behind it: "nearly", "jusqu'à", "or more"."""

import re
from collections.abc import Iterable
from functools import cache

from feeds.reading import vocabulary

_NAME = "tables/money.toml"
_LOOK_BACK = 40  # code points in which they are looked for


def alternatives(words: Iterable[str]) -> str:
    """Give words as the alternatives of an expression, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=len, reverse=True))


def qualifier_before(plain: str, start: int) -> tuple[int, str]:
    """Say where a number begins with the words that qualify it, and how they do."""
    base = max(0, start - _LOOK_BACK, plain.rfind("\n", 0, start) + 1)
    before = plain[base:start].rstrip()
    last = before[before.rfind(" ") + 1 :].lstrip("(\"'«[")
    if last.rpartition("'")[2] not in _last_words():
        return start, "exact"
    words = before.split(" ")[-6:]
    names = _names("qualifiers")
    for first in range(len(words)):
        said = " ".join(words[first:])
        elided = said.partition("'")[2] if "'" in words[first] else ""  # "d'environ"
        for bare in (said.lstrip("(\"'«["), elided):
            at = base + len(before) - len(bare)
            if bare in names and not plain[at - 1 : at].isalnum():
                return (start if names[bare] == "exact" else at), names[bare]
    return start, "exact"


def qualifier_behind(plain: str, end: int) -> tuple[int, str]:
    """Say where an amount ends with the words behind it that qualify it: "or more", "au maximum"."""
    m = _behind().match(plain, end)
    return (m.end(), _names("qualifiers_behind")[m["said"]]) if m else (end, "exact")


@cache
def _names(table: str) -> dict[str, str]:
    return {word: name for name, words in vocabulary.section(_NAME, table).items() for word in words}


@cache
def _last_words() -> frozenset[str]:
    """Give the last words of what qualifies, behind their apostrophe."""
    return frozenset(name.rpartition(" ")[2].rpartition("'")[2] for name in _names("qualifiers"))


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf" ?(?P<said>{alternatives(_names('qualifiers_behind'))})(?!\w| ?[\d$€£])")
