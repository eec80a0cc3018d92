"""Read when it happened, resolved by when it was published."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from feeds.model import Fact
from feeds.reading import vocabulary
from feeds.reading.counting.verbs import any_word
from feeds.reading.passage import Passage
from feeds.reading.wordset import places, words_in

_NAME = "tables/calendar.toml"
_NEAR = 110  # code points between a date and the act that it dates
_DATELINE = re.compile(r"\A[^!?\n]{0,120}?(?:\d{4}|/cnw|telbec)[^!?\n]{0,30}?(?: - |/ ?- ?|-/| -)")


_DAY = r"(?:1er|\d{1,2}(?:st|nd|rd|th|e)?)"
_NUMERIC = r"20\d\d-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]20\d\d"
_FIGURES = re.compile(rf"(?<!\d)(?:{_NUMERIC})(?!\d)")
_IN_FIGURES = ("/20", ".20", "-0", "-1", "-2", "-3")  # without one of them no date is written in figures
_LETTERS = re.compile("[a-z]+")
_DAY_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_WORD = re.compile(r"\w+")
_AHEAD, _CORE = 46, 14  # how far before its core word an expression begins, and what may stand in that word
_DATELINE_ENDS = 170
_SEASONS = ("printemps", "ete", "automne", "hiver", "spring", "summer", "fall", "autumn", "winter")
_CORES = (*_SEASONS, *(str(year) for year in range(1990, 2040)))
_SEASON = {
    "fr": "(?:au |a |en |de |durant |pendant )?(?:l'|le )?(?:printemps|ete|automne|hiver)(?: de)?",
    "en": "(?:in |during )?(?:the )?(?:spring|summer|fall|autumn|winter)(?: of)?",
}
_OPENERS = {
    "fr": ("aux", "au", "a", "durant", "pendant", "depuis", "l", "le", "les", "des", "de", "du", "entre", "dans", "la", "en", "in", "fin", "debut", "tot", "ce", "nuit", "journee", "soiree"),
    "en": ("the", "on", "during", "mid", "since", "from", "between", "in", "early", "late", "last", "earlier", "this", "past"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Calendar:
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
def _calendar(lang: str) -> _Calendar:
    months = {w: i for i, row in enumerate(vocabulary.section(_NAME, "months")[lang], 1) for w in row.split("|")}
    weekdays = {w: i for i, w in enumerate(vocabulary.section(_NAME, "weekdays")[lang])}
    relative = vocabulary.section(_NAME, "relative", lang)
    month, week = _month(lang), rf"(?:{_union(weekdays)})"
    several, one = (_french if lang == "fr" else _english)(month, week)
    aside = rf"(?: ?\((?:{one}|{week})\))?"
    parts = vocabulary.section(_NAME, "parts")
    before, part = (any_word(parts[name]) for name in ("before", "after"))
    loose = rf"(?:{_union(relative)}|(?:{before} )?{week}(?:,? {part})?){aside}"
    phrases = (*relative, *vocabulary.section(_NAME, "vague")[lang])
    listed = _union(vocabulary.section(_NAME, "vague")[lang])
    vague = (
        rf"{listed}|(?:en|in|fin|debut|early|late|last|mid|since|depuis)[ -]{month}(?: (?:dernier|\d{{4}}))?|mi-{month}"
        rf"|(?:{_SEASON[lang]}) (?:20\d\d|dernier)|(?P<year>(?:en|in) (?:19|20)\d\d)"
    )
    return _Calendar(
        expression=re.compile(
            rf"(?<!\w)(?:(?P<several>{several})|(?P<one>{one})|(?P<vague>{vague})|(?P<loose>{loose}))(?!\w)"
        ),
        months=months,
        weekdays=weekdays,
        relative=relative,
        longest=tuple(sorted(relative, key=len, reverse=True)),
        names=frozenset((*months, *weekdays, *_SEASONS, "mi", *(phrase for phrase in phrases if _WORD.fullmatch(phrase)))),
        openers=frozenset(_OPENERS[lang]),
        first=_firsts((*phrases, *_OPENERS[lang])),
        behind_day=frozenset((*months, *weekdays, "au", "et", "a", "le", "to", "and", "until", "through", "of")),
        core=frozenset((*months, *weekdays, *_CORES, *(_WORD.findall(phrase)[-1] for phrase in phrases))),
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


def event_date(passages: Sequence[Passage], lang: str, published: datetime | None) -> list[Fact]:
    """Give the date of the event: the first that stands by an act, past the dateline; a trial's or a crime's last."""
    found = [(p, m) for p in passages for m in _expressions(p, lang)]
    if not found:
        return []
    p, m = found[0] if len(found) == 1 else _nearest_to_act(found, lang, published)
    return [p.fact("event_date", resolve(m, lang, published) or p.text[m.start() : m.end()], *m.span())]


def _nearest_to_act(
    found: Sequence[tuple[Passage, re.Match[str]]], lang: str, published: datetime | None
) -> tuple[Passage, re.Match[str]]:
    """Choose the date of the lowest rank; of those the first sentence's, and there the one nearest to its act."""
    ranks = [
        (rank, p.field != "title", p.sentence_at(m.start())[0], gap, m.start())
        for p, m in found
        for rank, gap in (_rank(p, m, lang, published),)
    ]
    return found[ranks.index(min(ranks))]


