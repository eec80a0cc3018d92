"""Know the words of an organisation's name, but never take a person's for one of them."""

from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import listed
from feeds.reading.withholding.sheet import JOINS, Is, Sheet

_CHAIN = 8  # words that a name may go on for


def mark_organisations(sheet: Sheet) -> None:
    """Mark the words of organisations' names, from their first word on and from their last word back."""
    heads, tails = listed("heads"), listed("tails")
    for at in sheet.triggers.get("organisations", ()):
        word = sheet.words[at]
        if word.folded in heads:
            _mark_rightwards(sheet, at)
        if word.folded in tails and word.is_capital:
            _mark_leftwards(sheet, at)


def _mark_rightwards(sheet: Sheet, head: int) -> None:
    """Follow "Service de police de la Ville de …" up to the first word that may be a person's."""
    for at in range(head + 1, min(head + _CHAIN, len(sheet.words))):
        if not JOINS.fullmatch(sheet.gap(at - 1)):
            return
        kind, bare = sheet.kinds[at], sheet.words[at].folded
        if sheet.in_headline[at] and bare in listed("news") and bare not in listed("inner"):
            return
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
    is_led = sheet.words[at - 1].folded in ("de", "d", "of") and sheet.words[at - 2].folded in listed("local")
    return is_led and not (sheet.is_name(at + 1) and sheet.gap(at).isspace())


def _mark_leftwards(sheet: Sheet, tail: int) -> None:
    """Follow "… Child Exploitation Unit" back to the first word that may be a person's."""
    for at in range(tail - 1, max(tail - _CHAIN, -1), -1):
        if not JOINS.fullmatch(sheet.gap(at)):
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
        and not (sheet.is_name(at - 1) and sheet.is_beside(at - 1))
    )
