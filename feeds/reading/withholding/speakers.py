"""Tell private persons by how they are named and what stands around, in texts that are not about a case."""

import re
from functools import cache

from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import listed, phrases
from feeds.reading.withholding.offices import is_led_by
from feeds.reading.withholding.people import Run, has_age, has_office_beside, opens_with_initials, sentence_around
from feeds.reading.withholding.sheet import Is, Sheet

_APPOSITION = re.compile(r" ?[,(–-] ?((?:[^\s,]+ ){0,5}[^\s,]+)")
_SUM = re.compile(r"(?:[$€£]|\d ?m|millions?(?: de dollars)?|dollars) (?:a|pour|to|for) \Z")


def is_private(sheet: Sheet, run: Run) -> bool:
    """Say whether a name is a private person's: a person's by its make, and no office goes with it."""
    if not sheet.relatives.isdisjoint(range(*run)):
        return True
    if not _is_person(sheet, run) or _is_borne(sheet, run):
        return False
    if has_age(sheet, run):
        return True
    if _is_paid_body(sheet, run):
        return False
    if holds_office(sheet, run) or _acts_in_public(sheet, run):
        return False
    return _is_full_name(sheet, run) or _has_courtesy(sheet, run) or _is_told_of(sheet, run)


def holds_office(sheet: Sheet, run: Run) -> bool:
    """Say whether the sentence gives a name an office."""
    if is_led_by(sheet, run, "roles"):
        return True
    _, after = sentence_around(sheet, run)
    behind = _APPOSITION.match(after)
    if behind and _presides_over_little(behind[1]):
        return False
    if has_office_beside(sheet, run):
        return True
    return bool(behind and any(not behind[1].startswith("'s", m.end()) for m in phrases("roles").finditer(behind[1])))


def _presides_over_little(apposition: str) -> bool:
    """Say whether an office is one of volunteers: "présidente du club", "treasurer of the choir"."""
    found = phrases("volunteers").search(apposition)
    return found is not None and _little().match(apposition, found.end()) is not None


def _is_paid_body(sheet: Sheet, run: Run) -> bool:
    """Say whether a sum goes to one word that helps people: "64 M$ pour Iris, qui héberge des femmes"."""
    if run[1] - run[0] != 1:
        return False
    before, after = sentence_around(sheet, run)
    return _SUM.search(before) is not None and _who_helps().match(after) is not None


@cache
def _who_helps() -> re.Pattern[str]:
    return re.compile(rf",? (?:qui|which|that) {phrases('serves').pattern}")


@cache
def _little() -> re.Pattern[str]:
    of = r" (?:of |du |de |de la |de l'|d'une? |des )(?:the |an? |our |notre )?(?:\w+ )?"
    return re.compile(of + phrases("small_bodies").pattern)


def _is_person(sheet: Sheet, run: Run) -> bool:
    """Ask for a name's make: a courtesy title, a known given name, or two words of which one is no plain word."""
    if _has_courtesy(sheet, run) or is_given_name(sheet.words[run[0]].folded) or _is_kin(sheet, run):
        return True
    if run[1] - run[0] > 1 and sheet.words[run[0]].folded in listed("plain_given") and _is_told_of(sheet, run):
        return True
    return run[1] - run[0] > 1 and Is.NAME in sheet.kinds[run[0] : run[1]]


def _is_kin(sheet: Sheet, run: Run) -> bool:
    """Say whether what somebody is in private stands right before an unknown word: "her son Gethin"."""
    at = run[0] - 1
    return at >= 0 and sheet.is_beside(at) and sheet.words[at].folded in listed("private") and sheet.is_name(run[0])


def _is_paired(sheet: Sheet, run: Run) -> bool:
    """Say whether "and" ties a given name to another person's: "Gisette and Gus Zorbec"."""
    at = run[1]
    return at < len(sheet.words) and sheet.words[at].folded in ("et", "and") and sheet.is_name(at + 1)


