"""The shapes of ``tables/verbs.toml`` and ``tables/youth.toml`` as regular expressions."""

import re
from functools import cache

from feeds.reading import vocabulary
from feeds.reading.passage import NUMBER

_SLOT = re.compile(r"(?<!\?P)<(\w+)>")


@cache
def shape(name: str, table: str = "verbs") -> re.Pattern[str]:
    """Give a shape with the words of each list in place of its name."""
    written = vocabulary.section(f"tables/{table}.toml", "shapes")[name]
    words = vocabulary.section(f"tables/{table}.toml", "words")
    joined = "".join(line for line in written.split("\n") if line)
    return re.compile(_SLOT.sub(lambda m: f"{NUMBER}+" if m[1] == "number" else any_word(words[m[1]]), joined))


@cache
def listed(name: str) -> frozenset[str]:
    """Give a list of words of the same table."""
    return frozenset(vocabulary.section("tables/verbs.toml", "words")[name])


def any_word(words: list[str]) -> str:
    """Join words into one group, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"
