"""The small language in which words and tables are written, and its translation to linear regular expressions.

Words are folded and whole. ``*`` is any ending, ``...`` up to sixty characters of the same sentence, ``(a|b)`` either,
``^`` and ``$`` the ends of a field, ``<money>``, ``<number>``, ``<people>``, ``<age>``, ``<other>`` a marked stretch,
``{name}`` the alternatives of a set.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import accumulate

from feeds.reading.passage import AGE, MONEY, NUMBER, OTHER, PEOPLE, fold

GAP = r"[^.!?;\n]{0,60}?"
SIGNS = {"<money>": MONEY, "<number>": NUMBER, "<people>": PEOPLE, "<age>": AGE, "<other>": OTHER}
_BLANK = (
    rf"[^\w{''.join(SIGNS.values())}]{{0,60}}"  # what may stand before the first word of a field, and behind its last
)
_PARTS = re.compile(r" \.\.\. |<\w+>|[*^$(|) ]|[^<*^$(|) ]+")
_SET = re.compile(r"\{(\w+)\}")
_RULES = {
    "(": "(?:",
    ")": ")",
    "|": "|",
    "*": r"\w{0,30}",
    "^": rf"\A{_BLANK}",
    "$": rf"{_BLANK}\Z",
    " ": " +",
    " ... ": rf" {GAP}(?<!\w)",
}


class PatternError(ValueError):
    """A pattern that is not of the language."""


def translate(pattern: str) -> str:
    """Give the regular expression of one pattern."""
    if not pattern or pattern != fold(pattern) or set(pattern) & set("?+[]{}\\"):
        raise PatternError(f"not folded, or not of the language: {pattern!r}")
    pieces = [_piece(part, pattern) for part in _PARTS.findall(pattern)]
    head = r"(?<!\w)" if pattern[0] not in "^<" else ""
    tail = r"(?!\w)" if pattern[-1] not in "$>*" else ""
    if not _is_balanced(pattern):
        raise PatternError(f"a parenthesis too many or too few: {pattern!r}")
    return head + "".join(pieces) + tail


def _is_balanced(pattern: str) -> bool:
    """Say whether each group is closed: nothing else in a pattern can make an expression that is none."""
    depths = list(accumulate({"(": 1, ")": -1}.get(sign, 0) for sign in pattern))
    return min(depths) >= 0 and depths[-1] == 0


def _piece(part: str, pattern: str) -> str:
    if part in _RULES:
        return _RULES[part]
    if part.startswith("<"):
        if part not in SIGNS:
            raise PatternError(f"unknown mark {part} in {pattern!r}")
        return f"{SIGNS[part]}+"
    return re.escape(part)


def expand(pattern: str, sets: Mapping[str, str]) -> str:
    """Write out the sets that a pattern names: "{police} ... arrest*"."""
    try:
        return _SET.sub(lambda m: sets[m[1]], pattern)
    except KeyError as error:
        raise PatternError(f"no such set: {error} in {pattern!r}") from None


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Compile patterns into one that matches any of them, the first named first."""
    return re.compile("|".join(f"(?:{translate(p)})" for p in patterns))
