"""Find amounts of money as they are written in French and English, digits or words, whatever the spaces.

A number, the sign before it, millions and a currency behind it, and the words that qualify it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from feeds.reading import vocabulary
from feeds.reading.funding.doubts import is_doubtful, is_weight
from feeds.reading.funding.qualifiers import alternatives, qualifier_before, qualifier_behind
from feeds.reading.funding.ranges import Low, Span, lower_end
from feeds.reading.numbers import number_value, word_runs
from feeds.reading.passage import Passage

_NAME = "tables/money.toml"
_DIGITS = r"\d{1,3}(?:[ ,.?']\d{3}){1,5}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,15}(?!\d)(?:[.,]\d{1,4}(?!\d))?"
_NUMBER = re.compile(  # as above, from its first digit: a search runs from digit to digit
    r"\d(?<![\w.,].)"
    r"(?:\d{0,2}(?:[ ,.?']\d{3}){1,5}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{0,14}(?!\d)(?:[.,]\d{1,4}(?!\d))?)"
)
_RUNS_ON = re.compile(r"\w|[.,]\d")  # "$1e999", "$1.2.3"
_REST = re.compile(r" (?:et |and )?(?=\d)")  # "3 millions 200 000 €"
_MONEY_WORDS = ("illion", "illiard", "dollar", "euro", "pounds", "livres", "francs")
_MONEY_WORD = re.compile(r"(?<=[ -])(?:[mb]illion|milliard|dollar|euro|pound|livre|franc)s?")
_AND = (" ", " and ", " et ", ", ")  # between millions and thousands in words
_LONGEST_IN_WORDS = 60


class Amount(NamedTuple):
    """An amount with its span in a passage, its qualifier's words included."""

    start: int
    end: int
    value: Decimal
    currency: str
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    multipliers: dict[str, int]
    currencies: dict[str, str]
    fractions: dict[str, str]
    sign: re.Pattern[str]
    sign_ends: frozenset[str]
    behind: re.Pattern[str]
    behind_words: re.Pattern[str]
    fraction: re.Pattern[str]
    high: re.Pattern[str]
    bare_after: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    multipliers, currencies = vocabulary.section(_NAME, "multipliers"), vocabulary.section(_NAME, "currencies")
    fractions = vocabulary.section(_NAME, "fractions")
    big = alternatives(multipliers)
    long = alternatives(w for w in multipliers if len(w) > 4 and w not in ("mille", "thousand"))
    before = [c for c in currencies if not c[0].isalpha() or c.endswith("$") or len(c) == 3]
    signs = alternatives(before)
    half = r"(?P<half> et demie?(?!\w)| and a half(?!\w))?"
    after = rf"(?:[ ?]{{0,2}}-?(?:de |d'|of )?(?P<after>{alternatives(currencies)})(?!\w))?"
    glued = r"millions?(?!aire|em|th)|billions?(?!aire|em|th)"
    scaled = rf"[ ?]{{0,2}}-?(?P<big>(?:{big})(?![a-z])|{glued}){half}"
    return _Grammar(
        multipliers=multipliers,
        currencies=currencies,
        fractions=fractions,
        sign=re.compile(rf"(?<![\w.,$€£])(?P<sign>{signs}) ?\Z"),
        sign_ends=frozenset(c[-1] for c in before),
        behind=re.compile(rf"(?:{scaled})?{after}"),
        behind_words=re.compile(rf"(?P<more> and a half| et demie?)?(?:[ -](?P<big>{long})(?!\w){half})?{after}"),
        fraction=re.compile(rf"(?<!\w)(?:{alternatives(fractions)})(?=[ -](?:million|billion|milliard)s?(?!\w))"),
        high=re.compile(rf" ?(?:-|to|through|and|or|a|et|ou) ?(?:(?:{signs}) ?)?(?P<number>{_DIGITS}){scaled}"),
        bare_after=re.compile(vocabulary.document(_NAME)["bare_after"]),
    )


