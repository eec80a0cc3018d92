"""Say which capitalised words are a person's name by the words beside them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

from feeds.reading.geography.gazetteer import index
from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import listed
from feeds.reading.withholding.sheet import Is, Sheet, WordKind

_HYPHENS = ("-", "‑")
_OPENS_QUOTE, _CLOSES_QUOTE = re.compile(r" ?[\"“«‘'(] ?"), re.compile(r" ?[\"”»’')] ?")
_NICKNAME = 4  # words


def mark_names(sheet: Sheet, small: Sequence[bool]) -> None:
    """Mark every name that its neighbours give away."""
    loud = sheet.capitals
    if any(small):
        _mark_small_names(sheet, small)
        loud = [at for at, kind in enumerate(sheet.kinds) if kind is not Is.LOWER]
    for mark, places, kinds in _marks(sheet, loud):
        for at in places:
            if sheet.kinds[at] in kinds:
                mark(sheet, at)
    acronyms = [at for at in loud if sheet.kinds[at] is Is.NAME and sheet.words[at].is_all_capital]
    if acronyms and 2 * sum(sheet.words[at].is_all_capital for at in loud) <= len(sheet.words):
        for at in acronyms:
            _mark_acronym(sheet, at)


_Mark = tuple[Callable[[Sheet, int], None], Iterable[int], Sequence[WordKind]]


def _marks(sheet: Sheet, loud: Sequence[int]) -> Iterator[_Mark]:
    """Give what marks names, in its order, with the words and the kinds of words that it can say anything of."""
    yield _mark_calendar_name, loud, (Is.KNOWN,)
    yield _mark_title, sheet.triggers.get("titles", ()), (Is.PLAIN,)
    yield _mark_titled_name, _behind(sheet, "leading to a name"), (Is.PLAIN, Is.KNOWN)
    yield _mark_beside, loud, (Is.NAME,)
    tied = [at for at in loud if sheet.gaps[at] in _HYPHENS or sheet.kinds[at] is Is.KNOWN]
    yield _mark_tied, tied, get_args(WordKind)


def _behind(sheet: Sheet, rule: str) -> Iterator[int]:
    return (at + 1 for at in sheet.triggers.get(rule, ()) if at + 1 < len(sheet.words))


def _mark_titled_name(sheet: Sheet, at: int) -> None:
    """Take any word behind "Mr." or "l'accusé" for a name, whatever else it means."""
    before = sheet.words[at - 1]
    is_titled = before.folded in listed("honorifics") and before.is_capital
    if not is_titled and before.folded not in listed("concerned"):
        return
    if is_titled:
        is_sure = before.folded != "m" or sheet.gap(at - 1).startswith(".")
    else:
        is_sure = sheet.kinds[at] is Is.PLAIN and not sheet.in_headline[at]
    if is_sure and sheet.joins(at - 1):
        sheet.kinds[at] = Is.NAME


def _mark_beside(sheet: Sheet, at: int) -> None:
    """Mark what goes with a name: a given name in front of it, an office that is a family name, a nickname."""
    is_behind = at > 0 and sheet.kinds[at - 1] is Is.PLAIN and sheet.is_beside(at - 1)
    if is_behind and sheet.words[at - 1].folded in listed("plain_given"):
        sheet.kinds[at - 1] = Is.NAME
    if at + 1 < len(sheet.words):
        _mark_closing(sheet, at + 1)
        _mark_nickname(sheet, at)


def _mark_closing(sheet: Sheet, at: int) -> None:
    """Take "Reeve" or "North" right behind a given name for a family name where it closes the name."""
    word = sheet.words[at]
    if sheet.kinds[at] not in (Is.KNOWN, Is.ROLE) or word.folded not in listed("office_families"):
        return
    is_last = _is_last(sheet, at) or (sheet.in_headline[at] and sheet.words[at + 1].folded in listed("news"))
    if is_last and sheet.is_beside(at - 1) and is_given_name(sheet.words[at - 1].folded):
        sheet.kinds[at] = Is.NAME


def _mark_nickname(sheet: Sheet, at: int) -> None:
    """Take what is quoted between a name and another capital for a nickname: Gus « Ti-Gus » Martin."""
    if not _OPENS_QUOTE.fullmatch(sheet.gap(at)):
        return
    for last in range(at + 1, min(at + 1 + _NICKNAME, len(sheet.words) - 1)):
        if _CLOSES_QUOTE.fullmatch(sheet.gap(last)):
            if sheet.words[last + 1].is_capital and sheet.kinds[last + 1] in (Is.PLAIN, Is.NAME, Is.KNOWN):
                sheet.kinds[at + 1 : last + 2] = [Is.NAME] * (last + 1 - at)
            return


def _mark_small_names(sheet: Sheet, small: Sequence[bool]) -> None:
    """Take the word behind a given name in small letters for a family name, if it can be one."""
    for at in range(1, len(sheet.words)):
        bare = sheet.words[at].folded
        is_behind = small[at] and sheet.is_name(at - 1) and sheet.joins(at - 1)
        if is_behind and (bare in listed("families") or bare in index()):
            sheet.kinds[at] = Is.NAME


def _mark_calendar_name(sheet: Sheet, at: int) -> None:
    """Take "June" for a name where another follows it."""
    bare = sheet.words[at].folded
    if not sheet.is_name(at + 1) or not sheet.is_beside(at):
        return
    if is_given_name(bare) or bare in listed("plain_given"):
        sheet.kinds[at] = Is.NAME


def _mark_tied(sheet: Sheet, at: int) -> None:
    """Take "March" or "Ford" for a name where a hyphen ties it to one, or where it closes one: "Gisette West, 50"."""
    if at == 0:
        return
    if sheet.gap(at - 1) in _HYPHENS:
        _mark_pair(sheet, at - 1, at)
        return
    is_behind = sheet.kinds[at] is Is.KNOWN and sheet.is_name(at - 1) and sheet.is_beside(at - 1)
    if is_behind and _is_last(sheet, at) and sheet.words[at].folded in listed("families"):
        sheet.kinds[at] = Is.NAME


def _mark_pair(sheet: Sheet, *pair: int) -> None:
    if any(sheet.kinds[at] is Is.NAME for at in pair):
        for at in pair:
            if sheet.kinds[at] in (Is.KNOWN, Is.ROLE) and not sheet.words[at].is_all_capital:
                sheet.kinds[at] = Is.NAME


def _is_last(sheet: Sheet, at: int) -> bool:
    """Say whether no capital follows a word at once."""
    return at + 1 == len(sheet.words) or not (sheet.is_beside(at) and sheet.words[at + 1].is_capital)


def _mark_title(sheet: Sheet, at: int) -> None:
    """Take "Staff" in front of "Sgt." for a part of the rank."""
    if at + 1 == len(sheet.words) or sheet.kinds[at + 1] is not Is.ROLE:
        return
    if sheet.words[at].folded in listed("titles") and sheet.is_beside(at):
        sheet.kinds[at] = Is.ROLE


def _mark_acronym(sheet: Sheet, at: int) -> None:
    """Take a short word of capitals for a body, unless a name stands beside it or behind its comma."""
    word = sheet.words[at]
    if sheet.kinds[at] is not Is.NAME or not word.is_all_capital or len(word.text) > 6 or not word.text.isascii():
        return
    if is_given_name(word.folded) or word.folded in listed("families"):
        return
    if sheet.is_name(at + 1):
        is_family = sheet.gap(at).strip() == "," and not sheet.words[at + 1].is_all_capital
        if is_family or sheet.is_beside(at):
            return
    if not (sheet.is_name(at - 1) and sheet.is_beside(at - 1)):
        sheet.kinds[at] = Is.KNOWN
