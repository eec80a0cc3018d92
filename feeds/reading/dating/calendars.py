"""How dates are written in a language: months, weekdays and phrases of ``tables/calendar.toml`` as one expression."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from feeds.reading import vocabulary
from feeds.reading.counting.verbs import any_word

_NAME = "tables/calendar.toml"
_DAY = r"(?:1er|\d{1,2}(?:st|nd|rd|th|e)?)"
_NUMERIC = r"20\d\d-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]20\d\d"
FIGURES = re.compile(rf"(?<!\d)(?:{_NUMERIC})(?!\d)")
_WORD = re.compile(r"\w+")
_YEARS = tuple(str(year) for year in range(1990, 2040))
_SEASON = {
    "fr": "(?:au |a |en |de |durant |pendant )?(?:l'|le )?<season>(?: de)?",
    "en": "(?:in |during )?(?:the )?<season>(?: of)?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The words of a language by which days are told, and the expression that they make."""

    expression: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, int]
    longest: tuple[str, ...]  # the relative phrases, the longest first
    names: frozenset[str]  # months, weekdays and the expressions of one word
    openers: frozenset[str]  # what may stand in front of a day or a weekday
    first: Mapping[str, frozenset[str]]  # the other words with which one may begin, and the words behind each
    behind_day: frozenset[str]  # what may stand behind the number of a day
    core: frozenset[str]  # the words of which every expression holds one, if it holds no figures alone


def _union(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=len, reverse=True))


@cache
def calendar_of(lang: str) -> Calendar:
    """Build the calendar of a language, "fr" or "en"."""
    months = {w: i for i, row in enumerate(vocabulary.section(_NAME, "months")[lang], 1) for w in row.split("|")}
    weekdays = {w: i for i, w in enumerate(vocabulary.section(_NAME, "weekdays")[lang])}
    relative = vocabulary.section(_NAME, "relative", lang)
    month, week = _month(lang), rf"(?:{_union(weekdays)})"
    several, one = (_french if lang == "fr" else _english)(month, week)
    aside = rf"(?: ?\((?:{one}|{week})\))?"
    parts = vocabulary.section(_NAME, "parts")
    before, part = (any_word(parts[name]) for name in ("before", "after"))
    less = rf"(?!(?<=matin),? {week})"  # "au petit matin, mardi" is one date, the weekday's
    loose = rf"(?:(?:{_union(relative)}){less}|(?:{before} )?{week}(?:,? {part})?){aside}"
    phrases = (*relative, *vocabulary.section(_NAME, "vague")[lang])
    openers, seasons = (vocabulary.section(_NAME, name)[lang] for name in ("openers", "seasons"))
    season = _SEASON[lang].replace("<season>", any_word(seasons))
    listed = _union(vocabulary.section(_NAME, "vague")[lang])
    vague = (
        rf"{listed}|(?:en|in|fin|debut|early|late|last|mid|since|depuis)[ -]{month}(?: (?:dernier|\d{{4}}))?|mi-{month}"
        rf"|{season} (?:20\d\d|dernier)|(?P<year>(?:en|in) (?:19|20)\d\d)"
    )
    return Calendar(
        expression=re.compile(
            rf"(?<!\w)(?:(?P<several>{several})|(?P<one>{one})|(?P<vague>{vague})|(?P<loose>{loose}))(?!\w)"
        ),
        months=months,
        weekdays=weekdays,
        relative=relative,
        longest=tuple(sorted(relative, key=len, reverse=True)),
        names=frozenset(
            (*months, *weekdays, *seasons, "mi", *(phrase for phrase in phrases if _WORD.fullmatch(phrase)))
        ),
        openers=frozenset(openers),
        first=_firsts((*phrases, *openers)),
        behind_day=frozenset((*months, *weekdays, "au", "et", "a", "le", "to", "and", "until", "through", "of")),
        core=frozenset((*months, *weekdays, *seasons, *_YEARS, *(_WORD.findall(phrase)[-1] for phrase in phrases))),
    )


def _firsts(phrases: Iterable[str]) -> dict[str, frozenset[str]]:
    """Give the first word of each phrase and the words behind it."""
    found: dict[str, set[str]] = {}
    for phrase in phrases:
        first, *rest = _WORD.findall(phrase)
        found.setdefault(first, set()).update(rest[:1])
    return {word: frozenset(follows) for word, follows in found.items()}


def _month(lang: str) -> str:
    """Give the pattern of a month; a short one may have its dot, a full one never the sentence's."""
    listed = [row.split("|") for row in vocabulary.section(_NAME, "months")[lang]]
    short = _union(w for row in listed for w in row[1:])
    return rf"(?:{_union(row[0] for row in listed)}|(?:{short})(?!\w)\.?)"


def _french(month: str, week: str) -> tuple[str, str]:
    """Give the forms of an interval and of a day: "du 23 au 26 janvier", "le mardi 9 mars 2021"."""
    year, on = r"(?: \d{4})?", rf"(?:le )?(?:{week} )?(?:le )?"
    one = rf"{on}{_DAY} {month}{year}|{_NUMERIC}"
    opening = rf"(?:(?:du|entre le|entre|les|des|de) )?(?:{week} )?{_DAY}(?: {month})?{year}(?:, (?:le )?{_DAY}){{0,3}}"
    on_the = r"(?:les |(?:dans )?la nuit (?:du|de) |de |du |entre )?"
    days = rf"{on_the}{week} (?:et|a|au) (?:le )?{week}(?: {_DAY} {month})?(?: derniers?| matin| soir)?"
    several = rf"{opening} (?:au|et|et le|a) (?:le )?(?:{week} )?{_DAY} {month}{year}|{days}"
    return several, one


def _english(month: str, week: str) -> tuple[str, str]:
    """Give the forms of an interval and of a day: "February 17-28, 2025", "Wednesday, 17 June"."""
    year, on, to = r"(?:,? \d{4})?", rf"(?:{week},? (?:the )?)?", r" ?(?:-|to|and|until|through) ?"
    one = rf"{on}(?:{month} {_DAY}{year}|(?:the )?{_DAY} (?:of )?{month}{year})|{_NUMERIC}"
    several = (
        rf"(?:(?:from|between) )?{on}(?:{month} {_DAY}{to}{on}(?:{month} )?{_DAY}{year}"
        rf"|{_DAY}(?: {month})?{to}{on}{_DAY} {month}{year})|{week} (?:and|to) {week}(?: {_DAY} {month})?"
    )
    return several, one
