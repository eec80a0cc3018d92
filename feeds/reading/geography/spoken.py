"""Tell where a place is spoken of from where only its name stands: in a street's, a person's or another word."""

from functools import cache
from typing import NamedTuple

from feeds.reading.geography import around, gazetteer
from feeds.reading.geography.around import HYPHENS, SPACES, lead_word, word_at, word_before
from feeds.reading.geography.behind import (
    LIST,
    LONGEST_LIST_GAP,
    has_institution,
    is_dateline,
    is_followed_by_list,
    is_headline,
    opens_a_line,
    qualifier,
)
from feeds.reading.geography.sightings import Sighting
from feeds.reading.tokens import fold_word
from feeds.reading.withholding.given import is_given_name

_ELIDED = frozenset(("d", "l", "de", "du", "des", "la", "le", "les", "aux", "au"))
_BESIDE = frozenset((*SPACES, *HYPHENS))
_JOINS = frozenset((*"@#._/", *HYPHENS))
_SHORT_NAME = 2  # words: such a name may be a person's


def is_spoken_of(seen: Sighting, lang: str, *, is_wide_open: bool = False) -> bool:
    """Say whether a place is meant: not a part of a word or an address, a street, or a person.

    Wide open, more words lead to a place, too many to tell a place from a person by.
    """
    name = seen.one.name
    if not name.is_place or (name.is_doubtful and not _is_led_to(seen, lang, is_wide_open=is_wide_open)):
        return False
    return not (_is_inside_a_word(seen) or _is_a_street(seen, is_wide_open=is_wide_open) or _is_a_person(seen))


def _is_led_to(seen: Sighting, lang: str, *, is_wide_open: bool) -> bool:
    """Say whether the words around a name that may be another thing tell of a place."""
    listed = _leads_to("fr" if lang == "fr" else "en", is_wide_open=is_wide_open)
    if fold_word(seen.lead) in listed.last and not listed.whole.isdisjoint(seen.leads):
        return True
    if is_dateline(seen) or qualifier(seen) is not None:
        return True
    return is_wide_open and _is_known_by_more(seen)


def is_listed_behind(seen: Sighting, end: int) -> bool:
    """Say whether a name goes on with a list of places: the Delta of "in Surrey, Delta and New Westminster"."""
    one = seen.one
    if one.start - end > LONGEST_LIST_GAP or not one.name.is_place or LIST.fullmatch(seen.text, end, one.start) is None:
        return False
    return not _is_a_person(seen) and not is_given_name(one.name.words[0])


def _is_known_by_more(seen: Sighting) -> bool:
    """Know the town of "du Tchad", "A Billings man", and what only a headline or the long list of cities allows."""
    after = fold_word(seen.after)
    if after in _listed("after", "people") or is_headline(seen):
        return True
    if not seen.one.name.is_far:
        return not _listed("lead", "ours_fr").isdisjoint(seen.leads)
    words = seen.one.name.words
    if is_given_name(words[0]) or " ".join(words) in _listed("plain", "names"):
        return False
    if after in _listed("after", "local") or after in _listed("after", "kinds") or has_institution(seen):
        return True
    is_opening = opens_a_line(seen.text, seen.one.start)
    return is_opening and (after in _listed("after", "gets") or is_followed_by_list(seen))


def _is_inside_a_word(seen: Sighting) -> bool:
    """Refuse a part of an address, and a part of a longer name: the Talon of "Jean-Talon"."""
    text, (_, start, end) = seen.text, seen.one
    before, beyond = text[start - 1] if start else "", text[end : end + 1]
    if before in _JOINS:
        if before not in HYPHENS:
            return True
        joined = word_before(text, start)
        if joined and not _is_beside_another(seen, -1):
            return fold_word(joined) not in _listed("before", "joined")
    if beyond in _JOINS:
        if beyond not in HYPHENS:
            return beyond not in "#/" and text[end + 1 : end + 2].isalnum() and not text[end + 1].isupper()
        if not _is_beside_another(seen, 1):
            after = word_at(text, end + 1)
            return after[:1].isupper() and fold_word(after) not in _listed("after", "joined")
    return False


def _is_beside_another(seen: Sighting, step: int) -> bool:
    other = seen.number + step
    if not 0 <= other < len(seen.found):
        return False
    left, right = sorted((seen.one, seen.found[other]), key=lambda f: f.start)
    return right.start == left.end + 1


def _is_a_street(seen: Sighting, *, is_wide_open: bool) -> bool:
    """Refuse "rue de Laval" and "Laval Street"; wide open, "un hôtel de Laval" is in a place."""
    after = seen.capital_after
    if after[:1].isupper() and (bare := fold_word(after)) in _listed("after", "street"):
        return not (is_wide_open and bare in _listed("after", "institution"))
    lead, start = seen.lead, seen.one.start
    if fold_word(lead) not in _leads_to_street() if lead else seen.text[start - 2 : start] != ". ":
        return False
    return _is_behind_a_street(seen, is_wide_open=is_wide_open)


def _is_behind_a_street(seen: Sighting, *, is_wide_open: bool) -> bool:
    streets, at = _listed("before", "street"), seen.one.start
    for skipped in range(around.LONGEST_LEAD):
        at -= seen.text.startswith(". ", at - 2)  # "boul. Laval"
        written = lead_word(seen.text, at)
        word = fold_word(written)
        if word in streets:
            is_there = skipped and word in _listed("before", "house") and written[0].islower()
            return not (is_wide_open and is_there)
        if word not in _ELIDED:
            return False
        at -= len(written) + 1
    return False


def _is_a_person(seen: Sighting) -> bool:
    """Refuse a name behind a given name, and one that is a given name or a word before another name."""
    text, (name, start, _) = seen.text, seen.one
    if len(name.words) > _SHORT_NAME:
        return False
    if start and text[start - 1] in _BESIDE:
        before = seen.lead or (word_before(text, start) if text[start - 1] in HYPHENS else "")
        if before and not before[0].islower() and is_given_name(fold_word(before)):
            return True
    after = seen.capital_after
    if not after or not after[0].isalpha() or (len(after) > 1 and after.isupper()):
        return False
    bare = fold_word(after)
    if bare in _listed("unlisted", "kind"):
        return False
    if name.is_far and is_given_name(bare) and not _listed("lead", "office").isdisjoint(seen.leads):
        return False  # "Member for Zorby Jane Doe"
    return is_given_name(name.words[0]) or (name.is_doubtful and not (name.is_far and has_institution(seen)))


@cache
def _leads_to_street() -> frozenset[str]:
    return _listed("before", "street") | _ELIDED


class _Leads(NamedTuple):
    whole: frozenset[str]
    last: frozenset[str]  # their last words


@cache
def _leads_to(speech: str, *, is_wide_open: bool) -> _Leads:
    whole = _listed("lead", speech) | (_listed("lead", f"more_{speech}") if is_wide_open else frozenset())
    return _Leads(whole, frozenset(lead.rpartition(" ")[2] for lead in whole))


@cache
def _listed(section: str, name: str) -> frozenset[str]:
    return gazetteer.phrases(section, name)
