"""The tables of places and names are refused when they are not as they should be."""

import pytest

from feeds.reading import vocabulary
from feeds.reading.geography import cities, gazetteer
from feeds.reading.vocabulary import TableError
from feeds.reading.withholding import given, lexicon


@pytest.fixture
def changed(monkeypatch):
    """Let a test change what one data file holds, and forget it afterwards."""
    caches = (gazetteer.index, gazetteer.region_rows, gazetteer.phrases, lexicon.listed)

    def change(name: str, **tables) -> None:
        whole = vocabulary.document
        held = {**whole(name), **tables}
        monkeypatch.setattr(vocabulary, "document", lambda asked: held if asked == name else whole(asked))
        for cache in caches:
            cache.cache_clear()

    yield change
    for cache in caches:
        cache.cache_clear()


def test_a_region_without_an_english_name_is_refused(changed):
    changed("tables/regions.toml", region=[{"code": "CA", "fr": "Canada", "also": []}])
    with pytest.raises(TableError, match="en is missing"):
        gazetteer.region_rows()


def test_a_region_that_is_no_code_is_refused(changed):
    changed("tables/regions.toml", region=[{"code": "CA-QC-18", "fr": "X", "en": "X", "also": []}])
    with pytest.raises(TableError, match="CA-QC-18"):
        gazetteer.region_rows()


def test_a_city_in_an_unknown_region_is_refused(changed):
    changed("tables/places.toml", many=[{"region": "CA-ZZ", "names": ["Zorbville"]}])
    with pytest.raises(TableError, match="CA-ZZ"):
        gazetteer.index()


def test_a_part_of_a_city_that_is_not_one_municipality_is_refused(changed):
    changed("tables/places.toml", borough=[{"city": "Saint-Donat", "names": ["Zorbville"]}])
    with pytest.raises(TableError, match="Saint-Donat"):
        gazetteer.index()


def test_a_doubtful_name_that_names_nothing_is_refused(changed):
    changed("tables/places.toml", doubtful={"names": ["Zorbville"]})
    with pytest.raises(TableError, match="zorbville"):
        gazetteer.index()


def test_words_around_names_have_to_be_folded(changed):
    changed("tables/names.toml", roles=["Député"])
    with pytest.raises(TableError, match="Député"):
        lexicon.listed("roles")


def test_given_names_are_looked_up_folded():
    assert given.is_given_name("zoe")
    assert not given.is_given_name("laval")


def test_the_source_and_licence_of_the_municipalities_stand_in_their_file():
    text = gazetteer.files("feeds.reading").joinpath("tables/municipalities.csv").read_text(encoding="utf-8")
    assert "MAMH" in text
    assert "CC BY 4.0" in text


def test_the_cities_elsewhere_name_their_source_and_known_regions_only():
    text = gazetteer.files("feeds.reading").joinpath("tables/cities.csv").read_text(encoding="utf-8")
    assert "GeoNames" in text
    assert "CC BY 4.0" in text
    regions = {cities.parts(line)[1] for line in cities.lines().values()} - {""}
    assert regions <= gazetteer.region_rows().keys()
    assert "CA-QC" not in regions
