"""Find the places that no list has, by how a text speaks of them: "in …", "… County", "…-sur-…", "…, Ont.".

    a run of capitalised words -> none of them a person's or a plain word -> led to, or of a kind, as a place is

Such a place has no region, unless the text names it right behind.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from feeds.reading.geography import gazetteer
from feeds.reading.geography.around import HYPHENS, SIGNS, Word
from feeds.reading.geography.runs import Run, runs
from feeds.reading.geography.sightings import LIST, short_form
from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import listed

_ROAD = re.compile(
    r"(?<!\w)(?:(?:[Rr]oute|[Aa]utoroute|[Hh]ighway|Hwy|Interstate|[Nn]ationale|[Dd]épartementale) "
    r"(?:[ADN][ -]?)?\d{1,4}|(?:(?<=the )|(?<=l['’]))[AM]\d{1,3})(?![\w-])"
)
_ROADS = ("oute ", "ighway ", "Hwy ", "Interstate ", "ationale ", "épartementale ", "the A", "the M", "l'A", "l'M", "l’A", "l’M")
_CLOSES = re.compile(r"[,.;:)\n]|$| (?:and|et|or|ou|in|en|à|au|will|have|were|ont|sont) ")
_DEMONYM = re.compile(r"(?:ian|ish|ese|aid|care)$")
_LONG = re.compile(r"[^\W_]{4,}")
_MOST_SPACED, _LIST_GAP = 3, 7
_HEADLINE_SHARE, _HEADLINE_WORDS, _HEADLINE_REACH = 0.6, 4, 50
_NO_PLACE = ("capitals", "roles", "honorifics", "families", "operations", "streets_en", "streets_fr")


Span = tuple[int, int, str | None]  # start, end, region


def places(text: str, capitals: Sequence[Word], lang: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Give the places of a text beside those that were found already."""
    yield from _roads(text)
    at = last = 0
    for run in runs(text, capitals):
        while at < len(taken) and taken[at][1] <= run.start:
            last = taken[at][1]
            at += 1
        behind = taken[at] if at < len(taken) else None
        if behind is not None and behind[0] < run.end:
            continue
        if _may_be_one(run, last) and (place := _place(run, lang, last)) is not None:
            last = place.end
            yield place.start, place.end, _region(place, behind)


def _may_be_one(run: Run, last: int) -> bool:
    """Refuse most runs at little cost: nothing in front, behind or inside may tell a place."""
    if (last and run.start - last < _LIST_GAP) or run.lead in _last_of_leads():
        return True
    if run.after in _people() or _short(run):
        return True
    if run.size == 1:
        return False
    is_opening = run.opening in _listed("opening")
    return is_opening or "-" in run.name or not _last_of_kinds().isdisjoint(run.folded())


def _roads(text: str) -> Iterator[Span]:
    if any(road in text for road in _ROADS):
        yield from ((*m.span(), None) for m in _ROAD.finditer(text))


def _place(run: Run, lang: str, last: int) -> Run | None:
    """Give the words of a run that name a place, if they do; ``last`` is where the place in front ends."""
    if run.size > 1 and run.opening in _listed("opening"):
        run = run.cut(1, run.size)
    those = run.words()
    if is_given_name(those[0]):
        return None
    if (found := _of_kind(run)) is not None or _is_linked(run, those):
        return found or run
    if any(word in _stops() for word in those) or (len(those) == 1 and _DEMONYM.search(those[0])):
        return None
    return run if _short(run) or _is_led_to(run, those, lang, last) else None


def _of_kind(run: Run) -> Run | None:
    """Know "Cumberland County", and in "Cumberland County Council" the same."""
    kinds, those = _listed("kind"), run.folded()
    for at in range(len(those) - 1, 0, -1):
        if those[at] in kinds or f"{those[at - 1]} {those[at]}" in kinds:
            is_none = any(word in _bodies() or word in _listed("stop") for word in those[:at])
            return None if is_none else run.cut(0, at + 1)
    return None


def _is_linked(run: Run, those: Sequence[str]) -> bool:
    """Know "Semur-en-Auxois" and "Percé-Ouest": hyphens all through, a link inside or a side behind."""
    name = run.name
    if not any(sign in name for sign in HYPHENS) or " " in name or "\u00a0" in name or name.isupper():
        return False
    small = set(those) - set(run.folded())
    if small:
        return small <= _listed("link") and name[len(those[0])] in HYPHENS
    return those[-1] in _listed("side") and name[-len(those[-1]) - 1] in HYPHENS


def _is_led_to(run: Run, those: Sequence[str], lang: str, last: int) -> bool:
    text, name = run.text, run.name
    if any(word in _bodies() for word in those) or name.isupper() or text[run.end : run.end + 2] in ("'s", "’s"):
        return False
    if len(those) > _MOST_SPACED and " " in name:
        return False
    leads = run.leads()
    if not _listed("of").isdisjoint(leads):
        return True
    if _is_in_headline(run):
        return False
    return _is_in_list(run, last) or not _listed("fr" if lang == "fr" else "en").isdisjoint(leads) or _is_home(run)


def _is_in_list(run: Run, last: int) -> bool:
    """Know the second of "in …, … and …": a place in front, and behind it what ends a name or goes on with the list."""
    text = run.text
    is_next = last and run.start - last < _LIST_GAP and LIST.fullmatch(text, last, run.start) is not None
    return bool(is_next) and _CLOSES.match(text, run.end) is not None and run.name not in gazetteer.short_forms()


def _is_home(run: Run) -> bool:
    """Know the town of "A Billings man was …", where a line or an article opens it."""
    if run.after not in _people():
        return False
    is_opening = run.start == 0 or run.text[run.start - 1] == "\n"
    return is_opening or run.lead in ("a", "an", "the")


def _short(run: Run) -> str | None:
    return short_form(run.text, run.end) if run.text.startswith(",", run.end) else None


def _region(run: Run, behind: Span | None) -> str | None:
    """Give the region that stands right behind: "…, Ont.", "… (Ontario)"."""
    if (
        behind
        and behind[2]
        and run.text[run.end : behind[0]] in (", ", " (")
        and _is_region(run.text[behind[0] : behind[1]])
    ):
        return behind[2]
    return _short(run)


def _is_region(name: str) -> bool:
    found = gazetteer.index().get(gazetteer.key(name))
    return found is not None and found.is_wide


def _is_in_headline(run: Run) -> bool:
    """Say whether most words around are capitalised: there a capital says nothing."""
    reach = _LONG.findall(run.text, max(0, run.start - _HEADLINE_REACH), run.end + _HEADLINE_REACH)
    return len(reach) >= _HEADLINE_WORDS and sum(w[0].isupper() for w in reach) >= _HEADLINE_SHARE * len(reach)


@cache
def _listed(name: str) -> frozenset[str]:
    return gazetteer.phrases("unlisted", name)


@cache
def _people() -> frozenset[str]:
    return gazetteer.phrases("after", "people")


@cache
def _last_of_leads() -> frozenset[str]:
    return frozenset(lead.rpartition(" ")[2] for name in ("of", "fr", "en") for lead in _listed(name))


@cache
def _last_of_kinds() -> frozenset[str]:
    return frozenset(kind.rpartition(" ")[2] for kind in _listed("kind"))


@cache
def _stops() -> frozenset[str]:
    return frozenset().union(*(listed(name) for name in _NO_PLACE), _listed("stop"))


@cache
def _bodies() -> frozenset[str]:
    """Give the words of organisations' names: no place's, but for the kinds of place."""
    return (listed("heads") | listed("tails")) - {word for kind in _listed("kind") for word in kind.split(" ")}
