"""What changed from one version of a text to the next, word by word, and what that means in facts. Pure."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from feeds.model import Fact, FactValue

_WORD = re.compile(r"\S+")
_LONG = 3000  # words past which a comparison takes the common ones for noise


class Was(StrEnum):
    """Whether words stayed, went or came."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words that stayed, went or came, single spaces between them."""

    was: Was
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """The values of one kind of fact that went and that came; ``role`` and ``of`` say which of the kind."""

    kind: str
    role: str | None
    of: str | None
    scope: str | None
    gone: tuple[Fact, ...]
    new: tuple[Fact, ...]


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts word by word; texts that differ in spaces alone are the same."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=max(len(a), len(b)) > _LONG)
    pieces: list[Piece] = []
    for change, first, last, start, end in matcher.get_opcodes():
        if change == "equal":
            pieces.append(Piece(was=Was.SAME, text=" ".join(a[first:last])))
            continue
        if first < last:
            pieces.append(Piece(was=Was.GONE, text=" ".join(a[first:last])))
        if start < end:
            pieces.append(Piece(was=Was.NEW, text=" ".join(b[start:end])))
    return tuple(pieces)


def is_changed(pieces: Iterable[Piece]) -> bool:
    """Tell whether any word went or came."""
    return any(piece.was is not Was.SAME for piece in pieces)


def fact_changes(old: Sequence[Fact], new: Sequence[Fact]) -> tuple[FactChange, ...]:
    """Give what went and came among facts, in the order of the text; a value that only moved is no change."""
    found = []
    for key in dict.fromkeys(map(_key, (*old, *new))):
        before = {_value(fact): fact for fact in reversed(old) if _key(fact) == key}
        after = {_value(fact): fact for fact in reversed(new) if _key(fact) == key}
        gone = tuple(before[value] for value in reversed(before) if value not in after)
        came = tuple(after[value] for value in reversed(after) if value not in before)
        if gone or came:
            kind, role, of, scope = key
            found.append(FactChange(kind=kind, role=role, of=of, scope=scope, gone=gone, new=came))
    return tuple(found)


def _key(fact: Fact) -> tuple[str, str | None, str | None, str | None]:
    return fact.kind, fact.role, fact.of if fact.kind == "figure" else None, fact.scope


def _value(fact: Fact) -> tuple[FactValue, str | None, str | None, str | None, str | None]:
    return fact.value, fact.currency, fact.qualifier, fact.since, fact.until
