"""Tell private persons by what stands around a name, in texts that are not about an arrest."""

import re

from feeds.reading.given import is_given_name
from feeds.reading.lexicon import listed, phrases
from feeds.reading.people import Run, has_age, has_office_beside, sentence_around
from feeds.reading.sheet import Is, Sheet

_OFFICE_BEFORE = 90


def is_private(sheet: Sheet, run: Run) -> bool:
    """Say whether a name is a private person's: by title, age, quotation, role in life or in a case."""
    if _is_borne(sheet, run) or not _is_person(sheet, run):
        return False
    if has_age(sheet, run):
        return True
    if holds_office(sheet, run):
        return False
    return _has_courtesy(sheet, run) or _lives_or_speaks(sheet, run) or _is_in_a_case(sheet, run)


def holds_office(sheet: Sheet, run: Run) -> bool:
    """Say whether the sentence gives a name an office."""
    if has_office_beside(sheet, run):
        return True
    before, after = sentence_around(sheet, run, _OFFICE_BEFORE)
    if (led := list(phrases("roles").finditer(before))) and not phrases("former").search(
        before[: led[-1].start()][-12:]
    ):
        return not phrases("private").search(before[led[-1].end() :])
    behind = re.match(r" ?[,(–-] ?((?:[^\s,]+ ){0,5}[^\s,]+)", after)
    return bool(behind and phrases("roles").search(behind[1]))


def _is_person(sheet: Sheet, run: Run) -> bool:
    """Ask for a name's make: a courtesy title, a known given name, or two words of which one is no plain word."""
    kinds = [sheet.kinds[at] for at in range(*run)]
    if _has_courtesy(sheet, run) or is_given_name(sheet.words[run[0]].folded):
        return True
    return len(kinds) > 1 and Is.NAME in kinds


def _has_courtesy(sheet: Sheet, run: Run) -> bool:
    at = run[0] - 1
    while (
        at > 0 and sheet.joins(at) and sheet.words[at].folded in listed("particles") and not sheet.words[at].is_capital
    ):
        at -= 1
    return at >= 0 and sheet.joins(at) and sheet.words[at].is_capital and sheet.words[at].folded in listed("honorifics")


def _is_borne(sheet: Sheet, run: Run) -> bool:
    """Say whether an organisation, a place or a prize bears the name."""
    at = run[0] - 1
    while at >= 0 and sheet.joins(at) and (sheet.words[at].folded in listed("links") or sheet.kinds[at] is Is.PLAIN):
        at -= 1
    if at >= 0 and sheet.joins(at) and sheet.words[at].folded in listed("bearers"):
        return True
    inside = (sheet.words[i].folded in listed("bearers") for i in range(*run))
    return any(inside) or any(_is_tail(sheet, i) for i in range(run[1], min(run[1] + 4, len(sheet.words))))


def _is_tail(sheet: Sheet, at: int) -> bool:
    """Say whether a word ends an organisation's name that began with the one before it."""
    steps = range(at, at - 4, -1)
    return (
        sheet.words[at].is_capital
        and sheet.words[at].folded in listed("bearers")
        and sheet.joins(at - 1)
        and any(sheet.kinds[i - 1] is not Is.LOWER for i in steps if i > 0)
    )


def _lives_or_speaks(sheet: Sheet, run: Run) -> bool:
    before, after = sentence_around(sheet, run)
    beside = r"(?:[,:]? ?(?:de |d'|la |le |l'|the |of |a |an |par |by |que |une |un )*)"
    close = phrases("private").pattern, phrases("speech").pattern
    if any(re.search(rf"(?:{words}){beside}$", before) for words in close):
        return True
    article = r"(?:(?:une?|la|le|l'|a|an|the|who|qui|own|whose|dont) ?){0,2}"
    follows = rf"[,\"”»]? ?{article}(?:[^\s,]+ ){{0,2}}?(?:{close[0]}|{close[1]})"
    return re.match(follows, after) is not None


def _is_in_a_case(sheet: Sheet, run: Run) -> bool:
    before, after = sentence_around(sheet, run)
    return bool(phrases("justice").search(before) or phrases("justice").search(after))
