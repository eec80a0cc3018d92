"""The shapes of ``tables/verbs.toml`` as regular expressions: how a verb stands in its sentence."""

import re
from functools import cache

from feeds.reading import vocabulary
from feeds.reading.passage import NUMBER

_NAME = "tables/verbs.toml"
_SLOT = re.compile(r"(?<!\?P)<(\w+)>")


@cache
def shape(name: str) -> re.Pattern[str]:
    """Give a shape with the words of each list in place of its name."""
    written = vocabulary.section(_NAME, "shapes")[name]
    words = vocabulary.section(_NAME, "words")
    joined = "".join(line for line in written.split("\n") if line)
    return re.compile(_SLOT.sub(lambda m: f"{NUMBER}+" if m[1] == "number" else any_word(words[m[1]]), joined))


def any_word(words: list[str]) -> str:
    """Join words into one group, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"
