"""Every form in which the two languages write money."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Text
from feeds.reading.funding.home import home_currency
from tests.feeds.reading.amounts import amounts

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
    "4?M$": "4000000 CAD exact",
    "1,3?million?$": "1300000 CAD exact",
    "1,2 G$": "1200000000 CAD exact",
    "1,2 Md$": "1200000000 CAD exact",
    "2 Mds €": "2000000000 EUR exact",
    "12 M€": "12000000 EUR exact",
    "1.500.000 €": "1500000 EUR exact",
    "1 500 000,50 $": "1500000.5 CAD exact",
    "un demi-million de dollars": "500000 CAD exact",
    "deux millions et demi de dollars": "2500000 CAD exact",
    "2 millions et demi de dollars": "2500000 CAD exact",
    "trois quarts de million de dollars": "750000 CAD exact",
    "deux cent mille dollars": "200000 CAD exact",
    "un milliard d'euros": "1000000000 EUR exact",
    "dix millions": "10000000 CAD exact",
    "près d'un million": "1000000 CAD nearly",
    "5 M$CA": "5000000 CAD exact",
    "5 M$ CAN": "5000000 CAD exact",
    "300 000 dollars canadiens": "300000 CAD exact",
    "6,4 Millons de dollars": "6400000 CAD exact",
    "2'500 francs": "2500 CHF exact",
    "500 000 livres sterling": "500000 GBP exact",
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
    "$1.2-million": "1200000 CAD exact",
    "half a million dollars": "500000 CAD exact",
    "half-a-million dollars": "500000 CAD exact",
    "quarter-million-dollar": "250000 CAD exact",
    "a quarter of a million pounds": "250000 GBP exact",
    "a million and a half dollars": "1500000 CAD exact",
    "two and a half million dollars": "2500000 CAD exact",
    "fifty thousand dollars": "50000 CAD exact",
    "1.5 million dollars": "1500000 CAD exact",
    "5 million CAD": "5000000 CAD exact",
    "USD 5 bn": "5000000000 USD exact",
    "A$500,000": "500000 AUD exact",
    "€2.3bn": "2300000000 EUR exact",
    "$1.1 trillion": "1100000000000 CAD exact",
    "fifty thousand pounds": "50000 GBP exact",
}


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


QUALIFIED = {
    "about": "environ|quelque|autour de|aux alentours de|de l'ordre de|about|around|roughly|approximately|some",
    "nearly": "près de|presque|un peu moins de|frôlant les|nearly|almost|close to|just under|just shy of|not quite",
    "more_than": "plus de|un peu plus de|au-delà de|dépassant les|over|more than|in excess of|upwards of|north of",
    "up_to": "jusqu'à|jusqu'à concurrence de|pouvant atteindre|un maximum de|au plus|moins de|up to|capped at",
    "at_least": "au moins|un minimum de|pas moins de|at least|a minimum of|no less than|not less than",
}
BEHIND = {
    "up_to": "ou moins|au maximum|or less|at most",
    "at_least": "ou plus|au minimum|or more|and up",
    "about": "or so|environ",
    "more_than": "and change|et des poussières",
}


@pytest.mark.parametrize(("words", "meant"), [(w, m) for m, all_ in QUALIFIED.items() for w in all_.split("|")])
def test_the_words_before_an_amount_qualify_it(words: str, meant: str) -> None:
    [amount] = amounts(f"la somme: {words} 5 000 $", "fr")

    assert (amount.qualifier, amount.start, amount.value) == (meant, 10, Decimal(5000))


@pytest.mark.parametrize(("words", "meant"), [(w, m) for m, all_ in BEHIND.items() for w in all_.split("|")])
def test_the_words_behind_an_amount_qualify_it(words: str, meant: str) -> None:
    [amount] = amounts(f"5 000 $ {words}.", "fr")

    assert (amount.qualifier, amount.end) == (meant, 8 + len(words))


@pytest.mark.parametrize("words", ["En plus de 5 000 $", "handed over 5 000 $"])
def test_words_that_only_end_as_a_qualifier_do_not_qualify(words: str) -> None:
    assert [a.qualifier for a in amounts(words, "fr")] == ["exact"]


@pytest.mark.parametrize(
    "words",
    [
        "5 millions d'habitants",
        "90 millions de Canadiens",
        "127 kg",
        "5 000 tonnes",
        "le 4 mars 2024",
        "en 2024 350 personnes",
        "3 m",
        "45 %",
        "514 555-0199",
        "un dollar",
    ],
)
def test_what_is_not_money_is_no_amount(words: str) -> None:
    assert amounts(words, "fr") == []


@pytest.mark.parametrize(
    "words",
    [
        "$1e999 million",
        "$1.2.3",
        "20 pounds of cocaine",
        "20 pounds",
        "a 40-pound dog",
        "5 million people",
        "$2 1/2 million",
        "$10 1/2M",
        "half of $2 million",
    ],
)
def test_what_only_looks_like_money_is_no_amount(words: str) -> None:
    assert amounts(words, "en") == []


IN_FRENCH = {
    "trois millions cinq cent mille dollars": 3_500_000,
    "trois millions et cinq cent mille dollars": 3_500_000,
    "un milliard deux cents millions de dollars": 1_200_000_000,
    "deux virgule cinq millions de dollars": 2_500_000,
    "trois virgule vingt-cinq millions de dollars": 3_250_000,
    "trois millions et demi": 3_500_000,
}
IN_ENGLISH = {
    "three million five hundred thousand dollars": 3_500_000,
    "one million two hundred fifty thousand dollars": 1_250_000,
    "three point five million dollars": 3_500_000,
}


@pytest.mark.parametrize(
    ("words", "meant", "lang"),
    [(w, m, "fr") for w, m in IN_FRENCH.items()] + [(w, m, "en") for w, m in IN_ENGLISH.items()],
)
def test_a_number_in_words_is_read_whole(words: str, meant: int, lang: str) -> None:
    sentence = f"(budget) {words}, etc."

    [amount] = amounts(sentence, lang)

    assert (amount.value, sentence[amount.start : amount.end]) == (meant, words)


@pytest.mark.parametrize(
    "words",
    [
        *("1/2 million $", "½ million $", "1½ million $", "-3 M$", "−3 M$", "moins 3 M$", "10^9 $", "10**9 $", "10⁹ $"),
        *("10 puissance 9 $", "1.5.2 M$", "3 x 2 M$", "3 × 2 M$", "trois fois deux millions de dollars", "10-5 M$"),
        *("3 millions de dollars et demi", "un million et quart de dollars", "zéro virgule cinq million de dollars"),
        *("trois virgule zéro cinq millions d'euros", "trois quarts d'un million de dollars", "3 fois 2 M$"),
        "deux millions trois quarts de dollars",
        "la moitié d'un million de dollars",
        "le tiers de 3 millions de dollars",
    ],
)
def test_a_french_figure_that_is_not_read_whole_is_no_amount(words: str) -> None:
    assert amounts(f"verse {words} à Orme", "fr") == []


@pytest.mark.parametrize(
    "words",
    [
        *("$1/2 million", "-$3M", "$-3 million", "minus $3 million", "$10^9", "10^9 dollars", "$1½ million", "$2 x 5"),
        *("$1.5.2 million", "3 x $2 million", "three times two million dollars", "zero point five million dollars"),
        *("three-point-five million dollars", "five point oh five million dollars", "a few hundred thousand dollars"),
        *("one and three quarter million dollars", "three and a quarter million dollars", "$20-30,000", "$2M-5M"),
        *("$3 million five hundred thousand", "two thirds of a million dollars", "two-and-a-half million dollars"),
    ],
)
def test_an_english_figure_that_is_not_read_whole_is_no_amount(words: str) -> None:
    assert amounts(f"awards {words} to Orme", "en") == []


def test_a_sum_is_two_amounts_of_which_none_is_more_than_it_is() -> None:
    assert [a.qualifier for a in amounts("2 M$ + 3 M$", "fr")] == ["exact", "exact"]


def test_millions_alone_are_of_the_currency_that_is_spoken_of() -> None:
    assert [a.currency for a in amounts("8 M€, dont 2 millions iront aux ports", "fr")] == ["EUR", "EUR"]


DIGITS_FR = st.one_of(
    st.integers(1, 999_999_999).map(lambda n: f"{n:,}".replace(",", " ")),
    st.integers(1, 999_999_999).map(lambda n: f"{n:,}".replace(",", "\u00a0")),
    st.decimals("0.1", "999.9", places=1).map(lambda d: str(d).replace(".", ",")),
)
DIGITS_EN = st.one_of(
    st.integers(1, 999_999_999).map(lambda n: f"{n:,}"), st.decimals("0.1", "999.9", places=1).map(str)
)
WRITTEN_FR = st.tuples(
    st.sampled_from(["", "plus de ", "près de ", "jusqu'à ", "au moins ", "environ ", "pouvant atteindre "]),
    DIGITS_FR,
    st.sampled_from([" $", "$", " M$", "M$", " millions de dollars", " k$", " G$", " €", " M€", " milliards d'euros"]),
    st.sampled_from(["", " ou plus", " au maximum"]),
)
WRITTEN_EN = st.tuples(
    st.sampled_from(["", "over ", "nearly ", "up to ", "at least ", "about ", "no more than "]),
    st.sampled_from(["$", "£", "€", "US$", "C$"]),
    DIGITS_EN,
    st.sampled_from(["", "M", " million", "-million", "bn", "k", " billion"]),
    st.sampled_from(["", " or more", " or less"]),
)


@given(
    written=st.one_of(
        WRITTEN_FR.map(lambda parts: ("".join(parts), "fr")), WRITTEN_EN.map(lambda parts: ("".join(parts), "en"))
    ),
    data=st.data(),
)
@settings(max_examples=300, deadline=None)
def test_an_amount_says_the_same_alone_and_another_with_another_digit(
    written: tuple[str, str], data: st.DataObject
) -> None:
    words, lang = written
    sentence = f"La Ville verse {words}, dit-on." if lang == "fr" else f"The city gives {words}, they say."

    [amount] = amounts(sentence, lang)
    text = sentence[amount.start : amount.end]
    [alone] = amounts(text, lang)

    assert len(text) <= 80
    assert (alone.value, alone.qualifier, alone.currency) == (amount.value, amount.qualifier, amount.currency)
    at = data.draw(st.sampled_from([i for i, c in enumerate(text) if c.isdigit()]))
    other = f"{text[:at]}{(int(text[at]) + data.draw(st.integers(1, 9))) % 10}{text[at + 1 :]}"
    assert [a.value for a in amounts(other, lang)] != [amount.value]


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


@pytest.mark.parametrize(
    ("publisher", "currency"),
    [
        ("The Orillia Echo", "CAD"),
        ("NSW Government", "AUD"),
        ("City of Miami", "USD"),
        ("Ohio Attorney General", "USD"),
    ],
)
def test_a_dollar_of_a_publisher_abroad_is_not_ours(publisher: str, currency: str) -> None:
    text = Text(title="A gift of $5", summary="Cyclists crossed Perth County.", publisher=publisher)

    assert home_currency(text) == currency


@pytest.mark.parametrize(
    ("words", "lang", "meant"),
    [
        ("118 millions 196.618 €", "fr", "118196618 EUR"),
        ("1 million 250 000 $", "fr", "1250000 CAD"),
        ("3 milliards et 400 millions d'euros", "fr", "3400000000 EUR"),
        ("$17mil", "en", "17000000 CAD"),
        ("Fr. 5'000", "fr", "5000 CHF"),
        ("3 mio de francs", "fr", "3000000 CHF"),
    ],
)
def test_other_ways_to_write_large_amounts_are_read(words: str, lang: str, meant: str) -> None:
    [amount] = amounts(f"une somme: {words}, dit-on", lang)

    assert f"{amount.value} {amount.currency}" == meant


@pytest.mark.parametrize(
    ("title", "summary", "publisher", "url", "currency"),
    [
        ("Le pont reçoit 3 millions", "Le pont coûtera 9 millions d'euros.", None, None, "EUR"),
        ("Le plan passe à 60 millions", "Un plan de 61 millions de francs.", None, None, "CHF"),
        ("Liège décroche 4 millions", "", None, None, "EUR"),
        ("La piscine aura 4 millions", "", None, "https://www.example.ch/a", "CHF"),
        ("The pool gets 4 million", "", None, "https://example.gov.uk/a", "GBP"),
        ("Waikato farms get $4 million", "", None, None, "NZD"),
        ("Cyclists of Paris, Ontario, get $4 million", "", None, None, "CAD"),
        ("Le musée de Paris reçoit 4 000 $", "", None, None, "CAD"),
    ],
)
def test_millions_without_a_currency_are_of_the_country_that_is_spoken_of(
    title: str, summary: str, publisher: str | None, url: str | None, currency: str
) -> None:
    assert home_currency(Text(title=title, summary=summary, publisher=publisher, url=url)) == currency


@pytest.mark.parametrize("words", ["1 million dollars ", "a million ", "9", "$5 to $6, ", "half a million and "])
def test_amounts_of_a_hostile_text_are_found_in_a_moment(words: str) -> None:
    begun = time.perf_counter()
    amounts((words * 12_000)[:12_000], "en")

    assert time.perf_counter() - begun < 20
