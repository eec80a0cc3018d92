"""Announced and distinct money of twelve months, a pair of bars a month: values and their words, no picture yet."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from babel.dates import format_date

from bot.say.typography import money
from bot.say.words import Words
from feeds.reading.offences import label
from feeds.stories.model import Ledger
from feeds.stories.sums import HOME_CURRENCY

MONTHS = 12
NOTHING, MILLION = Decimal(0), Decimal(10**6)
STEPS = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))
MOST_STEPS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One month's pair."""

    first: date
    announced: Decimal
    distinct: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Twelve pairs of one currency; ``others`` are currencies in which money was announced too."""

    currency: str
    bars: tuple[Bar, ...]
    others: frozenset[str] = frozenset()


def bars(year: Ledger, last: date) -> Bars:
    """Give the months that end with a day's, of the home currency where any money is in it."""
    currencies = {group.currency for group in year.groups if group.currency}
    currency = HOME_CURRENCY if HOME_CURRENCY in currencies or not currencies else min(currencies)
    held = {group.key: group for group in year.groups if group.currency == currency}
    return Bars(
        currency=currency,
        bars=tuple(
            Bar(
                first=first,
                announced=held[key].announced if key in held else NOTHING,
                distinct=held[key].distinct if key in held else NOTHING,
            )
            for first in months_until(last)
            for key in (f"{first:%Y-%m}",)
        ),
        others=frozenset(currencies - {currency}),
    )


def months_until(last: date) -> list[date]:
    """Give the first days of the twelve months that end with a day's month."""
    ends = last.year * 12 + last.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(ends - MONTHS + 1, ends + 1)]


def ticks(found: Bars) -> list[Decimal]:
    """Give the sums at which the chart is ruled: round steps from nothing to above the tallest bar."""
    most = max(max(bar.announced, bar.distinct) for bar in found.bars) or MILLION
    scale = Decimal(10) ** (most.adjusted() - 1)
    step = next(s * scale * ten for ten in (1, 10) for s in STEPS if s * scale * ten * MOST_STEPS >= most)
    count = int((most / step).to_integral_value(ROUND_CEILING))
    return [step * n for n in range(count + 1)]


def month_label(first: date, w: Words) -> str:
    """Name a month: "October 2026"."""
    return format_date(first, "MMMM y", locale=w.locale)


def short_month(first: date, w: Words) -> str:
    """Name a month under a bar: "oct."."""
    return format_date(first, "LLL", locale=w.locale)


def heading(topic: str | None, w: Words) -> str:
    """Say what the chart shows."""
    if topic is None:
        return w.say("Money announced, and distinct at most, by month")
    return w.say("Money announced, and distinct at most, by month: {subject}", subject=label(topic, w.language))


def caption(found: Bars, w: Words) -> str:
    """Tell the chart with its numbers, for whoever does not see it; months without money are not named."""
    first, last = (month_label(found.bars[at].first, w) for at in (0, -1))
    opening = w.say("Money announced and, at most, distinct, by month, {first} to {last}", first=first, last=last)
    told = [bar for bar in found.bars if bar.announced or bar.distinct]
    each = "; ".join(
        w.say(
            "{month}: {announced} announced, {distinct} distinct",
            month=month_label(bar.first, w),
            announced=money(bar.announced, found.currency, w),
            distinct=money(bar.distinct, found.currency, w),
        )
        for bar in told
    )
    rest = "" if len(told) == len(found.bars) else " " + w.say("No money in the other months.")
    return f"{w.say('{name}: {said}', name=opening, said=each)}.{rest}" if told else f"{opening}.{rest}"
