"""Read for how many years a promise runs."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from feeds.model import Fact
from feeds.reading.numbers import Number
from feeds.reading.passage import AGE, NUMBER, Passage

_COUNT = f"(?P<years>[{NUMBER}{AGE}]+)"
_COUNTED = {
    "fr": re.compile(
        rf"(?<!\w)(?:sur|pendant|pour|durant|au cours des|d'une duree de|sur une periode de|repartis? sur) (?:les )?"
        rf"{_COUNT} (?:prochaines )?(?:ans|annees)(?!\w)"
        rf"|(?<!\w)(?P<one>sur un an|pour un an|pour une annee|pendant un an|par annee|par an|chaque annee"
        rf"|annuellement)(?!\w)"
    ),
    "en": re.compile(
        rf"(?<!\w)(?:over|for|during|across) (?:the )?(?:next "
        rf"|coming )?(?:a period of )?{_COUNT}[ -](?:fiscal )?years?(?!\w)"
        r"|(?<!\w)(?P<one>over one year|for another year|for one year|one-time|a year|per year|annually"
        r"|each year)(?!\w)"
    ),
}
_DATED = {
    "fr": re.compile(
        r"(?<!\w)(?:(?:pour |en |de )?(?P<since>20\d\d) ?[-/] ?(?P<to>(?:20)?\d\d)|(?:d'ici|jusqu'en"
        r"|jusqu'a) (?:mars |la fin de |fin )?(?P<until>20\d\d)"
        r"|(?:pour|en) (?P<year>20\d\d))(?![\w/-])"
    ),
    "en": re.compile(
        r"(?<!\w)(?:(?:in |for |during )?(?P<since>20\d\d) ?[-/] ?(?P<to>(?:20)?\d\d)|(?:by|until|through) (?:march "
        r"|the end of )?(?P<until>20\d\d)"
        r"|(?:in|for) (?P<year>20\d\d))(?![\w/-])"
    ),
}


def period_facts(passage: Passage, numbers: Sequence[Number], lang: str, published: datetime | None) -> list[Fact]:
    """Give the stated durations, else the stated years; "until 2029" counts from the year of publication."""
    values = {n.start: n.value for n in numbers}
    stated = []
    for m in _COUNTED[lang].finditer(passage.marked):
        years = 1 if m["one"] else values.get(m.start("years"))
        if years and years <= 50:
            stated.append(replace(passage.fact("period", "", *m.span()), value=Decimal(years)))
    return stated or [f for m in _DATED[lang].finditer(passage.plain) if (f := _dated(m, passage, published))]


def _dated(m: re.Match[str], passage: Passage, published: datetime | None) -> Fact | None:
    fact = passage.fact("period", "", *m.span())
    if m["year"] and re.search(r"(?:e|es|ed) \Z", passage.plain[: m.start()][-4:]):
        return None  # "dévoilé en 2023": when it was told, not for how long
    if m["year"]:
        return replace(fact, value=Decimal(1), since=m["year"], until=m["year"])
    since = m["since"] or (str(published.year) if published else None)
    until = m["until"] or f"{m['since'][: 4 - len(m['to'])]}{m['to']}"
    if since is None or int(until) <= int(since):
        return None
    return replace(fact, value=Decimal(int(until) - int(since)), since=m["since"], until=until)
