"""Who pays, named the same way in both languages and whoever says it. Pure.

A key is ``federal:CA``, ``provincial:CA-QC``, ``municipal:montreal``, or ``body:`` and a folded name.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from feeds.model import Fact, Kind, Level, Publisher
from feeds.reading.geography.gazetteer import region_names, region_rows
from feeds.reading.passage import fold, fold_text
from feeds.stories.model import Telling

LEVELS = (Level.FEDERAL, Level.PROVINCIAL, Level.MUNICIPAL)
NATIONAL = frozenset({"canada", "ottawa", "federal", "feds", "gouvernement federal", "federal government"}) | {
    "gouvernement du canada", "government of canada", "gouvernement canadien", "canadian government",
}  # fmt: skip
STATED = re.compile(r"\b(?:federal|provincial)e?s?\b")
WORD = re.compile(r"\w+")
TOWN = re.compile(r"\b(?:ville|city|town|mrc|municipalite|municipality|village) (?:de|du|des|d'|of) ?(?:la |le |l')?$")
GENERIC = re.compile(
    r"^(?:(?:le|la|les|l|the|our|notre|du|de)\b\W*)*"
    r"(?:gouvernements?|governments?|ministres?|ministers?|ministeres?|ministry|departments?|provinces?|etat|state"
    r"|premier(?:e)? ministre|prime minister|premier|mairesse|maire|mayor|ville|city|cabinet|conseil|council)\b"
)


def payers_of(telling: Telling) -> dict[str, Fact]:
    """Give the payers that a telling names, by key, each with the fact that names it first.

    Where a government pays, another body beside it is more often who is paid, or the name of a fund.
    """
    found: dict[str, Fact] = {}
    for fact in telling.facts:
        if fact.kind == "payer" and not within(fact, telling, "programme"):
            for key in keys_of(fact, telling):
                found.setdefault(key, fact)
    governments = {key: fact for key, fact in found.items() if not key.startswith("body:")}
    return governments or found


def keys_of(fact: Fact, telling: Telling) -> Iterator[str]:
    """Give the keys of a payer as written: several where a text names several governments at once."""
    levels = [other for other in within(fact, telling, "level") if other.value in LEVELS]
    if fold(str(fact.value)).strip() in NATIONAL:
        yield from government(Level.FEDERAL, fact, telling)
    elif is_own(fact, telling):
        if telling.publisher.kind is not Kind.NEWS:
            yield publisher_key(telling.publisher)
    elif levels:
        for level in dict.fromkeys(str(level.value) for level in levels):
            yield from government(level, fact, telling)
    elif not GENERIC.match(fold(str(fact.value))):
        yield f"body:{bare(str(fact.value))}"
    elif regions := regions_in(fact, telling):
        yield from government(Level.PROVINCIAL if "-" in regions[0] else Level.FEDERAL, fact, telling)


def is_own(fact: Fact, telling: Telling) -> bool:
    """Tell whether words name a government only by its office: the speaker's own, or one named before."""
    words = fold(str(fact.value))
    return GENERIC.match(words) is not None and not STATED.search(words) and not regions_in(fact, telling)


def mentioned(telling: Telling) -> Iterator[tuple[str, Fact]]:
    """Give every mention of one payer, and of one government that may be one, with its key."""
    for fact in telling.facts:
        if fact.kind == "payer":
            keys = set(keys_of(fact, telling))
        elif fact.kind == "level" and fact.value in LEVELS:
            keys = set(government(str(fact.value), fact, telling))
        elif fact.kind == "place" and TOWN.search(
            fold_text(telling.title if fact.field == "title" else telling.summary)[: fact.start]
        ):
            keys = {f"municipal:{bare(str(fact.value))}"}
        else:
            continue
        if len(keys) == 1:
            yield keys.pop(), fact


def government(level: str, fact: Fact, telling: Telling) -> Iterator[str]:
    """Name the government of a level that a payer's words, or else its publisher, place."""
    regions = regions_in(fact, telling)
    is_speaking = telling.publisher.kind is not Kind.NEWS and telling.publisher.level == level
    if level == Level.FEDERAL:
        named = next((region.partition("-")[0] for region in regions), None) or country_named(fact.text)
        yield f"federal:{named or country_paying(telling) or country_of(telling.publisher)}"
    elif level == Level.PROVINCIAL:
        province = next((province_of(region) for region in regions if "-" in region), None)
        own = (
            province_of(telling.publisher.region or "")
            if is_speaking or "-" in (telling.publisher.region or "")
            else ""
        )
        if province or own:
            yield f"provincial:{province or own}"
    else:
        place = next((bare(str(other.value)) for other in within(fact, telling, "place")), None)
        if place:
            yield f"municipal:{place}"
        elif is_speaking:
            yield publisher_key(telling.publisher)


