"""From bonds to stories, whatever the order in which they are given."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from feeds.stories.group import Rulings, group, pair
from feeds.stories.model import Bond

NAMES = "abcdefg"
PAIRS = [pair(a, b) for a, b in combinations(NAMES, 2)]
SOME_PAIRS = st.frozensets(st.sampled_from(PAIRS), max_size=4)
SOME_BONDS = st.dictionaries(st.sampled_from(PAIRS), st.sampled_from([0.5, 0.7, 0.7, 0.9]), max_size=12).map(
    lambda found: [bond(a, b, strength) for (a, b), strength in found.items()]
)


def bond(a: str, b: str, strength: float = 0.8) -> Bond:
    return Bond(a=a, b=b, strength=strength, because="")


def together(stories, a: str, b: str) -> bool:
    return any({a, b} <= story for story in stories)


def test_what_hangs_together_is_one_story_and_what_has_no_bond_is_its_own() -> None:
    assert group("abcd", [bond("a", "b"), bond("b", "c")]) == [frozenset("abc"), frozenset("d")]


def test_two_items_of_one_feed_go_each_with_its_surer_bond_and_no_third_text_joins_them() -> None:
    rulings = Rulings(apart=frozenset({("a", "b")}))
    assert group("abc", [bond("a", "c", 0.9), bond("b", "c", 0.8)], rulings) == [frozenset("ac"), frozenset("b")]
    assert group("abc", [bond("a", "c", 0.8), bond("b", "c", 0.9)], rulings) == [frozenset("a"), frozenset("bc")]


def test_a_maintainer_may_join_what_a_publisher_gives_as_two() -> None:
    pairs = frozenset({("a", "b")})
    assert group("ab", [], Rulings(must=pairs, apart=pairs)) == [frozenset("ab")]


def test_what_a_maintainer_parts_stays_apart_though_every_text_between_them_ties_them() -> None:
    bonds = [bond("a", "b", 0.99), bond("b", "c", 0.9), bond("a", "c", 0.95)]
    assert not together(group("abc", bonds, Rulings(cannot=frozenset({("a", "c")}))), "a", "c")


def test_a_bond_or_a_ruling_about_what_is_not_asked_for_is_passed_over() -> None:
    assert group("ab", [bond("a", "z")], Rulings(must=frozenset({("b", "y")}))) == [frozenset("a"), frozenset("b")]


@given(SOME_BONDS, SOME_PAIRS, SOME_PAIRS, SOME_PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_entries_and_bonds_makes_no_difference(bonds, must, cannot, apart, chance: random.Random) -> None:
    rulings = Rulings(must=must, cannot=cannot - must, apart=apart)
    shuffled, names = list(bonds), list(NAMES)
    chance.shuffle(shuffled)
    chance.shuffle(names)
    assert group(names, shuffled, rulings) == group(NAMES, bonds, rulings)


@given(SOME_BONDS, SOME_PAIRS, SOME_PAIRS)
def test_every_entry_stands_in_one_story_and_no_story_holds_what_cannot_be(bonds, cannot, apart) -> None:
    stories = group(NAMES, bonds, Rulings(cannot=cannot, apart=apart))
    assert sorted(name for story in stories for name in story) == list(NAMES)
    assert not any(together(stories, a, b) for a, b in cannot | apart)


@given(SOME_BONDS, SOME_PAIRS, SOME_PAIRS)
def test_what_must_be_one_is_one_whatever_a_publisher_says(bonds, must, apart) -> None:
    stories = group(NAMES, bonds, Rulings(must=must, apart=apart))
    assert all(together(stories, a, b) for a, b in must)


@given(SOME_BONDS)
def test_without_rulings_stories_are_the_connected_entries(bonds) -> None:
    stories = group(NAMES, bonds)
    assert all(together(stories, found.a, found.b) for found in bonds)
    for story in stories:
        reached = {min(story)}
        for _ in story:
            reached |= {end for found in bonds for end in (found.a, found.b) if reached & {found.a, found.b}}
        assert reached == story
