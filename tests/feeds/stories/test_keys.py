"""Entries that tell the same are looked for only where they share something rare, in the same days."""

import pytest

from feeds.stories.keys import STRETCH, keys, rarest, sought
from feeds.stories.signature import signature
from feeds.stories.terms import terms
from tests.feeds.stories.telling import CANADA, GAZETTE, POLICE, tell

GRANT = ("Québec accorde 2,5 M$ à la Maison Ancrage de Gatineau", "Le refuge Ancrage ouvrira dix chambres.")


def meets(one, other) -> bool:
    return bool(sought(signature(one)) & keys(signature(other)))


def test_a_copy_a_retelling_and_a_twin_are_found() -> None:
    told = tell(*GRANT)
    assert meets(tell(*GRANT, by=GAZETTE), told)
    assert meets(tell("2,5 M$ pour les femmes", "Une maison de Gatineau recevra de l'aide.", by=GAZETTE), told)
    assert meets(tell("Quebec gives $2.5 million to Anchor House in Gatineau", lang="en"), told)


@pytest.mark.parametrize(("days", "is_found"), [(1, True), (STRETCH, True), (3 * STRETCH, False)])
def test_what_is_near_in_time_is_found_on_either_side_and_what_is_far_is_not(days, is_found) -> None:
    first, later = (
        tell(*GRANT, on="2025-03-04"),
        tell(*GRANT, by=GAZETTE, on=f"2025-0{3 + days // 28}-{4 + days % 28:02}"),
    )
    assert (meets(first, later), meets(later, first)) == (is_found, is_found)


def test_two_sweeps_of_other_places_sums_and_counts_do_not_meet() -> None:
    one = tell("12 hommes arrêtés pour fraude à Gatineau", by=POLICE)
    other = tell("Ottawa verse 3 M$ au port de Halifax", by=CANADA)
    assert not meets(one, other)


def test_the_rarest_words_are_taken_and_the_alphabet_decides_between_two_as_rare() -> None:
    words = terms("les policiers de Zorbec et de Borée au Rivage")
    assert rarest(words, 2) == {"boree", "rivag"}
    assert rarest(words, 99) == words


def test_the_keys_of_an_entry_are_few_and_the_same_each_time() -> None:
    long = tell(GRANT[0], " ".join(f"mot{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(500)))
    assert keys(signature(long)) == keys(signature(long))
    assert len(keys(signature(long))) < 40
