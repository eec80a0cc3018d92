"""Find the runs of capitalised words of a text: what may be one name."""

import re
from collections.abc import Iterator, Sequence

from feeds.reading.geography.around import SIGNS, SPACES, Word, leads, word_after, words_of
from feeds.reading.tokens import fold_word

_MOST_WORDS, _LONGEST_GAP = 8, 16
_BESIDE = frozenset((*SIGNS, *SPACES))
_LINKS = re.compile(r"[-‑'’](?:[^\W\d_]{1,6}[-‑'’]){1,3}")  # the middle of "Semur-en-Auxois"


class Run:
    """Capitalised words ``first`` to ``last`` (exclusive) that are written as one name."""

    __slots__ = ("_capitals", "_first", "end", "size", "start", "text")

    def __init__(self, text: str, capitals: Sequence[Word], first: int, last: int) -> None:
        """Take some of the capitalised words of a text."""
        self.text, self._capitals, self._first, self.size = text, capitals, first, last - first
        self.start, self.end = capitals[first][0], capitals[last - 1][1]

    def cut(self, first: int, last: int) -> "Run":
        """Give a part of it."""
        return Run(self.text, self._capitals, self._first + first, self._first + last)

    @property
    def name(self) -> str:
        """Give it as written."""
        return self.text[self.start : self.end]

    @property
    def opening(self) -> str:
        """Give its first word, folded."""
        return fold_word(self._capitals[self._first][2])

    def written(self) -> list[str]:
        """Give its words that have a capital, as written."""
        return [word[2] for word in self._capitals[self._first : self._first + self.size]]

    def folded(self) -> list[str]:
        """Give its folded words that have a capital."""
        return [fold_word(word[2]) for word in self._capitals[self._first : self._first + self.size]]

    def words(self) -> list[str]:
        """Give all its folded words, the small ones too."""
        return words_of(self.name)

    @property
    def after(self) -> str:
        """Give the word that only a space parts from it, folded."""
        return fold_word(word_after(self.text, self.end))

    def leads(self) -> list[str]:
        """Give the one, two and three words in front that may lead to it."""
        return leads(self.text, self.start)


def runs(text: str, capitals: Sequence[Word]) -> Iterator[Run]:
    """Give the runs of capitalised words; between hyphens a small word may stand: "Semur-en-Auxois"."""
    at, size = 0, len(capitals)
    while at < size:
        first, at = at, at + 1
        _, end, word = capitals[first]
        if not word[0].isupper():
            continue
        for start, after, word in capitals[at : first + _MOST_WORDS]:
            gap = text[end:start] if start - end <= _LONGEST_GAP else "."
            if not (gap in _BESIDE or (gap[0] in SIGNS and _LINKS.fullmatch(gap))) or not word[0].isupper():
                break
            end, at = after, at + 1
        yield Run(text, capitals, first, at)
