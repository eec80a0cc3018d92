"""Find the places that no list has, by how a text speaks of them: "in …", "… County", "…-sur-…", "…, Ont.".

    a run of capitalised words -> none of them a person's or a plain word -> led to, or of a kind, as a place is

Such a place has no region, unless the text names it right behind.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from feeds.reading.geography import gazetteer
from feeds.reading.geography.around import HYPHENS, Word, lead_word, word_after, word_before
from feeds.reading.geography.behind import LIST, LONGEST_LIST_GAP, opens_a_line, short_form
from feeds.reading.geography.roads import roads
from feeds.reading.geography.runs import Run, runs
from feeds.reading.tokens import fold_word
from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import listed

_ARTICLES_FR = ("la", "le", "les", "l")
_BETWEEN = ("between", "entre")
_ARTICLES = ("a", "an", "the", "A", "An", "The")
_CLOSES = re.compile(r"[,.;:)\n]|$| (?:and|et|or|ou|in|en|à|au|will|have|were|ont|sont) ")
_DEMONYM = re.compile(r"(?:ian|ish|ese|aid|care)$")
_MOST_SPACED = 3
_NO_PLACE = ("capitals", "roles", "honorifics", "families", "operations", "streets_en", "streets_fr")


Span = tuple[int, int, str | None]  # start, end, region


def places(text: str, capitals: Sequence[Word], lang: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Give the places of a text beside those that were found already."""
    lang = "fr" if lang == "fr" else "en"
    yield from ((start, end, None) for start, end in roads(text, capitals))
    at = last = 0
    leads, tails = _last_of_leads(), _tails()
    for first, end in runs(text, capitals):
        start, stop = capitals[first][0], capitals[end - 1][1]
        while at < len(taken) and taken[at][1] <= start:
            last = taken[at][1]
            at += 1
        behind = taken[at] if at < len(taken) else None
        if behind is not None and behind[0] < stop:
            continue
        if end == first + 1 and _is_plain(capitals[first][2]) and not _is_of_a_kind(text, stop):
            continue
        run = Run(text, capitals, first, end)
        if run.size > 1 and _is_no_place(run):
            continue
        is_near = last and start - last < LONGEST_LIST_GAP
        if (is_near or _may_be_one(run, leads, tails)) and (place := _place(run, lang, last, behind)) is not None:
            last = place.end
            yield place.start, place.end, _region(place, behind)


def _may_be_one(run: Run, last_of_leads: frozenset[str], tails: frozenset[str]) -> bool:
    """Refuse most runs at little cost: nothing in front, behind or inside may tell a place."""
    text, start, end = run.text, run.start, run.end
    if start and fold_word(lead_word(text, start)) in last_of_leads:
        return True
    behind = text[end : end + 1]
    if (behind == " " and run.after in tails) or (behind == "," and _short(run)):
        return True
    if text.startswith(", ", start - 2) and _is_behind_a_street(run):
        return True
    if run.size == 1:
        return False
    return run.opening in _listed("opening") or "-" in run.name or not _last_of_kinds().isdisjoint(run.folded())


def _is_of_a_kind(text: str, end: int) -> bool:
    """Say whether a kind of place stands behind: "the Hunter region"."""
    return text.startswith(" ", end) and fold_word(word_after(text, end)) in _after("kinds")


def _is_no_place(run: Run) -> bool:
    """Refuse a run for its words: a given name in front, or a plain word without a kind of place and a hyphen."""
    written = run.written()
    if run.opening in _listed("opening"):
        return False
    article = run.opening in _ARTICLES_FR
    return is_given_name(run.opening) or (
        any(map(_is_plain, written[article:])) and "-" not in run.name and _last_of_kinds().isdisjoint(run.folded())
    )


@lru_cache(maxsize=50_000)
def _is_plain(word: str) -> bool:
    """Say whether a word as written is a given name, or one that no name of a place holds but behind a kind."""
    bare = fold_word(word)
    return bare in _stops() or is_given_name(bare)