def _expressions(passage: Passage, lang: str) -> Iterator[re.Match[str]]:
    """Give the dates of a passage past its dateline; they are looked for only around the words that every date holds."""
    calendar, plain = _calendar(lang), passage.plain
    cores = _cores(plain, calendar)
    done = _dateline_end(passage) if cores and cores[0] < _DATELINE_ENDS else 0
    for start, end in _stretches(plain, cores, done):
        words = [(m[0], m.start()) for m in _WORD.finditer(plain, start, end)]
        is_first = _beginnings([word for word, _ in words], calendar)
        for (_, at), may_begin in zip(words, is_first, strict=True):
            if may_begin and at >= done and (m := calendar.expression.match(plain, at)):
                done = m.end()
                yield m


def _beginnings(words: Sequence[str], calendar: _Calendar) -> list[bool]:
    """Say of each word whether a date may begin with it, by what is behind it: "le mardi", never "le conducteur"."""
    found: list[bool] = []
    behind, may_begin = "", False
    for word in reversed(words):
        if word in calendar.names:
            may_begin = True
        elif word[0].isdigit():
            may_begin = behind in calendar.behind_day or behind[:1].isdigit()
        else:
            follows = calendar.first.get(word)
            may_begin = follows is not None and (behind in follows or (word in calendar.openers and may_begin))
        found.append(may_begin)
        behind = word
    return found[::-1]


def _cores(plain: str, calendar: _Calendar) -> list[int]:
    cores = [at for word in calendar.core & words_in(plain) for at in places(plain, word)]
    if any(sign in plain for sign in _IN_FIGURES):
        cores += [m.start() for m in _FIGURES.finditer(plain)]
    return sorted(cores)


def _stretches(plain: str, cores: Iterable[int], done: int) -> Iterator[tuple[int, int]]:
    """Give the stretches in which a date may begin, from left to right, from word to word."""
    merged: list[tuple[int, int]] = []
    for at in cores:
        start = max(done, at - _AHEAD)
        if merged and start <= merged[-1][1]:
            start = merged.pop()[0]
        merged.append((start, at + _CORE))
    for start, end in merged:
        yield _past_word(plain, start) if start > done else start, _past_word(plain, end)


def _past_word(plain: str, at: int) -> int:
    while 0 < at < len(plain) and plain[at - 1].isalnum():
        at += 1
    return at


def _dateline_end(passage: Passage) -> int:
    """Say where a dateline ends, "MONTREAL, May 3, 2021 /CNW/ -"."""
    dateline = _DATELINE.match(passage.plain) if passage.field == "summary" else None
    return dateline.end() if dateline else 0


def _rank(passage: Passage, m: re.Match[str], lang: str, published: datetime | None) -> tuple[int, int]:
    """Say how far a date is from being the arrest's, 0 to 5, and how many code points part them."""
    start, end = passage.sentence_at(m.start())
    reach = max(start, m.start() - _NEAR), min(end, m.end() + _NEAR)
    if _is_to_come(m, lang, published):
        return 5, 0
    if m["year"] and not _beside_act(passage, m):
        return 5, 1
    other = _nearest(m, [(hit.start, hit.end) for hit in passage.hits("elsewhere")], reach)
    acts = [(act[0], act.span()) for act in _acts().finditer(passage.plain, *reach)]
    for rank, said in enumerate((_of_arrest(), None)):
        gap = _nearest(m, [span for act, span in acts if said is None or act in said], reach)
        if gap is not None and (other is None or gap <= other):
            return rank, gap
    return (3 if other is None else 4), 0


