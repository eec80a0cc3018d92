"""Know a private person's name by the family word beside it: "la famille X", "the mother of X", "une mère, X Y,"."""

from collections.abc import Callable, Iterator

from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import listed
from feeds.reading.withholding.sheet import Is, Sheet

_LONGEST = 3  # capitalised words of a name
_PARTICLES = 2  # small words between two of them
_ADJECTIVES = ("ian", "ese", "ish", "al", "ous", "ic", "an")
_MANY = ("et", "and")


def mark_relatives(sheet: Sheet) -> None:
    """Mark every name that a family word gives away, whatever its words mean elsewhere."""
    for rule, find in _RULES.items():
        for at in sheet.triggers.get(rule, ()):
            for named in find(sheet, at):
                sheet.kinds[named] = Is.NAME
                sheet.relatives.add(named)
                if sheet.words[at].is_capital:
                    sheet.kinds[at] = Is.KNOWN  # no part of the name that a headline goes on with


def _family(sheet: Sheet, at: int) -> Iterator[int]:
    """Give the words of a name on either side of "famille" or "family"."""
    if not _is_common(sheet, at):
        return
    if sheet.words[at].folded in ("family", "families"):
        yield from _before_family(sheet, at)
    elif not _is_bodys(sheet, at, is_loud=True):
        yield from _in_row(sheet, _behind(sheet, at + 1))


def _in_row(sheet: Sheet, run: list[int]) -> Iterator[int]:
    """Go on with "familles X et Y" as long as names follow."""
    while run and _may_be_family(sheet, run):
        yield from run
        at = run[-1] + 1
        is_many = at < len(sheet.words) and sheet.words[at].folded in _MANY and sheet.is_beside(at - 1)
        run = _behind(sheet, at + 1) if is_many else []


def _may_be_family(sheet: Sheet, run: list[int]) -> bool:
    """Leave makes, months and acronyms alone: "la famille Toyota", "la famille A320"."""
    word = sheet.words[run[0]]
    is_sign = word.is_all_capital and not sheet.in_headline[run[0]]
    return not (is_sign or word.folded in listed("makes") or word.folded in listed("capitals"))


def _before_family(sheet: Sheet, at: int) -> Iterator[int]:
    """Give the words of "the X family"; "the Liberal family" and "the X Family Foundation" are nobody's."""
    if at + 1 < len(sheet.words) and sheet.is_beside(at) and _is_body(sheet, at + 1):
        return
    first = at
    while first > 0 and at - first < _LONGEST and sheet.is_beside(first - 1) and _is_loud(sheet, first - 1):
        first -= 1
    run = list(range(first, at))
    if run and sheet.words[run[0]].folded == "the":
        run = run[1:]
    elif run and sheet.opens[first]:
        run = run if _acts(sheet, at) and _is_sure(sheet, run) else []
    elif first == 0 or sheet.words[first - 1].folded not in ("the", "a", "an"):
        return
    if run and _may_be_family(sheet, run) and (_is_sure(sheet, run) or _is_told(sheet, run, at)):
        yield from run


def _is_told(sheet: Sheet, run: list[int], at: int) -> bool:
    """Take plain words for a family's name where it acts, and they are no adjective: "the Chop family thanks"."""
    is_plain = all(sheet.kinds[n] is Is.PLAIN and not sheet.words[n].folded.endswith(_ADJECTIVES) for n in run)
    return is_plain and (_acts(sheet, at) or at + 1 == len(sheet.words) or not sheet.is_beside(at))


def _acts(sheet: Sheet, at: int) -> bool:
    return at + 1 < len(sheet.words) and sheet.words[at + 1].folded in listed("family_acts")


def _of_somebody(sheet: Sheet, at: int) -> Iterator[int]:
    """Give the words of X in "les proches de X", "la mère de X", "the widow of X"; "une mère de X" tells of a town."""
    if not _is_common(sheet, at) or at + 2 >= len(sheet.words) or not sheet.joins(at):
        return
    if sheet.words[at + 1].folded not in ("de", "d", "des", "of") or not sheet.joins(at + 1):
        return
    run = _behind(sheet, at + 2)
    if not run or _is_bodys(sheet, at, is_loud=False):
        return
    is_short = len(run) == 1 and not _is_of_person(sheet, run[0])
    if is_short and (sheet.kinds[run[0]] is not Is.NAME or not _is_one(sheet, at)):
        return
    if any(sheet.kinds[n] is not Is.KNOWN or _is_of_person(sheet, n) for n in run):
        yield from run


