"""Amounts from so much to so much, and what only looks like them."""

import pytest

from tests.feeds.reading.amounts import amounts

RANGES_FR = {
    "de 2 à 5 M$": "à 5 M$",
    "2 à 5 M$": "à 5 M$",
    "2-5 M$": "2-5 M$",
    "entre 2 et 5 millions de dollars": "et 5 millions de dollars",
    "entre 2 M$ et 5 M$": "et 5 M$",
    "2 M$ à 5 M$": "à 5 M$",
    "2 ou 5 M$": "ou 5 M$",
    "deux à cinq millions de dollars": "à cinq millions de dollars",
    "entre deux millions et cinq millions de dollars": "et cinq millions de dollars",
    "4 000 000 à 5 000 000 de dollars": "à 5 000 000 de dollars",
}
RANGES_EN = {
    "$2 to $5 million": "to $5 million",
    "$2 through $5 million": "through $5 million",
    "between $2 and $5 million": "and $5 million",
    "between $2 million and $5 million": "and $5 million",
    "$2 million to $5 million": "to $5 million",
    "$2-million-to-$5-million": "to-$5-million",
    "$2-5 million": "$2-5 million",
    "$2m–$5m": "$2m–$5m",
    "$2 to 5m": "$2 to 5m",
    "$500 to $5 million": "to $5 million",
    "two to five million dollars": "to five million dollars",
}


@pytest.mark.parametrize(
    ("words", "said", "lang"),
    [(w, s, "fr") for w, s in RANGES_FR.items()] + [(w, s, "en") for w, s in RANGES_EN.items()],
)
def test_a_range_is_its_upper_end_at_most(words: str, said: str, lang: str) -> None:
    sentence = f"Un don, {words}, dit-on" if lang == "fr" else f"A gift, {words}, they say"

    [amount] = amounts(sentence, lang)
    [alone] = amounts(said, lang)

    assert (amount.value, amount.qualifier) == (5_000_000, "up_to")
    assert sentence[amount.start : amount.end] == said
    assert (alone.value, alone.qualifier) == (5_000_000, "up_to")


@pytest.mark.parametrize(
    ("words", "lang", "meant"),
    [
        ("entre 2 M$ et environ 5 M$", "fr", "about"),
        ("2 M$ à plus de 5 M$", "fr", "more_than"),
        ("2 M$ jusqu'à 5 M$", "fr", "up_to"),
        ("$2 million to nearly $5 million", "en", "nearly"),
        ("$2 million up to $5 million", "en", "up_to"),
    ],
)
def test_the_upper_end_of_a_range_may_be_qualified_itself(words: str, lang: str, meant: str) -> None:
    assert [(a.value, a.qualifier) for a in amounts(words, lang)] == [(5_000_000, meant)]


@pytest.mark.parametrize(
    ("words", "lang", "meant"),
    [
        ("porte l'aide de 2 M$ à 5 M$", "fr", [2_000_000, 5_000_000]),
        ("verse 2 M$ et 5 M$", "fr", [2_000_000, 5_000_000]),
        ("en 2024 à 5 000 000 $", "fr", [5_000_000]),
        ("Phase 2 - 5 M$", "fr", [5_000_000]),
        ("raises it from $2 million to $5 million", "en", [2_000_000, 5_000_000]),
        ("$2 million to 5 clubs", "en", [2_000_000]),
    ],
)
def test_a_change_a_list_and_a_date_are_no_range(words: str, lang: str, meant: list[int]) -> None:
    assert [(a.value, a.qualifier) for a in amounts(words, lang)] == [(value, "exact") for value in meant]
