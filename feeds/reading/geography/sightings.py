"""See the names of the gazetteer in a text, and tell where a place is spoken of from where only its name stands."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from feeds.reading.geography import atlas, gazetteer
from feeds.reading.geography.gazetteer import Name
from feeds.reading.tokens import LONG_FORMS, Token, Words, accented, fold_word
from feeds.reading.withholding.given import is_given_name

_LOOSE = re.compile(r"[\s'’.!‐‑–—-]{0,3}")
_QUALIFIES = re.compile(r"(?:,? ?\(|, |,? (?:in|en|au|aux|dans)(?: the| la| le| les| l['’])? ?)")
_SHORT = re.compile(r"(?:, | ?\()((?:[^\W\d_][.-]{0,2}){1,8})(?=[.,;:)/]|\s?[–—(/-]|\s*$)")
_DATELINE = re.compile(
    r"(?:, [^\W\d_][^\W\d_.\- ]{1,19}\.?| ?\([^)\n]{2,20}\))?"
    r"(?:,? le \d|,? [^\W\d_]{3,9}\.? \d|,? \d{1,2} [^\W\d_]{3,9}|,? ?[–—/]| - | ?\(?CNW)"
)
_HEADLINE = re.compile(r"[ \u00a0]?:|\. (?=[^\W\d_a-z])| [-–—] ")
LIST = re.compile(r", | (?:and|et|or|ou|to|&) |, (?:and|et) ")
_DATELINE_MARGIN = 40
_ELIDED = frozenset(("d", "l", "de", "du", "des", "la", "le", "les", "aux", "au"))
_HYPHENS = ("-", "‑")
_SPACES = (" ", "\u00a0")
_LONGEST_LEAD = 3
_SHORT_NAME = 2  # words: such a name may be a person's


class Found(NamedTuple):
    """A name at words ``first`` to ``last`` (exclusive), standing at ``start`` to ``end`` of the text."""

    name: Name
    first: int
    last: int
    start: int
    end: int


class Sighting(NamedTuple):
    """One name among those that were found in a text."""

    text: str
    words: Words
    found: Sequence[Found]
    number: int

    @property
    def one(self) -> Found:
        """Give the name that is looked at."""
        return self.found[self.number]

    @property
    def before(self) -> Token | None:
        """Give the word in front of the name."""
        return self.words.token(self.one.first - 1) if self.one.first else None

    @property
    def after(self) -> Token | None:
        """Give the word behind the name."""
        return self.words.token(self.one.last) if self.one.last < len(self.words.spans) else None


@lru_cache(maxsize=8)
def sightings(text: str, *, is_wide_open: bool = False) -> tuple[Words, tuple[Sighting, ...]]:
    """Give the words of a text, and every name of the gazetteer in it: the longest at each word, none inside another.

    Wide open: the cities of the world too.
    """
    words = Words(text)
    found = list(_names(text, words, atlas.all_names() if is_wide_open else atlas.names()))
    return words, tuple([Sighting(text, words, found, number) for number in range(len(found))])


def _names(text: str, words: Words, known: atlas.Names) -> Iterator[Found]:
    """Look at the words that are written as the first word of a name is; most are none, and cost a look-up."""
    sizes, spans, end = known.sizes, words.spans, 0
    for at in known.opening(text, words):
        if at < end:
            continue
        start, stop = spans[at]
        first = _spelled(text[start:stop])
        if first in sizes and (name := _name_at(text, words, at, known)) is not None:
            end = at + len(name.words)
            yield Found(name, at, end, start, spans[end - 1][1])


@lru_cache(maxsize=50_000)
def _spelled(word: str) -> str:
    bare = fold_word(word)
    return LONG_FORMS.get(bare, bare)


def _name_at(text: str, words: Words, at: int, known: atlas.Names) -> Name | None:
    spelled = [_spelled(text[start:end]) for start, end in words.spans[at : at + 2]]
    sizes = known.longest_first(spelled[0], spelled[-1])
    if sizes and sizes[0] > len(spelled):
        spelled = [_spelled(text[start:end]) for start, end in words.spans[at : at + sizes[0]]]
    for size in sizes:
        name = known.get(" ".join(spelled[:size])) if size <= len(spelled) else None
        if name is not None and _stands(name, text, words[at : at + size]):
            return name
    return None


def _stands(name: Name, text: str, those: Sequence[Token]) -> bool:
    return all(map(_is_written_so, those, name.written, name.capitals)) and all(
        _LOOSE.fullmatch(text, left.end, right.start) for left, right in pairwise(those)
    )


def _is_written_so(word: Token, written: str, capital: bool) -> bool:
    """Ask for the capital of a name; an accent may be missing, none may be added or changed."""
    if capital and not (word.is_capital or word.text.isdigit()):
        return False
    return word.text.isascii() or accented(word.text) == written or len(word.folded) < len(written) - 2


def is_spoken_of(seen: Sighting, lang: str, *, is_wide_open: bool = False) -> bool:
    """Say whether a place is meant: not a part of a word or an address, a street, or a person.

    Wide open, more words lead to a place, too many to tell a place from a person by.
    """
    one = seen.one
    if not one.name.is_place or _is_in_an_address(seen) or _is_in_a_compound(seen):
        return False
    if _is_a_street(seen, is_wide_open=is_wide_open) or _is_a_person(seen):
        return False
    speech = "fr" if lang == "fr" else "en"
    if not one.name.is_doubtful or _is_led_to(seen, speech) or is_dateline(seen) or qualifier(seen) is not None:
        return True
    return is_wide_open and (_is_led_to(seen, f"more_{speech}") or _is_known_by_more(seen))


def is_listed_behind(seen: Sighting, end: int) -> bool:
    """Say whether a name goes on with a list of places: the Delta of "in Surrey, Delta and New Westminster"."""
    one = seen.one
    gap = LIST.fullmatch(seen.text, end, one.start)
    return gap is not None and one.name.is_place and not _is_a_person(seen) and not is_given_name(one.name.words[0])


def _is_known_by_more(seen: Sighting) -> bool:
    """Know the town of "du Tchad", "A Billings man", "Vannes. Trois arrestations" and "Dolbeau : sept millions"."""
    text, one, after = seen.text, seen.one, seen.after
    if after and text[one.end : after.start] == " " and after.folded in _listed("after", "people"):
        return True
    is_opening = one.start == 0 or text[one.start - 1] == "\n"
    return (is_opening and bool(_HEADLINE.match(text, one.end))) or (
        not one.name.is_far and _is_led_to(seen, "ours_fr")
    )


def _is_in_an_address(seen: Sighting) -> bool:
    text, one = seen.text, seen.one
    beyond = text[one.end : one.end + 2]
    is_behind_sign = one.start > 0 and text[one.start - 1] in "@#._/"
    return is_behind_sign or (beyond[:1] in ("@", "_", ".") and beyond[1:].isalnum() and not beyond[1:].isupper())


def _is_in_a_compound(seen: Sighting) -> bool:
    """Refuse a part of a longer name: the Talon of "Jean-Talon"."""
    text, one, before, after = seen.text, seen.one, seen.before, seen.after
    if before and text[before.end : one.start] in _HYPHENS and not _is_beside_another(seen, -1):
        return before.folded not in _listed("before", "joined")
    if after and text[one.end : after.start] in _HYPHENS and not _is_beside_another(seen, 1):
        return after.is_capital and after.folded not in _listed("after", "joined")
    return False


def _is_beside_another(seen: Sighting, step: int) -> bool:
    other = seen.number + step
    if not 0 <= other < len(seen.found):
        return False
    left, right = sorted((seen.one, seen.found[other]), key=lambda f: f.start)
    return right.start == left.end + 1


def _is_a_street(seen: Sighting, *, is_wide_open: bool) -> bool:
    words, one, after = seen.words, seen.one, seen.after
    at = one.first - 1
    while at >= 0 and words[at].folded in _ELIDED and one.first - at < _LONGEST_LEAD:
        at -= 1
    if at >= 0 and words[at].folded in _listed("before", "street") and "," not in seen.text[words[at].end : one.start]:
        is_there = at < one.first - 1 and not words[at].is_capital and words[at].folded in _listed("before", "house")
        return not (is_wide_open and is_there)
    is_beside = after is not None and seen.text[one.end : after.start] in _SPACES
    return bool(after and is_beside and after.is_capital and after.folded in _listed("after", "street"))


def _is_a_person(seen: Sighting) -> bool:
    """Refuse a name behind a given name, and one that is a given name or a word before another name."""
    text, one, before, after = seen.text, seen.one, seen.before, seen.after
    if one.last - one.first > _SHORT_NAME:
        return False
    if (
        before
        and before.is_capital
        and text[before.end : one.start] in (*_SPACES, *_HYPHENS)
        and is_given_name(before.folded)
    ):
        return True
    is_followed = after is not None and after.is_capital and text[one.end : after.start] in _SPACES
    if not after or not is_followed or after.is_all_capital or (after.folded,) in gazetteer.phrases("unlisted", "kind"):
        return False
    return one.name.is_doubtful or is_given_name(one.name.words[0])


def _is_led_to(seen: Sighting, which: str) -> bool:
    listed = gazetteer.phrases("lead", which)
    return any(lead in listed for lead in leads(seen))


def leads(seen: Sighting) -> list[tuple[str, ...]]:
    """Give the one, two and three words in front of a name, where only spaces and apostrophes part them."""
    words, one = seen.words, seen.one
    found: list[tuple[str, ...]] = []
    right = one.start
    for at in range(one.first - 1, max(one.first - 1 - _LONGEST_LEAD, -1), -1):
        if seen.text[words[at].end : right].strip("'’ \u00a0"):
            break
        found.append(tuple(word.folded for word in words[at : one.first]))
        right = words[at].start
    return found


def is_dateline(seen: Sighting) -> bool:
    """Say whether a line opens with the name and goes on as a dateline does: a date, a dash, an agency."""
    text, start = seen.text, seen.one.start
    opening = max(0, text.rfind("\n", max(0, start - _DATELINE_MARGIN), start) + 1, start - _DATELINE_MARGIN)
    return not text[opening:start].strip() and _DATELINE.match(text, seen.one.end) is not None


def qualifier(seen: Sighting) -> str | None:
    """Give the region that is named right behind: "Windsor, Ontario", "Saint-Donat (Lanaudière)", "Hope, BC"."""
    text, one = seen.text, seen.one
    following = seen.found[seen.number + 1] if seen.number + 1 < len(seen.found) else None
    if following and _is_region(following.name) and _QUALIFIES.fullmatch(text, one.end, following.start):
        return min(following.name.codes, key=len)
    short = _SHORT.match(text, one.end)
    return gazetteer.short_forms().get(re.sub(r"[.-]", "", short[1])) if short else None


def _is_region(name: Name) -> bool:
    return name.is_wide and (not name.cities or "CA-QC" in name.codes)


@cache
def _listed(section: str, name: str) -> frozenset[str]:
    return frozenset(words[0] for words in gazetteer.phrases(section, name))
