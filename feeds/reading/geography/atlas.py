"""Every name that is looked for in a text, by what opens it: the gazetteer's, and behind it the long list of cities."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple

from feeds.reading.geography import cities
from feeds.reading.geography.around import Word
from feeds.reading.geography.gazetteer import Name, index, known, named
from feeds.reading.tokens import LONG_FORMS, accented, fold_word

_SURELY_A_TOWN = re.compile(
    r"\w{3,}(?:burg|burgh|borough|brough|ville|bourg|chester|mouth|minster|haven|stead|shire|holm|grad|stan|abad)$"
)

_REMEMBERED = 50_000


class Opening(NamedTuple):
    """What a word as written may open: the name that it is alone, and how many words the longer ones have."""

    alone: Name | None
    longer: Mapping[str, tuple[int, ...]]  # by their second word, the most first


class Names:
    """Names by their keys, and what a text is searched for first: the words that open one."""

    def __init__(self, listed: Mapping[str, Name], far: Mapping[str, str]) -> None:
        """Take names, and cities that become names when they are met."""
        self._listed, self._far = dict(listed), far
        self._longer: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
        self._openings: dict[str, Opening | None] = {}
        for key_ in chain(listed, far):
            first, *rest = key_.split(" ", 2)
            seconds = self._longer[first]
            if rest:
                sizes = {*seconds.get(rest[0], ()), 1 + key_.count(" ")}
                seconds[rest[0]] = tuple(sorted(sizes, reverse=True))
        small = [n for n in listed.values() if not n.capitals[0]]
        self._small = sorted({word for n in small for word in (n.written[0], n.words[0])})

    def small(self, text: str) -> Iterator[Word]:
        """Give the words without a capital that open a name: "île" and its like."""
        for word in self._small:
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                if text[end : end + 1] in (" ", "-") and not (at and text[at - 1].isalnum()):
                    yield at, end, word
                at = text.find(word, end)

    def opening(self, word: str) -> Opening | None:
        """Say what a word as written may open, None where it is nothing; remembered."""
        try:
            return self._openings[word]
        except KeyError:
            if len(self._openings) > _REMEMBERED:
                self._openings.clear()
            found = self._openings[word] = self._open(word)
            return found

    def _open(self, word: str) -> Opening | None:
        first = spelled(word)
        longer = self._longer.get(first)
        if longer is None:
            return None
        name = self.get(first)
        alone = name if name is not None and is_written_so(word, name.written[0], name.capitals[0]) else None
        return Opening(alone, longer) if alone or longer else None

    def get(self, key_: str) -> Name | None:
        """Give the name of a key."""
        name = self._listed.get(key_)
        if name is None and key_ in self._far:
            name = self._listed[key_] = _of_city(*cities.parts(self._far[key_]))
        return name


def spelled(word: str) -> str:
    """Give a word as keys have it."""
    bare = fold_word(word)
    return LONG_FORMS.get(bare, bare)


def is_written_so(word: str, written: str, capital: bool) -> bool:
    """Ask for the capital of a name; an accent may be missing, none may be added or changed."""
    if capital and not word.isdigit() and (word[0].islower() or not word[0].isalpha()):
        return False
    return word.isascii() or accented(word) == written or len(fold_word(word)) < len(written) - 2


def _of_city(city: str, region: str) -> Name:
    """Take a city's name of one word for a place only where the text leads to it: many are a person's or a word."""
    name = named(city)
    name.codes |= {known(region)} if region else set()
    name.is_far, name.is_elsewhere = True, not region
    name.is_doubtful = len(name.words) == 1 and not _SURELY_A_TOWN.search(name.words[0])
    return name


@cache
def names() -> Names:
    """Give the names of our own tables."""
    return Names(index(), {})


@cache
def all_names() -> Names:
    """Give the names of our own tables and the cities of the world; ours win."""
    ours = index()
    return Names(ours, {key_: line for key_, line in cities.lines().items() if key_ not in ours})
