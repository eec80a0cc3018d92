"""Places are read as written, and get a region only where it is certain."""

import time

import pytest

from feeds.model import Fact, Kind, Text
from feeds.reading.geography import gazetteer
from feeds.reading.geography.places import find_places, is_within, places, population, public_place, region_name
from feeds.reading.read import read as read_text


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
    ("text", "lang", "name", "region"),
    [
        ("A Medicine Hat woman faces charges", "en", "Medicine Hat", "CA-AB"),
        ("Man arrested in Watson Lake", "en", "Watson Lake", "CA-YT"),
        ("Two held in Glace Bay", "en", "Glace Bay", "CA-NS"),
        ("Un homme de Bas-Caraquet arrêté", "fr", "Bas-Caraquet", "CA-NB"),
        ("Man charged in Kilmarnock", "en", "Kilmarnock", "GB"),
        ("Thefts in Rutland", "en", "Rutland", "GB"),
        ("Drugs seized in County Offaly", "en", "County Offaly", "IE"),
        ("Teen accused in Waukesha", "en", "Waukesha", "US"),
        ("A crash in Springfield, Ill., on Monday", "en", "Springfield", "US"),
        ("Two arrested in Humble, Texas", "en", "Humble", "US"),
        ("Vannes. Trois arrestations", "fr", "Vannes", "FR"),
        ("dans le Lot et dans la Creuse", "fr", "Lot", "FR"),
        ("un braquage en Haute-Savoie", "fr", "Haute-Savoie", "FR"),
        ("à Yverdon-les-Bains", "fr", "Yverdon-les-Bains", "CH"),
        ("une saisie à Charleroi", "fr", "Charleroi", "BE"),
        ("des écoles au Tchad", "fr", "Tchad", "TD"),
        ("in Sudan and Lebanon", "en", "Lebanon", None),
        ("des soldats à Beyrouth", "fr", "Beyrouth", "LB"),
    ],
)
def test_towns_counties_and_countries_elsewhere_are_known(text, lang, name, region):
    if (name, region) != ("Lebanon", None):
        assert (name, region) in read(text, lang)
    else:
        assert name in [value for value, _ in read(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang", "name", "region"),
    [
        ("Two men arrested in Zorbridge", "en", "Zorbridge", None),
        ("A fire in Zorbridge, Ont., on Monday", "en", "Zorbridge", "CA-ON"),
        ("Money for Zorbridge County schools", "en", "Zorbridge County", None),
        ("the town of Zorbridge", "en", "Zorbridge", None),
        ("A Zorbridge man was arrested", "en", "Zorbridge", None),
        ("in Glasgow, Zorbridge and Leeds", "en", "Zorbridge", None),
        ("un incendie à Zorbeville-sur-Mer", "fr", "Zorbeville-sur-Mer", None),
        ("la piscine de Zorbeuil", "fr", "Zorbeuil", None),
        ("interpellé près de Zorbeuil hier", "fr", "Zorbeuil", None),
        ("un conducteur arrêté sur la route 148", "fr", "route 148", None),
        ("closed on Highway 401 overnight", "en", "Highway 401", None),
        ("a crash on the M25", "en", "M25", None),
        ("un accident sur l'A13", "fr", "A13", None),
        ("a farm in the state's Zorby region", "en", "Zorby", None),
        ("police were called to Marlow Drive, Zorbyshaws on Saturday", "en", "Zorbyshaws", None),
        ("interceptés entre Zorbeuil et Neufchâtel-en-Bray", "fr", "Zorbeuil", None),
        ("arrêté dans le Vieux-Zorbeuil", "fr", "Vieux-Zorbeuil", None),
        ("deux voleurs arrêtés à La Zorbaz", "fr", "La Zorbaz", None),
    ],
)
def test_a_place_that_no_list_has_is_known_by_how_it_is_spoken_of(text, lang, name, region):
    assert (name, region) in read(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("accused of trusting in Zoe Zorbec", "en"),
        ("remis à Jean Zorbec", "fr"),
        ("in March, in English and in Parliament", "en"),
        ("in Zorbec's kitchen", "en"),
        ("Man Charged In Deadly Weekend Attack", "en"),
        ("payé à Hydro-Québec", "fr"),
        ("à Noël, à Pâques", "fr"),
    ],
)
def test_a_person_a_season_or_a_headline_is_no_unlisted_place(text, lang):
    assert read(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Beccles Little Theatre receives a grant", "en", "Beccles"),
        ("Local grants boost Oatley clubs", "en", "Oatley"),
        ("Wollongong gets $2 million for its pool", "en", "Wollongong"),
        ("Member for Wollongong Zoe Zorbec opened the pool", "en", "Wollongong"),
        ("Deux hommes de Fougères et Saint-Malo jugés", "fr", "Saint-Malo"),
        ("dix millions pour le Proche-Orient", "fr", "Proche-Orient"),
    ],
)
def test_a_town_of_the_long_list_is_known_by_what_is_there_and_who_speaks_for_it(text, lang, name):
    assert name in [value for value, _ in read(text, lang)]


