"""Withhold what tells who in a case that is treated as under a publication ban: a sexual offence, one against a child.

No school, employer, trade, family tie or exact age. In an arrest entry the whole text counts; elsewhere the sentences
that tell of a particular case.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from feeds.reading.withholding import ages
from feeds.reading.withholding.lexicon import phrases
from feeds.reading.withholding.sheet import Sheet

Stretch = tuple[int, int]

_CAP = r"[A-ZÀ-Þ][\w'’-]{0,30}\.?"
_CAPS = rf"{_CAP}(?:(?: (?:de la|de|du|des|la|le|les|of|the|and|et|&)(?: the)?)? ?(?:[dl]['’] ?)?-?{_CAP}){{0,7}}"
_BEHIND_SCHOOL = re.compile(
    rf"(?: [a-zéèàç]{{3,14}}){{0,2}}(?: (?:de la|de l['’]|de|du|des|d['’]|of))? ?(?P<name>{_CAPS})"
)
_BEFORE_SCHOOL = re.compile(rf"(?<!\w)(?P<name>{_CAP}(?:[ -](?:of |and |& )?{_CAP}){{0,6}}) \Z")
_LONGEST_NAME = 90
_SENTENCE = re.compile(r"[^.!?;\n]{0,400}(?:[.!?](?!\s|$)[^.!?;\n]{0,400}){0,6}(?:[.!?;\n]|$)")
_CHILD_AGE = re.compile(r"(?<![\d.,-])(?:\d|1[0-7])(?:[ -]years?[ -]olds?| ans(?! (?:de|d'|plus|apres|ferme)))")


def telling(sheet: Sheet, around: Sheet, names: Iterable[Stretch], *, is_arrest: bool) -> Iterator[Stretch]:
    """Give what tells who; ``around`` is the other field, ``names`` what is withheld already."""
    if is_arrest:
        if _is_protected(sheet) or _is_protected(around):
            yield from _stretches(sheet, 0, len(sheet.text))
    elif _has(sheet, "intimate"):
        starts = [start for start, _ in names]
        for sentence in _SENTENCE.finditer(sheet.folded):
            if _is_case(sentence, starts):
                yield from _stretches(sheet, *sentence.span())


def schooling(sheet: Sheet) -> Iterator[Stretch]:
    """Give the schools of sentences in which somebody goes to one."""
    for sentence in _SENTENCE.finditer(sheet.folded) if _has(sheet, "attending") else ():
        if phrases("attending").search(sentence[0]):
            for school in phrases("schools").finditer(sheet.folded, *sentence.span()):
                yield from _named(sheet.text[: sentence.end()], *school.span())


def _is_case(sentence: re.Match[str], starts: Iterable[int]) -> bool:
    """Say whether a sentence tells of a particular case of such an offence."""
    if not phrases("intimate").search(sentence[0]):
        return False
    is_named = any(sentence.start() <= start < sentence.end() for start in starts)
    return is_named or phrases("cases").search(sentence[0]) is not None


def _is_protected(sheet: Sheet) -> bool:
    """Say whether a text of a case speaks of a sexual offence, or of a child to whom something was done."""
    if _has(sheet, "intimate"):
        return True
    return _has(sheet, "harmed") and (_has(sheet, "young") or _CHILD_AGE.search(sheet.folded) is not None)


def _has(sheet: Sheet, name: str) -> bool:
    """Look for a phrase only where its first word stands."""
    return name in sheet.triggers and phrases(name).search(sheet.folded) is not None


def _stretches(sheet: Sheet, first: int, last: int) -> Iterator[Stretch]:
    folded = sheet.folded[:last]
    yield from ages.exact(sheet.folded, first, last)
    for pattern in (_trade(), _kin()):
        yield from (m.span(m.lastgroup or 0) for m in pattern.finditer(folded, first))
    for school in phrases("schools").finditer(folded, first):
        yield from _named(sheet.text, *school.span())
    for cue in phrases("employed").finditer(folded, first):
        if named := _employer().match(sheet.text[:last], cue.end()):
            yield named.span("name")


@cache
def _trade() -> re.Pattern[str]:
    """Match one person's trade: a single one, whoever it is."""
    return phrases("trades")


@cache
def _kin() -> re.Pattern[str]:
    """Match "son père", "the victim's uncle", "le beau-père de la victime"."""
    kin = phrases("kin").pattern
    whose = r"(?:(?<!\w)(?:son|sa|ses|leur|leurs|his|her|their|mon|ma|my)|'s?) (?:propre |own |ex-|former |late )?"
    whom = "victime|victim|plaignant|complainant|accuse|enfant|child|girl|boy|fillette"
    of = rf" (?:de|of) (?:la |l'|the |sa |son )?(?:jeune |young )?(?:{whom})"
    return re.compile(rf"{whose}(?P<whose>{kin})|(?P<of>{kin})(?={of})")


def _named(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Give the name behind "école" and the one in front of "High School", as written."""
    if behind := _BEHIND_SCHOOL.match(text, end):
        yield behind.span("name")
    head = max(0, start - _LONGEST_NAME)
    if before := _BEFORE_SCHOOL.search(text[head:start]):
        yield head + before.start("name"), head + before.end("name")


@cache
def _employer() -> re.Pattern[str]:
    return re.compile(rf" (?:the |la |le |l['’]|un |une |a )?(?:[a-zéèàç]{{2,14}} ){{0,2}}(?P<name>{_CAPS})")
