"""A text laid out word by word: what each capitalised word is, so that what is left may be a person's name.

words -> lower case, role, known (a place, an organisation, an operation, a plain capital), plain word, or name
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from feeds.reading.given import is_given_name
from feeds.reading.lexicon import is_plain, listed
from feeds.reading.passage import fold
from feeds.reading.places import places, wholes
from feeds.reading.tokens import Token, tokens

_OPENS = re.compile(r"[.!?:;•|\n«»“”\"(\[]|(?:^|\s)[–—-](?:\s|$)")
_ENDS = re.compile(r"[.!?\n]")
_SPACES = re.compile(r"[ \t\u00a0\u202f\u2009]+")
_JOINS = re.compile(r"[ \t\u00a0\u202f\u2009]*[-‑–'’]?[ \t\u00a0\u202f\u2009]*")
_QUOTED = re.compile(r" ?[\"“”«»‘’'(][ \u00a0]?|[\"“”«»‘’')][ \u00a0]?")
_HEADLINE_SHARE, _HEADLINE_WORDS = 0.6, 4
_LOCAL = frozenset(
    (
        "ville",
        "municipalite",
        "mrc",
        "police",
        "prison",
        "comte",
        "detention",
        "village",
        "paroisse",
        "justice",
        "poste",
    )
)
_CHAIN = 8


class Is(Enum):
    """What a word is, as far as names go."""

    LOWER = "lower"
    ROLE = "role"
    KNOWN = "known"
    PLAIN = "plain"
    NAME = "name"


@dataclass(slots=True)
class Sheet:
    """The words of a text with what each is, whether it opens a sentence, and whether it stands in a headline."""

    text: str
    folded: str
    words: Sequence[Token]
    kinds: list[Is]
    opens: Sequence[bool]
    in_headline: Sequence[bool]

    def gap(self, at: int) -> str:
        """Give what stands between a word and the next."""
        return self.text[self.words[at].end : self.words[at + 1].start]

    def joins(self, at: int) -> bool:
        """Say whether nothing parts a word and the next but a space, a hyphen, an apostrophe or an initial's point."""
        gap, left = self.gap(at), self.words[at]
        if gap.startswith(".") and (len(left.text) <= 2 or left.folded in listed("honorifics")):
            gap = gap[1:]
        return bool(_JOINS.fullmatch(gap)) or (self.kinds[at] is Is.NAME and bool(_QUOTED.fullmatch(gap)))

    def is_beside(self, at: int) -> bool:
        """Say whether only a space or a hyphen parts a word from the next."""
        return bool(_SPACES.fullmatch(self.gap(at))) or self.gap(at) in ("-", "‑")


def lay_out(text: str, lang: str) -> Sheet:
    """Say what each word of a text is."""
    words = tokens(text)
    opens, headline = _opening(text, words), _headlines(text, words)
    is_small = not any(w.is_capital for w in words)
    kinds = [_kind(word, is_small=is_small) for word in words]
    sheet = Sheet(text, fold(text), words, kinds, opens, headline)
    _mark_calendar_names(sheet)
    _mark_acronyms(sheet)
    _mark_organisations(sheet)
    _mark_places(sheet, lang)
    _mark_operations(sheet)
    return sheet


def _kind(word: Token, *, is_small: bool) -> Is:
    bare = word.folded
    if is_small and not word.text[0].isdigit():
        return Is.LOWER if is_plain(word.text) else Is.NAME
    if not word.is_capital:
        return Is.LOWER
    if bare in listed("leading_particles") and not word.is_all_capital:
        return Is.NAME
    if is_given_name(bare) or bare in listed("families"):
        return Is.KNOWN if bare in listed("capitals") else Is.NAME
    if bare in listed("roles") or bare in listed("honorifics"):
        return Is.ROLE
    if any(bare in listed(name) for name in ("capitals", "heads", "tails", "operations")):
        return Is.KNOWN
    return Is.PLAIN if is_plain(word.text) else Is.NAME


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
        if not (_is_name(sheet, at - 1) and sheet.is_beside(at - 1)) and not (
            _is_name(sheet, at + 1) and sheet.is_beside(at)
        ):
            sheet.kinds[at] = Is.KNOWN


