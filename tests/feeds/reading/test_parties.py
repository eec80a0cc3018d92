"""Who pays, for whom or what, under which programme and at which level."""

import time

import pytest

from feeds.model import Fact
from feeds.reading.money import find_amounts
from feeds.reading.parties import level_facts, party_facts
from feeds.reading.passage import Passage
from feeds.reading.read import mark


def facts(text: str, lang: str, field: str = "summary") -> list[Fact]:
    passage = Passage.of("title" if field == "title" else "summary", text)
    [marked] = mark([passage], lang, "CAD")
    found = find_amounts(passage, lang, "CAD", in_money_context=True)
    return [*party_facts(marked.passage, found, lang), *level_facts(marked.passage)]


def named(kind: str, text: str, lang: str, field: str = "summary") -> list[str]:
    return [fact.text for fact in facts(text, lang, field) if fact.kind == kind]


PAYERS = {
    "Québec allonge 44 M$ pour brancher les villages": ["Québec"],
    "Québec et Ottawa injectent 12 M$ dans l'aréna": ["Québec", "Ottawa"],
    "L'Ontario accorde 2 M$ à 51 organismes": ["Ontario"],
    "Les gouvernements du Québec et du Canada versent 3 M$ au port": ["gouvernements du Québec et du Canada"],
    "Un coup de pouce de 40 000 $ de la Ville au camp de jour": ["Ville"],
    "Le club obtient 5 M$ du fédéral pour un terrain": ["fédéral"],
    "Le comité exécutif a autorisé un don de 20 000 $ à la soupe populaire": ["comité exécutif"],
    "Le préfet a notifié une subvention de 2 M€ à la commune": ["préfet"],
    "Saint-Aubin-sur-Mer consacre 1,1 M$ à ses parcs": ["Saint-Aubin-sur-Mer"],
    "L'Union européenne mobilise 60 M€ pour les hôpitaux": ["Union européenne"],
}
PAYERS_EN = {
    "Canada and Ontario are investing $2 million in bees": ["Canada", "Ontario"],
    "The Queensland Government confirmed $500,000 for staff": ["Queensland Government"],
    "Alberta's government will provide $8 million a year": ["Alberta's government"],
    "The federal, provincial and municipal governments put up $14 million": [
        "federal, provincial and municipal governments"
    ],
    "Police get $1.9M from the province to curb thefts": ["province"],
    "The project is cleared with $930K from FedNor": ["FedNor"],
    "EU releases €74 million for farmers": ["EU"],
    "More than £3 million has been allocated by Scottish Ministers to shore power": ["Scottish Ministers"],
    "Shropshire Council has signed off £370k for the hall": ["Shropshire Council"],
}


@pytest.mark.parametrize(
    ("text", "meant", "lang"),
    [(t, m, "fr") for t, m in PAYERS.items()] + [(t, m, "en") for t, m in PAYERS_EN.items()],
)
def test_who_pays_is_read_by_what_it_does(text: str, meant: list[str], lang: str) -> None:
    assert named("payer", text, lang) == meant


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Une subvention de 5 M$ à la Ville pour son aréna", "fr"),
        ("Ontario farmers raise $5 million for a barn", "en"),
        ("Crime victim programs in 31 counties receive grants", "en"),
        ("Twelve organizations funded for outreach", "en"),
        ("Demand has outgrown what the crew can build by hand", "en"),
        ("Individual grants range from $5 to $90", "en"),
    ],
)
def test_who_is_paid_or_only_named_does_not_pay(text: str, lang: str) -> None:
    assert named("payer", text, lang, "title") == []