@pytest.mark.parametrize(
    "text", ["Eagle Centre gets a grant", "Zoe Kilmarnock has won", "Butler gets five years", "Baker homes"]
)
def test_a_word_or_a_surname_is_no_town_of_the_long_list(text):
    assert read(text, "en") == []


@pytest.mark.parametrize(
    ("text", "region"), [("en Haïti", "HT"), ("en Haiti", "HT"), ("à l'île Maurice", "MU"), ("Île Maurice :", "MU")]
)
def test_an_accent_or_a_small_word_in_front_hides_no_country(text, region):
    assert [r for _, r in read(text)] == [region]


def test_an_index_does_not_hang_on_the_order_in_which_names_are_written():
    assert gazetteer.index()["haiti"].written == ("haïti",)


def test_a_place_that_no_list_has_clears_no_name():
    assert places("un homme de Zorbeuil, à Zorbeuil", "fr") == []
    assert places("Zorbridge man arrested in Waukesha", "en") == []


@pytest.mark.parametrize(
    "piece",
    [
        "À Longueuil, hier, les policiers ont rencontré plusieurs témoins avant de se rendre dans un autre quartier. ",
        "Saint-",
        "Montréal, Québec, ",
        *(pytest.param(piece, marks=pytest.mark.slow) for piece in ("L'", "Ab in Xo, ", "A-", "\n")),
    ],
)
def test_a_megabyte_takes_about_a_second_whatever_it_holds(piece):
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    started = time.perf_counter()
    find_places("summary", text, "fr")
    assert time.perf_counter() - started < 40  # a slow machine; what is not linear takes minutes


def test_a_county_that_may_be_a_persons_name_clears_no_name():
    assert ("Rutland", "GB") in read("a farm in Rutland", "en")
    assert places("Rutland, 45, was arrested on Monday", "en") == []
    assert places("Savoie, 45 ans, a été arrêté", "fr") == []


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("Quatorze personnes ont été arrêtées dans cinq régions.", "fr", ["cinq régions"]),
        ("Des perquisitions ont eu lieu à travers la province.", "fr", ["à travers la province"]),
        ("Fourteen people were arrested in several regions.", "en", ["several regions"]),
        ("Fourteen people were arrested in Laval.", "en", []),
    ],
)
def test_places_that_are_only_counted_are_said_to_be_several(text, lang, words):
    facts = [f for f in reading_of(text, lang) if f.kind == "place" and f.of == "several"]
    assert [(f.text, f.region) for f in facts] == [(w, None) for w in words]


def reading_of(text: str, lang: str) -> list[Fact]:
    """Give the facts of an arrest release."""
    return list(read_text(Text(title="Arrestations", summary=text, lang=lang, publisher_kind=Kind.POLICE)).facts)


@pytest.mark.parametrize("mark", ["\u0301", "\u0489", "\u20e3", "\u200d"])
def test_a_name_glued_to_a_combining_mark_stops_nothing(mark):
    text = Text(title=f"x{mark}Laval : quatre hommes arrêtés", summary=f"{mark}Laval, q{mark}Québec{mark}", lang="fr")

    reading = read_text(text)

    assert [f.value for f in reading.facts if f.kind == "persons_arrested"] == [4]
    assert all(f.text == getattr(text, f.field)[f.start : f.end] for f in reading.facts)
