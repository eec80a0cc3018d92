"""A text word by word: what each capitalised word is, so that what is left may be a person's name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from feeds.reading.tokens import Token
from feeds.reading.withholding.lexicon import listed

_SPACES = re.compile(r"[ \t\u00a0\u202f\u2009]+")
JOINS = re.compile(r"[ \t\u00a0\u202f\u2009]*[-‑–'’]?[ \t\u00a0\u202f\u2009]*")
_QUOTED = re.compile(r" ?[\"“”«»‘’'(][ \u00a0]?|[\"“”«»‘’')][ \u00a0]?")


WordKind = Literal["lower", "role", "known", "plain", "name"]


class Is:
    """What a word is, as far as names go. No enumeration: to name a member of one takes a call, and all words ask."""

    LOWER: Final = "lower"
    ROLE: Final = "role"
    KNOWN: Final = "known"
    PLAIN: Final = "plain"
    NAME: Final = "name"


@dataclass(slots=True, eq=False)
class Sheet:
    """The words of a text with what each is, whether it opens a sentence, and whether it stands in a headline."""

    text: str
    folded: str
    words: Sequence[Token]
    kinds: list[WordKind]
    opens: Sequence[bool]
    in_headline: Sequence[bool]
    gaps: Sequence[str]  # what stands in front of each word
    capitals: Sequence[int]  # the words with a capital
    triggers: Mapping[str, Sequence[int]]  # the words that set a rule off
    relatives: set[int] = field(default_factory=set)  # the words that are somebody's by a family word

    def gap(self, at: int) -> str:
        """Give what stands between a word and the next."""
        return self.gaps[at + 1]

    def joins(self, at: int) -> bool:
        """Say whether nothing parts a word and the next but a space, a hyphen, an apostrophe or an initial's point."""
        gap, left = self.gap(at), self.words[at]
        if gap == " ":
            return True
        if gap.startswith(".") and (len(left.text) <= 2 or left.folded in listed("honorifics")):
            gap = gap[1:]
        return bool(JOINS.fullmatch(gap)) or (self.kinds[at] is Is.NAME and bool(_QUOTED.fullmatch(gap)))

    def is_beside(self, at: int) -> bool:
        """Say whether only a space or a hyphen parts a word from the next."""
        gap = self.gap(at)
        return gap in (" ", "-", "‑") or bool(_SPACES.fullmatch(gap))

    def is_name(self, at: int) -> bool:
        """Say whether there is such a word and it may be a person's name."""
        return 0 <= at < len(self.words) and self.kinds[at] is Is.NAME
