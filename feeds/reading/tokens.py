"""The words of a text: where each stands, how it folds, and whether it is written as a name is."""

import re
import unicodedata
from collections.abc import Callable
from itertools import accumulate, repeat
from typing import NamedTuple, TypeVar

from feeds.reading.passage import fold

_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+[^\W_]*)*")
_PIECES = re.compile(f"({_WORD.pattern})")
_USUAL_PIECES = re.compile(r"(\w+)")  # the same in a text that has nothing unusual, at half the cost
MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"  # what may stand inside a word unseen, for a regular expression
_REMEMBERED = 50_000
LONG_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "mt": "mont"}
_MARKS = re.compile(f"[{MARKS}-]+")
_UNUSUAL = re.compile(f"[_{MARKS}]")
Found = TypeVar("Found")


class Token(NamedTuple):
    """A word: letters and digits with their marks. Apostrophes, hyphens and points part words."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def is_capital(self) -> bool:
        """Say whether it opens with a capital, or is of a script that has none."""
        return is_capital(self.text)

    @property
    def is_all_capital(self) -> bool:
        """Say whether it is a word of two letters or more, all of them capitals."""
        return len(self.text) > 1 and self.text.isupper()


def is_capital(written: str) -> bool:
    """Say whether a word opens with a capital, or is of a script that has none."""
    first = written[0]
    return not first.islower() and first.isalpha()


class Remembered(dict[str, Found]):
    """What is found of words, remembered: every word of a text is looked up, and a table is cheaper than a call."""

    def __init__(self, find: Callable[[str], Found]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> Found:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = found = self._find(word)
        return found


def _folded(word: str) -> str:
    return word.lower() if word.isascii() else _bare(fold(word))


fold_word: Callable[[str], str] = Remembered(_folded).__getitem__  # folds one word


def tokens(text: str) -> list[Token]:
    """Cut a text into its words, in order."""
    return cut(text)[0]


def cut(text: str) -> tuple[list[Token], list[str]]:
    """Cut a text into its words, in order, and what stands in front of each."""
    pieces = (_PIECES if _UNUSUAL.search(text) else _USUAL_PIECES).split(text)
    ends = list(accumulate(map(len, pieces)))
    written = pieces[1::2]
    words = zip(ends[:-1:2], ends[1::2], written, map(fold_word, written), strict=True)
    return list(map(tuple.__new__, repeat(Token), words)), pieces[:-1:2]  # `tuple.__new__` spares a call a word


def folded(text: str) -> list[str]:
    """Give the folded words of a text."""
    return [token.folded for token in tokens(text)]


def words(name: str) -> list[str]:
    """Give the folded words of a name, "St" written out."""
    return [LONG_FORMS.get(word, word) for word in folded(name)]


def accented(word: str) -> str:
    """Give a word in lower case with its accents composed, to compare what was written."""
    return word.lower() if word.isascii() else unicodedata.normalize("NFC", _invisible(word)).lower()


def _bare(plain: str) -> str:
    return plain if plain.isascii() and "-" not in plain else _MARKS.sub("", plain)


def _invisible(word: str) -> str:
    return re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", word)
