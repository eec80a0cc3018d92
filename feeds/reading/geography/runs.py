"""Find the runs of capitalised words of a text: what may be one name."""

import re
from collections.abc import Iterator, Sequence

from feeds.reading.geography.around import SIGNS, SPACES, Word, leads, word_after, words_of
from feeds.reading.tokens import fold_word

_MOST_WORDS, _LONGEST_GAP = 8, 16
_BESIDE = frozenset((*SIGNS, *SPACES))
_LONG = re.compile(r"[^\W_]{4,}")
_HEADLINE_SHARE, _HEADLINE_WORDS, _HEADLINE_REACH = 0.6, 4, 50
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

    def is_in_headline(self) -> bool:
        """Say whether most words around are capitalised: there a capital says nothing."""
        first, last = max(0, self.start - _HEADLINE_REACH), self.end + _HEADLINE_REACH
        long = _LONG.findall(self.text, first, last)
        return len(long) >= _HEADLINE_WORDS and sum(w[0].isupper() for w in long) >= _HEADLINE_SHARE * len(long)


def runs(text: str, capitals: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Give the first and last (exclusive) of the words of each run; between hyphens a small word may stand.

    A run is no more than two numbers until it is looked at: most are refused at once.
    """
    at, size = 0, len(capitals)
    while at < size:
        first, at = at, at + 1
        _, end, word = capitals[first]
        if not word[0].isupper():
            continue
        while at < size and at - first < _MOST_WORDS:
            start, after, word = capitals[at]
            if start - end > _LONGEST_GAP or not word[0].isupper():
                break
            gap = text[end:start]
            if gap not in _BESIDE and not (gap[0] in SIGNS and _LINKS.fullmatch(gap)):
                break
            end, at = after, at + 1
        yield first, at
