"""Lay a text out word by word.

words -> lower case, role, known (a place, an organisation, an operation, a plain capital), plain word, or name
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from feeds.reading.geography.sightings import Placed, sightings
from feeds.reading.geography.spoken import is_spoken_of
from feeds.reading.passage import fold
from feeds.reading.tokens import Token
from feeds.reading.withholding.bearing import mark_bearing
from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import is_plain, listed
from feeds.reading.withholding.markings import mark_names
from feeds.reading.withholding.organisations import mark_organisations
from feeds.reading.withholding.sheet import Is, Sheet

_OPENS = re.compile(r"[.!?:;•|\n«»“”\"(\[]|(?:^|\s)[–—-](?:\s|$)")
_ENDS, _PARTS = re.compile(r"[.!?\n]"), re.compile(r"[.!?\n:;|]")
_SMALL_WORDS = 4
_HEADLINE_SHARE, _HEADLINE_WORDS = 0.75, 4


@lru_cache(maxsize=4)  # an entry's title and summary are each asked for twice, as text and as context
def lay_out(text: str, lang: str) -> Sheet:
    """Say what each word of a text is; nobody changes a sheet that was given."""
    shared, seen = sightings(text)
    words = list(shared)
    gaps = _gaps(text, words)
    capitals = [word.is_capital for word in words]
    small = _small(words, gaps, capitals)
    kinds = [
        _kind(word, is_small=is_small) if is_capital or is_small else Is.LOWER
        for word, is_capital, is_small in zip(words, capitals, small, strict=True)
    ]
    opens = [at == 0 or (gap != " " and bool(_OPENS.search(gap))) for at, gap in enumerate(gaps)]
    sheet = Sheet(text, fold(text), words, kinds, opens, _headlines(words, gaps, capitals), gaps)
    mark_names(sheet, small)
    mark_organisations(sheet)
    _mark_places(sheet, seen, lang)
    mark_bearing(sheet)
    _mark_operations(sheet)
    return sheet


def _gaps(text: str, words: Sequence[Token]) -> list[str]:
    """Give what stands in front of each word."""
    ends = [0, *(word.end for word in words)]
    return [text[end : word.start] for end, word in zip(ends, words, strict=False)]


def _small(words: Sequence[Token], gaps: Sequence[str], capitals: Sequence[bool]) -> list[bool]:
    """Say which words stand in a part without a capital that holds a name, or in a text without any."""
    if not any(capitals):
        return [True] * len(words)
    found = [False] * len(words)
    for first, last in _parts(words, gaps, _PARTS):
        if last - first >= _SMALL_WORDS and _is_in_small(capitals[first:last]):
            is_named = any(
                is_given_name(w.folded) and not w.is_capital and not is_plain(w.text) for w in words[first:last]
            )
            found[first:last] = [is_named] * (last - first)
    return found


def _is_in_small(capitals: Sequence[bool]) -> bool:
    """Say whether a part is written in small letters: not its first word, and no more than one word in eight."""
    return not capitals[0] and sum(capitals) * 8 <= len(capitals)


def _kind(word: Token, *, is_small: bool) -> Is:
    if is_small and not word.is_capital and not word.text[0].isdigit():
        is_name = is_given_name(word.folded) and word.folded not in listed("news")
        return Is.NAME if is_name or not is_plain(word.text) else Is.LOWER
    return _listed_kind(word) or (Is.PLAIN if is_plain(word.text) else Is.NAME)


def _listed_kind(word: Token) -> Is | None:
    """Say what a capitalised word is by our own tables, if they have it: a person's name wins over an office."""
    bare = word.folded
    if is_given_name(bare) or bare in listed("families"):
        return Is.KNOWN if bare in listed("capitals") else Is.NAME
    if bare in listed("leading_particles") and not word.is_all_capital:
        return Is.NAME
    if bare in listed("roles") or bare in listed("honorifics"):
        return Is.ROLE
    is_known = any(bare in listed(name) for name in ("capitals", "heads", "tails", "operations"))
    return Is.KNOWN if is_known else None


def _headlines(words: Sequence[Token], gaps: Sequence[str], capitals: Sequence[bool]) -> list[bool]:
    """Say which words stand in a sentence that is written with capitals throughout, as headlines are."""
    found = [False] * len(words)
    for first, last in _parts(words, gaps, _ENDS):
        long = [at for at in range(first, last) if len(words[at].text) > 3 and words[at].text.isalpha()]
        if len(long) >= _HEADLINE_WORDS and sum(capitals[at] for at in long) >= _HEADLINE_SHARE * len(long):
            found[first:last] = [True] * (last - first)
    return found


def _parts(words: Sequence[Token], gaps: Sequence[str], ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Give the first word of each part and the one behind its last; an initial's point ends none."""
    first = 0
    for at in range(1, len(words)):
        if gaps[at] != " " and ends.search(gaps[at]) and len(words[at - 1].text) > 2:
            yield first, at
            first = at
    yield first, len(words)


def _mark_places(sheet: Sheet, found: Sequence[Placed], lang: str) -> None:
    """Take places out, unless a name stands beside one: "Marie Laval" is nobody's town; and "Sûreté du Québec"."""
    for seen, first, end in found:
        last = end - 1
        if not seen.one.name.is_place:
            sheet.kinds[first : last + 1] = [Is.KNOWN] * (last + 1 - first)
        elif seen.one.name.may_clear and is_spoken_of(seen, lang):
            kind = Is.NAME if last - first < 2 and _is_personal(sheet, first, last) else Is.KNOWN
            sheet.kinds[first : last + 1] = [kind] * (last + 1 - first)


def _is_personal(sheet: Sheet, first: int, last: int) -> bool:
    return (sheet.is_name(first - 1) and sheet.is_beside(first - 1)) or (
        sheet.is_name(last + 1) and sheet.is_beside(last)
    )


def _mark_operations(sheet: Sheet) -> None:
    operations = listed("operations")
    for at, (word, after) in enumerate(pairwise(sheet.words)):
        if word.folded not in operations or not after.is_capital:
            continue
        if not re.fullmatch(r"\s*[«“\"'‘(]?\s*", sheet.gap(at)):
            continue
        for following in range(at + 1, min(at + 4, len(sheet.words))):
            if not sheet.words[following].is_capital or (following > at + 1 and not sheet.is_beside(following - 1)):
                break
            sheet.kinds[following] = Is.KNOWN
