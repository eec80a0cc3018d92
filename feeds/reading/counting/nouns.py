"""The words by which persons are counted, from ``tables/people.toml``, and the tokens of a sentence."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from feeds.reading import vocabulary
from feeds.reading.passage import AGE, NUMBER

_NAME = "tables/people.toml"
_TOKEN = re.compile(
    rf"(?P<w>(?:[cdjlmnst]|qu)'|\w[\w'-]*)|(?P<n>{NUMBER}+)|(?P<a>{AGE}+)|(?P<p>[,:;()\"«»&]|(?<= )-(?= ))"
)
_MANY = ("men", "people", "children", "thieves", "wives")
VERB = "|"  # in place of a verb, among the tokens


class Token(NamedTuple):
    """A word, a marked number ("n") or age ("a"), or a sign ("p") of a folded text."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of one language."""

    nouns: frozenset[str]
    stems: tuple[str, ...]
    groups: Mapping[str, int]
    one: frozenset[str]
    many: frozenset[str]
    both: frozenset[str]
    nested: frozenset[str]
    oblique: frozenset[str]
    stops: frozenset[str]
    things: frozenset[str]
    none: frozenset[str]
    singular: frozenset[str]
    openers: frozenset[str]  # the articles and what stands for one


@cache
def words_of(lang: str) -> Words:
    """Load the lists of a language; what is counted but no person stops the search for one."""
    table = vocabulary.section(_NAME, lang)
    nouns = table.pop("nouns")
    stems = tuple(n[:-1] for n in nouns if n.endswith("*"))
    groups = vocabulary.section(_NAME, "groups")
    rest = {name: frozenset(words) for name, words in table.items()}
    rest["stops"] |= rest["things"]
    rest["openers"] = rest["one"] | rest["many"] | rest["both"]
    return Words(nouns=frozenset(nouns), stems=stems, groups=groups, **rest)


@cache
def how_many(lang: str, word: str) -> int | None:
    """Say what a noun stands for: 1, a group's number, 0 for a plural; None where it is no person."""
    words = words_of(lang)
    bare = word.removeprefix("ex-").removeprefix("co-")
    if bare in words.groups:
        return words.groups[bare]
    if bare in words.singular or bare == "year-old":
        return 1
    if bare in words.nouns:
        return 0 if bare.endswith(_MANY) else 1
    if bare.endswith("year-olds") or (bare[-1:] in "sx" and bare[:-1] in words.nouns):
        return 0
    return (0 if bare.endswith("s") else 1) if bare.startswith(words.stems) else None


def is_thing(named: str, lang: str) -> bool:
    """Say whether one of these words is never what persons are counted by ("counts", "kilos")."""
    return not words_of(lang).things.isdisjoint(re.findall(r"[a-z'-]+", named))


def tokens(marked: str, start: int, end: int) -> list[Token]:
    """Cut a stretch of a marked text into its tokens."""
    new = tuple.__new__  # twice as fast as calling the class, and there are many
    return [new(Token, (m.lastgroup, m[0], m.start(), m.end())) for m in _TOKEN.finditer(marked, start, end)]


def parted(cut: Sequence[Token], verbs: Container[int]) -> list[Token]:
    """Make a sign of each verb, so that no noun is looked for behind it."""
    cut = list(cut)
    for at in [at for at, token in enumerate(cut) if token[2] in verbs]:
        cut[at] = Token("p", VERB, cut[at].start, cut[at].end)
    return cut


def is_detail(token: Token, text: str) -> bool:
    """Say whether a word only says more of the person before it: an age, a town, "présumés"."""
    known = any(token.text in shared(name) for name in ("and", "apposed", "detail"))
    return known or token.kind in "an" or text[token.start].isupper()


def is_folk(noun: str) -> bool:
    """Say whether a noun says whether one is a man or a woman, a child or not, and no trade; in the plural too."""
    return noun in shared("folk") or noun.removesuffix("s") in shared("folk")


@cache
def is_demonym(word: str) -> bool:
    """Say whether a word with a capital, behind a number, names people after where they are from."""
    return len(word) > len("ains") and word.endswith(tuple(shared("demonyms")))


@cache
def shared(name: str) -> frozenset[str]:
    """Give a list of words of both languages."""
    return frozenset(vocabulary.section(_NAME, "shared")[name])