def find_amounts(passage: Passage, lang: str, home: str, *, in_money_context: bool) -> list[Amount]:
    """Find every amount of a passage, in order; ``home`` is the currency that "$" alone stands for."""
    plain = passage.plain
    found = sorted([*_in_digits(plain, lang), *_in_words(plain, lang)], key=lambda a: (a.start, -a.end))
    kept: list[Amount] = []
    currency = next((a.currency for a in found if a.currency), "$")
    before: Amount | None = None
    for amount in found:
        currency = amount.currency or currency
        if (before and amount.start < before.end) or not (amount.currency or in_money_context):
            continue
        low, said = _said(plain, amount, before)
        if low and kept and kept[-1].end > low.start:
            kept.pop()
        if not is_doubtful(passage.text, plain, low.start if low else amount.start, amount.end):
            kept.append(said._replace(currency=home if currency == "$" else currency))
        before = amount
    return kept


def _said(plain: str, amount: Amount, before: Amount | None) -> tuple[Low | None, Amount]:
    """Give the lower end of an amount's range, if it has one, and the amount as it is qualified."""
    said, lowest = _qualified(plain, amount), _span(before) if before else None
    if low := lower_end(plain, _span(amount), lowest):
        return low, amount._replace(start=low.said, qualifier="up_to")
    return (lower_end(plain, _span(said), lowest) if said.start < amount.start else None), said


def _span(amount: Amount) -> Span:
    return Span(amount.start, amount.end, amount.value)


def _in_digits(plain: str, lang: str) -> Iterator[Amount]:
    """Give amounts whose number is in digits; the currency is empty where none is written."""
    grammar, range_of, done = _grammar(), (-1, ""), 0
    for m in _NUMBER.finditer(plain):
        start, end = m.span()
        sign, behind = _sign_before(plain, start), grammar.behind.match(plain, end)
        if start < done or behind is None or not (sign or behind.end() > end or range_of[0] == start):
            continue
        written = [s for s in (sign["sign"] if sign else "", behind["after"]) if s]
        currency = _currency(written) or (range_of[1] if range_of[0] == start else "")
        value = number_value(m[0], lang, is_multiplied=bool(behind["big"]))
        if rest := _rest(plain, behind, lang):
            yield Amount(start, rest.end, _scaled(value, behind) + rest.value, rest.currency)
            done = rest.end
        elif not (currency or _is_bare(plain, behind)) or is_weight(plain, behind, value):
            continue
        elif behind["big"] or behind["after"]:
            yield Amount(sign.start() if sign else start, behind.end(), _scaled(value, behind), currency)
        elif high := _high_end(plain, m, lang):
            range_of = (high, currency)
        elif not _RUNS_ON.match(plain, end):
            yield Amount(sign.start() if sign else start, end, value, currency)


def _sign_before(plain: str, start: int) -> re.Match[str] | None:
    """Give the sign of a currency that stands in front of a number."""
    grammar, last = _grammar(), plain[max(0, start - 2) : start].rstrip(" ")[-1:]
    return grammar.sign.search(plain, max(0, start - 6), start) if last in grammar.sign_ends else None


def _rest(plain: str, behind: re.Match[str], lang: str) -> Amount | None:
    """Give what follows millions that have no currency: the thousands, with one."""
    led = _REST.match(plain, behind.end()) if behind["big"] and not behind["after"] else None
    m = _NUMBER.match(plain, led.end()) if led else None
    after = _grammar().behind.match(plain, m.end()) if m else None
    if m is None or after is None or not after["after"]:
        return None
    value = _scaled(number_value(m[0], lang, is_multiplied=bool(after["big"])), after)
    is_less = value < _grammar().multipliers[behind["big"]]
    return Amount(m.start(), after.end(), value, _currency([after["after"]])) if is_less else None


def _high_end(plain: str, low: re.Match[str], lang: str) -> int | None:
    """Say where the number is that "$2" belongs to in "$2 to $3 million": read alone it would be two dollars."""
    high = _grammar().high.match(plain, low.end())
    if high and number_value(low[0], lang) < number_value(high["number"], lang, is_multiplied=True):
        return high.start("number")
    return None


