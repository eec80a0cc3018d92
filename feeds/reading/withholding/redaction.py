"""Find the words that a maintainer withholds, wherever they stand in a text."""

import re
from collections.abc import Iterable, Sequence

from feeds.reading.passage import fold
from feeds.reading.tokens import folded
from feeds.reading.withholding.layout import lay_out
from feeds.reading.withholding.names import merged
from feeds.reading.withholding.sheet import Is

_SHORT = 3  # fewer letters are no name by themselves


def places_of(text: str, phrases: Sequence[str], lang: str) -> list[tuple[int, int]]:
    """Give where phrases stand, whatever their capitals and accents, and where a name in them stands alone."""
    found = [span for phrase in phrases for span in _spans(fold(text), phrase)]
    alone = [span for name in names_in(phrases, lang) for span in _spans(fold(text), name)]
    return merged([*found, *(span for span in alone if not text[span[0]].islower())])


def is_repeated(reason: str, phrases: Sequence[str], lang: str) -> bool:
    """Tell whether a reason says words, or a name in them, that are to be withheld."""
    return any(_spans(fold(reason), words) for words in (*phrases, *names_in(phrases, lang)))


def shares_name(reason: str, texts: Iterable[str], lang: str) -> bool:
    """Tell whether a reason has a word that may be a name and stands in one of the texts."""
    said = set(names_in([reason], lang))
    return any(said.intersection(folded(text)) for text in texts)


def names_in(phrases: Sequence[str], lang: str) -> list[str]:
    """Give the folded words of phrases that may be a person's name."""
    sheets = [lay_out(phrase, lang) for phrase in phrases]
    named = [
        word.folded for sheet in sheets for word, kind in zip(sheet.words, sheet.kinds, strict=True) if kind is Is.NAME
    ]
    return [name for name in named if len(name) >= _SHORT]


def _spans(plain: str, phrase: str) -> list[tuple[int, int]]:
    words = fold(phrase).split()
    if not words:
        return []
    together = r"\s+".join(map(re.escape, words))
    return [found.span() for found in re.finditer(rf"(?<!\w){together}(?!\w)", plain)]
