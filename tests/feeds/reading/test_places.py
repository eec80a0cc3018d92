"""Places are read as written, and get a region only where it is certain."""

import time

import pytest

from feeds.model import Fact
from feeds.reading import gazetteer
from feeds.reading.places import find_places, is_within, population, public_place, region_name


def read(text: str, lang: str = "fr") -> list[tuple[str, str | None]]:
    return [(str(fact.value), fact.region) for fact in find_places("summary", text, lang)]


def place(value: str, region: str | None) -> Fact:
    return Fact(kind="place", value=value, field="title", start=0, end=len(value), text=value, region=region)


def test_every_municipality_of_quebec_is_known_with_its_region_and_people():
    ones = gazetteer.municipalities()
    assert len(ones) == 1131
    assert {one.region for one in ones} == {f"CA-QC-{number:02}" for number in range(1, 18)}
    assert sum(one.population for one in ones) > 8_000_000


def test_a_fact_stands_on_its_very_words():
    text = "Une opération à Longueuil et à St-Jean-sur-Richelieu."
    facts = find_places("summary", text, "fr")
    assert [text[f.start : f.end] for f in facts] == [f.text for f in facts] == ["Longueuil", "St-Jean-sur-Richelieu"]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("St-Jean-sur-Richelieu", "CA-QC-16"),
        ("Saint Jean sur Richelieu", "CA-QC-16"),
        ("SAINT-JEAN-SUR-RICHELIEU", "CA-QC-16"),
        ("Trois Rivières", "CA-QC-04"),
        ("Sept-Iles", "CA-QC-09"),
        ("L’Assomption", "CA-QC-14"),
        ("Saguenay–Lac-Saint-Jean", "CA-QC-02"),
        ("Saguenay-Lac-Saint-Jean", "CA-QC-02"),
        ("Bas-Saint Laurent", "CA-QC-01"),
        ("Vieux-Longueuil", "CA-QC-16"),
        ("Le\u0301vis", "CA-QC-12"),
    ],
)
def test_a_name_is_known_in_the_ways_it_is_written(text, region):
    assert [r for _, r in read(f"L'enquête menée à {text}.")] == [region]


@pytest.mark.parametrize(
    "text",
    [
        "une nouvelle émission de télévision",
        "il a percé le plafond avec maria",
        "Marie Laval et Jean Saint-Jérôme",
        "au coin de la rue Laval et du boulevard de Maisonneuve",
        "l'Université Laval",
        "la station Longueuil",
        "la Sûreté du Québec",
        "le métro Jean-Talon",
        "écrire à info@laval.ca ou voir www.laval.ca/avis",
        "Maria Zorbec a parlé. Une Nouvelle importante.",
        "Hope for victims: Price of safety",
    ],
)
def test_a_word_a_person_a_street_or_a_body_is_no_place(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "name", ["Saint-Damase", "Saint-Donat", "Saint-Isidore", "Saint-Lambert", "Clermont", "L'Ange-Gardien"]
)
def test_a_name_that_two_municipalities_share_has_no_region(name):
    assert [r for _, r in read(f"Un incendie à {name} hier")] == [None]


def test_a_region_named_behind_tells_shared_names_apart():
    assert read("à Saint-Donat, dans Lanaudière")[0] == ("Saint-Donat", "CA-QC-14")
    assert read("à Saint-Donat (Bas-Saint-Laurent)")[0] == ("Saint-Donat", "CA-QC-01")


def test_a_name_known_elsewhere_has_the_region_that_stands_behind_it_or_none():
    assert read("police in Windsor", "en") == [("Windsor", None)]
    assert read("police in Windsor, Ontario", "en")[0] == ("Windsor", "CA-ON")
    assert read("police in Hudson, Que.", "en") == [("Hudson", "CA-QC-16")]
    assert read("in Hope, B.C., on Monday", "en") == [("Hope", "CA-BC"), ("B.C", "CA-BC")]
    assert read("à Laval, en France")[0] == ("Laval", None)