def _place(run: Run, lang: str, last: int, behind: Span | None) -> Run | None:
    """Give the words of a run that name a place, if they do; one place ends at ``last``, the next is ``behind``."""
    if run.size > 1 and run.opening in _listed("opening"):
        run = run.cut(1, run.size)
    those = run.words() if run.size > 1 else [run.opening]
    if is_given_name(those[0]):
        return run if run.size == 1 and run.after in _after("kinds") else None
    if run.size > 1 and ((found := _of_kind(run)) is not None or _is_linked(run, those)):
        return found or run
    if not _stops().isdisjoint(those[those[0] in _ARTICLES_FR and len(those) > 1 :]) or _is_demonym(those):
        return None
    is_led = _short(run) or _is_led_to(run, those, lang, last) or _is_in_list_before(run, behind)
    return run if is_led else None


def _is_demonym(those: Sequence[str]) -> bool:
    return len(those) == 1 and _DEMONYM.search(those[0]) is not None


def _is_in_list_before(run: Run, behind: Span | None) -> bool:
    """Know the first of "entre Zorbeuil et Laval" and "between Zorbridge and Leeds"."""
    if (
        behind is None
        or (run.size > 1 and " " in run.name)
        or behind[0] - run.end > LONGEST_LIST_GAP
        or fold_word(lead_word(run.text, run.start)) not in _BETWEEN
    ):
        return False
    return LIST.fullmatch(run.text, run.end, behind[0]) is not None and not _is_a_body(run, run.words())


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
    if those[0] in _listed("old") and name[len(those[0])] in HYPHENS:
        return _stops().isdisjoint(those) and _bodies().isdisjoint(those)
    return those[-1] in _listed("side") and name[-len(those[-1]) - 1] in HYPHENS


def _is_led_to(run: Run, those: Sequence[str], lang: str, last: int) -> bool:
    leads = run.leads()
    is_of = not _listed("of").isdisjoint(leads)
    is_led = is_of or not _listed(lang).isdisjoint(leads)
    if not (is_led or _is_in_list(run, last) or _is_home(run) or _is_behind_a_street(run)):
        return False
    return not _is_a_body(run, those) and (is_of or not run.is_in_headline())


def _is_a_body(run: Run, those: Sequence[str]) -> bool:
    """Refuse what is an organisation's name, an acronym, an owner's or too long for a town's."""
    text, name = run.text, run.name
    if not _bodies().isdisjoint(those) or name.isupper() or text[run.end : run.end + 2] in ("'s", "’s"):
        return True
    return len(those) > _MOST_SPACED and " " in name


def _is_in_list(run: Run, last: int) -> bool:
    """Know the second of "in …, … and …": a place in front, and behind it what ends a name or goes on with the list."""
    text = run.text
    is_next = last and run.start - last < LONGEST_LIST_GAP and LIST.fullmatch(text, last, run.start) is not None
    return bool(is_next) and _CLOSES.match(text, run.end) is not None and run.name not in gazetteer.short_forms()


def _is_home(run: Run) -> bool:
    """Know the town of "A Billings man was …", where a line or an article opens it."""
    after = run.after
    if after in _after("kinds"):
        return True
    is_opening = opens_a_line(run.text, run.start) or lead_word(run.text, run.start) in _ARTICLES
    return is_opening and after in _after("people")


def _is_behind_a_street(run: Run) -> bool:
    """Know the part of a town in "Zorby Drive, Zorbridge"."""
    if run.text[run.start - 2 : run.start] != ", ":
        return False
    street = word_before(run.text, run.start - 1)
    return street[:1].isupper() and fold_word(street) in _streets()


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


@cache
def _listed(name: str) -> frozenset[str]:
    return gazetteer.phrases("unlisted", name)


@cache
def _after(name: str) -> frozenset[str]:
    return gazetteer.phrases("after", name)


@cache
def _tails() -> frozenset[str]:
    return _after("people") | _after("kinds")


@cache
def _streets() -> frozenset[str]:
    return _after("street") | _after("streets")


@cache
def _last_of_leads() -> frozenset[str]:
    return frozenset((*_BETWEEN, *(lead.rpartition(" ")[2] for name in ("of", "fr", "en") for lead in _listed(name))))


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