def _is_one(sheet: Sheet, at: int) -> bool:
    """Say whether a relative is a known one: "la mère", "his widow"."""
    is_open = at > 0 and sheet.words[at - 1].folded in ("un", "une", "a", "an", "des", "d", "de")
    return not is_open and sheet.words[at].folded != "parents"


def _les(sheet: Sheet, at: int) -> Iterator[int]:
    """Give the family name of "les X", alone behind its article."""
    run = _behind(sheet, at + 1)
    if len(run) == 1 and sheet.words[run[0]].folded in listed("families") and not sheet.in_headline[at]:
        yield from run


def _apposed(sheet: Sheet, at: int) -> Iterator[int]:
    """Give the two or three words between commas behind "une mère": a name, whatever they mean."""
    if sheet.words[at].is_capital and not sheet.opens[at]:
        return
    run = _behind(sheet, at + 1, ",") if at + 1 < len(sheet.words) else []
    end = sheet.gap(run[-1]).strip() if len(run) > 1 and run[-1] + 1 < len(sheet.words) else ""
    if end == "," and any(sheet.kinds[n] in (Is.NAME, Is.PLAIN) for n in run):
        yield from run


def _behind(sheet: Sheet, at: int, mark: str = "") -> list[int]:
    """Give the capitalised words from a place on, three at most, particles among them passed over; none of a body."""
    if not 0 < at < len(sheet.words) or sheet.gap(at - 1).strip(" \u00a0\u202f'’") != mark or not _is_loud(sheet, at):
        return []
    run = [at]
    while len(run) < _LONGEST + 1 and (following := _next(sheet, run[-1])):
        run.append(following)
    is_body = any(sheet.kinds[n] is Is.ROLE or _is_body(sheet, n) for n in run)
    return [] if is_body or (mark and len(run) > _LONGEST) else run[:_LONGEST]


def _next(sheet: Sheet, at: int) -> int | None:
    """Give the next capitalised word of a name."""
    for following in range(at + 1, min(at + 2 + _PARTICLES, len(sheet.words))):
        if not sheet.joins(following - 1):
            return None
        if _is_loud(sheet, following):
            return following
        if sheet.words[following].folded not in listed("particles"):
            return None
    return None


def _is_loud(sheet: Sheet, at: int) -> bool:
    """Say whether a word may be of a name: a capital, and in a headline no word of the news."""
    return sheet.words[at].is_capital and not (sheet.in_headline[at] and _is_said(sheet, at))


def _is_said(sheet: Sheet, at: int) -> bool:
    return any(sheet.words[at].folded in listed(name) for name in ("news", "family_acts"))


def _is_common(sheet: Sheet, at: int) -> bool:
    """Say whether a family word is a noun here and no part of a body's name, as in "Ministère de la Famille"."""
    is_opening = sheet.opens[at] or sheet.in_headline[at] or (at > 0 and sheet.opens[at - 1])
    return not sheet.words[at].is_capital or is_opening


def _is_bodys(sheet: Sheet, at: int, *, is_loud: bool) -> bool:
    """Say whether a body is named for the family: "Fondation de la famille X"; ``is_loud`` asks for its capital."""
    at -= 1
    while at >= 0 and sheet.joins(at) and sheet.words[at].folded in listed("links"):
        at -= 1
    if at < 0 or not sheet.joins(at):
        return False
    is_named = sheet.words[at].is_capital or not is_loud
    return (is_named and _is_body(sheet, at)) or sheet.words[at].folded in ("fondation", "foundation", "fonds")


def _is_body(sheet: Sheet, at: int) -> bool:
    return any(sheet.words[at].folded in listed(name) for name in ("bearers", "heads", "tails", "sites"))


def _is_sure(sheet: Sheet, run: list[int]) -> bool:
    return any(sheet.kinds[at] is Is.NAME or _is_of_person(sheet, at) for at in run)


def _is_of_person(sheet: Sheet, at: int) -> bool:
    bare = sheet.words[at].folded
    return is_given_name(bare) or bare in listed("families")


_RULES: dict[str, Callable[[Sheet, int], Iterator[int]]] = {
    "households": _family,
    "relatives": _of_somebody,
    "families together": _les,
    "somebody": _apposed,
}
