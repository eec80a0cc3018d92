"""See the names of the gazetteer in a text, and tell where a place is spoken of from where only its name stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from feeds.reading.geography import around, atlas, gazetteer
from feeds.reading.geography.around import HYPHENS, SPACES, Word, lead_word, leads, word_after, word_at, word_before, word_behind
from feeds.reading.geography.gazetteer import Name
from feeds.reading.tokens import Token, fold_word, tokens
from feeds.reading.withholding.given import is_given_name

_LOOSE = re.compile(r"[\s'’.!‐‑–—-]{0,3}")
_QUALIFIES = re.compile(r"(?:,? ?\(|, |,? (?:in|en|au|aux|dans)(?: the| la| le| les| l['’])? ?)")
_SHORT = re.compile(r"(?:, | ?\()((?:[^\W\d_][.-]{0,2}){1,8})(?=[.,;:)/]|\s?[–—(/-]|\s*$)")
_DATELINE = re.compile(
    r"(?:, [^\W\d_][^\W\d_.\- ]{1,19}\.?| ?\([^)\n]{2,20}\))?"
    r"(?:,? le \d|,? [^\W\d_]{3,9}\.? \d|,? \d{1,2} [^\W\d_]{3,9}|,? ?[–—/]| - | ?\(?CNW)"
)
_BEHIND_DATELINE = frozenset(", (–—/")
_HEADLINE = re.compile(r"[ \u00a0]?:|\. (?=[^\W\d_a-z])| [-–—] ")
LIST = re.compile(r", | (?:and|et|or|ou|to|&) |, (?:and|et) ")
_DATELINE_MARGIN, _LIST_GAP, _QUALIFYING_GAP, _LED_REACH = 40, 7, 16, 24
_ELIDED = frozenset(("d", "l", "de", "du", "des", "la", "le", "les", "aux", "au"))
_BESIDE = frozenset((*SPACES, *HYPHENS))
_JOINS = frozenset((*"@#._/", *HYPHENS))
_SHORT_NAME = 2  # words: such a name may be a person's


class Found(NamedTuple):
    """A name of some words, standing at ``start`` to ``end`` of the text."""

    name: Name
    start: int
    end: int


class Sighting:
    """One name among those that were found in a text."""

    __slots__ = ("_leads", "found", "lead", "number", "one", "text")

    def __init__(self, text: str, found: Sequence[Found], number: int) -> None:
        """Look at one of the names that were found; ``lead`` is the word that a space or an apostrophe parts from it."""
        self.text, self.found, self.number = text, found, number
        self.one = found[number]
        self.lead = lead_word(text, self.one.start)
        self._leads: list[str] | None = None

    @property
    def leads(self) -> list[str]:
        """Give the one, two and three words in front that may lead to the name, folded."""
        if self._leads is None:
            self._leads = leads(self.text, self.one.start)
        return self._leads

    @property
    def after(self) -> str:
        """Give the word that only a space parts from the name, as written."""
        return word_after(self.text, self.one.end)

    @property
    def capital_after(self) -> str:
        """Give that word if it is not in lower case."""
        end = self.one.end
        return self.after if self.text[end : end + 1] in SPACES and not self.text[end + 1 : end + 2].islower() else ""


class Placed(NamedTuple):
    """A sighting with its words counted: ``first`` to ``last`` (exclusive)."""

    seen: Sighting
    first: int
    last: int


@lru_cache(maxsize=4)
def sightings(text: str) -> tuple[Sequence[Token], tuple[Placed, ...]]:
    """Give the words of a text, and every name of our own tables in it: the longest at each word, none inside another."""
    words = tokens(text)
    numbers = {word.start: number for number, word in enumerate(words)}
    seen = list(see(text, around.capitals(text), atlas.names()))
    firsts = [numbers[each.one.start] for each in seen]
    placed = (Placed(s, first, first + len(s.one.name.words)) for s, first in zip(seen, firsts, strict=True))
    return words, tuple(placed)


def see(text: str, capitals: Sequence[Word], known: atlas.Names) -> Iterator[Sighting]:
    """Give every name in a text: the longest at each word, none inside another."""
    found = list(_names(text, capitals, known))
    for number in range(len(found)):
        yield Sighting(text, found, number)


def _names(text: str, capitals: Sequence[Word], known: atlas.Names) -> Iterator[Found]:
    """Look at the words that are written as the first word of a name is; most are none, and cost a look-up."""
    done, opening = 0, known.opening
    for word in capitals:
        start, end, written = word
        if start < done or (opened := opening(written)) is None:
            continue
        found = _led(text, word, opened.led, done) if opened.led else None
        if found is None and opened.longer:
            found = _longer(text, word, opened.longer, known)
        if found is None and opened.alone is not None:
            found = Found(opened.alone, start, end)
        if found is not None:
            done = found.end
            yield found


def _led(text: str, word: Word, led: Sequence[atlas.Led], done: int) -> Found | None:
    """Give the name that ends with a word and opens in lower case in front of it: "île de Montréal"."""
    for small, name in led:
        front = small.search(text, max(done, word[0] - _LED_REACH), word[0])
        if front and atlas.is_written_so(word[2], name.written[-1], name.capitals[-1]):
            return Found(name, front.start(), word[1])
    return None


def _longer(text: str, first: Word, longer: Mapping[str, tuple[int, ...]], known: atlas.Names) -> Found | None:
    """Give the longest name of several words that stands at a word."""
    second = word_behind(text, first[1])
    sizes = longer.get(atlas.spelled(second[1])) if second else None
    if sizes is None or second is None:
        return None
    words = [first, (*second.span(1), second[1])]
    while len(words) < sizes[0] and (following := word_behind(text, words[-1][1])):
        words.append((*following.span(1), following[1]))
    spelled = [atlas.spelled(word) for _, _, word in words]
    for size in sizes:
        name = known.get(" ".join(spelled[:size])) if size <= len(words) else None
        if name is not None and _stands(name, text, words[:size]):
            return Found(name, first[0], words[size - 1][1])
    return None


def _stands(name: Name, text: str, those: Sequence[Word]) -> bool:
    words = [word for _, _, word in those]
    return all(map(atlas.is_written_so, words, name.written, name.capitals)) and all(
        _LOOSE.fullmatch(text, left[1], right[0]) for left, right in zip(those, those[1:], strict=False)
    )


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
    if one.start - end > _LIST_GAP or not one.name.is_place or LIST.fullmatch(seen.text, end, one.start) is None:
        return False
    return not _is_a_person(seen) and not is_given_name(one.name.words[0])


def _is_known_by_more(seen: Sighting) -> bool:
    """Know the town of "du Tchad", "A Billings man", "Vannes. Trois arrestations" and "Dolbeau : sept millions"."""
    text, one = seen.text, seen.one
    if fold_word(seen.after) in _listed("after", "people"):
        return True
    is_opening = one.start == 0 or text[one.start - 1] == "\n"
    return (is_opening and bool(_HEADLINE.match(text, one.end))) or (
        not one.name.is_far and not _listed("lead", "ours_fr").isdisjoint(seen.leads)
    )


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
    if after[:1].isupper() and fold_word(after) in _listed("after", "street"):
        return True
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
    return fold_word(after) not in _listed("unlisted", "kind") and (name.is_doubtful or is_given_name(name.words[0]))


def is_dateline(seen: Sighting) -> bool:
    """Say whether a line opens with the name and goes on as a dateline does: a date, a dash, an agency."""
    text, start = seen.text, seen.one.start
    if text[seen.one.end : seen.one.end + 1] not in _BEHIND_DATELINE or (start > 1 and text[start - 2].isalnum()):
        return False
    opening = max(0, text.rfind("\n", max(0, start - _DATELINE_MARGIN), start) + 1, start - _DATELINE_MARGIN)
    return not text[opening:start].strip() and _DATELINE.match(text, seen.one.end) is not None


def qualifier(seen: Sighting) -> str | None:
    """Give the region that is named right behind: "Windsor, Ontario", "Saint-Donat (Lanaudière)", "Hope, BC"."""
    text, end = seen.text, seen.one.end
    following = seen.found[seen.number + 1] if seen.number + 1 < len(seen.found) else None
    if following and following.start - end < _QUALIFYING_GAP and _is_region(following.name):
        if _QUALIFIES.fullmatch(text, end, following.start):
            return min(following.name.codes, key=len)
    return short_form(text, end)


def short_form(text: str, end: int) -> str | None:
    """Give the region whose abbreviation stands behind a name: "…, Ont.", "… (BC)"."""
    if text[end : end + 1] not in (",", "(") and text[end : end + 2] != " (":
        return None
    short = _SHORT.match(text, end)
    return gazetteer.short_forms().get(short[1].replace(".", "").replace("-", "")) if short else None


def _is_region(name: Name) -> bool:
    return name.is_wide and (not name.cities or "CA-QC" in name.codes)


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
