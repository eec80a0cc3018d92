"""The words in front of a stretch of a text and behind it: each is looked for only when it is asked for."""

import re
from collections.abc import Sequence
from functools import lru_cache

from feeds.reading.tokens import MARKS, fold_word

SPACES = (" ", "\u00a0")
HYPHENS = ("-", "‑")
SIGNS = (*HYPHENS, "'", "’")
_WORD = re.compile(rf"[^\W_][\w{MARKS}]*")
_WORD_BEHIND = re.compile(rf"[^\w{MARKS}]{{0,3}}([^\W_][\w{MARKS}]*)")
# Letters beyond Latin-1 are taken whatever their case, for speed, and those in lower case dropped afterwards.
_CAPITAL = re.compile(
    rf"[0-9A-ZÀ-ÖØ-Þ\u0100-\u02ff\u0370-\u1fff\u2c00-\u2fef\u3040-\U0010ffff](?<=[^\W_])(?<![^\W_].)[^\W_]*"
    rf"(?:[{MARKS}]+[^\W_]*)*"
)
_UNSEEN = frozenset(map(chr, (*range(0x300, 0x370), 0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF)))
_PARTED = frozenset((*SPACES, "'", "’"))
LONGEST_LEAD, _LONGEST_WORD = 3, 20


Word = tuple[int, int, str]  # where a word begins and ends, and the word as written; there are many: no class


@lru_cache(maxsize=4)  # of a title and a summary, which are read for their places and laid out
def capitals(text: str) -> Sequence[Word]:
    """Give the words that open with a capital or a digit, or are of a script that has no capitals."""
    found = [(m.start(), m.end(), m[0]) for m in _CAPITAL.finditer(text)]
    return found if text.isascii() else [word for word in found if not word[2][0].islower()]


def words_of(stretch: str) -> list[str]:
    """Give the folded words of a stretch."""
    return [fold_word(word) for word in _WORD.findall(stretch)]


def word_before(text: str, start: int) -> str:
    """Give the word that ends one character in front, as written; nothing where none does."""
    at = last = start - 1
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] in _UNSEEN):
        at -= 1
    return text[at:last] if last > 0 else ""


def lead_word(text: str, start: int) -> str:
    """Give the short word that only a space or an apostrophe parts from a name, as written."""
    if start < 2 or text[start - 1] not in _PARTED or not (text[start - 2].isalnum() or text[start - 2] in _UNSEEN):
        return ""
    word = text[start - _LONGEST_WORD if start > _LONGEST_WORD else 0 : start - 1].rpartition(" ")[2]
    return word if word.isalpha() else word_before(text, start)


def word_after(text: str, end: int) -> str:
    """Give the word that only a space parts from a name, as written; nothing where none does."""
    return word_at(text, end + 1) if text[end : end + 1] in SPACES else ""


def word_at(text: str, start: int) -> str:
    """Give the word that begins at a place, as written; nothing where none does."""
    found = _WORD.match(text, start)
    return found[0] if found else ""


def word_behind(text: str, end: int) -> re.Match[str] | None:
    """Find the next word behind a stretch, where three signs at most part them."""
    return _WORD_BEHIND.match(text, end)


def leads(text: str, start: int) -> list[str]:
    """Give the one, two and three words in front, folded, where only spaces and apostrophes part them."""
    found: list[str] = []
    while len(found) < LONGEST_LEAD and (word := lead_word(text, start)):
        found.append(f"{fold_word(word)} {found[-1]}" if found else fold_word(word))
        start -= len(word) + 1
    return found
