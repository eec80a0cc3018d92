"""Every name that is looked for in a text, by what opens it: the gazetteer's, and behind it the long list of cities."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from feeds.reading.geography import cities
from feeds.reading.geography.gazetteer import Name, index, known, named
from feeds.reading.tokens import LONG_FORMS, accented, fold_word
from feeds.reading.vocabulary import TableError

_SURELY_A_TOWN = re.compile(
    r"\w{3,}(?:burg|burgh|borough|brough|ville|bourg|chester|mouth|minster|haven|stead|shire|holm|grad|stan|abad)$"
)

_REMEMBERED = 50_000
_LOOSE = r"[\s'’.!‐‑–—-]{1,3}"  # what may stand between the words of a name


Led = tuple[re.Pattern[str], Name]  # what stands in front of a name's capital, and the name


class Opening(NamedTuple):
    """What a word as written may open: the name that it is alone, and how many words the longer ones have."""

    alone: Name | None
    longer: Mapping[str, tuple[int, ...]]  # by their second word, the most first
    led: Sequence[Led]  # names that open with words in lower case: "île de Montréal"


class Names:
    """Names by their keys, and what a text is searched for first: the words that open one."""

    def __init__(self, listed: Mapping[str, Name], far: Mapping[str, str]) -> None:
        """Take names, and cities that become names when they are met."""
        self._listed, self._far = dict(listed), far
        self._longer: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
        self._led: dict[str, list[Led]] = defaultdict(list)
        self._openings: dict[str, Opening | None] = {}
        for key_ in chain(listed, far):
            self._file(key_, listed.get(key_))

    def _file(self, key_: str, name: Name | None) -> None:
        if name is not None and not name.capitals[0]:
            self._led[name.words[-1]].append((_small_words(name), name))
            return
        first, *rest = key_.split(" ", 2)
        seconds = self._longer[first]
        if rest:
            sizes = {*seconds.get(rest[0], ()), 1 + key_.count(" ")}
            seconds[rest[0]] = tuple(sorted(sizes, reverse=True))

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
        longer, led = self._longer.get(first, {}), self._led.get(first, ())
        if not led and first not in self._longer:
            return None
        name = self.get(first)
        alone = name if name is not None and is_written_so(word, name.written[0], name.capitals[0]) else None
        return Opening(alone, longer, led) if alone or longer or led else None

    def get(self, key_: str) -> Name | None:
        """Give the name of a key."""
        name = self._listed.get(key_)
        if name is None and key_ in self._far:
            name = self._listed[key_] = _of_city(*cities.parts(self._far[key_]))
        return name


def _small_words(name: Name) -> re.Pattern[str]:
    """Make a pattern of the words of a name in front of its last, the only one with a capital."""
    if sum(name.capitals) > name.capitals[-1]:
        raise TableError(f"places.toml: {' '.join(name.written)}: a capital in front of the last word")
    words = (rf"(?:{word}|{written})" for word, written in zip(name.words[:-1], name.written[:-1], strict=True))
    return re.compile(rf"(?<!\w){_LOOSE.join(words)}{_LOOSE}\Z", re.IGNORECASE)


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
