"""Every name that is looked for in a text, by what opens it: the gazetteer's, and behind it the long list of cities."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import chain

from feeds.reading import cities
from feeds.reading.gazetteer import Name, index, known, named

_SURELY_A_TOWN = re.compile(
    r"\w{3,}(?:burg|burgh|borough|brough|ville|bourg|chester|mouth|minster|haven|stead|shire|holm|grad|stan|abad)$"
)


class Names:
    """Names by their keys, and what a text is searched for first: the words that open one."""

    def __init__(self, listed: Mapping[str, Name], far: Mapping[str, str]) -> None:
        """Take names, and cities that become names when they are met."""
        self._listed, self._far = dict(listed), far
        sizes: dict[str, set[int]] = defaultdict(set)
        for key_ in chain(listed, far):
            first, *rest = key_.split(" ")
            sizes[first].add(1 + len(rest))
        self.sizes = {first: tuple(sorted(those, reverse=True)) for first, those in sizes.items()}
        small = [n for n in listed.values() if not n.capitals[0]]
        self.small_words = frozenset(word for n in small for word in (n.written[0], n.words[0]))

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
