"""Know what bears a person's name and is nobody: a street, a building, a body, a ruling, a firm."""

import re
from collections import defaultdict
from functools import cache

from feeds.reading.withholding.lexicon import listed
from feeds.reading.withholding.sheet import JOINS, Is, Sheet

_CHAIN = 8  # words that such a name may go on for
_HYPHENS = ("-", "‑", "–")
_TIE = re.compile(r"[-‑–'’]")
_AND = frozenset(("and", "of", "s", "the", "de", "la", "du", "des", "d", "l"))


def mark_bearing(sheet: Sheet) -> None:
    """Mark the words of names that something bears."""
    behind, before = listed("sites"), listed("sites_behind") | listed("sites_or_names")
    for at in sheet.triggers.get("bearing", ()):
        word = sheet.words[at]
        bare = word.folded
        if bare.replace("œ", "oe") in listed("works"):
            _mark_maker(sheet, at)
        is_site, is_tail = bare in behind or (bare[-1:] == "s" and bare[:-1] in behind), bare in before
        if not (is_site or is_tail) or _is_tied(sheet, at):
            continue
        if is_site and (word.is_capital or word.folded not in listed("loud_sites")):
            _mark_behind(sheet, at)
        if is_tail:
            _mark_before(sheet, at)
    _mark_models(sheet)
    _mark_brands(sheet)


def _mark_maker(sheet: Sheet, at: int) -> None:
    """Mark the two words at most behind "statue de" or "painting by"."""
    at += 1
    if at >= len(sheet.words) or sheet.words[at].folded not in ("de", "d", "du", "of", "by"):
        return
    for named in range(at + 1, min(at + 4, len(sheet.words))):
        if not sheet.joins(named - 1) or not sheet.words[named].is_capital:
            return
        sheet.kinds[named] = Is.KNOWN


def _is_tied(sheet: Sheet, at: int) -> bool:
    """Say whether a hyphen ties a word to another capital: "-Hall" ends a family name; "Law-style" does not."""
    if at > 0 and sheet.gap(at - 1) in _HYPHENS:
        return True
    return at + 1 < len(sheet.words) and sheet.gap(at) in _HYPHENS and sheet.words[at + 1].is_capital


def _mark_behind(sheet: Sheet, site: int) -> None:
    """Follow "centre sportif Claude-…" up to the end of the name; "l'école de Jeanne …" is hers, not named for her."""
    at, site_word = site + 1, sheet.words[site].folded
    while at < len(sheet.words) and sheet.joins(at - 1) and not sheet.words[at].is_capital and at - site < _CHAIN:
        if sheet.words[at].folded not in listed("links") and sheet.words[at].folded not in listed("qualifiers"):
            return
        at += 1
    if at >= len(sheet.words) or not JOINS.fullmatch(sheet.gap(at - 1)) or not sheet.words[at].is_capital:
        return
    led_by = sheet.words[at - 1].folded
    if led_by in ("de", "d") and site_word not in listed("streets_of"):
        return
    if led_by in (
        "a",
        "au",
        "aux",
        "et",
        "en",
        "sur",
        "pour",
        "contre",
        "of",
        "for",
        "on",
        "to",
        "against",
        "and",
        "s",
    ):
        return
    _mark_chain(sheet, site, at, is_short=_is_short(site_word, led_by))
    if sheet.words[site].is_capital:
        sheet.kinds[site] = Is.KNOWN


def _is_short(site: str, led_by: str) -> bool:
    """Say whether what bears a name takes one word of it: "l'arrêt …", "la vallée de …", but "coin de … et …"."""
    return site == "arret" or (led_by in ("de", "d") and site not in listed("crossings"))


