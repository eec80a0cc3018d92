"""The words in front of a stretch of a text and behind it: each is looked for only when it is asked for."""

import re
from collections.abc import Iterator

from feeds.reading.tokens import MARKS, fold_word

SPACES = (" ", "\u00a0")
HYPHENS = ("-", "‑")
SIGNS = (*HYPHENS, "'", "’")
_WORDS = re.compile(rf"([\w{MARKS}]+)([^\w{MARKS}]*)")
_WORD = re.compile(rf"[^\W_][\w{MARKS}]*")
_WORD_BEHIND = re.compile(rf"[^\w{MARKS}]{{0,3}}([^\W_][\w{MARKS}]*)")
_CAPITAL = re.compile(rf"[^\W_a-zß-öø-ÿ](?<![^\W_].)[^\W_{MARKS}]*(?:[{MARKS}]+[^\W_]*)*")
_UNSEEN = frozenset(map(chr, (*range(0x300, 0x370), 0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF)))
LONGEST_LEAD = 3
_REACH, _MOST = 48, 4


Word = tuple[int, int, str]  # where a word begins and ends, and the word as written; there are many: no class


def capitals(text: str) -> list[Word]:
    """Give the words that are not in lower case: with a capital or a digit in front, or of a script that has no capitals."""
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


def word_after(text: str, end: int) -> str:
    """Give the word that begins one character behind, as written; nothing where none does."""
    found = _WORD.match(text, end + 1)
    return found[0] if found else ""


def word_behind(text: str, end: int) -> re.Match[str] | None:
    """Find the next word behind a stretch, where three signs at most part them."""
    return _WORD_BEHIND.match(text, end)


InFront = tuple[str, str, str]  # a word in front, folded; what stands behind it; the word as written


def in_front(text: str, start: int) -> list[InFront]:
    """Give the four words in front at most, the nearest first."""
    reach = max(0, start - _REACH)
    found = _WORDS.findall(text, reach, start)
    if reach and found:
        del found[0]  # it may have been cut
    return [(fold_word(word), gap, word) for word, gap in found[: -_MOST - 1 : -1]]


def leads(front: list[InFront]) -> Iterator[str]:
    """Give the one, two and three words in front, where only spaces and apostrophes part them."""
    lead = ""
    for word, gap, _ in front[:LONGEST_LEAD]:
        if gap.strip("'’ \u00a0"):
            return
        lead = f"{word} {lead}" if lead else word
        yield lead
