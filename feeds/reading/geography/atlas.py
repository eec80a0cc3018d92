"""Every name that is looked for in a text, by what opens it: the gazetteer's, and behind it the long list of cities."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import chain

from feeds.reading.geography import cities
from feeds.reading.geography.gazetteer import Name, index, known, named
from feeds.reading.tokens import Words

_SURELY_A_TOWN = re.compile(
    r"\w{3,}(?:burg|burgh|borough|brough|ville|bourg|chester|mouth|minster|haven|stead|shire|holm|grad|stan|abad)$"
)


class Names:
    """Names by their keys, and what a text is searched for first: the words that open one."""

    def __init__(self, listed: Mapping[str, Name], far: Mapping[str, str]) -> None:
        """Take names, and cities that become names when they are met."""
        self._listed, self._far = dict(listed), far
        sizes: dict[str, set[int]] = defaultdict(set)
        self._pairs: set[str] = set()  # the first two words of the longer names
        for key_ in chain(listed, far):
            first, *rest = key_.split(" ", 2)
            sizes[first].add(1 + key_.count(" "))
            if rest:
                self._pairs.add(f"{first} {rest[0]}")
        self.sizes = {first: tuple(sorted(those, reverse=True)) for first, those in sizes.items()}
        small = [n for n in listed.values() if not n.capitals[0]]
        small_words = {word for n in small for word in (n.written[0], n.words[0])}
        self._small = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(small_words)) or '(?!)'})(?!\w)")

    def opening(self, text: str, words: Words) -> list[int]:
        """Say which words may open a name: those with a capital, and "île" and its like."""
        if self._small.search(text) is None:
            return words.capitals
        small = {m.start() for m in self._small.finditer(text)}
        return [at for at, (start, _) in enumerate(words.spans) if start in small or not text[start].islower()]

    def longest_first(self, first: str, second: str) -> tuple[int, ...]:
        """Say how many words a name can have that opens with two words."""
        sizes = self.sizes.get(first, ())
        return sizes if f"{first} {second}" in self._pairs else sizes[-1:] if sizes[-1:] == (1,) else ()

    def get(self, key_: str) -> Name | None:
        """Give the name of a key."""
        name = self._listed.get(key_)
        if name is None and key_ in self._far:
            name = self._listed[key_] = _of_city(*cities.parts(self._far[key_]))
        return name


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
