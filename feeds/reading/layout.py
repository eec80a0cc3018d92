"""Lay a text out word by word.

words -> lower case, role, known (a place, an organisation, an operation, a plain capital), plain word, or name
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from feeds.reading.geography.places import places, wholes
from feeds.reading.given import is_given_name
from feeds.reading.lexicon import is_plain, listed
from feeds.reading.organisations import mark_organisations
from feeds.reading.passage import fold
from feeds.reading.sheet import Is, Sheet
from feeds.reading.tokens import Token, tokens

_OPENS = re.compile(r"[.!?:;•|\n«»“”\"(\[]|(?:^|\s)[–—-](?:\s|$)")
_ENDS = re.compile(r"[.!?\n]")
_HEADLINE_SHARE, _HEADLINE_WORDS = 0.6, 4


def lay_out(text: str, lang: str) -> Sheet:
    """Say what each word of a text is."""
    words = tokens(text)
    opens, headline = _opening(text, words), _headlines(text, words)
    is_small = not any(w.is_capital for w in words)
    kinds = [_kind(word, is_small=is_small) for word in words]
    sheet = Sheet(text, fold(text), words, kinds, opens, headline)
    _mark_calendar_names(sheet)
    _mark_acronyms(sheet)
    mark_organisations(sheet)
    _mark_places(sheet, lang)
    _mark_operations(sheet)
    return sheet


def _kind(word: Token, *, is_small: bool) -> Is:
    if is_small and not word.text[0].isdigit():
        return Is.LOWER if is_plain(word.text) else Is.NAME
    if not word.is_capital:
        return Is.LOWER
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


def _opening(text: str, words: Sequence[Token]) -> list[bool]:
    """Say which words open a sentence, a quotation or what follows a colon."""
    before = [0, *(word.end for word in words)]
    return [at == 0 or bool(_OPENS.search(text, before[at], word.start)) for at, word in enumerate(words)]


def _headlines(text: str, words: Sequence[Token]) -> list[bool]:
    """Say which words stand in a sentence that is written with capitals throughout, as headlines are."""
    found: list[bool] = []
    for part in _sentences(text, words):
        long = [word for word in part if len(word.text) > 3 and word.text.isalpha()]
        capitals = sum(word.is_capital for word in long)
        found += [len(long) >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * len(long)] * len(part)
    return found


def _sentences(text: str, words: Sequence[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for word in words:
        if part and _ENDS.search(text, part[-1].end, word.start) and len(part[-1].text) > 2:
            yield part
            part = []
        part.append(word)
    yield part


def _mark_calendar_names(sheet: Sheet) -> None:
    """Take "June" for a name where another follows it."""
    for at, word in enumerate(sheet.words[:-1]):
        is_followed = sheet.kinds[at + 1] is Is.NAME and sheet.is_beside(at)
        if is_followed and sheet.kinds[at] is Is.KNOWN and is_given_name(word.folded):
            sheet.kinds[at] = Is.NAME


def _mark_acronyms(sheet: Sheet) -> None:
    is_shouted = 2 * sum(w.is_all_capital for w in sheet.words) > len(sheet.words)
    for at, word in enumerate(sheet.words):
        if is_shouted or sheet.kinds[at] is not Is.NAME or not word.is_all_capital or len(word.text) > 6:
            continue
        if is_given_name(word.folded) or word.folded in listed("families") or not word.text.isascii():
            continue
        if not (sheet.is_name(at - 1) and sheet.is_beside(at - 1)) and not (
            sheet.is_name(at + 1) and sheet.is_beside(at)
        ):
            sheet.kinds[at] = Is.KNOWN


def _mark_places(sheet: Sheet, lang: str) -> None:
    """Take places out, unless a name stands beside one: "Marie Laval" is nobody's town."""
    starts = {word.start: at for at, word in enumerate(sheet.words)}
    ends = {word.end: at for at, word in enumerate(sheet.words)}
    for start, end in wholes(sheet.text):
        sheet.kinds[starts[start] : ends[end] + 1] = [Is.KNOWN] * (ends[end] + 1 - starts[start])
    for place in places(sheet.text, lang):
        first, last = starts[place.start], ends[place.end]
        is_personal = last - first < 2 and (
            (sheet.is_name(first - 1) and sheet.is_beside(first - 1))
            or (sheet.is_name(last + 1) and sheet.is_beside(last))
        )
        for at in range(first, last + 1):
            sheet.kinds[at] = Is.NAME if is_personal else Is.KNOWN


def _mark_operations(sheet: Sheet) -> None:
    for at, (word, after) in enumerate(pairwise(sheet.words)):
        if word.folded not in listed("operations") or not after.is_capital:
            continue
        if not re.fullmatch(r"\s*[«“\"'‘(]?\s*", sheet.gap(at)):
            continue
        for following in range(at + 1, min(at + 4, len(sheet.words))):
            if not sheet.words[following].is_capital or (following > at + 1 and not sheet.is_beside(following - 1)):
                break
            sheet.kinds[following] = Is.KNOWN
