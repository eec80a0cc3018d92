"""Which entries tell one announcement, and which never do however alike they are."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.stories.group import Rulings, group, pair
from feeds.stories.model import Telling
from feeds.stories.same import bond, is_another_item
from feeds.stories.signature import signature
from tests.feeds.stories.telling import CANADA, COURIER, GAZETTE, POLICE, QUEBEC, tell

FRENCH = (
    "Violence conjugale : Québec accorde 2,5 M$ à la Maison Ancrage de Gatineau",
    "Le gouvernement du Québec accorde une aide de 2,5 M$ sur trois ans à la Maison Ancrage, qui ouvrira dix chambres.",
)
ENGLISH = (
    "Domestic violence: Quebec gives $2.5 million to Maison Ancrage in Gatineau",
    "The Government of Quebec is giving $2.5 million over three years to Maison Ancrage, which will open ten rooms.",
)
SWEEP = "Opération contre l'exploitation sexuelle des enfants : {} hommes arrêtés"
SWEPT = "{} hommes ont été arrêtés {} dans plusieurs régions pour possession de matériel d'exploitation sexuelle."


def stories(*told: Telling) -> list[frozenset[str]]:
    """Group entries as they are once all are linked."""
    found = [signature(telling) for telling in told]
    pairs = list(combinations(found, 2))
    apart = {pair(a.entry, b.entry) for a, b in pairs if is_another_item(a, b)}
    bonds = [held for a, b in pairs if (held := bond(a, b))]
    return group([telling.entry for telling in told], bonds, Rulings(apart=frozenset(apart)))


def swept(people: int, mark: str = "") -> Telling:
    """Tell a sweep of one Tuesday; with a mark, two days later."""
    title, summary = mark + SWEEP.format(people), SWEPT.format(people, "mardi")
    return tell(title, summary, by=POLICE, on="2025-03-06" if mark else "2025-03-04")


def count(*told: Telling) -> int:
    return len(stories(*told))


# --- one announcement -----------------------------------------------------------------------------------------------


def test_twins_of_one_body_are_one_story_and_say_so() -> None:
    held = bond(signature(tell(*FRENCH)), signature(tell(*ENGLISH, lang="en")))
    assert held is not None
    assert {"twin", "sum:2500000 CAD"} <= set(held.because.split(", "))


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        FRENCH,
        ("Dix chambres de plus à la Maison Ancrage", f"{FRENCH[1]} Des voisins s'en réjouissent."),
        ("La Maison Ancrage de Gatineau reçoit 2,5 M$", "L'aide de Québec durera trois ans, contre la violence."),
    ],
)
def test_a_newsroom_that_copies_or_retells_is_the_same_story(title, summary) -> None:
    assert count(tell(*FRENCH), tell(title, summary, by=GAZETTE, hours=20)) == 1


def test_two_newsrooms_in_two_languages_are_joined_by_what_both_retell() -> None:
    told = [
        tell(*FRENCH),
        tell(*FRENCH, by=GAZETTE),
        tell(*ENGLISH, by=COURIER, lang="en"),
        tell(*ENGLISH, lang="en"),
    ]
    assert count(*told) == 1


@pytest.mark.parametrize("mark", ["MISE À JOUR - ", "Rectificatif : ", "UPDATE: "])
def test_an_update_joins_what_it_brings_up_to_date_and_says_so(mark) -> None:
    first, later = swept(12), swept(12, mark)
    held = bond(signature(first), signature(later))
    assert held is not None
    assert "update" in held.because.split(", ")


def test_the_same_words_two_days_later_are_another_item_where_nothing_says_that_they_are_an_update() -> None:
    later = tell(SWEEP.format(14), SWEPT.format(14, "mardi"), by=POLICE, on="2025-03-06")
    assert count(swept(12), later) == 2


def test_an_update_joins_though_its_count_is_another() -> None:
    assert count(swept(12), swept(14, "MISE À JOUR - ")) == 1


def test_a_backgrounder_joins_its_announcement() -> None:
    more = "La Maison Ancrage de Gatineau reçoit 2,5 M$ contre la violence conjugale. Elle compte dix chambres."
    told = tell("Document d'information : la Maison Ancrage de Gatineau", more, hours=13)
    assert count(tell(*FRENCH), told) == 1


def test_a_headline_that_rounds_is_the_same_sum() -> None:
    exact = tell(FRENCH[0].replace("2,5 M$", "2 486 300 $"), FRENCH[1].replace("2,5 M$", "2 486 300 $"), by=GAZETTE)
    assert count(tell(*FRENCH), exact) == 1


# --- several announcements ------------------------------------------------------------------------------------------


def test_two_sweeps_with_one_headline_and_another_date_stay_apart() -> None:
    one = tell(SWEEP.format(12), SWEPT.format(12, "le 4 mars"), by=POLICE, on="2025-03-05")
    other = tell(SWEEP.format(12), SWEPT.format(12, "le 11 mars"), by=POLICE, on="2025-03-12")
    retold = tell(SWEEP.format(12), SWEPT.format(12, "le 11 mars"), by=GAZETTE, on="2025-03-12")
    assert stories(one, other) == sorted([frozenset({one.entry}), frozenset({other.entry})], key=min)
    assert frozenset({other.entry, retold.entry}) in stories(one, other, retold)
    assert bond(signature(one), signature(retold)) is None


def test_another_count_of_people_is_another_sweep() -> None:
    one, other = (tell(SWEEP.format(n), SWEPT.format(n, "mardi"), by=by) for n, by in ((12, POLICE), (31, GAZETTE)))
    assert count(one, other) == 2


def test_one_address_with_eleven_incidents_stays_eleven() -> None:
    streets = (
        "Boréale",
        "Cormier",
        "Dumais",
        "Escale",
        "Fauvette",
        "Glaïeul",
        "Horizon",
        "Iris",
        "Jonc",
        "Kiwi",
        "Lys",
    )
    told = [
        tell(
            f"Vol qualifié rue {street}",
            f"Deux hommes ont été arrêtés après un vol dans un commerce de la rue {street}.",
            by=POLICE,
            hours=number,
            link="police.example/incidents",
        )
        for number, street in enumerate(streets)
    ]
    assert count(*told) == 11


def test_two_items_of_one_feed_are_never_joined_by_a_third_text() -> None:
    one = tell(*FRENCH)
    other = tell("Violence conjugale : 2,5 M$ pour la Maison Rivage", "Le refuge de Gatineau aura un toit neuf.")
    both = tell(f"{FRENCH[0]} et à la Maison Rivage", f"{FRENCH[1]} Le refuge Rivage aura un toit neuf.", by=GAZETTE)
    pairs = [bond(signature(telling), signature(both)) for telling in (one, other)]
    assert all(pairs)  # the newsroom's text goes with each
    assert not any({one.entry, other.entry} <= story for story in stories(one, other, both))


def test_two_items_of_one_feed_that_differ_by_who_is_paid_are_two_announcements() -> None:
    assert count(tell(*FRENCH), tell(*(text.replace("Ancrage", "Rivage") for text in FRENCH))) == 2


def test_money_and_arrests_are_two_stories_though_one_text_mentions_the_other() -> None:
    title = "Québec accorde 3 M$ contre l'exploitation sexuelle des enfants"
    money = tell(title, "Le gouvernement du Québec verse 3 M$ aux policiers de Gatineau.", on="2025-03-05")
    assert bond(signature(money), signature(swept(12))) is None


def test_the_same_words_a_season_apart_are_two_announcements() -> None:
    for day in ("2025-03-25", "2025-06-20"):
        assert count(tell(*FRENCH), tell(*FRENCH, by=GAZETTE, on=day)) == 2


def test_the_same_words_about_another_sum_are_two_announcements() -> None:
    other = [text.replace("2,5 M$", "7 M$") for text in FRENCH]
    assert count(tell(*FRENCH), tell(*other, by=GAZETTE)) == 2


def test_two_grants_of_one_day_to_two_houses_are_two_announcements() -> None:
    other = [
        text.replace("Ancrage de Gatineau", "Rivage de Rimouski").replace("2,5 M$", "800 000 $") for text in FRENCH
    ]
    assert count(tell(*FRENCH), tell(*other)) == 2
    assert count(tell(*FRENCH), tell(*other, by=CANADA)) == 2


# --- whatever the order ---------------------------------------------------------------------------------------------

MANY = [
    tell(*FRENCH),
    tell(*ENGLISH, lang="en"),
    tell(*FRENCH, by=GAZETTE),
    tell(SWEEP.format(12), SWEPT.format(12, "mardi"), by=POLICE),
    tell(SWEEP.format(12), SWEPT.format(12, "mardi"), by=GAZETTE),
    tell(*(text.replace("2,5 M$", "7 M$") for text in FRENCH), by=QUEBEC),
]


@given(st.permutations(MANY))
def test_the_order_in_which_entries_come_makes_no_difference(told) -> None:
    assert stories(*told) == stories(*MANY)


def test_a_bond_is_the_same_seen_from_either_side() -> None:
    for one, other in combinations(map(signature, MANY), 2):
        assert bond(one, other) == bond(other, one)


def test_a_translation_says_the_same_sums() -> None:
    reminder = tell("Québec rappelle son aide de 12 M$ aux refuges", by=QUEBEC)
    new = tell("Quebec invests $6.5 million in shelters", by=QUEBEC, lang="en")
    assert joined(new, reminder) is None
    assert joined(new, tell("Québec investit 6,5 M$ dans les refuges", by=QUEBEC)) is not None


def test_as_many_people_elsewhere_for_something_else_are_another_event() -> None:
    fraud = tell(
        "Deux hommes accusés de fraude à Rimouski",
        "RIMOUSKI – La Sûreté du Québec a arrêté deux hommes pour fraude lundi.",
        by=GAZETTE,
    )
    murder = tell("Two men charged with murder in Toronto", "Toronto police arrested two men.", by=GAZETTE, lang="en")
    assert joined(fraud, murder) is None


def joined(one: Telling, other: Telling) -> object:
    """Bond two announcements as they are read."""
    return bond(signature(one), signature(other))
