"""Lay a text out word by word.

words -> lower case, role, known (a place, an organisation, an operation, a plain capital), plain word, or name
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress

from feeds.reading.geography.sightings import Placed, sightings
from feeds.reading.geography.spoken import is_spoken_of
from feeds.reading.passage import fold_text
from feeds.reading.tokens import Token, fold_word
from feeds.reading.withholding.bearing import mark_bearing
from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import is_plain, listed
from feeds.reading.withholding.markings import mark_names
from feeds.reading.withholding.organisations import mark_organisations
from feeds.reading.withholding.relatives import mark_relatives
from feeds.reading.withholding.sheet import Is, Sheet, WordKind
from feeds.reading.withholding.triggers import traits_of

_OPENS = re.compile(r"[.!?:;•|\n«»“”\"(\[]|(?:^|\s)[–—-](?:\s|$)")
_ENDS, _PARTS = re.compile(r"[.!?\n]"), re.compile(r"[.!?\n:;|]")
_SMALL_WORDS = 4
_HEADLINE_SHARE, _HEADLINE_WORDS = 0.75, 4


@lru_cache(maxsize=4)  # an entry's title and summary are each asked for twice, as text and as context
def lay_out(text: str, lang: str) -> Sheet:
    """Say what each word of a text is; nobody changes a sheet that was given."""
    words, gaps, placed = sightings(text)
    traits = traits_of(words)
    capitals = traits.are_capital
    breaks = [at for at, gap in enumerate(gaps) if gap != " "]
    small = _small(words, _parts(words, gaps, breaks, _PARTS), capitals)
    sheet = Sheet(
        text=text,
        folded=fold_text(text),
        words=words,
        kinds=_kinds(words, traits.capitals, small),
        opens=_openings(gaps, breaks),
        in_headline=_headlines(words, _parts(words, gaps, breaks, _ENDS), capitals),
        gaps=gaps,
        capitals=traits.capitals,
        triggers=traits.triggers,
    )
    mark_names(sheet, small)
    mark_organisations(sheet)
    _mark_places(sheet, placed, lang)
    mark_relatives(sheet)
    mark_bearing(sheet)
    _mark_operations(sheet)
    return sheet


def _kinds(words: Sequence[Token], capitals: Iterable[int], small: Sequence[bool]) -> list[WordKind]:
    """Say what each word is by itself."""
    kinds: list[WordKind] = [Is.LOWER] * len(words)
    for at in compress(range(len(words)), small):
        kinds[at] = _small_kind(words[at])
    for at in capitals:
        kinds[at] = _capital_kind(words[at].text)
    return kinds


def _openings(gaps: Sequence[str], breaks: Sequence[int]) -> list[bool]:
    """Say which words open a sentence, a line or a quotation."""
    found = [False] * len(gaps)
    for at in breaks:
        found[at] = _holds(_OPENS, gaps[at])
    found[:1] = [True] * len(found[:1])
    return found


@lru_cache(maxsize=1000)  # what stands between words is nearly always one of a few signs
def _holds(signs: re.Pattern[str], gap: str) -> bool:
    """Say whether one of some signs stands in what parts two words."""
    return signs.search(gap) is not None


def _small(words: Sequence[Token], parts: Iterable[tuple[int, int]], capitals: Sequence[bool]) -> list[bool]:
    """Say which words stand in a part without a capital that holds a name, or in a text without any."""
    if not any(capitals):
        return [True] * len(words)
    found = [False] * len(words)
    for first, last in parts:
        if last - first >= _SMALL_WORDS and _is_in_small(capitals[first:last]):
            is_named = any(
                is_given_name(w.folded) and not w.is_capital and not is_plain(w.text) for w in words[first:last]
            )
            found[first:last] = [is_named] * (last - first)
    return found


def _is_in_small(capitals: Sequence[bool]) -> bool:
    """Say whether a part is written in small letters: not its first word, and no more than one word in eight."""
    return not capitals[0] and sum(capitals) * 8 <= len(capitals)


def _small_kind(word: Token) -> WordKind:
    if word.text[0].isdigit():
        return _capital_kind(word.text)
    is_name = is_given_name(word.folded) and word.folded not in listed("news")
    return Is.NAME if is_name or not is_plain(word.text) else Is.LOWER


@lru_cache(maxsize=50_000)
def _capital_kind(written: str) -> WordKind:
    return _listed_kind(written) or (Is.PLAIN if is_plain(written) else Is.NAME)


def _listed_kind(written: str) -> WordKind | None:
    """Say what a capitalised word is by our own tables, if they have it: a person's name wins over an office."""
    bare = fold_word(written)
    if is_given_name(bare) or bare in listed("families"):
        return Is.KNOWN if bare in listed("capitals") else Is.NAME
    if bare in listed("leading_particles") and not (len(written) > 1 and written.isupper()):
        return Is.NAME
    if bare in listed("roles") or bare in listed("honorifics"):
        return Is.ROLE
    is_known = any(bare in listed(name) for name in ("capitals", "heads", "tails", "operations"))
    return Is.KNOWN if is_known else None


def _headlines(words: Sequence[Token], parts: Iterable[tuple[int, int]], capitals: Sequence[bool]) -> list[bool]:
    """Say which words stand in a sentence that is written with capitals throughout, as headlines are."""
    found = [False] * len(words)
    for first, last in parts:
        if capitals[first:last].count(True) < _HEADLINE_SHARE * _HEADLINE_WORDS:
            continue  # too few for the fewest words that a headline has
        long = [at for at in range(first, last) if len(words[at].text) > 3 and words[at].text.isalpha()]
        if len(long) >= _HEADLINE_WORDS and sum(capitals[at] for at in long) >= _HEADLINE_SHARE * len(long):
            found[first:last] = [True] * (last - first)
    return found


def _parts(
    words: Sequence[Token], gaps: Sequence[str], breaks: Sequence[int], ends: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Give the first word of each part and the one behind its last; an initial's point ends none."""
    first = 0
    for at in breaks:
        if at and _holds(ends, gaps[at]) and len(words[at - 1].text) > 2:
            yield first, at
            first = at
    yield first, len(words)


def _mark_places(sheet: Sheet, found: Sequence[Placed], lang: str) -> None:
    """Take places out, unless a name stands beside one: "Marie Laval" is nobody's town; and "Sûreté du Québec"."""
    for seen, first, end in found:
        last = end - 1
        if not seen.one.name.is_place:
            _mark_all(sheet, first, end, Is.KNOWN)
        elif seen.one.name.may_clear and is_spoken_of(seen, lang):
            is_personal = last - first < 2 and _is_personal(sheet, first, last)
            _mark_all(sheet, first, end, Is.NAME if is_personal else Is.KNOWN)


def _mark_all(sheet: Sheet, first: int, end: int, kind: WordKind) -> None:
    sheet.kinds[first:end] = [kind] * (end - first)


def _is_personal(sheet: Sheet, first: int, last: int) -> bool:
    return (sheet.is_name(first - 1) and sheet.is_beside(first - 1)) or (
        sheet.is_name(last + 1) and sheet.is_beside(last)
    )


def _mark_operations(sheet: Sheet) -> None:
    for at in sheet.triggers.get("operations", ()):
        if at + 1 == len(sheet.words) or not sheet.words[at + 1].is_capital:
            continue
        if not re.fullmatch(r"\s*[«“\"'‘(]?\s*", sheet.gap(at)):
            continue
        for following in range(at + 1, min(at + 4, len(sheet.words))):
            if not sheet.words[following].is_capital or (following > at + 1 and not sheet.is_beside(following - 1)):
                break
            sheet.kinds[following] = Is.KNOWN
