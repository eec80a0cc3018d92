"""The places we know, by the words of their names: municipalities, their parts, regions, countries, cities elsewhere.

Names come from ``tables/municipalities.csv`` (MAMH, Données Québec, CC BY 4.0), ``tables/regions.toml`` and
``tables/places.toml``; each is checked on load. The long list of cities elsewhere is `cities`.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from feeds.reading import vocabulary
from feeds.reading.passage import fold
from feeds.reading.tokens import accented, tokens, words
from feeds.reading.vocabulary import TableError
from feeds.reading.withholding.given import is_given_name

_MUNICIPAL = ["code", "name", "kind", "region", "county", "population"]
_REGION = {"code": str, "fr": str, "en": str, "also": list, "short?": list, "sense?": str, "clears?": bool}
_BOROUGH = {"city?": str, "region?": str, "names": list}
_MANY = {"region?": str, "sense?": str, "clears?": bool, "names": list}
_CODE = re.compile(r"[A-Z]{2}(-[A-Z]{2}(-(0[1-9]|1[0-7]))?)?")
_ARTICLE = re.compile(r"(La |Le |Les |L')?(.*)")
_OF = {"": "de ", "La ": "de la ", "Le ": "du ", "Les ": "des ", "L'": "de l'"}
PUBLIC_POPULATION = 20_000  # below it, an arrest is told by its region
_SURE_SAINT, _FREE_SAINT = 5_000, 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """One of the 1,131 municipalities of Quebec."""

    name: str
    region: str
    county: str
    population: int


@dataclass(slots=True, kw_only=True)
class Name:
    """A name as the words that have to stand in a text, and the places that bear it."""

    words: tuple[str, ...]  # folded
    written: tuple[str, ...]  # with accents, lower case
    capitals: tuple[bool, ...]
    codes: set[str] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)  # the municipalities meant, by their full names
    is_wide: bool = False  # it names a region or a country
    is_doubtful: bool = False
    is_elsewhere: bool = False  # borne outside Quebec too
    is_place: bool = True
    is_far: bool = False  # a city of the long list, not of our own tables
    may_clear: bool = True  # a name where it stands is no person's


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Give the municipalities of Quebec."""
    text = files("feeds.reading").joinpath("tables/municipalities.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    if rows.fieldnames != _MUNICIPAL:
        raise TableError(f"municipalities.csv: columns should be {', '.join(_MUNICIPAL)}")
    return tuple(_municipality(row, number) for number, row in enumerate(rows, 1))


def _municipality(row: dict[str, str], number: int) -> Municipality:
    code, people = row["region"], row["population"]
    if not row["name"] or not _CODE.fullmatch(code) or not code.startswith("CA-QC-") or not people.isdigit():
        raise TableError(f"municipalities.csv: row {number}: {row['name']!r}, {code!r}, {people!r}")
    return Municipality(name=row["name"], region=code, county=row["county"], population=int(people))


@cache
def region_rows() -> dict[str, dict[str, Any]]:
    """Give the regions by code."""
    found: dict[str, dict[str, Any]] = {}
    for row in vocabulary.rows("tables/regions.toml", "region", _REGION):
        if not _CODE.fullmatch(row["code"]) or row["code"] in found:
            raise TableError(f"regions.toml: {row['code']} is no code, or stands twice")
        found[row["code"]] = row
    return found


@cache
def region_names(code: str) -> frozenset[str]:
    """Give the names of a region in both languages, folded; none of a code that stands for nothing."""
    row = region_rows().get(code)
    return frozenset(fold(name) for name in (row["fr"], row["en"], *row["also"])) if row else frozenset()


@cache
def short_forms() -> dict[str, str]:
    """Give the regions by their abbreviations, without points and hyphens, as written."""
    return {re.sub(r"[.-]", "", s): code for code, row in region_rows().items() for s in row.get("short", [])}


@cache
def by_name() -> dict[str, tuple[Municipality, ...]]:
    """Give the municipalities by folded name: some names are shared by two."""
    found: dict[str, list[Municipality]] = defaultdict(list)
    for one in municipalities():
        found[key(one.name)].append(one)
    return {name: tuple(ones) for name, ones in found.items()}


@cache
def public_words() -> frozenset[str]:
    """Give the folded words of the cities' names that an arrest may tell: 20,000 people or more."""
    return frozenset(
        word for one in municipalities() if one.population >= PUBLIC_POPULATION for word in words(one.name)
    )


@cache
def phrases(section: str, key_: str) -> frozenset[str]:
    """Give a list of ``places.toml``, each phrase as its folded words with a space between."""
    listed = vocabulary.section("tables/places.toml", section).get(key_)
    if not isinstance(listed, list):
        raise TableError(f"places.toml: [{section}] {key_} is missing")
    return frozenset(key(phrase) for phrase in listed)


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """Give one spelling for all the ways to write a name."""
    return " ".join(words(name))


@cache
def index() -> dict[str, Name]:
    """Give the names by their keys."""
    names: dict[str, Name] = {}
    for build in (_of_municipalities, _of_counties, _of_boroughs, _of_regions, _of_many, _of_no_places):
        for text, changes in build():
            name = names.setdefault(key(text), named(text))
            if not text.isascii():
                name.written = named(text).written  # "Haiti" and "Haïti" are one name: its accents may be written
            _merge(name, changes)
    _mark_senses(names)
    return names


def named(text: str) -> Name:
    """Make a name of how it is written."""
    written = [token.text for token in tokens(text)]
    capitals = tuple(word[0].isupper() or word[0].isdigit() for word in written)
    return Name(words=tuple(words(text)), written=tuple(accented(w) for w in written), capitals=capitals)


def _merge(name: Name, changes: dict[str, Any]) -> None:
    name.codes |= changes.get("codes", set())
    name.cities |= changes.get("cities", set())
    for flag in ("is_wide", "is_doubtful", "is_elsewhere"):
        setattr(name, flag, getattr(name, flag) or changes.get(flag, False))
    name.is_place = changes.get("is_place", name.is_place)
    name.may_clear = changes.get("may_clear", name.may_clear)


def _of_municipalities() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in municipalities():
        changes: dict[str, Any] = {"codes": {one.region}, "cities": {one.name}}
        first, *rest = words(one.name)
        if first in ("saint", "sainte") and len(rest) == 1:
            changes["is_elsewhere"] = one.population < _SURE_SAINT
            changes["is_doubtful"] = one.population < _FREE_SAINT
        yield one.name, changes
        if one.name.startswith("Les Îles"):
            yield one.name.removeprefix("Les "), changes


def _of_counties() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in dict.fromkeys((one.county, one.region) for one in municipalities() if one.county):
        article, bare = _ARTICLE.findall(one[0])[0]
        changes: dict[str, Any] = {"codes": {one[1]}, "is_doubtful": is_given_name(words(bare)[0])}
        yield f"MRC {_OF[article]}{bare}", changes
        if "-" in bare:
            yield bare, changes


def _of_boroughs() -> Iterator[tuple[str, dict[str, Any]]]:
    for row in vocabulary.rows("tables/places.toml", "borough", _BOROUGH):
        if "city" in row:
            cities = by_name().get(key(row["city"]), ())
            if len(cities) != 1:
                raise TableError(f"places.toml: [[borough]] {row['city']} is not one municipality")
            changes: dict[str, Any] = {"codes": {cities[0].region}, "cities": {cities[0].name}}
        else:
            changes = {"codes": {known(row["region"])}}
        yield from ((name, changes) for name in row["names"])


def _of_regions() -> Iterator[tuple[str, dict[str, Any]]]:
    for code, row in region_rows().items():
        changes: dict[str, Any] = {"codes": {code}, "is_wide": True, "is_doubtful": row.get("sense") == "doubtful"}
        changes["may_clear"] = row.get("clears", True)
        yield from ((name, changes) for name in (row["fr"], row["en"], *row["also"]))


def _of_many() -> Iterator[tuple[str, dict[str, Any]]]:
    for row in vocabulary.rows("tables/places.toml", "many", _MANY):
        codes = {known(row["region"])} if "region" in row else set()
        sense = row.get("sense")
        changes: dict[str, Any] = {
            "codes": codes,
            "is_elsewhere": sense == "elsewhere",
            "is_doubtful": sense == "doubtful",
        }
        changes |= {"is_wide": sense == "wide", "may_clear": row.get("clears", True)}
        yield from ((name, changes) for name in row["names"])


def _of_no_places() -> Iterator[tuple[str, dict[str, Any]]]:
    listed = vocabulary.section("tables/places.toml", "not_a_place")["phrases"]
    yield from ((phrase, {"is_place": False}) for phrase in listed)


def known(code: str) -> str:
    """Give a region's code; raise `TableError` for one that no table has."""
    if code not in region_rows():
        raise TableError(f"places.toml: {code} is not in regions.toml")
    return code


def _mark_senses(names: dict[str, Name]) -> None:
    for sense in ("doubtful", "elsewhere"):
        for listed in phrases(sense, "names"):
            if listed not in names:
                raise TableError(f"places.toml: [{sense}] {listed} is the name of nothing")
            setattr(names[listed], f"is_{sense}", True)
