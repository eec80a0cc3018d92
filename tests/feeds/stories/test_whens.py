"""When a text says that something was announced."""

from datetime import date

import pytest

from feeds.reading.passage import fold
from feeds.stories.whens import Days, stated

PUBLISHED = date(2025, 3, 4)
JUNE = Days(date(2024, 6, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("annoncés en juin 2023", "2023-06-01", "2023-06-30"),
        ("announced in June 2023", "2023-06-01", "2023-06-30"),
        ("annoncés en juin", "2024-06-01", "2024-06-30"),
        ("announced last June", "2024-06-01", "2024-06-30"),
        ("annoncés en février", "2025-02-01", "2025-02-28"),
        ("annoncé le 14 novembre 2024", "2024-11-14", "2024-11-14"),
        ("announced on November 14, 2024", "2024-11-14", "2024-11-14"),
        ("annoncés le 1er mai 2024", "2024-05-01", "2024-05-01"),
        ("annoncés au printemps 2023", "2023-03-01", "2023-07-03"),
        ("announced in the fall of 2023", "2023-09-01", "2024-01-02"),
        ("annoncés l'été dernier", "2024-06-01", "2024-10-03"),
        ("announced this winter", "2024-12-01", "2025-04-02"),
        ("annoncés à l'été 2023", "2023-06-01", "2023-10-03"),
        ("annoncés cet été-là", "2024-06-01", "2024-10-03"),
        ("annoncés l'an dernier", "2024-01-01", "2024-12-31"),
        ("announced last year", "2024-01-01", "2024-12-31"),
        ("annoncés plus tôt cette année", "2025-01-01", "2025-03-04"),
        ("announced in 2022", "2022-01-01", "2022-12-31"),
    ],
)
def test_a_month_a_season_and_a_year_are_the_days_that_they_cover(text, first, last) -> None:
    assert stated(fold(text), PUBLISHED) == Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["annoncés récemment", "announced before", "le plan 2021-2026", "dès 2024-2025"])
def test_what_names_no_day_states_none(text) -> None:
    assert stated(fold(text), PUBLISHED) is None


@pytest.mark.parametrize("text", ["avait déjà été annoncée", "a été annoncé", "ont été promis"])
def test_what_has_been_announced_was_not_announced_in_summer(text) -> None:
    assert stated(fold(text), PUBLISHED) is None


def test_the_thirty_first_of_a_shorter_month_is_the_month() -> None:
    assert stated("le 31 juin 2024", PUBLISHED) == JUNE


def test_days_cover_their_first_and_their_last() -> None:
    assert [JUNE.covers(date(2024, *day)) for day in ((5, 31), (6, 1), (6, 30), (7, 1))] == [False, True, True, False]
