"""Whether an arrest is told as a fact: not as one denied, planned, possible, avoided or falsely reported."""

from functools import lru_cache

from feeds.reading.counting.agreement import is_denied
from feeds.reading.counting.verbs import shape
from feeds.reading.passage import Passage

_BEFORE = 120  # code points in front of a verb that are looked at
_AFTER = 60  # and behind it
_VERBS = 64  # that are remembered: one is filed in several lists
_HAVING = "avoir "  # begins what was heard, "nie [avoir arrêté]"
# To be due in court is to be charged, so "is expected to appear" is a fact.
_MERELY = ("could", "may", "might", "pourr")  # but not what could be faced there
_ARREST = ("arrest", "arret", "interpell", "apprehend", "etre arret", "be arrest")
_TO_COURT = ("appear", "compar", "face", "fera", "feront", "faire", "repond", "make")


@lru_cache(maxsize=_VERBS)
def is_fact(passage: Passage, start: int, end: int) -> bool:
    """Say whether what is told from one place to another did happen, as its sentence says."""
    return not any(is_not(passage, start, end) for is_not in (is_denied, _is_unreal, _is_none, _is_false, _is_rate))


@lru_cache(maxsize=_VERBS)
def is_earlier(passage: Passage, start: int) -> bool:
    """Say whether it was done before what is announced: "five were previously arrested"."""
    return bool(shape("earlier").search(passage.plain, max(0, start - _AFTER), start))


def _is_unreal(passage: Passage, start: int, end: int) -> bool:
    """Say whether it is only possible, planned or avoided: "could be charged", "nie avoir arrêté"."""
    start += len(_HAVING) * passage.plain.startswith(_HAVING, start)
    first = max(passage.sentence_at(start)[0], start - _BEFORE)
    if shape("unreal").search(passage.plain, first, start):
        return True
    is_court = passage.plain.startswith(_TO_COURT, start)
    unsure = shape("unsure").search(passage.plain, first, start)
    if unsure and (not is_court or unsure[0].startswith(_MERELY)):
        return True
    if passage.plain.startswith(_ARREST, start) and shape("awaited").search(passage.plain, first, start):
        return True
    return bool(shape("unsure_within").search(passage.plain, start, end))


def _is_none(passage: Passage, start: int, end: int) -> bool:
    """Say whether it is done to none of them: "none of the 12 was charged", not "none of those arrested was"."""
    first = max(passage.sentence_at(start)[0], start - _BEFORE)
    is_none = shape("none_of").search(passage.plain, first, start)
    return bool(is_none and not shape("then_told").match(passage.plain, end))


def _is_false(passage: Passage, start: int, end: int) -> bool:
    """Say whether the sentence calls it untrue: "reports that ... are false", "une fausse nouvelle affirme que"."""
    first, last = passage.sentence_at(start)
    if shape("untrue_before").search(passage.plain, max(first, start - _BEFORE), start):
        return True
    is_report = shape("report").search(passage.plain, max(first, start - _BEFORE), start)
    return bool(is_report and shape("untrue_after").search(passage.plain, end, min(last, end + _AFTER)))


def _is_rate(passage: Passage, start: int, end: int) -> bool:
    """Say whether it is a share of those arrested, "one in five people arrested", "une personne arrêtée sur cinq"."""
    first = max(passage.sentence_at(start)[0], start - _AFTER)
    is_behind = shape("rate_behind").match(passage.marked, end)
    return bool(is_behind or shape("rate_around").search(passage.marked, first, start))
