"""Every form in which the two languages write money."""

from decimal import Decimal

import pytest

from feeds.model import Text
from feeds.reading.funding.money import Amount, find_amounts, home_currency
from feeds.reading.passage import Passage

FRENCH = {
    "4 M$": "4000000 CAD exact",
    "3M$": "3000000 CAD exact",
    "75 000$": "75000 CAD exact",
    "284\u00a0000\u202f$": "284000 CAD exact",
    "75?000 $": "75000 CAD exact",
    "90 millions $": "90000000 CAD exact",
    "1,3 million $": "1300000 CAD exact",
    "0,8 M$": "800000 CAD exact",
    "plus de 1 G$": "1000000000 CAD more_than",
    "1,1 milliard de dollars": "1100000000 CAD exact",
    "141 500 €": "141500 EUR exact",
    "121,8 millions d’euros": "121800000 EUR exact",
    "Près de 190 000 $": "190000 CAD nearly",
    "jusqu'à 21,5 M$": "21500000 CAD up_to",
    "au moins 5 000 $": "5000 CAD at_least",
    "environ 2 M$": "2000000 CAD about",
    "2,6 millions": "2600000 CAD exact",
    "deux millions de dollars": "2000000 CAD exact",
    "30 k$": "30000 CAD exact",
    "350 M$ US": "350000000 USD exact",
    "1,500 $": "1.5 CAD exact",
}
ENGLISH = {
    "$3.4 million": "3400000 CAD exact",
    "$4M": "4000000 CAD exact",
    "$1.2 million dollar": "1200000 CAD exact",
    "$2 billion": "2000000000 CAD exact",
    "£1million": "1000000 GBP exact",
    "£500k": "500000 GBP exact",
    "almost £370k": "370000 GBP nearly",
    "£1,160,000": "1160000 GBP exact",
    "Almost £30m": "30000000 GBP nearly",
    "over $152 million": "152000000 CAD more_than",
    "up to $5,000": "5000 CAD up_to",
    "$3 Millon": "3000000 CAD exact",
    "$3.2-million": "3200000 CAD exact",
    "EUR 2.3 million": "2300000 EUR exact",
    "half a million pounds": "500000 GBP exact",
    "C$5 million": "5000000 CAD exact",
    "US$40": "40 USD exact",
    "$1,500.50": "1500.5 CAD exact",
    "£1,035.441": "1035441 GBP exact",
}


def amounts(text: str, lang: str, *, in_money_context: bool = True) -> list[Amount]:
    return find_amounts(Passage.of("summary", text), lang, "CAD", in_money_context=in_money_context)


@pytest.mark.parametrize(
    ("words", "meant", "lang"),
    [(w, m, "fr") for w, m in FRENCH.items()] + [(w, m, "en") for w, m in ENGLISH.items()],
)
def test_an_amount_is_read_with_its_currency_and_qualifier(words: str, meant: str, lang: str) -> None:
    sentence = f"(budget) {words}, etc." if lang == "fr" else f"grant: {words}, etc."

    [amount] = amounts(sentence, lang)

    value, currency, qualifier = meant.split()
    assert (amount.value, amount.currency, amount.qualifier) == (Decimal(value), currency, qualifier)
    assert sentence[amount.start : amount.end] == words


@pytest.mark.parametrize(
    "words", ["5 millions d'habitants", "127 kg", "le 4 mars 2024", "en 2024 350 personnes", "3 m"]
)
def test_what_is_not_money_is_no_amount(words: str) -> None:
    assert amounts(words, "fr") == []


def test_millions_alone_are_money_only_where_money_is_spoken_of() -> None:
    assert amounts("19 millions pour tous", "fr", in_money_context=False) == []


@pytest.mark.parametrize(
    ("publisher", "url", "currency"),
    [
        ("Ville de Laval", None, "CAD"),
        ("Office of the District Attorney, Texas", None, "USD"),
        (None, "https://justice.example.gov/news", "USD"),
        (None, "http://[broken", "CAD"),
        (None, None, "CAD"),
    ],
)
def test_a_dollar_is_that_of_the_publisher(publisher: str | None, url: str | None, currency: str) -> None:
    assert home_currency(Text(title="$5", summary="", publisher=publisher, url=url)) == currency
