"""Which words set a rule off: most of a text's set off none, and no rule looks at these.

A rule looks first for a word of its lists (a site, a make, the first word of a phrase). Where no such word stands it
finds nothing, so it is asked only about the words that are filed here under its name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from feeds.reading.tokens import Remembered, Token, fold_word, is_capital
from feeds.reading.withholding.lexicon import first_words, listed

_FIRST_WORDS = ("intimate", "harmed", "young", "attending")  # lists of phrases


class Traits(NamedTuple):
    """What is known of the words of a text one by one."""

    are_capital: Sequence[bool]
    capitals: Sequence[int]  # where the words with a capital stand
    triggers: Mapping[str, Sequence[int]]  # for each rule, where the words stand that set it off


def traits_of(words: Iterable[Token]) -> Traits:
    """Look each word up."""
    known = [_TRAITS[word.text] for word in words]
    are_capital, capitals = [False] * len(known), []
    found: dict[str, list[int]] = defaultdict(list)
    for at, trait in enumerate(known):
        if trait is None:
            continue
        if trait.is_capital:
            are_capital[at] = True
            capitals.append(at)
        for rule in trait.rules:
            found[rule].append(at)
    return Traits(are_capital, capitals, found)


class _Trait(NamedTuple):
    is_capital: bool
    rules: Sequence[str]


def _trait(written: str) -> _Trait | None:
    """Say what is known of a word as written; None where it is like most others."""
    trait = _Trait(is_capital(written), set_off_by(fold_word(written)))
    return trait if any(trait) else None


_TRAITS = Remembered(_trait)


def set_off_by(word: str) -> Sequence[str]:
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
        "families together": frozenset(("les",)),
        **{name: listed(name) for name in ("households", "relatives", "somebody")},
        **{name: first_words(name) for name in _FIRST_WORDS},
    }
