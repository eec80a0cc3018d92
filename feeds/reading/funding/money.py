"""Find amounts of money as they are written in French and English, digits or words, whatever the spaces.

A number, the sign before it, millions and a currency behind it, and the words that qualify it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from feeds.reading import vocabulary
from feeds.reading.numbers import word_runs
from feeds.reading.passage import Passage

_NAME = "tables/money.toml"
_DIGITS = r"\d{1,3}(?:[ ,.?']\d{3}){1,5}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,15}(?!\d)(?:[.,]\d{1,4}(?!\d))?"
_NUMBER = re.compile(rf"(?<![\w.,])(?:{_DIGITS})")
_RUNS_ON = re.compile(r"\w|[.,]\d")  # "$1e999", "$1.2.3"
_WORD = re.compile(r"\S+")
_WEIGHT = re.compile(r" of (?!fund|invest|public|government|new|extra|grant|support|money|cash|taxpayer)")
_FEW_POUNDS = 1000  # below it, "pounds" without a sign are a weight
_LOOK_BACK = 40  # code points in which the words that qualify a number are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount with its span in a passage, its qualifier's words included."""

    start: int
    end: int
    value: Decimal
    currency: str
    qualifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    multipliers: dict[str, int]
    currencies: dict[str, str]
    fractions: dict[str, str]
    sign: re.Pattern[str]
    behind: re.Pattern[str]
    behind_words: re.Pattern[str]
    fraction: re.Pattern[str]
    high: re.Pattern[str]
    bare_after: re.Pattern[str]


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=len, reverse=True))


@cache
def _grammar() -> _Grammar:
    multipliers, currencies = vocabulary.section(_NAME, "multipliers"), vocabulary.section(_NAME, "currencies")
    fractions = vocabulary.section(_NAME, "fractions")
    big = _alternatives(multipliers)
    long = _alternatives(w for w in multipliers if len(w) > 4 and w not in ("mille", "thousand"))
    signs = _alternatives(c for c in currencies if not c[0].isalpha() or c.endswith("$") or len(c) == 3)
    half = r"(?P<half> et demie?(?!\w)| and a half(?!\w))?"
    after = rf"(?:[ ?]{{0,2}}-?(?:de |d'|of )?(?P<after>{_alternatives(currencies)})(?!\w))?"
    glued = r"millions?(?!aire|em|th)|billions?(?!aire|em|th)"
    scaled = rf"[ ?]{{0,2}}-?(?P<big>(?:{big})(?![a-z])|{glued}){half}"
    return _Grammar(
        multipliers=multipliers,
        currencies=currencies,
        fractions=fractions,
        sign=re.compile(rf"(?<![\w.,$€£])(?P<sign>{signs}) ?\Z"),
        behind=re.compile(rf"(?:{scaled})?{after}"),
        behind_words=re.compile(rf"(?P<more> and a half| et demie?)?(?:[ -](?P<big>{long})(?!\w){half})?{after}"),
        fraction=re.compile(rf"(?<!\w)(?:{_alternatives(fractions)})(?=[ -](?:million|billion|milliard)s?(?!\w))"),
        high=re.compile(rf" ?(?:-|to|and|or|a|et|ou) ?(?:(?:{signs}) ?)?(?P<number>{_DIGITS}){scaled}"),
        bare_after=re.compile(vocabulary.document(_NAME)["bare_after"]),
    )


def find_amounts(passage: Passage, lang: str, home: str, *, in_money_context: bool) -> list[Amount]:
    """Find every amount of a passage, in order; ``home`` is the currency that "$" alone stands for."""
    found = sorted((*_in_digits(passage.plain, lang), *_in_words(passage.plain, lang)), key=lambda a: a.start)
    named = [a.currency for a in found if a.currency]
    kept, currency, end = [], named[0] if named else "$", 0
    for amount in found:
        currency = amount.currency or currency
        if amount.start >= end and (amount.currency or in_money_context):
            kept.append(replace(amount, currency=home if currency == "$" else currency))
            end = amount.end
    return kept


def _in_digits(plain: str, lang: str) -> Iterator[Amount]:
    """Give amounts whose number is in digits; the currency is empty where none is written."""
    grammar, range_of = _grammar(), (-1, "")
    for m in _NUMBER.finditer(plain):
        sign = grammar.sign.search(plain, max(0, m.start() - 6), m.start())
        behind = grammar.behind.match(plain, m.end())
        if behind is None:
            continue
        start = sign.start() if sign else m.start()
        written = [s for s in (sign["sign"] if sign else "", behind["after"]) if s]
        currency = _currency(written) or (range_of[1] if range_of[0] == m.start() else "")
        value = number_value(m[0], lang, is_multiplied=bool(behind["big"]))
        if not (currency or _is_bare(plain, behind)) or _is_weight(plain, behind, value):
            continue
        if not behind["big"] and not behind["after"]:
            if _RUNS_ON.match(plain, m.end()):
                continue
            if high := _high_end(plain, m, lang):
                range_of = (high, currency)
                continue
        yield _made(plain, start, behind.end(), _scaled(value, behind), currency)


