"""Money and dates as a reader in Quebec writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.say import typography
from bot.say.words import words

FR, EN = words("fr"), words("en")


@pytest.mark.parametrize(
    ("amount", "currency", "french", "english"),
    [
        ("4500000", "CAD", "4,5 M$", "$4.5 million"),
        ("1250000", "CAD", "1,25 M$", "$1.25 million"),
        ("5557900", "CAD", "5 557 900 $", "$5,557,900"),
        ("430000", "CAD", "430 000 $", "$430,000"),
        ("1200000000", "CAD", "1,2 G$", "$1.2 billion"),
        ("999999999", "CAD", "999 999 999 $", "$999,999,999"),
        ("535", "USD", "535 $ US", "US$535"),
        ("2000000", "USD", "2 M$ US", "US$2 million"),
        ("500000", "GBP", "500 000 £", "£500,000"),
        ("1234.56", "CAD", "1 234,56 $", "$1,234.56"),
        ("500000", "CHF", "500 000 CHF", "500,000 CHF"),
    ],
)
def test_money_is_exact_and_compact_only_where_that_is_exact(amount, currency, french, english):
    assert typography.money(Decimal(amount), currency, FR) == french.replace(" ", "\u00a0")
    said = typography.money(Decimal(amount), currency, EN)
    assert said.replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    ("qualifier", "french", "english"),
    [
        ("exact", "1 $", "$1"),
        (None, "1 $", "$1"),
        ("nearly", "près de 1 $", "nearly $1"),
        ("more_than", "plus de 1 $", "more than $1"),
        ("up_to", "jusqu'à 1 $", "up to $1"),
        ("about", "environ 1 $", "about $1"),
        ("at_least", "au moins 1 $", "at least $1"),
    ],
)
def test_a_figure_keeps_its_qualifier(qualifier, french, english):
    assert typography.qualified("1 $", qualifier, FR) == french
    assert typography.qualified("$1", qualifier, EN) == english


@pytest.mark.parametrize(
    ("years", "french", "english"),
    [
        ("1", "sur un an", "over one year"),
        ("5", "sur 5 ans", "over 5 years"),
        ("0.5", "sur 6 mois", "over 6 months"),
        ("2.5", "sur 2,5 ans", "over 2.5 years"),
        ("0", None, None),
    ],
)
def test_a_period_is_years_or_months(years, french, english):
    assert typography.duration(Decimal(years), FR) == french
    assert typography.duration(Decimal(years), EN) == english


def test_the_first_of_a_month_is_an_ordinal_in_french_only():
    first = date(2026, 11, 1)
    assert typography.day(first, FR) == "1er novembre 2026"
    assert typography.weekday(first, FR) == "dimanche 1er novembre 2026"
    assert typography.day(first, EN) == "November 1, 2026"
    assert typography.day(date(2026, 11, 11), FR) == "11 novembre 2026"


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        ("2023-11-27", "2023-11-30", "27–30 novembre 2023", "November 27–30, 2023"),
        ("2023-11-01", "2023-11-03", "1er–3 novembre 2023", "November 1–3, 2023"),
        ("2023-10-30", "2023-11-01", "30 octobre – 1er novembre 2023", "October 30 – November 1, 2023"),
        ("2023-12-30", "2024-01-02", "30 décembre 2023 – 2 janvier 2024", "December 30, 2023 – January 2, 2024"),
        ("2023-11-27", "2023-11-27", "27 novembre 2023", "November 27, 2023"),
    ],
)
def test_an_interval_says_its_month_once(first, last, french, english):
    between = date.fromisoformat(first), date.fromisoformat(last)
    assert typography.days(*between, FR) == french
    assert typography.days(*between, EN) == english


def test_hours_are_those_of_the_zone_with_no_break_spaces():
    zone = ZoneInfo("America/Montreal")
    at = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
    assert typography.clock(at, zone, FR) == "14\u00a0h\u00a030"
    assert typography.clock(at.replace(minute=0), zone, FR) == "14\u00a0h"
    assert typography.clock(at, zone, EN).replace("\u202f", " ") == "2:30 p.m."


def test_a_short_day_has_its_year_only_when_it_is_another():
    today = date(2026, 1, 5)
    assert typography.short_day(date(2026, 1, 1), today, FR) == "1er\u00a0janv."
    assert typography.short_day(date(2025, 12, 31), today, FR) == "31\u00a0déc.\u00a02025"
    assert typography.short_day(date(2025, 12, 31), today, EN) == "Dec.\u00a031,\u00a02025"
    assert typography.short_day(date(2026, 6, 1), today, EN) == "June\u00a01"
