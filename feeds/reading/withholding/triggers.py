"""Which words set a rule off: most of a text's set off none, and no rule looks at these.

A rule looks first for a word of its lists (a site, a make, the first word of a phrase). Where no such word stands it
finds nothing, so it is asked only about the words that are filed here under its name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from feeds.reading.withholding.lexicon import first_words, listed

_FIRST_WORDS = ("intimate", "harmed", "young", "attending")  # lists of phrases


def triggers(words: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """Give for each rule where the words stand that set it off."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, rules in enumerate(map(set_off_by, words)):
        for rule in rules:
            found[rule].append(at)
    return found


@lru_cache(maxsize=50_000)
def set_off_by(word: str) -> tuple[str, ...]:
    """Say which rules a folded word sets off."""
    found = tuple(rule for rule, filed in _filed().items() if word in filed)
    is_work = "œ" in word and word.replace("œ", "oe") in listed("works")
    return (*found, "bearing") if is_work and "bearing" not in found else found


@cache
def _filed() -> dict[str, frozenset[str]]:
    sites = listed("sites")
    return {
        "organisations": listed("heads") | listed("tails"),
        "bearing": sites
        | {f"{site}s" for site in sites}
        | listed("sites_behind")
        | listed("sites_or_names")
        | listed("works"),
        "makes": listed("makes"),
        "brands": first_words("brands"),
        "operations": listed("operations"),
        "titles": listed("titles"),
        "leading to a name": listed("honorifics") | listed("concerned"),
        **{name: first_words(name) for name in _FIRST_WORDS},
    }
