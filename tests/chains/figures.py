"""Figures, counts and dates as they are written in French and in English."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

MILLION, BILLION = Decimal(10**6), Decimal(10**9)
QUALIFIERS = {
    ("fr", "nearly"): ("près de ", "quelque ", "environ "),
    ("fr", "more_than"): ("plus de ",),
    ("en", "nearly"): ("nearly ", "close to ", "almost "),
    ("en", "more_than"): ("more than ", "over "),
}


def listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


MONTHS = {
    "fr": listed("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "en": listed("January February March April May June July August September October November December"),
}
DAYS = {
    "fr": listed("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    "en": listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
}
FR_SMALL = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
EN_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
SMALL = {
    "fr": listed(f"{FR_SMALL} dix-sept dix-huit dix-neuf"),
    "en": listed(f"{EN_SMALL} seventeen eighteen nineteen"),
}
TENS = {
    "fr": {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante"},
    "en": {2: "twenty", 3: "thirty", 4: "forty", 5: "fifty"},
}


@dataclass(slots=True, kw_only=True)
class Pen:
    """Writes figures in one publisher's manner, and keeps each with its value."""

    rng: Random
    lang: str
    is_press: bool = False
    gap: str = "\u00a0"  # before a sign and between thousands, in French
    written: list[tuple[str, int]] = field(default_factory=list)

    def money(self, value: int, qualifier: str | None = None) -> str:
        """Write a sum, with its qualifier before it."""
        forms = FORMS[self.lang, self.is_press]
        usable = [text for text in (form(value, self.gap) for form in forms) if text]
        figure = self.rng.choice(usable) if usable else full(value, self.lang, self.gap)
        self.written.append((figure, value))
        return self.before(qualifier) + figure

    def before(self, qualifier: str | None) -> str:
        return self.rng.choice(QUALIFIERS[self.lang, qualifier]) if qualifier else ""


# --- sums -----------------------------------------------------------------------------------------------------------

Form = Callable[[int, str], str | None]


def scaled(value: int) -> tuple[Decimal, str] | None:
    """Give a sum in millions or billions where two decimals suffice, else None."""
    unit, name = (BILLION, "billion") if value >= BILLION else (MILLION, "million")
    number = Decimal(value) / unit
    return (number.normalize(), name) if value >= MILLION and number == round(number, 2) else None


def plain(number: Decimal) -> str:
    return format(number, "f")


def fr_sign(value: int, gap: str) -> str | None:
    """5,6 M$"""
    found = scaled(value)
    return found and f"{plain(found[0]).replace('.', ',')}{gap}{'G$' if found[1] == 'billion' else 'M$'}"


def fr_words(value: int, gap: str) -> str | None:
    """5,6 millions de dollars"""
    found = scaled(value)
    return found and f"{fr_unit(found, gap)} de dollars"


def fr_mixed(value: int, gap: str) -> str | None:
    """5,6 millions $"""
    found = scaled(value)
    return found and f"{fr_unit(found, gap)}{gap}$"


def fr_unit(found: tuple[Decimal, str], gap: str) -> str:
    name = ("milliard" if found[1] == "billion" else "million") + ("s" if found[0] >= 2 else "")
    return f"{plain(found[0]).replace('.', ',')}{gap}{name}"


def en_words(value: int, _: str) -> str | None:
    """$5.6 million"""
    found = scaled(value)
    return found and f"${plain(found[0])} {found[1]}"


def en_short(value: int, _: str) -> str | None:
    """$5.6M"""
    found = scaled(value)
    return found and f"${plain(found[0])}{'B' if found[1] == 'billion' else 'M'}"


def fr_full(value: int, gap: str) -> str | None:
    return full(value, "fr", gap) if value < MILLION or not scaled(value) else None


def en_full(value: int, gap: str) -> str | None:
    return full(value, "en", gap) if value < MILLION or not scaled(value) else None


def full(value: int, lang: str, gap: str) -> str:
    """5 600 000 $, $5,600,000"""
    return f"{value:,}".replace(",", gap) + f"{gap}$" if lang == "fr" else f"${value:,}"


def fr_digits(value: int, gap: str) -> str | None:
    """Write all the digits of millions that are not round either: 5 600 000 $"""
    return full(value, "fr", gap) if value % 100_000 == 0 and value % 1_000_000 else None


def en_digits(value: int, gap: str) -> str | None:
    return full(value, "en", gap) if value % 100_000 == 0 and value % 1_000_000 else None


FORMS: dict[tuple[str, bool], tuple[Form, ...]] = {
    ("fr", False): (fr_sign, fr_sign, fr_words, fr_digits, fr_full),
    ("fr", True): (fr_mixed, fr_words, fr_sign, fr_full),
    ("en", False): (en_words, en_words, en_digits, en_full),
    ("en", True): (en_words, en_short, en_full),
}

# --- counts and dates -----------------------------------------------------------------------------------------------


def spelled(count: int, lang: str) -> str:
    """Write a count under sixty in words."""
    if count < 20:
        return SMALL[lang][count]
    ten, one = TENS[lang][count // 10], count % 10
    if not one:
        return ten
    return f"{ten} et un" if lang == "fr" and one == 1 else f"{ten}-{SMALL[lang][one]}"


def year_span(years: int | None, lang: str) -> str:
    """Write a period with the space before it; nothing where there is none."""
    if years is None:
        return ""
    if lang == "fr":
        return f" sur {spelled(years, lang)} an{'s' if years > 1 else ''}"
    return " over one year" if years == 1 else f" over {spelled(years, lang)} years"


def day_of(moment: date, lang: str) -> str:
    """Write a day: le 15 juin 2021, June 15, 2021."""
    if lang == "fr":
        return f"le {'1er' if moment.day == 1 else moment.day} {MONTHS['fr'][moment.month - 1]} {moment.year}"
    return f"{MONTHS['en'][moment.month - 1]} {moment.day}, {moment.year}"


def month_phrase(moment: date, lang: str) -> str:
    """Write a month with its preposition: en juin 2021, in June 2021."""
    name = MONTHS[lang][moment.month - 1]
    return f"{'en' if lang == 'fr' else 'in'} {name} {moment.year}"


def weekday(moment: date, lang: str) -> str:
    return DAYS[lang][moment.weekday()]


def stretch(begun: date, ended: date, lang: str) -> str:
    """Write the days of a sweep within one month: du 9 au 11 novembre 2021, from November 9 to 11, 2021."""
    name = MONTHS[lang][ended.month - 1]
    if begun == ended:
        return day_of(ended, lang) if lang == "fr" else f"on {day_of(ended, lang)}"
    if lang == "fr":
        return f"du {begun.day} au {ended.day} {name} {ended.year}"
    return f"from {name} {begun.day} to {ended.day}, {ended.year}"