PAYEES = {
    "Québec verse 1,8 M$ pour restaurer le moulin à vent": ["moulin à vent"],
    "Le ministre accorde une aide de 90 000 $ à la Corporation du patrimoine": ["Corporation du patrimoine"],
    "Le refuge Aurore touchera 1 M$ en 2026-2027": ["refuge Aurore"],
    "Treize artistes se partagent 97 000 $ en bourses": ["Treize artistes"],
    "La somme ira à la Maison du Phare": ["Maison du Phare"],
    "L'organisme pourra compter sur 15 000 $": ["organisme"],
}
PAYEES_EN = {
    "The Minister gave $1.8 million over 42 months to the Harbour Youth Society": ["Harbour Youth Society"],
    "Nineteen community museums share $640,000": ["Nineteen community museums"],
    "The largest sum, £310,000, goes to the Broadland Refuge, which will grow": ["Broadland Refuge"],
    "The state is spending $3 million to modernize and expand the Blue Lake trail": ["Blue Lake trail"],
    "The First Nation has secured $43 million for a nursing station": ["First Nation", "nursing station"],
}


@pytest.mark.parametrize(
    ("text", "meant", "lang"),
    [(t, m, "fr") for t, m in PAYEES.items()] + [(t, m, "en") for t, m in PAYEES_EN.items()],
)
def test_who_is_paid_is_read_by_what_leads_to_it(text: str, meant: list[str], lang: str) -> None:
    assert named("payee", text, lang) == meant


@pytest.mark.parametrize(
    ("text", "lang", "field", "meant"),
    [
        ("Ottawa supports food banks", "en", "title", ["food banks"]),
        ("La Ville appuie les camps de jour", "fr", "title", ["camps de jour"]),
        ("Tramway de l'Est : Ottawa confirme sa part de 720 M$", "fr", "title", ["Tramway de l'Est"]),
        ("Québec verse 5 M$ le 8 août", "fr", "summary", []),
        ("Québec a versé une contribution de 5 M$ pour deux ans", "fr", "summary", []),
        ("The city gave $5 million to be spent by May", "en", "summary", []),
    ],
)
def test_a_title_names_its_topic_and_a_date_is_no_payee(text: str, lang: str, field: str, meant: list[str]) -> None:
    assert named("payee", text, lang, field) == meant


@pytest.mark.parametrize(
    ("text", "lang", "meant"),
    [
        ("dans le cadre du Fonds vitalité des quartiers.", "fr", "Fonds vitalité des quartiers"),
        ("en vertu du programme Vers la rive, a-t-on dit.", "fr", "programme Vers la rive"),
        ("au titre du fonds « Toutes à bord ».", "fr", "fonds « Toutes à bord »"),
        ("$5 million under the Outdoor Recreation Scheme.", "en", "Outdoor Recreation Scheme"),
        ("$5 through the Safer Streets Fund (SSF) this year", "en", "Safer Streets Fund (SSF)"),
    ],
)
def test_a_programme_is_read_by_its_capitals(text: str, lang: str, meant: str) -> None:
    assert named("programme", text, lang) == [meant]


@pytest.mark.parametrize(
    ("text", "lang", "meant"),
    [
        ("Ottawa verse 5 M$ au port", "fr", "federal"),
        ("La ministre de la Culture annonce 5 M$", "fr", "provincial"),
        ("Le conseil municipal octroie 5 000 $ au club", "fr", "municipal"),
        ("La Commission européenne débloque 5 M€", "fr", "international"),
        ("L'État attribue 2 M€ à la friche", "fr", "federal"),
        ("Alberta's government will provide $8 million", "en", "provincial"),
        ("The Home Office has awarded £2m", "en", "federal"),
        ("Council approves $412,000 in grants: the city council met", "en", "municipal"),
    ],
)
def test_the_level_is_that_of_who_pays(text: str, lang: str, meant: str) -> None:
    levels = [fact.value for fact in facts(text, lang) if fact.kind == "level"]

    assert levels
    assert set(levels) == {meant}


def test_a_place_in_a_dateline_does_not_pay() -> None:
    assert named("payer", "OTTAWA, May 3 - The club is investing $5 million in its rink", "en") == []


@pytest.mark.parametrize(
    "repeated", ["programme A de de de ", "Québec et ", "to help and fund ", "5 M$ à la ", "The A of the "]
)
def test_a_hostile_text_is_read_in_a_moment(repeated: str) -> None:
    hostile = repeated * (12_000 // len(repeated))
    facts("warm up", "fr")

    begun = time.process_time()
    facts(hostile, "fr")

    assert time.process_time() - begun < 2
