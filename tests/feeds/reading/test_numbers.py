"""Numbers in digits, in words and as collectives; ages, dates and the children of a parent are no counts."""

import pytest

from feeds.reading.numbers import find_numbers

COUNTS = [
    ("fr", "trente et une personnes", 31),
    ("fr", "trente-et-un hommes", 31),
    ("fr", "une trentaine d'arrestations", 30),
    ("fr", "une demi-douzaine de suspects", 6),
    ("fr", "1 204 arrestations", 1204),
    ("fr", "quatre-vingt-dix policiers", 90),
    ("en", "twenty-one people", 21),
    ("en", "one hundred and six people", 106),
    ("en", "half a dozen suspects", 6),
    ("en", "two dozen arrests", 24),
    ("en", "1,310 people", 1310),
]
AGES = [
    ("fr", "un homme de 34 ans"),
    ("fr", "agee de 22 ans"),
    ("en", "a 34-year-old man"),
    ("en", "a man aged 34"),
    ("en", "doe, 34, was"),
]
OTHERS = [
    ("fr", "le 3 mai, arretes"),
    ("fr", "en 2021, arretes"),
    ("fr", "mere de 3 enfants"),
    ("en", "on may 3 police arrested"),
    ("en", "on 3 may police arrested"),
    ("en", "in 2021 police arrested"),
    ("en", "mother of 3 charged"),
]


@pytest.mark.parametrize(("lang", "plain", "value"), COUNTS)
def test_a_count_has_its_value(lang: str, plain: str, value: int) -> None:
    [found] = find_numbers(plain, lang)

    assert (found.value, found.is_age, found.is_other(plain)) == (value, False, False)


@pytest.mark.parametrize(("lang", "plain"), AGES)
def test_an_age_is_told_from_a_count(lang: str, plain: str) -> None:
    assert [n.is_age for n in find_numbers(plain, lang)] == [True]


@pytest.mark.parametrize(("lang", "plain"), OTHERS)
def test_a_date_or_children_are_no_count(lang: str, plain: str) -> None:
    assert all(n.is_other(plain) for n in find_numbers(plain, lang))
