"""Find the runs of capitalised words of a text: what may be one name."""

from collections.abc import Iterator
from typing import NamedTuple

from feeds.reading.tokens import Words, fold_word

SIGNS = ("-", "‑", "'", "’")
_SPACES = (" ", "\u00a0")
_MOST_WORDS = 8


class Run(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) that are written as one name."""

    text: str
    words: Words
    first: int
    last: int

    @property
    def start(self) -> int:
        """Say where it begins in the text."""
        return self.words.spans[self.first][0]

    @property
    def end(self) -> int:
        """Say where it ends in the text."""
        return self.words.spans[self.last - 1][1]

    def folded(self) -> list[str]:
        """Give its folded words."""
        return [self.bare(at) for at in range(self.first, self.last)]

    def bare(self, at: int) -> str:
        """Give a word of the text, folded."""
        start, end = self.words.spans[at]
        return fold_word(self.text[start:end])


def runs(text: str, words: Words) -> Iterator[Run]:
    """Give the runs of capitalised words; between hyphens a small word may stand: "Semur-en-Auxois"."""
    done = 0
    for at in words.capitals:
        if at < done or not text[words.spans[at][0]].isupper():
            continue
        done = _end_of_run(text, words, at)
        yield Run(text, words, at, done)


def _end_of_run(text: str, words: Words, first: int) -> int:
    spans, last = words.spans, first + 1
    for at in range(first + 1, min(first + _MOST_WORDS, len(spans))):
        gap = text[spans[at - 1][1] : spans[at][0]]
        is_capital = text[spans[at][0]].isupper()
        if not (gap in SIGNS or (gap in _SPACES and is_capital and last == at)):
            break
        last = at + 1 if is_capital else last
    return last
