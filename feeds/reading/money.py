"""Find amounts of money as they are written in French and English, digits or words, whatever the spaces."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from urllib.parse import urlsplit

from feeds.model import Text
from feeds.reading import patterns, vocabulary
from feeds.reading.numbers import word_runs
from feeds.reading.passage import Passage, fold

_NUMBER = r"(?P<number>\d{1,3}(?:[ ,.?']\d{3}){1,5}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,15}(?!\d)(?:[.,]\d{1,4}(?!\d))?)"
_CLEAR = r"(?<![\w.,$€£])"
_BARE_AFTER = re.compile(
    r"(?= *(?:[,.;:!?)\"»|-]|\Z|\n| (?:pour|a|au|aux|dans|sur|en|par|de plus|d'ici|afin|et|est|sont|iront|ira"
    r"|supplementaires?|additionnels?|to|for|over)\b))"
)


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
    amount: re.Pattern[str]
    bare: re.Pattern[str]
    words: re.Pattern[str]
    multipliers: dict[str, int]
    currencies: dict[str, str]
    qualifiers: list[tuple[re.Pattern[str], str]]
    context: re.Pattern[str]


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=len, reverse=True))


@cache
def _grammar() -> _Grammar:
    name = "tables/money.toml"
    multipliers = vocabulary.section(name, "multipliers")
    currencies = vocabulary.section(name, "currencies")
    big = _alternatives(multipliers)
    long = _alternatives(w for w in multipliers if len(w) > 4 and w not in ("mille", "thousand"))
    money = _alternatives(currencies)
    before = _alternatives(c for c in currencies if not c[0].isalpha() or c.endswith("$") or len(c) == 3)
    number = rf"{_NUMBER}(?: ?-?(?P<big>{big})(?![a-z]))?"
    after = rf"(?: ?-?(?:de |d'|of )?(?P<after>{money})(?!\w))"
    led = rf"{_CLEAR}(?P<before>{before}) ?{number}{after.replace('<after>', '<twice>')}?"
    amount = rf"(?:{led})|(?:{_CLEAR}{_again(number + after)})"
    return _Grammar(
        amount=re.compile(amount),
        bare=re.compile(rf"{_CLEAR}{_NUMBER} (?P<big>{long})(?!\w)"),
        words=re.compile(rf" (?P<big>{long})(?: et demie?)? ?(?:de |d'|of )?(?P<after>{money})(?!\w)"),
        multipliers=multipliers,
        currencies=currencies,
        qualifiers=_qualifiers(vocabulary.section(name, "qualifiers")),
        context=patterns.any_of(vocabulary.section(name, "context")["words"]),
    )


def _again(expression: str) -> str:
    """Rename the groups of an expression that stands a second time in another."""
    return expression.replace("<number>", "<number2>").replace("<big>", "<big2>").replace("<after>", "<after2>")


def _qualifiers(table: dict[str, list[str]]) -> list[tuple[re.Pattern[str], str]]:
    pairs = sorted(((w, name) for name, words in table.items() for w in words), key=lambda p: -len(p[0]))
    return [(re.compile(rf"(?<!\w){re.escape(w)} ?\Z"), name) for w, name in pairs]


def qualifier_before(plain: str, start: int) -> tuple[int, str]:
    """Say where a number begins with the words that qualify it, and how they do."""
    before = plain[max(0, start - 40) : start]
    for pattern, name in _grammar().qualifiers:
        if found := pattern.search(before):
            return start - len(before) + found.start(), name
    return start, "exact"


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


def home_currency(text: Text) -> str:
    """Guess whose dollar it is from the publisher's address and name and the text; Canada's unless another shows."""
    host = _host(text.url)
    for currency, hosts, _ in _homes():
        if host.endswith(hosts):
            return currency
    for words in (text.publisher or "", f"{text.title}\n{text.summary[:2000]}"):
        for currency, _, pattern in _homes():
            if pattern.search(fold(words)):
                return currency
    return "CAD"


def _host(url: str | None) -> str:
    """Give the host of an address, or nothing for one that is none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


@cache
def _homes() -> list[tuple[str, tuple[str, ...], re.Pattern[str]]]:
    shape = {"currency": str, "hosts": list, "words": list}
    found = vocabulary.rows("tables/money.toml", "home", shape)
    return [(r["currency"], tuple(r["hosts"]), patterns.any_of(r["words"])) for r in found]


def find_amounts(passage: Passage, lang: str, home: str, *, in_money_context: bool) -> list[Amount]:
    """Find every amount of a passage, in order; ``home`` is the currency that "$" alone stands for."""
    grammar, plain = _grammar(), passage.plain
    found = [_amount(m, plain, lang, home) for m in grammar.amount.finditer(plain)]
    found += _in_words(plain, lang, home)
    if in_money_context:
        taken = [(a.start, a.end) for a in found]
        for m in grammar.bare.finditer(plain):
            if _BARE_AFTER.match(plain, m.end()) and not any(s <= m.start() < e for s, e in taken):
                found.append(_make(plain, m.start(), m.end(), _scaled(m["number"], m["big"], lang), home))
    return sorted(found, key=lambda a: a.start)


def is_money_context(passages: Iterable[Passage]) -> bool:
    """Say whether "19 millions" alone can be money here."""
    return any(_grammar().context.search(p.plain) for p in passages)


def _amount(m: re.Match[str], plain: str, lang: str, home: str) -> Amount:
    number, big = m["number"] or m["number2"], m["big"] or m["big2"]
    symbols = [_grammar().currencies[s] for s in (m["before"], m["twice"], m["after2"]) if s]
    named = [s for s in symbols if s != "$"]
    return _make(plain, m.start(), m.end(), _scaled(number, big, lang), named[-1] if named else home)


def _scaled(number: str, big: str | None, lang: str) -> Decimal:
    value = number_value(number, lang, is_multiplied=bool(big)) * (_grammar().multipliers[big] if big else 1)
    return value.to_integral_value() if value == value.to_integral_value() else value


def _make(plain: str, start: int, end: int, value: Decimal, currency: str) -> Amount:
    start, qualifier = qualifier_before(plain, start)
    return Amount(start=start, end=end, value=value, currency=currency, qualifier=qualifier)


def _in_words(plain: str, lang: str, home: str) -> list[Amount]:
    grammar, found = _grammar(), []
    for start, end, value in word_runs(plain, lang):
        if not (m := grammar.words.match(plain, end)):
            continue
        currency = grammar.currencies[m["after"]]
        scaled = value * grammar.multipliers[m["big"]]
        found.append(_make(plain, start, m.end(), scaled, home if currency == "$" else currency))
    return found