def _is_full_name(sheet: Sheet, run: Run) -> bool:
    """Say whether a name is told in full: a given name and more, or two words or more that are in no dictionary."""
    kinds = [sheet.kinds[at] for at in range(*run) if sheet.kinds[at] is not Is.LOWER]
    if len(kinds) == 1 and is_given_name(sheet.words[run[0]].folded):
        return _is_paired(sheet, run)
    if len(kinds) < 2 or any(sheet.words[at].text[0].isdigit() for at in range(*run)):
        return False
    first = sheet.words[run[0]].folded
    if first in listed("plain_given") or _is_tied_given(sheet, run) or _is_initialled(sheet, run):
        return True
    if any(is_given_name(sheet.words[at].folded) for at in range(run[0], run[1] - 1)):
        return True
    return all(kind is Is.NAME for kind in kinds)


def _is_initialled(sheet: Sheet, run: Run) -> bool:
    """Say whether two initials open a name and an unknown word closes it: "X.Y. Zorbec"."""
    first, last = run
    pair = "".join(word.folded for word in sheet.words[first : first + 2])
    is_pair = opens_with_initials(sheet, first) and pair not in listed("abbreviations")
    return is_pair and last - first > 2 and sheet.is_name(last - 1)


def _is_tied_given(sheet: Sheet, run: Run) -> bool:
    """Take "Ok-Soon" in front of an unknown word for a given name, whatever its halves mean."""
    first = run[0]
    return (
        run[1] - first > 2
        and sheet.gap(first) in ("-", "‑")
        and sheet.is_beside(first + 1)
        and sheet.kinds[first + 2] is Is.NAME
        and not any(sheet.words[at].folded in listed("place_parts") for at in (first, first + 1))
    )


def _has_courtesy(sheet: Sheet, run: Run) -> bool:
    at = run[0] - 1
    while (
        at > 0 and sheet.joins(at) and sheet.words[at].folded in listed("particles") and not sheet.words[at].is_capital
    ):
        at -= 1
    return at >= 0 and sheet.joins(at) and sheet.words[at].is_capital and sheet.words[at].folded in listed("honorifics")


def _is_borne(sheet: Sheet, run: Run) -> bool:
    """Say whether an organisation, a place or a prize bears the name; behind "de" it is somebody's."""
    at = run[0] - 1
    if sheet.words[run[0]].folded in listed("bearers"):
        return True
    if at >= 0 and sheet.joins(at) and sheet.words[at].folded in ("de", "d", "of"):
        return at > 0 and sheet.words[at - 1].folded in listed("tributes")
    if at >= 0 and sheet.words[at].text in ("à", "to"):
        return False
    while at >= 0 and sheet.joins(at) and (sheet.words[at].folded in listed("links") or sheet.kinds[at] is Is.PLAIN):
        at -= 1
    if at >= 0 and sheet.joins(at) and sheet.words[at].folded in listed("bearers"):
        return True
    at = run[1]
    while at < len(sheet.words) and sheet.joins(at - 1) and sheet.words[at].is_capital:
        if sheet.words[at].folded in listed("bearers"):
            return True
        at += 1
    return False


@cache
def _close() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match, right before a name and right behind it, what a private person is or does."""
    words = f"(?:{phrases('private').pattern}|{phrases('speech').pattern})"
    beside = r"(?:[,:]? ?(?:de |d'|la |le |l'|the |of |a |an |par |by |que |une |un ){0,4})"
    article = r"(?:(?:une?|la|le|l'|a|an|the|who|qui|own|whose|dont) ?){0,2}"
    return re.compile(rf"{words}{beside}\Z"), re.compile(rf"[,\"”»]? ?{article}(?:[^\s,]+ ){{0,2}}?{words}")


def _is_told_of(sheet: Sheet, run: Run) -> bool:
    """Say whether a private role, a quotation or a case stands beside a name."""
    before, after = sentence_around(sheet, run)
    ahead, behind = _close()
    justice = phrases("justice")
    return bool(ahead.search(before[-60:]) or behind.match(after) or justice.search(before) or justice.search(after))


@cache
def _public_act() -> re.Pattern[str]:
    return re.compile(rf" ?(?:{phrases('public_acts').pattern})")


def _acts_in_public(sheet: Sheet, run: Run) -> bool:
    """Say whether a name is followed by what an office holder does: "announces", "dévoile"."""
    return _public_act().match(sentence_around(sheet, run)[1]) is not None