def _mark_chain(sheet: Sheet, site: int, first: int, *, is_short: bool) -> None:
    """Mark a name from its first word on; a short one is one word, with those that a hyphen ties to it."""
    at, is_crossing = first, sheet.words[site].folded in listed("crossings")
    while at < len(sheet.words) and at - first < _CHAIN:
        word = sheet.words[at]
        is_tied = at > first and bool(_TIE.search(sheet.gap(at - 1)))
        if at > first and not (
            sheet.joins(at - 1) and (word.is_capital or is_tied or _leads_on(sheet, at, is_crossing=is_crossing))
        ):
            return
        if at > first and is_short and not is_tied:
            return
        if not is_tied and _is_headline_word(sheet, at):
            return
        if word.is_capital:
            sheet.kinds[at] = Is.KNOWN
        at += 1


def _leads_on(sheet: Sheet, at: int, *, is_crossing: bool) -> bool:
    """Say whether a small word stands between two of a name."""
    is_particle = sheet.words[at].folded in listed("particles") or (
        is_crossing and sheet.words[at].folded in ("et", "and")
    )
    return is_particle and at + 1 < len(sheet.words) and sheet.joins(at) and sheet.words[at + 1].is_capital


def _mark_before(sheet: Sheet, site: int) -> None:
    """Follow "… Memorial Arena" back to where the name begins, if that is how a place is led to."""
    first = _first_before(sheet, site)
    if first == site:
        return
    is_led = first > 0 and sheet.words[first - 1].folded in listed("leads") and JOINS.fullmatch(sheet.gap(first - 1))
    is_loud = sheet.words[site].is_capital and sheet.words[site].folded in listed("sites_behind")
    if is_led or (is_loud and not sheet.in_headline[site]):
        for at in range(first, site + 1):
            if sheet.words[at].is_capital:
                sheet.kinds[at] = Is.KNOWN


def _first_before(sheet: Sheet, site: int) -> int:
    first = at = site
    while at > 0 and site - at < _CHAIN and sheet.joins(at - 1):
        at -= 1
        word = sheet.words[at]
        if word.is_capital and word.folded not in listed("leads") and not _is_headline_word(sheet, at):
            first = at
        elif not _links_on(sheet, at, site, first):
            break
    return first


def _is_headline_word(sheet: Sheet, at: int) -> bool:
    return sheet.in_headline[at] and sheet.words[at].folded in listed("news")


def _links_on(sheet: Sheet, at: int, site: int, first: int) -> bool:
    """Say whether a small word stands inside such a name: "'s", "and", a hyphen's particle."""
    word, is_hyphen = sheet.words[at].folded, sheet.gap(at) in _HYPHENS
    if word == "s":
        return at > 0 and sheet.gap(at - 1) in ("'", "’")
    return first != site and word in _AND and (is_hyphen or word not in ("the", "de"))


def _mark_models(sheet: Sheet) -> None:
    """Mark what follows a make: a model."""
    for make in sheet.triggers.get("makes", ()):
        at = make + 1
        if at == len(sheet.words) or not sheet.words[make].is_capital:
            continue
        if sheet.words[at].is_capital and sheet.is_beside(at - 1) and not sheet.in_headline[at]:
            sheet.kinds[at] = Is.KNOWN


def _mark_brands(sheet: Sheet) -> None:
    """Mark the firms, alerts and customs that we know by all their words."""
    for at in sheet.triggers.get("brands", ()):
        word = sheet.words[at]
        for brand in _brands().get(word.folded, ()):
            if sheet.folded.startswith(brand, word.start):
                _mark_until(sheet, at, word.start + len(brand))


def _mark_until(sheet: Sheet, at: int, end: int) -> None:
    while at < len(sheet.words) and sheet.words[at].end <= end:
        if sheet.words[at].is_capital:
            sheet.kinds[at] = Is.KNOWN
        at += 1


@cache
def _brands() -> dict[str, list[str]]:
    """Give the brands by their first word."""
    found: dict[str, list[str]] = defaultdict(list)
    for brand in listed("brands"):
        found[re.split(r"\W", brand)[0]].append(brand)
    return dict(found)
