"""Read for how many years a promise runs: "over three years", "42 months", "2024-2027", "until March 2028"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cache

from feeds.model import Fact
from feeds.reading import vocabulary
from feeds.reading.numbers import Number
from feeds.reading.passage import AGE, MONEY, NUMBER, OTHER, Passage

_NAME = "tables/periods.toml"
_MOST_YEARS, _MOST_LED_BY_FOR = 50, 15  # "has worked for 30 years" is no promise
_A_YEAR = {"mo": 12, "tr": 4, "qu": 4, "se": 2}  # by the first letters of what is counted: months, quarters, half-years
_BREAK = re.compile(rf"[.;:,(\n{MONEY}]")
_LED = re.compile(r"[\w-]+'?")
_YEAR = re.compile(r"20\d\d(?<![\w/.,-]....)(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    count: re.Pattern[str]
    lead: frozenset[str]
    filler: frozenset[str]
    nouns: frozenset[str]


@cache
def _grammar(lang: str) -> _Grammar:
    table, mark = vocabulary.section(_NAME, lang), f"[{NUMBER}{AGE}{OTHER}]+"
    return _Grammar(
        count=re.compile(
            rf"(?P<first>{mark})(?: ?(?:a|ou|et|to|or|-) ?(?P<last>{mark}))?"
            rf"(?P<more> et demie?| and a half)?{table['unit']}"
        ),
        lead=frozenset(table["lead"]),
        filler=frozenset(table["filler"]),
        nouns=frozenset(table["nouns"]),
    )


def period_facts(passage: Passage, numbers: Sequence[Number], lang: str, published: datetime | None) -> list[Fact]:
    """Give the stated durations and the stated years; "until 2029" counts from the year of publication."""
    found = [*_counted(passage, numbers, lang), *_phrases(passage), *_dated(passage, published)]
    kept: list[Fact] = []
    for fact in found:
        if not any(fact.start < other.end and other.start < fact.end for other in kept):
            kept.append(fact)
    return sorted(kept, key=lambda fact: fact.start)


def _period(passage: Passage, start: int, end: int, years: Decimal) -> Fact:
    return replace(passage.fact("period", "", start, end), value=years)


def _phrases(passage: Passage) -> Iterator[Fact]:
    for hit in passage.distinct("periods"):
        if not passage.plain.startswith(("-old", "-veteran"), hit.end):
            yield _period(passage, hit.start, hit.end, Decimal(hit.id))


def _counted(passage: Passage, numbers: Sequence[Number], lang: str) -> Iterator[Fact]:
    grammar, values = _grammar(lang), {n.start: n.value for n in numbers}
    for m in grammar.count.finditer(passage.marked):
        value = values.get(m.start("last" if m["last"] else "first"))
        start = None if value is None else _led_from(passage.marked, m, grammar)
        if value is None or start is None:
            continue
        years = (value + (Decimal("0.5") if m["half"] or m["more"] else Decimal(0))) / _parts(m["unit"])
        led_by_for = passage.plain.startswith(("for ", "pendant ", "pour "), start)
        if 0 < years <= (_MOST_LED_BY_FOR if led_by_for else _MOST_YEARS):
            yield _period(passage, start, m.end(), years.quantize(Decimal("0.01")).normalize())


def _parts(unit: str) -> int:
    """Say how many of a unit make a year."""
    return 1 if unit.startswith("sea") or unit == "saisons" else _A_YEAR.get(unit[:2], 1)


def _led_from(marked: str, m: re.Match[str], grammar: _Grammar) -> int | None:
    """Say where the words begin that make a number of years a duration, if there are any."""
    start = m.start() if "-year" in m[0] or "-month" in m[0] else None
    base = max(0, m.start() - 70)
    for word in reversed(list(_LED.finditer(marked, base, m.start()))[-7:]):
        if _BREAK.search(marked, word.end(), m.start()):
            break
        if word[0] in grammar.lead or (start is None and word[0] in grammar.nouns):
            start = word.start()
        elif word[0] not in grammar.filler:
            break
    return start


@cache
def _dates() -> dict[str, re.Pattern[str]]:
    months = "|".join(sorted(vocabulary.section(_NAME, "months"), key=len, reverse=True))
    day = rf"(?:(?:\d{{1,2}}(?:er|st|nd|rd|th)? )?(?:{months})\.? (?:\d{{1,2}}(?:st|nd|rd|th)?, )?)"
    season = (
        r"(?:(?:l'|la |le |the |mid-|early |late |spring|summer|fall|autumn|winter|printemps|ete|automne|hiver|fin "
        r"|end |de |d'|of |debut |milieu |annee|year|fiscal| ){0,8})"
    )
    return {
        "fiscal": re.compile(
            r"(?P<since>20\d\d) ?[-/] ?(?P<until>(?:20)?\d\d)(?:(?:,| et| and| &| a| to) 20\d\d ?[-/] ?(?P<last>(?:20)?"
            r"\d\d))?(?![\w/-])"
        ),
        "listed": re.compile(r"(?P<since>20\d\d)(?:, 20\d\d){0,5},? (?:et|and|&) (?P<until>20\d\d)(?!\w)"),
        "range": re.compile(
            rf"(?P<since>20\d\d) (?P<joint>a|to|au|and|et|until|through|through to|jusqu'en|jusqu'au|jusqu'a) "
            rf"(?P<day>{day})?(?P<until>20\d\d)(?!\w)"
        ),
        "from": re.compile(rf"(?<!\w)(?P<lead>between|entre|from|du|de|d'|since)? ?(?:le )?(?P<day>{day})?\Z"),
        "years": re.compile(
            r"(?<!\w)(?:pour |in |for |en )?(?:les |the )?(?:annees?|years?|exercices|saisons|seasons) \Z"
        ),
        "until": re.compile(
            rf"(?<!\w)(?:d'ici|jusqu'en|jusqu'a|jusqu'au|until|till|by|through|up to|end of)(?: to| a| au| la)? ?"
            rf"{season}{day}?\Z"
        ),
        "year": re.compile(
            r"(?<!\w)(?P<lead>pour|en|in|for|during|durant)(?: (?:l'|la |le |the |fiscal |budget )*(?:annee|an|exercice"
            r"|saison|periode|year|season|calendar year|fy))? \Z"
        ),
        "month": re.compile(months),
    }


def _dated(passage: Passage, published: datetime | None) -> Iterator[Fact]:
    done = 0
    for m in _YEAR.finditer(passage.plain):
        if m.start() >= done and (fact := _of_year(m, passage, published)):
            yield fact
            done = fact.end


def _of_year(m: re.Match[str], passage: Passage, published: datetime | None) -> Fact | None:
    """Read what a year opens or ends: "2024-25", "from 2024 to 2027", "until 2027", "for 2027"."""
    readers = (_fiscal, _listed, _ranged, _limited, _single)
    return next((fact for reader in readers if (fact := reader(m, passage, published))), None)


def _fiscal(m: re.Match[str], passage: Passage, published: datetime | None) -> Fact | None:
    fiscal = _dates()["fiscal"].match(passage.plain, m.start())
    if fiscal is None:
        return None
    until = _full(fiscal["last"] or fiscal["until"], fiscal["since"])
    return _span(passage, (_lead_of(passage.plain, m.start()), fiscal.end()), (fiscal["since"], until), published)


def _listed(m: re.Match[str], passage: Passage, published: datetime | None) -> Fact | None:
    listed = _dates()["listed"].match(passage.plain, m.start())
    years = _before(passage, m, "years")
    if listed is None or years is None:
        return None
    fact = _span(passage, (years.start(), listed.end()), (listed["since"], listed["until"]), published)
    return replace(fact, value=Decimal(int(listed["until"]) - int(listed["since"]) + 1)) if fact else None


def _ranged(m: re.Match[str], passage: Passage, published: datetime | None) -> Fact | None:
    ranged, ahead = _dates()["range"].match(passage.plain, m.start()), _before(passage, m, "from")
    is_pair = ranged is not None and ranged["joint"] in ("and", "et")
    if ranged is None or (is_pair and not (ahead and ahead["lead"] in ("between", "entre"))):
        return None
    start = ahead.start() if ahead else m.start()
    fact = _span(passage, (start, ranged.end()), (ranged["since"], ranged["until"]), published)
    return _by_months(fact, ahead["day"] if ahead else None, ranged["day"])


def _limited(m: re.Match[str], passage: Passage, published: datetime | None) -> Fact | None:
    limit = _before(passage, m, "until")
    return _span(passage, (limit.start(), m.end()), (None, m[0]), published) if limit else None


def _single(m: re.Match[str], passage: Passage, published: datetime | None) -> Fact | None:
    only = _before(passage, m, "year")
    if only is None or (published and int(m[0]) < published.year):
        return None
    if passage.plain.endswith(("e ", "es ", "ed "), 0, only.start()) and only["lead"] in ("en", "in"):
        return None  # "dévoilé en 2023": when it was told, not for how long
    return replace(_period(passage, only.start(), m.end(), Decimal(1)), since=m[0], until=m[0])


def _before(passage: Passage, m: re.Match[str], name: str) -> re.Match[str] | None:
    return _dates()[name].search(passage.plain, max(0, m.start() - 40), m.start())


def _lead_of(plain: str, start: int) -> int:
    lead = re.search(r"(?<!\w)(?:pour|en|de|in|for|during) \Z", plain[max(0, start - 10) : start])
    return start - len(lead[0]) if lead else start


def _full(year: str, since: str) -> str:
    return f"{since[: 4 - len(year)]}{year}"


def _span(
    passage: Passage, at: tuple[int, int], years: tuple[str | None, str], published: datetime | None
) -> Fact | None:
    """Make the fact of two years, unless it is over or its first is unknown."""
    (since, until), now = years, published.year if published else None
    begins = int(since) if since else now
    if begins is None or int(until) <= begins or (now is not None and int(until) < now):
        return None
    return replace(_period(passage, *at, Decimal(int(until) - begins)), since=since, until=until)


def _by_months(fact: Fact | None, first: str | None, last: str | None) -> Fact | None:
    """Count in months where both ends name one: from April 2023 to March 2025 are two years."""
    if fact is None or not first or not last or not fact.since or not fact.until:
        return fact
    months, month = vocabulary.section(_NAME, "months"), _dates()["month"]
    one, two = (months[m[0]] for text in (first, last) if (m := month.search(text)))
    count = (int(fact.until) - int(fact.since)) * 12 + two - one + 1
    return replace(fact, value=(Decimal(count) / 12).quantize(Decimal("0.01")).normalize())
