"""A cheap look at a text never hides what a rule would have found in it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Category
from feeds.reading.passage import fold
from feeds.reading.tokens import cut, tokens
from feeds.reading.withholding.layout import lay_out
from feeds.reading.withholding.lexicon import first_words, holds, listed, opened, phrases
from feeds.reading.withholding.names import withheld
from feeds.reading.withholding.triggers import set_off_by, traits_of

PHRASED = ("aliases", "case_roles", "homes", "justice", "passive", "plates", "private", "roles", "speech", "suffering")
SOUGHT = ("aliases", "homes", "justice", "plates", "suffering")
WORDS = sorted({word for name in PHRASED for phrase in listed(name) for word in phrase.split()})[::7]
TEXTS = st.lists(st.sampled_from([*WORDS, ".", ",", "ex-", "'", "_", "-", "x", "s"]), max_size=14).map(" ".join)
LETTERS = st.text("aàÉZ œŒ0_-'’.,\u0301\u00ad\u200b\nß", max_size=40)


def one_by_one(name: str) -> re.Pattern[str]:
    """Write a list's phrases one behind the other, the longest first."""
    longest = sorted(listed(name), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


@given(text=TEXTS, name=st.sampled_from(PHRASED))
@settings(max_examples=300, deadline=None)
def test_phrases_that_share_their_beginnings_are_found_as_they_are_one_by_one(text: str, name: str) -> None:
    assert [m.span() for m in phrases(name).finditer(text)] == [m.span() for m in one_by_one(name).finditer(text)]


@pytest.mark.parametrize("name", PHRASED)
def test_every_phrase_of_a_list_is_found_whole(name: str) -> None:
    assert [phrase for phrase in listed(name) if not phrases(name).fullmatch(phrase)] == []


@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_text_that_holds_a_phrase_opens_its_list(text: str) -> None:
    assert {name for name in SOUGHT if phrases(name).search(text)} <= opened(text)


@given(text=TEXTS, name=st.sampled_from(SOUGHT))
@settings(max_examples=300, deadline=None)
def test_a_text_holds_a_phrase_where_one_is_found_in_it(text: str, name: str) -> None:
    assert holds(text, name) is (phrases(name).search(text) is not None)


@pytest.mark.parametrize("name", SOUGHT)
def test_every_phrase_is_held_whatever_stands_around_it(name: str) -> None:
    assert [phrase for phrase in listed(name) if not holds(f"a-{phrase}'s {phrase}x", name)] == []


@pytest.mark.parametrize("name", SOUGHT)
def test_every_phrase_opens_its_list_whatever_stands_around_it(name: str) -> None:
    assert [phrase for phrase in listed(name) if name not in opened(f"a-{phrase}'s")] == []


@given(text=st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_a_text_without_marks_is_cut_as_one_that_has_some(text: str) -> None:
    assert cut(text)[0] == cut(f"{text} _")[0]


@pytest.mark.parametrize(("sign", "folded"), [("É", "e"), ("\u207b", "\u2212"), ("\uff40", "`"), ("\u2019", "'")])
def test_a_sign_is_folded_once_whatever_stands_around_it(sign: str, folded: str) -> None:
    many = "".join(map(chr, range(0x4E00, 0x4E40)))
    assert [fold(f"{before}{sign}{before}") for before in ("", "a", "œ", many)] == [
        folded,
        f"a{folded}a",
        f"œ{folded}œ",
        f"{many}{folded}{many}",
    ]


@given(text=LETTERS)
@settings(max_examples=300, deadline=None)
def test_a_text_is_its_words_and_what_stands_in_front_of_each(text: str) -> None:
    words, gaps = cut(text)
    rest = text[words[-1].end :] if words else text

    assert "".join(gap + word.text for gap, word in zip(gaps, words, strict=True)) + rest == text
    assert all(text[word.start : word.end] == word.text for word in words)


@given(text=LETTERS)
@settings(max_examples=300, deadline=None)
def test_the_traits_of_words_are_those_of_each(text: str) -> None:
    words = tokens(text)
    traits = traits_of(words)

    assert list(traits.are_capital) == [word.is_capital for word in words]
    assert list(traits.capitals) == [at for at, word in enumerate(words) if word.is_capital]


@pytest.mark.parametrize(
    ("rule", "lists"),
    [
        ("organisations", ("heads", "tails")),
        ("bearing", ("sites", "sites_behind", "sites_or_names", "works")),
        ("makes", ("makes",)),
        ("operations", ("operations",)),
        ("titles", ("titles",)),
        ("leading to a name", ("honorifics", "concerned")),
        ("households", ("households",)),
        ("relatives", ("relatives",)),
        ("somebody", ("somebody",)),
    ],
)
def test_every_word_of_a_rule_sets_it_off(rule: str, lists: tuple[str, ...]) -> None:
    assert [word for name in lists for word in listed(name) if rule not in set_off_by(word)] == []


@pytest.mark.parametrize("name", ["brands", "intimate", "harmed", "young", "attending"])
def test_every_first_word_of_a_phrase_sets_its_rule_off(name: str) -> None:
    assert [word for word in first_words(name) if name not in set_off_by(word)] == []


def test_a_work_is_one_with_a_ligature_too() -> None:
    assert "bearing" in set_off_by("œuvre")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Écrire à gisette@zorbec.example.", "gisette@zorbec.example"),
        ("Écrire à gisette (arobase) zorbec.example.", "gisette (arobase) zorbec.example"),
        ("Suivre @gisette_z sur le réseau.", "@gisette_z"),
        ("Appeler le 514 555-0199.", "514 555-0199"),
        ("Appeler le (514) 555-0199.", "(514) 555-0199"),
        ("Call +44 20 7946 0958 now.", "+44 20 7946 0958"),
    ],
)
def test_a_contact_is_found_by_its_sign(text: str, hidden: str) -> None:
    spans = withheld(text, category=Category.OTHER, lang="fr")

    assert hidden in [text[span.start : span.end] for span in spans]


def test_what_is_laid_out_for_one_text_is_not_given_for_another() -> None:
    first, second = lay_out("Gisette Zorbec parle.", "fr"), lay_out("La Ville parle.", "fr")

    assert [word.text for word in first.words] != [word.text for word in second.words]
