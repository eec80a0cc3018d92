"""Find the places that no list has, by how a text speaks of them: "in …", "… County", "…-sur-…", "…, Ont.".

    a run of capitalised words -> none of them a person's or a plain word -> led to, or of a kind, as a place is

Such a place has no region, unless the text names it right behind.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from feeds.reading.geography import gazetteer
from feeds.reading.geography.runs import SIGNS, Run, runs
from feeds.reading.geography.sightings import LIST
from feeds.reading.tokens import Words
from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import listed

_ROAD = re.compile(
    r"(?<!\w)(?:(?:[Rr]oute|[Aa]utoroute|[Hh]ighway|Hwy|Interstate|[Nn]ationale|[Dd]épartementale) "
    r"(?:[ADN][ -]?)?\d{1,4}|(?:(?<=the )|(?<=l['’]))[AM]\d{1,3})(?![\w-])"
)
_SHORT = re.compile(r", ((?:[^\W\d_][.-]{0,2}){1,8})(?=[.,;:)/]|\s?[–—(/-]|\s*$)")
_DIGIT = re.compile(r"[0-9]")
_CLOSES = re.compile(r"[,.;:)\n]|$| (?:and|et|or|ou|in|en|à|au|will|have|were|ont|sont) ")
_DEMONYM = re.compile(r"(?:ian|ish|ese|aid|care)$")
_MOST_SPACED, _LIST_GAP = 3, 7
_HEADLINE_SHARE, _HEADLINE_WORDS = 0.6, 4
_NO_PLACE = ("capitals", "roles", "honorifics", "families", "operations", "streets_en", "streets_fr")


Span = tuple[int, int, str | None]  # start, end, region


def places(text: str, words: Words, lang: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Give the places of a text beside those that were found already."""
    if _DIGIT.search(text):
        yield from ((*m.span(), None) for m in _ROAD.finditer(text))
    at = last = 0
    for run in runs(text, words):
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
    text, (start, end), beyond = run.text, (run.start, run.end), run.text[run.end : run.end + 1]
    if (run.first and run.bare(run.first - 1) in _last_of_leads()) or (last and start - last < _LIST_GAP):
        return True
    if (
        beyond == " "
        and run.last < len(run.words.spans)
        and (run.bare(run.last),) in gazetteer.phrases("after", "people")
    ):
        return True
    if beyond == "," and _is_short(run):
        return True
    if run.last - run.first == 1:
        return False
    is_opening = (run.bare(run.first),) in _listed("opening")
    return is_opening or "-" in text[start:end] or not _last_of_kinds().isdisjoint(run.folded())


def _place(run: Run, lang: str, last: int) -> Run | None:
    """Give the words of a run that name a place, if they do; ``last`` is where the place in front ends."""
    if run.last - run.first > 1 and (run.bare(run.first),) in _listed("opening"):
        run = run._replace(first=run.first + 1)
    those = run.folded()
    if is_given_name(those[0]):
        return None
    if (found := _of_kind(run, those)) is not None or _is_linked(run, those):
        return found or run
    if any(word in _stops() for word in those) or (len(those) == 1 and _DEMONYM.search(those[0])):
        return None
    return run if _is_short(run) or _is_led_to(run, those, lang, last) else None


def _of_kind(run: Run, those: Sequence[str]) -> Run | None:
    """Know "Cumberland County", and in "Cumberland County Council" the same."""
    kinds = _listed("kind")
    for at in range(len(those) - 1, 0, -1):
        if (those[at],) in kinds or (those[at - 1], those[at]) in kinds:
            is_none = any(word in _bodies() or (word,) in _listed("stop") for word in those[:at])
            return None if is_none else run._replace(last=run.first + at + 1)
    return None


