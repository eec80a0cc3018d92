"""Which entries of a document have been seen before, by their bytes; without those, the rest is parsed much sooner.

    slices = split(text, most=2_000)    where each entry is; None in doubt: then the whole document is parsed
    slices.hashes                       a number for each entry, to be kept as what has been seen
    slices.without(seen)                the document without the entries whose number is among ``seen``

Only a well-formed document is split, by expat's own account of where its elements are, so that a tag in a comment or in
a CDATA section is none, and what is left is as well-formed as before: the same parser reads it, the same way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import zip_longest
from xml.parsers import expat

ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
ENTRIES = frozenset({"item", "entry"})
DEEPEST = 3  # rss, channel, item


class _DoubtError(Exception):
    """The document is not cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slices:
    """The first entries of a document, in its order: their hashes, and the bytes before, between and after them."""

    entries: tuple[bytes, ...]
    hashes: tuple[int, ...]
    around: tuple[bytes, ...]  # one more than there are entries; the last without the entries that are too many

    def without(self, seen: frozenset[int]) -> bytes:
        """Give the document without what has been seen."""
        left = (b"" if hashed in seen else entry for hashed, entry in zip(self.hashes, self.entries, strict=True))
        return b"".join(piece for pair in zip_longest(self.around, left, fillvalue=b"") for piece in pair)

    def count(self, seen: frozenset[int]) -> int:
        """Count the entries that have been seen."""
        return sum(hashed in seen for hashed in self.hashes)


def split(text: str, *, most: int) -> Slices | None:
    """Find a document's first ``most`` entries; None where it is not well-formed, has a DTD, or entries lie deep."""
    document = text.encode("utf-8", "replace")
    try:
        spans = _Marks(document).spans
    except (expat.ExpatError, _DoubtError):
        return None
    entries = tuple(document[start:end] for start, end in spans[:most])
    around = [document[start:end] for start, end in _between(spans, len(document))]
    return Slices(
        entries=entries,
        hashes=tuple(map(_hashed, entries)),
        around=(*around[: len(entries)], b"".join(around[len(entries) :])),
    )


def _hashed(raw: bytes) -> int:
    """Hash an entry's bytes to 64 bits, signed as databases have them."""
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), signed=True)


def _between(spans: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """Give what lies before, between and after spans."""
    return zip((0, *(end for _, end in spans)), (*(start for start, _ in spans), length), strict=True)


class _Marks:
    """Where expat says that entries begin and end."""

    def __init__(self, document: bytes) -> None:
        self.spans: list[tuple[int, int]] = []
        self._document = document
        self._depth = 0
        self._start: int | None = None
        self._expat = parser = expat.ParserCreate("utf-8", " ")
        parser.StartElementHandler, parser.EndElementHandler = self._open, self._close
        parser.StartDoctypeDeclHandler = self._refuse
        parser.Parse(document, True)

    def _open(self, name: str, _: object) -> None:
        local = name.rpartition(" ")[2].lower()
        if self._depth == 0 and local not in ROOTS:
            raise _DoubtError("no feed")
        self._depth += 1
        if local in ENTRIES:
            if self._start is not None or self._depth > DEEPEST:
                raise _DoubtError("an entry in an entry, or where none belongs")
            self._start, self._at = self._expat.CurrentByteIndex, self._depth

    def _close(self, name: str) -> None:
        if self._start is not None and self._at == self._depth:
            end = self._expat.CurrentByteIndex
            if not self._document.startswith(b"</", end):
                raise _DoubtError("an entry of one tag")
            self.spans.append((self._start, self._document.index(b">", end) + 1))
            self._start = None
        self._depth -= 1

    def _refuse(self, *_: object) -> None:
        raise _DoubtError("a document type: entities may stand for anything")
