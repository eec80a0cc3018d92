"""The words of a text: where each stands, how it folds, and whether it is written as a name is."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, overload

from feeds.reading.passage import fold

_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+[^\W_]*)*")
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


class Words(Sequence[Token]):
    """The words of a text, each folded only when it is asked for; ``capitals`` says which are not in lower case."""

    def __init__(self, text: str) -> None:
        """Find where the words stand."""
        self._text = text
        self._tokens: dict[int, Token] = {}
        self.spans = [m.span() for m in _WORD.finditer(text)]
        self.capitals = [at for at, (start, _) in enumerate(self.spans) if not text[start].islower()]

    def __len__(self) -> int:
        """Count the words."""
        return len(self.spans)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        """Give a word, or several."""
        if isinstance(at, slice):
            return [self.token(each) for each in range(*at.indices(len(self.spans)))]
        return self.token(at)

    def token(self, at: int) -> Token:
        """Give a word, made once."""
        made = self._tokens.get(at)
        if made is None:
            start, end = self.spans[at]
            word = self._text[start:end]
            made = self._tokens[at] = Token(start, end, word, fold_word(word))
        return made


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Fold one word, remembered."""
    return word.lower() if word.isascii() else _bare(fold(word))


def tokens(text: str) -> list[Token]:
    """Cut a text into its words, in order."""
    plain = fold(text)
    return [Token(*m.span(), m[0], _bare(plain[m.start() : m.end()])) for m in _WORD.finditer(text)]


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