def _is_linked(run: Run, those: Sequence[str]) -> bool:
    """Know "Semur-en-Auxois" and "Percé-Ouest": hyphens all through, a link inside or a side behind."""
    text, spans = run.text, run.words.spans[run.first : run.last]
    gaps = [text[left[1] : right[0]] for left, right in pairwise(spans)]
    if not gaps or not all(gap in SIGNS for gap in gaps) or text[run.start : run.end].isupper():
        return False
    small = [word for word, span in zip(those, spans, strict=True) if text[span[0]].islower()]
    is_side = (those[-1],) in _listed("side") and gaps[-1] in SIGNS[:2]
    return is_side if not small else all((word,) in _listed("link") for word in small) and gaps[0] in SIGNS[:2]


def _is_led_to(run: Run, those: Sequence[str], lang: str, last: int) -> bool:
    text, name = run.text, run.text[run.start : run.end]
    if any(word in _bodies() for word in those) or name.isupper() or text[run.end : run.end + 2] in ("'s", "’s"):
        return False
    if run.last - run.first > _MOST_SPACED and " " in name:
        return False
    if any(lead in _listed("of") for lead in _leads(run)):
        return True
    if _is_in_headline(run):
        return False
    return (
        _is_in_list(run, last)
        or any(lead in _listed("fr" if lang == "fr" else "en") for lead in _leads(run))
        or _is_home(run)
    )


def _is_in_list(run: Run, last: int) -> bool:
    """Know the second of "in …, … and …": a place in front, and behind it what ends a name or goes on with the list."""
    text, name = run.text, run.text[run.start : run.end]
    is_next = bool(last) and LIST.fullmatch(text, last, run.start) is not None
    return is_next and _CLOSES.match(text, run.end) is not None and name not in gazetteer.short_forms()


def _is_home(run: Run) -> bool:
    """Know the town of "A Billings man was …", where a line or an article opens it."""
    text, spans = run.text, run.words.spans
    if run.last >= len(spans) or text[run.end : spans[run.last][0]] != " ":
        return False
    if (run.bare(run.last),) not in _people():
        return False
    is_opening = run.start == 0 or text[run.start - 1] == "\n"
    return is_opening or run.words[run.first - 1].folded in ("a", "an", "the")


def _is_short(run: Run) -> bool:
    return _short(run) is not None


def _short(run: Run) -> str | None:
    found = _SHORT.match(run.text, run.end)
    return gazetteer.short_forms().get(re.sub(r"[.-]", "", found[1])) if found else None


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


def _leads(run: Run) -> Iterator[tuple[str, ...]]:
    """Give the one, two and three words in front, where only spaces and apostrophes part them."""
    right = run.start
    for at in range(run.first - 1, max(run.first - 4, -1), -1):
        if run.text[run.words.spans[at][1] : right].strip("'’ \u00a0"):
            return
        yield tuple(run.bare(each) for each in range(at, run.first))
        right = run.words.spans[at][0]


def _is_in_headline(run: Run) -> bool:
    """Say whether most words around are capitalised: there a capital says nothing."""
    spans = [span for span in run.words.spans[max(0, run.first - 8) : run.last + 8] if span[1] - span[0] > 3]
    capitals = sum(run.text[start].isupper() for start, _ in spans)
    return len(spans) >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * len(spans)


def _listed(name: str) -> frozenset[tuple[str, ...]]:
    return gazetteer.phrases("unlisted", name)


def _people() -> frozenset[tuple[str, ...]]:
    return gazetteer.phrases("after", "people")


@cache
def _last_of_leads() -> frozenset[str]:
    return frozenset(lead[-1] for name in ("of", "fr", "en") for lead in _listed(name))


@cache
def _last_of_kinds() -> frozenset[str]:
    return frozenset(kind[-1] for kind in _listed("kind"))


@cache
def _stops() -> frozenset[str]:
    return frozenset().union(*(listed(name) for name in _NO_PLACE), *_listed("stop"))


@cache
def _bodies() -> frozenset[str]:
    """Give the words of organisations' names: no place's, but for the kinds of place."""
    return (listed("heads") | listed("tails")) - {word for kind in _listed("kind") for word in kind}
