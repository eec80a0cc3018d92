"""A field of an announcement beside its folded twin: same length, so an offset in one is an offset in the other."""

import codecs
import dataclasses
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from feeds.model import Cue, Fact, Field

if TYPE_CHECKING:
    from feeds.reading.phrases import Heard, Hit, Phrasebook

# Marks that stand in a passage for what was already read there; private characters, never words.
MONEY, NUMBER, AGE, PEOPLE, OTHER = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"

_SAME = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "­": "-"}
_SENTENCE_END = re.compile(
    r"[.!?;\n](?:(?<=[;\n])|(?=[ ])(?<![a-z]\.[a-z].)(?<![ .(][a-z].)"
    r"(?<!\bfeb.)(?<!\bjan.)(?<!\bsept.)(?<!\bnov.)(?<!\bdec.)(?<!\bgov.)(?<!\bsen.)(?<!\brep.)(?<!\bsgt.)(?<!\bcst.)"
    r"(?<!\bcpl.)(?<!\blt.)(?<!\bdr.)(?<!\bmr.)(?<!\bmrs.)(?<!\bms.)(?<!\bst.)(?<!\bste.)(?<!\bmme.)(?<!\bhon.)(?<!\bno.))"
)


class _Folding(dict[int, int]):
    """Fold one code point to one code point, remembered; meant for `str.translate`."""

    def __missing__(self, point: int) -> int:
        self[point] = folded = ord(_fold(chr(point)))
        return folded


def _fold(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if char.isspace():
        return "\n" if char in "\n\r\u2028\u2029" else " "
    if unicodedata.category(char) in ("Co", "Cs", "Cn"):
        return "\ufffd"
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char


_FOLDING = _Folding()

# What nearly all texts are written in: at most 256 signs, so that one table folds them all at once.
_USUAL = "".join(map(chr, range(128))) + bytes(range(128, 256)).decode("cp1252", errors="ignore")
_USUAL_CODES = codecs.charmap_build(_USUAL.ljust(256, "\ufffe"))
_USUAL_FOLDED = "".join(map(_fold, _USUAL))


def fold(text: str) -> str:
    """Drop capitals and accents and straighten quotes, dashes and spaces, one code point for one."""
    try:
        codes, _ = codecs.charmap_encode(text, "strict", _USUAL_CODES)
    except UnicodeEncodeError:
        return text.translate(_FOLDING)
    return codecs.charmap_decode(codes, "strict", _USUAL_FOLDED)[0]


@lru_cache(maxsize=8)
def fold_text(text: str) -> str:
    """Fold a field, remembered: an entry's are folded to be read and to be withheld."""
    return fold(text)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passage:
    """A field as stored (``text``), folded (``plain``), and folded with what was read marked (``marked``)."""

    field: Field
    text: str
    plain: str
    marked: str
    heard: "Heard | None" = None  # the phrases of every list, once it was listened to
    _ends: list[tuple[int, ...]] = dataclasses.field(
        default_factory=list, repr=False
    )  # found when it is first asked for

    @classmethod
    def of(cls, field: Field, text: str) -> "Passage":
        """Fold a field once."""
        plain = fold_text(text)
        return cls(field=field, text=text, plain=plain, marked=plain)

    @property
    def ends(self) -> tuple[int, ...]:
        """Say where the sentences end."""
        if not self._ends:
            self._ends.append((*(m.end() for m in _SENTENCE_END.finditer(self.plain)), len(self.plain)))
        return self._ends[0]

    def mark(self, marks: Iterable[tuple[int, int, str]]) -> "Passage":
        """Cover spans, each with its sign."""
        return Passage(field=self.field, text=self.text, plain=self.plain, marked=covered(self.marked, marks))

    def fact(self, kind: str, value: str | int, start: int, end: int) -> Fact:
        """Make a fact of a stretch of this field."""
        return Fact(kind=kind, value=value, field=self.field, start=start, end=end, text=self.text[start:end])

    def listen(self, book: "Phrasebook") -> "Passage":
        """Hear the phrases of a book in what is marked."""
        heard = book.listen(self.marked)
        return Passage(field=self.field, text=self.text, plain=self.plain, marked=self.marked, heard=heard)

    def hits(self, name: str) -> "list[Hit]":
        """Give the phrases of a list that were heard, from left to right."""
        return self.heard.hits(name) if self.heard else []

    def may_hear(self, names: Iterable[str]) -> list[str]:
        """Give those of some lists that have a word in the text: of the others nothing is heard."""
        return self.heard.may_hear(names) if self.heard else []

    def hits_in_sentence(self, name: str, position: int) -> "list[Hit]":
        """Give the phrases of a list in the sentence that holds a position."""
        return self.heard.within(name, *self.sentence_at(position)) if self.heard else []

    def distinct(self, name: str, most: int = 4) -> "list[Hit]":
        """Give the phrases of a list, each wording of an id once, and no more of one id than so many."""
        found: dict[str, dict[str, Hit]] = {}
        for hit in self.hits(name):
            wordings = found.setdefault(hit.id, {})
            if len(wordings) < most:
                wordings.setdefault(self.plain[hit.start : hit.end], hit)
        return [hit for wordings in found.values() for hit in wordings.values()]

    def cue(self, name: str, start: int, end: int) -> Cue:
        """Make a cue of a stretch of this field."""
        return Cue(cue=name, field=self.field, start=start, end=end)

    def sentences(self) -> list[tuple[int, int]]:
        """Say where the sentences stand; they cover the field."""
        return list(zip((0, *self.ends[:-1]), self.ends, strict=True))

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Give the sentence that holds a position."""
        at = min(bisect_right(self.ends, position), len(self.ends) - 1)
        return (self.ends[at - 1] if at else 0), self.ends[at]


def cover(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """Write a sign over stretches of a text, keeping its length."""
    return covered(text, ((start, end, sign) for start, end in spans))


def covered(text: str, marks: Iterable[tuple[int, int, str]]) -> str:
    """Write signs over stretches of a text, the first come first, keeping its length."""
    pieces: list[str] = []
    at = 0
    for start, end, sign in sorted(marks):
        if start < at:
            continue
        at, last = min(end, len(text)), at
        pieces += (text[last:start], sign * (at - start))
    return "".join((*pieces, text[at:]))


def trim(text: str, start: int, end: int, chars: str = " ,;:.-\n'\"«»") -> tuple[int, int]:
    """Drop characters of no meaning from both ends of a span."""
    while start < end and text[start] in chars:
        start += 1
    while end > start and text[end - 1] in chars:
        end -= 1
    return start, end
