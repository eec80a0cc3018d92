"""Figures, money and dates as they are written in Quebec, in both languages.

French after the Office québécois de la langue française: the sign after the number, ``4,5 M$``, ``14 h 30``, ``1er``,
each with no-break spaces (vitrinelinguistique.oqlf.gouv.qc.ca/21584). English after Canadian usage: ``$4.5 million``.
"""

import re
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_compact_currency, format_compact_decimal, format_decimal, get_currency_symbol

from bot.say.words import N_, Words

NBSP = "\u00a0"
QUALIFIED = {
    "about": N_("about {amount}"),
    "nearly": N_("nearly {amount}"),
    "more_than": N_("more than {amount}"),
    "up_to": N_("up to {amount}"),
    "at_least": N_("at least {amount}"),
}
# As Canadian newsrooms shorten them; the locale has "Nov" without its point, and shortens "June".
SHORT_MONTHS = (
    "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
MILLION, BILLION = Decimal(10**6), Decimal(10**9)


def number(n: int | Decimal, w: Words) -> str:
    """Write a number with the spaces or commas of the language."""
    return _number(n, w.locale)


@lru_cache(maxsize=1024, typed=True)
def _number(n: int | Decimal, locale: Locale) -> str:
    return format_decimal(n, locale=locale)


def money(amount: Decimal, currency: str | None, w: Words) -> str:
    """Write an amount: in millions or billions only where that is exact, otherwise to the last unit."""
    is_round = _is_round(amount)
    if currency is None:
        return number(amount, w)
    symbol = get_currency_symbol(currency, w.locale)
    if symbol.isalpha():  # a currency without a sign is named after the number
        return f"{_compact(amount, w) if is_round else number(amount, w)}{NBSP}{currency}"
    if w.language == "fr":
        if is_round:
            return format_compact_currency(amount, currency, locale=w.locale, fraction_digits=2)
        return f"{_to_the_unit(amount, w)}{NBSP}{symbol}"
    return symbol + (_compact(amount, w) if is_round else _to_the_unit(amount, w))


def qualified(text: str, qualifier: str | None, w: Words) -> str:
    """Say how exact a figure is, in the words of the language."""
    template = QUALIFIED.get(qualifier or "exact")
    return text if template is None else w.say(template, amount=text)


def duration(years: Decimal, w: Words) -> str | None:
    """Say over how long money is spread: years, or months where the years are no whole number."""
    if years <= 0:
        return None
    if years == years.to_integral_value():
        return w.count("over {n} year", "over {n} years", int(years))
    months = years * 12
    if months == months.to_integral_value() and months < 24:
        return w.count("over {n} month", "over {n} months", int(months))
    return w.say("over {years} years", years=number(years, w))


def day(on: date, w: Words) -> str:
    """Write a day in full: "1er novembre 2026", "November 1, 2026"."""
    return _ordinal(format_date(on, "long", locale=w.locale), w)


def weekday(on: date, w: Words) -> str:
    """Write a day in full with its name: "mardi 4 novembre 2025"."""
    return _ordinal(format_date(on, "full", locale=w.locale), w)


def short_day(on: date, today: date, w: Words) -> str:
    """Write a day for a narrow place: "31 oct.", "Oct. 31", with its year where it is not this year's."""
    is_this_year = on.year == today.year
    if w.language == "fr":
        said = _ordinal(format_date(on, "d MMM" if is_this_year else "d MMM y", locale=w.locale), w)
    else:
        said = f"{SHORT_MONTHS[on.month - 1]} {on.day}" + ("" if is_this_year else f", {on.year}")
    return said.replace(" ", NBSP)


def days(first: date, last: date, w: Words) -> str:
    """Write an interval of days, the month once where it is one: "27–30 novembre 2023"."""
    if first >= last:
        return day(last, w)
    if first.year != last.year:
        return f"{day(first, w)} – {day(last, w)}"
    one_month = first.month == last.month
    if w.language == "fr":
        start = format_date(first, "d" if one_month else "d MMMM", locale=w.locale)
        return _ordinal(start, w) + ("–" if one_month else " – ") + day(last, w)
    end = format_date(last, "d, y" if one_month else "MMMM d, y", locale=w.locale)
    return format_date(first, "MMMM d", locale=w.locale) + ("–" if one_month else " – ") + end


def clock(at: datetime, zone: tzinfo, w: Words) -> str:
    """Write an hour: "7 h 30", "7 h", "7:30 a.m."."""
    local = at.astimezone(zone)
    if w.language == "fr":
        return f"{local.hour}{NBSP}h" + (f"{NBSP}{local:%M}" if local.minute else "")
    return format_time(local, "short", locale=w.locale)


def quoted(text: str, w: Words) -> str:
    """Put a text between the quotation marks of the language."""
    return f"«{NBSP}{text}{NBSP}»" if w.language == "fr" else f"“{text}”"


def capital(text: str) -> str:
    """Begin a line with a capital."""
    return text[:1].upper() + text[1:]


def _is_round(amount: Decimal) -> bool:
    unit = BILLION if abs(amount) >= BILLION else MILLION
    return abs(amount) >= MILLION and (amount / unit * 100) % 1 == 0


def _compact(amount: Decimal, w: Words) -> str:
    text = format_compact_decimal(amount, format_type="long", locale=w.locale, fraction_digits=2)
    return text.replace(" ", NBSP) if w.language == "fr" else text


def _to_the_unit(amount: Decimal, w: Words) -> str:
    pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00##"
    return format_decimal(amount, format=pattern, locale=w.locale)


def _ordinal(text: str, w: Words) -> str:
    """Write the first of a month as French does, "1er"; the other days are plain numbers."""
    return re.sub(r"(?<!\d)1(?=\s|$)(?!\d)", "1er", text, count=1) if w.language == "fr" else text
