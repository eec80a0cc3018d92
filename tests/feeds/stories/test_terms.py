import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.stories.terms import RARE, containment, likeness, terms, weight

WORDS = st.frozensets(st.sampled_from(["and", "polic", "accus", "rivag", "boree", "zorbe", "#spvm"]), min_size=1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("accusations, fraude", "fraud, accused"),
        ("Québec", "QUEBEC"),
        ("arrestations", "arrestation"),
    ],
)
def test_a_word_is_the_same_in_both_languages_with_or_without_accents_and_in_the_plural(one, other) -> None:
    assert terms(one) - {"#quebec"} == terms(other) - {"#quebec"}


def test_an_acronym_counts_beside_its_word_and_one_letter_words_do_not() -> None:
    assert terms("Le SPVM a dit") == {"spvm", "#spvm", "dit"}


def test_the_commonest_words_say_nothing_and_what_no_table_knows_says_most() -> None:
    assert weight("les") == 0.0
    assert 0 < weight("polic") < weight("zorbe") == RARE


def test_a_text_that_stands_whole_in_a_longer_one_is_contained_and_only_somewhat_alike() -> None:
    short, long = terms("Rivage Borée"), terms("Rivage Borée ouvre une clinique à Zorbec avec dix lits")
    assert containment(short, long) == containment(long, short) == 1.0
    assert likeness(short, long) < 0.8


def test_what_shares_no_word_is_not_alike() -> None:
    assert likeness(terms("Rivage"), terms("Borée")) == containment(terms("Rivage"), terms("Borée")) == 0.0


@given(WORDS, WORDS)
def test_likeness_is_the_same_both_ways_and_never_more_than_one(one, other) -> None:
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    assert 0.0 <= likeness(one, other) <= 1.0 + 1e-9