def _in_words(plain: str, lang: str) -> Iterator[Amount]:
    """Give amounts whose number is in words: "half a million", "deux millions et demi", "fifty dollars"."""
    for begin, end in _told(plain):
        more: Amount | None = None  # the millions before the thousands
        for number in _numbers_in(plain, begin, end, lang):
            behind = _grammar().behind_words.match(plain, number[1])
            if behind is None:
                continue
            amount = _joined(plain, more, _worded(number, behind))
            more = amount if behind["big"] and not (behind["after"] or behind["half"] or behind["more"]) else None
            is_told = _is_bare(plain, behind) or (behind["after"] and (behind["big"] or amount.value > 1))
            if is_told and _is_worded(behind[0]) and not is_weight(plain, behind, number[2]):
                yield amount


def _worded(number: tuple[int, int, Decimal], behind: re.Match[str]) -> Amount:
    half = Decimal("0.5") if behind["more"] else Decimal(0)
    return Amount(number[0], behind.end(), _scaled(number[2] + half, behind), _currency([behind["after"] or ""]))


def _joined(plain: str, more: Amount | None, amount: Amount) -> Amount:
    """Add thousands to the millions in front of them: "trois millions" and "cinq cent mille dollars"."""
    if more is None or plain[more.end : amount.start] not in _AND or amount.value >= _unit(more.value):
        return amount
    return amount._replace(start=more.start, value=more.value + amount.value)


def _unit(value: Decimal) -> Decimal:
    """Give the million or milliard that whole millions or milliards are counted in."""
    units = (Decimal(1000**power) for power in (4, 3, 2))
    return next((unit for unit in units if value % unit == 0), Decimal(0))


def _numbers_in(plain: str, begin: int, end: int, lang: str) -> list[tuple[int, int, Decimal]]:
    """Give the numbers in words of a stretch, and the fractions of a million."""
    parts = [(*m.span(), Decimal(_grammar().fractions[m[0]])) for m in _grammar().fraction.finditer(plain, begin, end)]
    return sorted([*parts, *((begin + s, begin + e, value) for s, e, value in word_runs(plain[begin:end], lang))])


def _told(plain: str) -> Iterator[tuple[int, int]]:
    """Give the stretches that a word of money ends, where no digit stands in front of it."""
    if not _is_worded(plain):
        return
    begin, end = 0, -1
    for m in _MONEY_WORD.finditer(plain):
        if plain[max(0, m.start() - 2) : m.start() - 1].isdigit():
            continue
        if m.start() - end > _LONGEST_IN_WORDS:
            if end > 0:
                yield begin, end
            begin = plain.rfind(" ", 0, max(0, m.start() - _LONGEST_IN_WORDS)) + 1
        end = m.end()
    if end > 0:
        yield begin, end


def _is_worded(plain: str) -> bool:
    return any(word in plain for word in _MONEY_WORDS)


def _currency(written: Iterable[str]) -> str:
    """Give the currency that signs and words name, "$" where only a dollar is, nothing where none is."""
    named = [_grammar().currencies[sign] for sign in written if sign]
    return next((name for name in reversed(named) if name != "$"), "$" if named else "")


def _is_bare(plain: str, behind: re.Match[str]) -> bool:
    """Say whether millions stand without a currency, and without a noun that they count."""
    is_long = behind["big"] is not None and len(behind["big"]) > 4 and behind["big"] not in ("mille", "thousand")
    return is_long and not behind["after"] and _grammar().bare_after.match(plain, behind.end()) is not None


def _scaled(value: Decimal, behind: re.Match[str]) -> Decimal:
    by = _grammar().multipliers[behind["big"]] if behind["big"] else 1
    value = (value + (Decimal("0.5") if behind["half"] else 0)) * by
    return value.to_integral_value() if value == value.to_integral_value() else value


def _qualified(plain: str, amount: Amount) -> Amount:
    """Give an amount with the words that qualify it."""
    start, qualifier = qualifier_before(plain, amount.start)
    end = amount.end
    if qualifier == "exact":
        end, qualifier = qualifier_behind(plain, end)
    return amount._replace(start=start, end=end, qualifier=qualifier)
