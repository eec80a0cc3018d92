"""The words of a text: where each stands, how it folds, and whether it is written as a name is."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from feeds.reading.passage import fold

_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+[^\W_]*)*")
MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"  # what may stand inside a word unseen, for a regular expression
LONG_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "mt": "mont"}
_MARKS = re.compile(r"[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff-]+")


class Token(NamedTuple):
    """A word: letters and digits with their marks. Apostrophes, hyphens and points part words."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def is_capital(self) -> bool:
        """Say whether it opens with a capital, or is of a script that has none."""
        first = self.text[0]
        return not first.islower() and first.isalpha()

    @property
    def is_all_capital(self) -> bool:
        """Say whether it is a word of two letters or more, all of them capitals."""
        return len(self.text) > 1 and self.text.isupper()


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Fold one word, remembered."""
    return word.lower() if word.isascii() else _bare(fold(word))


def tokens(text: str) -> list[Token]:
    """Cut a text into its words, in order."""
    return [Token(*m.span(), m[0], fold_word(m[0])) for m in _WORD.finditer(text)]


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