def _high_end(plain: str, low: re.Match[str], lang: str) -> int | None:
    """Say where the number is that "$2" belongs to in "$2 to $3 million": read alone it would be two dollars."""
    high = _grammar().high.match(plain, low.end())
    if high and number_value(low[0], lang) < number_value(high["number"], lang, is_multiplied=True):
        return high.start("number")
    return None


def _in_words(plain: str, lang: str) -> Iterator[Amount]:
    """Give amounts whose number is in words: "half a million", "deux millions et demi", "fifty dollars"."""
    if not re.search(r"illi[ao]|dollar|euro|pounds|livres|francs", plain):
        return
    grammar = _grammar()
    parts = [(m.start(), m.end(), Decimal(grammar.fractions[m[0]])) for m in grammar.fraction.finditer(plain)]
    for start, end, value in (*parts, *word_runs(plain, lang)):
        behind = grammar.behind_words.match(plain, end)
        if behind is None or _is_weight(plain, behind, value):
            continue
        if _is_bare(plain, behind) or (behind["after"] and (behind["big"] or value > 1)):
            more = Decimal("0.5") if behind["more"] else Decimal(0)
            yield _made(plain, start, behind.end(), _scaled(value + more, behind), _currency([behind["after"] or ""]))


def _currency(written: Iterable[str]) -> str:
    """Give the currency that signs and words name, "$" where only a dollar is, nothing where none is."""
    named = [_grammar().currencies[sign] for sign in written if sign]
    return next((name for name in reversed(named) if name != "$"), "$" if named else "")


def _is_bare(plain: str, behind: re.Match[str]) -> bool:
    """Say whether millions stand without a currency, and without a noun that they count."""
    is_long = behind["big"] is not None and len(behind["big"]) > 4 and behind["big"] not in ("mille", "thousand")
    return is_long and not behind["after"] and _grammar().bare_after.match(plain, behind.end()) is not None


def _is_weight(plain: str, behind: re.Match[str], value: Decimal) -> bool:
    """Say whether pounds are a weight: "20 pounds", "2,000 pounds of", "a 40-pound"."""
    if behind["after"] not in ("pound", "pounds") or behind["big"]:
        return False
    return value < _FEW_POUNDS or "-" in behind[0] or _WEIGHT.match(plain, behind.end()) is not None


def _scaled(value: Decimal, behind: re.Match[str]) -> Decimal:
    by = _grammar().multipliers[behind["big"]] if behind["big"] else 1
    value = (value + (Decimal("0.5") if behind["half"] else 0)) * by
    return value.to_integral_value() if value == value.to_integral_value() else value


def number_value(written: str, lang: str, *, is_multiplied: bool = False) -> Decimal:
    """Read digits by the habits of a language: "1,500" is 1500 in English and 1.5 in French."""
    digits = re.sub("[ ?']", "", written)
    point = "," if lang == "fr" else "."
    group = "." if lang == "fr" else ","
    if digits.count(group) and not digits.count(point):
        is_decimal = digits.count(group) == 1 and not re.search(r"\D\d{3}\Z", digits)
        return Decimal(digits.replace(group, "." if is_decimal else ""))
    if digits.count(point) > 1 or (group in digits and not is_multiplied and re.search(r"\D\d{3}\Z", digits)):
        return Decimal(re.sub(r"\D", "", digits))
    return Decimal(digits.replace(group, "").replace(point, "."))


def _made(plain: str, start: int, end: int, value: Decimal, currency: str) -> Amount:
    start, qualifier = qualifier_before(plain, start)
    if qualifier == "exact":
        end, qualifier = _qualifier_behind(plain, end)
    return Amount(start=start, end=end, value=value, currency=currency, qualifier=qualifier)


def qualifier_before(plain: str, start: int) -> tuple[int, str]:
    """Say where a number begins with the words that qualify it, and how they do."""
    base = max(0, start - _LOOK_BACK, plain.rfind("\n", 0, start) + 1)
    words = [(m.start(), m[0]) for m in _WORD.finditer(plain, base, start)][-6:]
    names = _names("qualifiers")
    for first in range(len(words)):
        said = " ".join(word for _, word in words[first:])
        elided = said.partition("'")[2] if "'" in words[first][1] else ""  # "d'environ"
        for bare in (said.lstrip("(\"'«["), elided):
            at = words[first][0] + len(said) - len(bare)
            if bare in names and not plain[at - 1 : at].isalnum():
                return (start if names[bare] == "exact" else at), names[bare]
    return start, "exact"


def _qualifier_behind(plain: str, end: int) -> tuple[int, str]:
    """Say where an amount ends with the words behind it that qualify it: "or more", "au maximum"."""
    m = _behind().match(plain, end)
    return (m.end(), _names("qualifiers_behind")[m["said"]]) if m else (end, "exact")


@cache
def _names(table: str) -> dict[str, str]:
    return {word: name for name, words in vocabulary.section(_NAME, table).items() for word in words}


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf" ?(?P<said>{_alternatives(_names('qualifiers_behind'))})(?!\w)")