def _is_name(sheet: Sheet, at: int) -> bool:
    return 0 <= at < len(sheet.words) and sheet.kinds[at] is Is.NAME


def _mark_organisations(sheet: Sheet) -> None:
    for at, word in enumerate(sheet.words):
        if word.folded in listed("heads"):
            _mark_rightwards(sheet, at)
        if word.is_capital and word.folded in listed("tails"):
            _mark_leftwards(sheet, at)


def _mark_rightwards(sheet: Sheet, head: int) -> None:
    """Follow "Service de police de la Ville de …" up to the first word that may be a person's."""
    for at in range(head + 1, min(head + _CHAIN, len(sheet.words))):
        if not _JOINS.fullmatch(sheet.gap(at - 1)):
            return
        kind, bare = sheet.kinds[at], sheet.words[at].folded
        if (
            kind is Is.LOWER
            and bare not in listed("links")
            and bare not in listed("inner")
            and bare not in listed("heads")
        ):
            return
        if kind is Is.NAME and not _is_local(sheet, at):
            return
        if kind in (Is.PLAIN, Is.NAME):
            if at == head + 1 and not sheet.words[head].is_capital:
                return
            sheet.kinds[at] = Is.KNOWN


def _is_local(sheet: Sheet, at: int) -> bool:
    """Take the one unknown word of "police de …" for a place."""
    word = sheet.words[at]
    if is_given_name(word.folded) or word.folded in listed("families") or at < 2:
        return False
    is_led = sheet.words[at - 1].folded in ("de", "d") and sheet.words[at - 2].folded in _LOCAL
    return is_led and not (_is_name(sheet, at + 1) and sheet.is_beside(at))


def _mark_leftwards(sheet: Sheet, tail: int) -> None:
    """Follow "… Child Exploitation Unit" back to the first word that may be a person's."""
    for at in range(tail - 1, max(tail - _CHAIN, -1), -1):
        if not _JOINS.fullmatch(sheet.gap(at)):
            return
        kind, word = sheet.kinds[at], sheet.words[at]
        if kind is Is.NAME and not _is_named_by_tail(sheet, at):
            return
        if kind is Is.ROLE or (kind is Is.LOWER and word.folded not in ("and", "of", "the", "s", "for")):
            return
        if kind in (Is.PLAIN, Is.NAME) and not sheet.in_headline[at]:
            sheet.kinds[at] = Is.KNOWN


def _is_named_by_tail(sheet: Sheet, at: int) -> bool:
    word, after = sheet.words[at], sheet.words[at + 1]
    if sheet.in_headline[at] or is_given_name(word.folded) or word.folded in listed("families"):
        return False
    return (
        after.is_capital
        and after.folded in listed("strong_tails")
        and not (_is_name(sheet, at - 1) and sheet.is_beside(at - 1))
    )


def _mark_places(sheet: Sheet, lang: str) -> None:
    """Take places out, unless a name stands beside one: "Marie Laval" is nobody's town."""
    starts = {word.start: at for at, word in enumerate(sheet.words)}
    ends = {word.end: at for at, word in enumerate(sheet.words)}
    for start, end in wholes(sheet.text):
        sheet.kinds[starts[start] : ends[end] + 1] = [Is.KNOWN] * (ends[end] + 1 - starts[start])
    for place in places(sheet.text, lang):
        first, last = starts[place.start], ends[place.end]
        is_personal = last - first < 2 and (
            (_is_name(sheet, first - 1) and sheet.is_beside(first - 1))
            or (_is_name(sheet, last + 1) and sheet.is_beside(last))
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
