"""Read the places of a text, and say of each only what is certain.

    words -> the longest name of the gazetteer that starts here -> is a place spoken of at all? -> which region, if any?

One pass over the words, a bounded look around each name: linear time.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from feeds.model import Fact, Field
from feeds.reading.geography import around, atlas, gazetteer, unlisted
from feeds.reading.geography.behind import is_dateline, qualifier
from feeds.reading.geography.sightings import Sighting, see, sightings
from feeds.reading.geography.spoken import is_listed_behind, is_spoken_of
from feeds.reading.passage import Passage

_CITY_LEADS = frozenset({"a", "ville de", "ville d", "city of", "maire de", "vers"})


class Place(NamedTuple):
    """A place as it stands in a text; ``region`` is None unless certain."""

    start: int
    end: int
    region: str | None


def find_places(field: Field, text: str, lang: str) -> list[Fact]:
    """Give a fact each time a field names a place, as written; ``region`` only where certain. Datelines count."""
    return [_fact(field, text, place) for place in sorted(_all_places(text, lang))]


def several_places(passage: Passage) -> list[Fact]:
    """Give a fact for places that are counted or spread and not named, "dans cinq régions": ``of`` says so."""
    return [
        replace(passage.fact("place", passage.text[start:end], start, end), of="several")
        for _, start, end in passage.distinct("several", most=2)
    ]


def _all_places(text: str, lang: str) -> Iterator[Place]:
    """Give the places of the gazetteer and of the list of cities, and those that are only spoken of as places."""
    capitals = around.capitals(text)
    if not capitals:
        return
    found: list[Place] = []
    taken: list[Place] = []
    for s in see(text, capitals, atlas.all_names()):
        _, start, end = s.one
        if is_spoken_of(s, lang, is_wide_open=True) or (found and is_listed_behind(s, found[-1].end)):
            place = Place(start, end, _region(s))
            found.append(place)
            taken.append(place)
        elif not s.one.name.is_place:
            taken.append(Place(start, end, None))
    yield from found
    yield from (Place(*those) for those in unlisted.places(text, capitals, lang, taken))


def _fact(field: Field, text: str, place: Place) -> Fact:
    value = text[place.start : place.end]
    return Fact(
        kind="place", value=value, field=field, start=place.start, end=place.end, text=value, region=place.region
    )


def places(text: str, lang: str) -> list[Place]:
    """Give the places of our own tables in a text, each time one is named that cannot be a person."""
    return [
        Place(s.one.start, s.one.end, _region(s))
        for s, _, _ in sightings(text).placed
        if s.one.name.may_clear and is_spoken_of(s, lang)
    ]


def wholes(text: str) -> list[tuple[int, int]]:
    """Give the spans of names that hold a place's name and are none: "Sûreté du Québec"."""
    return [(seen.one.start, seen.one.end) for seen, _, _ in sightings(text).placed if not seen.one.name.is_place]


def region_name(code: str, lang: str) -> str:
    """Give a region's name in French or English; an unknown code names itself."""
    row = gazetteer.region_rows().get(code)
    return code if row is None else str(row["fr" if lang == "fr" else "en"])


def is_within(code: str | None, home: str) -> bool:
    """Say whether a region is another or a part of it: CA-QC-16 is within CA-QC, which is within CA."""
    return code is not None and (code == home or code.startswith(f"{home}-"))


def population(name: str, region: str | None) -> int | None:
    """Give the people of a municipality of Quebec; None where the name and region do not tell which one."""
    ones = [one for one in gazetteer.by_name().get(gazetteer.key(name), ()) if region in (None, one.region)]
    return ones[0].population if len(ones) == 1 else None


def public_place(fact: Fact, lang: str) -> str | None:
    """Give the place that an arrest may name: a city of 20,000 people or more, else its region, else nothing."""
    if fact.region is None:
        return None
    city = _city(str(fact.value), fact.region)
    people = population(city, fact.region) if city else None
    return city if people is not None and people >= gazetteer.PUBLIC_POPULATION else region_name(fact.region, lang)


def _city(value: str, region: str) -> str | None:
    """Give the full name of the one municipality of a region that a name stands for."""
    name = gazetteer.index().get(gazetteer.key(value))
    cities = {city for city in name.cities if population(city, region) is not None} if name else set()
    return cities.pop() if len(cities) == 1 else None


def _region(seen: Sighting) -> str | None:
    """Give the one region that a name and what qualifies it leave, else None."""
    name, named = seen.one.name, qualifier(seen)
    if name.is_wide and len(name.codes) > 1:
        return _city_or_wide(seen, named)
    if named is None or (name.is_wide and not name.cities):
        return None if name.is_elsewhere else _only(name.codes)
    inside = {code for code in name.codes if is_within(code, named)}
    if inside:
        return _only(inside)
    if name.is_elsewhere or not name.codes:
        return named
    is_list = is_within(named, "CA-QC") and all(is_within(code, "CA-QC") for code in name.codes)
    return _only(name.codes) if is_list else None


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _city_or_wide(seen: Sighting, named: str | None) -> str | None:
    """Tell "à Québec" from "au Québec": without a word that says city, the wider one is certain."""
    wide, *narrower = sorted(seen.one.name.codes, key=len)
    narrow = narrower[0]
    if len(narrower) > 1 or not is_within(narrow, wide):
        return _only({code for code in seen.one.name.codes if is_within(code, named or "")})
    is_city = not _CITY_LEADS.isdisjoint(seen.leads) or is_dateline(seen) or named == wide
    return narrow if is_city else wide