def _beside_act(passage: Passage, m: re.Match[str]) -> bool:
    """Say whether a mere year stands right behind an arrest: "épinglés en 2023"."""
    act = next(iter(_acts().finditer(passage.plain, max(0, m.start() - 14), m.start())), None)
    return act is not None and act[0] in _of_arrest()


def _nearest(m: re.Match[str], spans: Iterable[tuple[int, int]], reach: tuple[int, int]) -> int | None:
    """Say how many code points part a date from the nearest of some spans within its reach."""
    gaps = [max(m.start() - e, s - m.end(), 0) for s, e in spans if reach[0] <= s and e <= reach[1]]
    return min(gaps, default=None)


@cache
def _acts() -> re.Pattern[str]:
    listed = vocabulary.section(_NAME, "acts")
    return re.compile(any_word([*{*listed["arrest"], *listed["any"]}]))


@cache
def _of_arrest() -> frozenset[str]:
    return frozenset(act.partition("(")[0] for act in vocabulary.section(_NAME, "acts")["arrest"])


def _is_to_come(m: re.Match[str], lang: str, published: datetime | None) -> bool:
    found = resolve(m, lang, published)
    return bool(published and found and found[:10] > published.date().isoformat())


def resolve(m: re.Match[str], lang: str, published: datetime | None) -> str | None:
    """Turn an expression into an ISO date or interval, or None where no day follows."""
    anchor = published.date() if published else None
    if m["vague"]:
        return None
    if m["several"]:
        return _interval(m["several"], lang, anchor)
    found = _day(m[0], lang, anchor)
    return found.isoformat() if found else None


def _interval(words: str, lang: str, anchor: date | None) -> str | None:
    calendar = _calendar(lang)
    days = [int(d) for d in _DAY_NUMBER.findall(words)]
    months = [calendar.months[w] for w in _LETTERS.findall(words) if w in calendar.months]
    year = _year(words)
    if len(days) < 2 or not months:
        return None
    last = _dated(days[-1], months[-1], year, anchor)
    first = last and _dated(days[0], months[0], last.year - (months[0] > months[-1]), anchor)
    return f"{first.isoformat()}/{last.isoformat()}" if first and last and first <= last else None


def _day(words: str, lang: str, anchor: date | None) -> date | None:
    calendar = _calendar(lang)
    if _FIGURES.search(words):
        return _in_figures(words, lang)
    month = next((calendar.months[w] for w in _LETTERS.findall(words) if w in calendar.months), None)
    number = _DAY_NUMBER.search(words)
    if month and number:
        return _dated(int(number[1]), month, _year(words), anchor)
    if anchor is None:
        return None
    if number is None and not re.search(r"\d", words):
        for phrase in calendar.longest:
            if words.startswith(phrase):
                return anchor - timedelta(days=calendar.relative[phrase])
    weekday = next((i for w, i in calendar.weekdays.items() if w in words), None)
    return None if weekday is None else anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def _in_figures(words: str, lang: str) -> date | None:
    if iso := re.search(r"20\d\d-\d\d-\d\d", words):
        return _iso(iso[0])
    numeric = re.search(r"(\d{1,2})[/.](\d{1,2})[/.](20\d\d)", words)
    return _slashed(int(numeric[1]), int(numeric[2]), int(numeric[3]), lang) if numeric else None


def _slashed(first: int, second: int, year: int, lang: str) -> date | None:
    """Give a day written in figures, day first in French; in English only where one of them can be no month."""
    if lang == "fr" or first > 12:
        return _iso(f"{year}-{second:02}-{first:02}")
    return _iso(f"{year}-{first:02}-{second:02}") if second > 12 else None


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _year(words: str) -> int | None:
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", words)
    return int(found[0]) if found else None


def _dated(day: int, month: int, year: int | None, anchor: date | None) -> date | None:
    """Give a day; without a year, the last such day that is not more than a week after ``anchor``."""
    if year is None and anchor is None:
        return None
    years = [year] if year else [anchor.year + 1, anchor.year, anchor.year - 1] if anchor else []
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year or (anchor and found <= anchor + timedelta(days=7)):
            return found
    return None