def test_a_list_of_places_is_no_qualification():
    assert read("à Sherbrooke, Laval et Montréal") == [
        ("Sherbrooke", "CA-QC-05"),
        ("Laval", "CA-QC-13"),
        ("Montréal", "CA-QC-06"),
    ]


@pytest.mark.parametrize(
    ("text", "lang", "region"),
    [
        ("partout au Québec", "fr", "CA-QC"),
        ("les familles du Québec", "fr", "CA-QC"),
        ("across Quebec", "en", "CA-QC"),
        ("arrêté à Québec", "fr", "CA-QC-03"),
        ("la Ville de Québec", "fr", "CA-QC-03"),
        ("in Quebec City", "en", "CA-QC-03"),
        ("QUÉBEC, le 3 mars 2025", "fr", "CA-QC-03"),
    ],
)
def test_quebec_is_the_city_only_where_the_text_says_so(text, lang, region):
    assert [r for _, r in read(text, lang)] == [region]


def test_a_dateline_is_a_place_like_another():
    assert read("OTTAWA, ON, March 5, 2025 /CNW/ - New money.", "en") == [("OTTAWA", "CA-ON")]


def test_provinces_countries_and_counties_are_known_in_both_languages():
    assert read("en Colombie-Britannique et en Nouvelle-Écosse") == [
        ("Colombie-Britannique", "CA-BC"),
        ("Nouvelle-Écosse", "CA-NS"),
    ]
    assert read("in Nova Scotia and Scotland", "en") == [("Nova Scotia", "CA-NS"), ("Scotland", "GB")]
    assert read("la MRC de la Matapédia") == [("MRC de la Matapédia", "CA-QC-01")]


def test_every_region_of_the_tables_has_a_name_in_both_languages():
    for code in gazetteer.region_rows():
        assert region_name(code, "fr")
        assert region_name(code, "en")
    assert (region_name("CA-QC", "fr"), region_name("CA-QC", "en")) == ("Québec", "Quebec")
    assert region_name("CA-QC-16", "en") == "Montérégie"
    assert region_name("XX", "fr") == "XX"


def test_a_region_is_within_itself_and_what_holds_it():
    assert is_within("CA-QC-16", "CA-QC")
    assert is_within("CA-QC-16", "CA")
    assert is_within("CA", "CA")
    assert not is_within("CA-QC", "CA-QC-16")
    assert not is_within("CA-QC", "CA-Q")
    assert not is_within(None, "CA")


def test_people_are_counted_where_one_municipality_is_meant():
    assert population("Saint-Donat", "CA-QC-14") == 4332
    assert population("Saint-Donat", None) is None
    assert population("Nulle-Part", None) is None


@pytest.mark.parametrize(
    ("value", "region", "shown"),
    [
        ("Longueuil", "CA-QC-16", "Longueuil"),
        ("QUEBEC", "CA-QC-03", "Québec"),
        ("Québec", "CA-QC", "Québec"),
        ("Napierville", "CA-QC-16", "Montérégie"),
        ("Chicoutimi", "CA-QC-02", "Saguenay"),
        ("Kahnawake", "CA-QC-16", "Montérégie"),
        ("Toronto", "CA-ON", "Ontario"),
        ("Saint-Damase", None, None),
    ],
)
def test_an_arrest_names_a_city_or_else_its_region(value, region, shown):
    assert public_place(place(value, region), "fr") == shown


def test_no_municipality_under_20_000_people_is_ever_named():
    for one in gazetteer.municipalities():
        shown = public_place(place(one.name, one.region), "fr")
        assert shown in (one.name, region_name(one.region, "fr"))
        if one.population < 20_000 and one.name != shown:
            assert shown == region_name(one.region, "fr")


@pytest.mark.parametrize(
    "piece",
    [
        "À Longueuil, hier, les policiers ont rencontré plusieurs témoins avant de se rendre dans un autre quartier. ",
        "Saint-",
        "L'",
        "Montréal, Québec, ",
        "\n",
    ],
)
def test_a_megabyte_takes_about_a_second_whatever_it_holds(piece):
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    started = time.perf_counter()
    find_places("summary", text, "fr")
    assert time.perf_counter() - started < 6  # a slow machine; what is not linear takes minutes
