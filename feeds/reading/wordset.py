"""The words that a text holds, for cheap tests of what cannot be in it."""

import re
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=16)
def words_in(plain: str) -> frozenset[str]:
    """Give every word of a folded text once; remembered for the texts that were asked for last."""
    return frozenset(_WORD.findall(plain))


def places(plain: str, word: str) -> Iterator[int]:
    """Say where a string stands in a text, inside words too."""
    at = plain.find(word)
    while at >= 0:
        yield at
        at = plain.find(word, at + len(word))