def regions_in(fact: Fact, telling: Telling) -> list[str]:
    """Give the regions that a payer's words name: of the places read there, else of places that they repeat."""
    if here := [other.region for other in within(fact, telling, "place") if other.region]:
        return here
    words = f" {bare(fact.text)} "
    places = (other for other in telling.facts if other.kind == "place" and other.region)
    repeated = [str(other.region) for other in places if f" {bare(str(other.value))} " in words]
    return repeated or list(provinces_in(words))


@lru_cache(maxsize=4096)
def provinces_in(words: str) -> tuple[str, ...]:
    """Give the provinces that words name; the words of payers return."""
    return tuple(code for code, names in provinces().items() if any(f" {name} " in words for name in names))


@cache
def provinces() -> dict[str, frozenset[str]]:
    """Give the names of each province, bare, by its code."""
    return {code: frozenset(map(bare, region_names(code))) for code in region_rows() if code.count("-") == 1}


def within(fact: Fact, telling: Telling, kind: str) -> list[Fact]:
    """Give the facts of a kind that stand in a fact's own words."""
    return [
        other
        for other in telling.facts
        if other.kind == kind and other.field == fact.field and other.start < fact.end and fact.start < other.end
    ]


def publisher_key(publisher: Publisher) -> str:
    """Name a publisher as the payer of what it announces."""
    if publisher.level is Level.FEDERAL:
        return f"federal:{country_of(publisher)}"
    if publisher.level is Level.PROVINCIAL and publisher.region:
        return f"provincial:{province_of(publisher.region)}"
    return f"{publisher.level}:{bare(publisher.name['fr'])}"


def province_of(region: str) -> str:
    """Give the province of a region: CA-QC of CA-QC-16."""
    return "-".join(region.split("-")[:2])


def country_of(publisher: Publisher) -> str:
    """Give the country that a publisher speaks in."""
    return (publisher.region or "").partition("-")[0] or "CA"


def country_named(words: str) -> str | None:
    """Give the country whose government some words name: the Home Office is never Canada's, whoever reports."""
    return next((country for country, pattern in country_words() if pattern.search(fold(words))), None)


def country_paying(telling: Telling) -> str | None:
    """Give the country in whose currency all sums of a telling are, where one country alone pays in it."""
    currencies = {fact.currency for fact in telling.facts if fact.kind == "amount" and fact.currency}
    return countries()["currencies"].get(currencies.pop()) if len(currencies) == 1 else None


@cache
def country_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Load the words by which countries are named, one expression a country."""
    return tuple(
        (country, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"))
        for country, words in countries()["words"].items()
    )


@cache
def countries() -> dict[str, Any]:
    """Load the table."""
    return tomllib.loads(files("feeds.stories").joinpath("countries.toml").read_text(encoding="utf-8"))


def bare(name: str) -> str:
    """Reduce a name to its words, without articles and kinds of place."""
    words = WORD.findall(fold(name))
    return " ".join(word for word in words if word not in SMALL) or fold(name)


ARTICLES = ("le", "la", "les", "l", "de", "du", "des", "d", "the", "of", "and", "et", "a", "au", "aux")
PLACES = ("ville", "city", "municipalite", "municipality", "mrc", "town", "agglomeration")
SMALL = frozenset(ARTICLES + PLACES)


def is_meant(key: str | None, words: str) -> bool:
    """Tell whether somebody who asks for a payer by these words means the one of a key, in either language."""
    head, _, name = (key or "").partition(":")
    asked = bare(words)
    if head in (Level.FEDERAL, Level.PROVINCIAL):
        national = NATIONAL if name == "CA" else {head}
        return asked in {bare(known) for known in (*region_names(name), *national)} or fold(words) == fold(name)
    return f" {asked} " in f" {name or head} "


def level_of(key: str | None) -> str | None:
    """Give the level that a key says; None for a body, whose level the key does not tell."""
    head = (key or "").partition(":")[0]
    return head if head in LEVELS else None
