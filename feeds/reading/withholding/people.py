"""Find what may be a person's name in a text that is laid out, closed by default: what is not known is a name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.lexicon import listed
from feeds.reading.withholding.sheet import Is, Sheet

Run = tuple[int, int]  # the first word of a name and the one behind its last

_PARTICLES_BETWEEN = 3
_PLAIN_BESIDE = 2
_HEADLINE_NAME = 5
_AGE = re.compile(
    r",? ?\(?(?:agee?s? (?:de )?|aged? )?\d{1,3}(?!\d)(?: ans|[,.)]| ?-?years?|$| (?:of|from|de|was|is|a|has)(?!\w))"
    r"|,? (?:agee?s? de|aged) "
)
_ARTICLES = frozenset(
    ("le", "la", "l", "les", "un", "une", "the", "a", "an", "du", "de", "notre", "our", "its", "son", "sa")
)
_GO_ON = _ARTICLES | {"il", "elle", "ils", "elles", "he", "she", "they", "his", "her", "their", "ce", "cette", "this"}
_AROUND = 70
_BEGINS = re.compile(r"[!?;\n]|(?<=\w{4})(?<!const)(?<!insp)(?<!supt)(?<!capt)(?<!coun)(?<!lieut)(?<!comm)\. ")
_ENDS = re.compile(r"[!?;\n]|(?<!\W\w)\.(?=\s|$)")


@lru_cache(maxsize=8)  # of a title and a summary, as text, as context, and in doubt
def runs(sheet: Sheet) -> tuple[Run, ...]:
    """Give each stretch of words that may be a name, from left to right."""
    return tuple(_runs(sheet))


def _runs(sheet: Sheet) -> Iterator[Run]:
    end = 0
    for at in [at for at, kind in enumerate(sheet.kinds) if kind is Is.NAME or kind is Is.PLAIN]:
        if at < end:
            continue
        end = _end(sheet, at)
        if end == at + 1 and _is_no_name(sheet, at):
            continue
        yield from ((_with_particles(sheet, first), last) for first, last in _names(sheet, at, end))


def _is_no_name(sheet: Sheet, at: int) -> bool:
    """Say at little cost that a word alone is none: a plain one of a headline or of the news, or that opens a sentence.

    `_names` would find nothing in it: a headline's names hold a word that is no plain one, or have two words.
    """
    return sheet.kinds[at] is Is.PLAIN and (sheet.opens[at] or sheet.in_headline[at] or _is_news(sheet, at))


def _with_particles(sheet: Sheet, start: int) -> int:
    """Take in the "van der" that opens a family name; a French "de" is as likely a plain word."""
    while start > 0 and sheet.words[start - 1].folded in listed("leading_particles") and sheet.joins(start - 1):
        if sheet.kinds[start - 1] is not Is.LOWER:
            break
        start -= 1
    return start


def _end(sheet: Sheet, start: int) -> int:
    at = start
    while (following := _next(sheet, at)) is not None:
        at = following
    return at + 1


def _next(sheet: Sheet, at: int) -> int | None:
    """Give the next word of the same name, behind particles if there are any."""
    for following in range(at + 1, min(at + 2 + _PARTICLES_BETWEEN, len(sheet.words))):
        kind = sheet.kinds[following]
        may_be_name = kind is Is.NAME or kind is Is.PLAIN
        if not (may_be_name or (kind is Is.LOWER and sheet.words[following].folded in listed("particles"))):
            return None
        if not sheet.joins(following - 1):
            return None
        if may_be_name:
            return following if following == at + 1 or sheet.kinds[at] is Is.NAME else None
    return None


def _names(sheet: Sheet, start: int, end: int) -> Iterator[Run]:
    if sheet.in_headline[start]:
        yield from _headline_names(sheet, start, end)
        return
    while (
        start < end
        and sheet.kinds[start] is not Is.NAME
        and (_is_news(sheet, start) or (sheet.opens[start] and end - start == 1))
    ):
        start += 1
    while end > start and sheet.kinds[end - 1] is not Is.NAME and _is_news(sheet, end - 1):
        if end - start == 2 and is_given_name(sheet.words[start].folded):
            break
        end -= 1
    if start < end:
        yield start, end


def _headline_names(sheet: Sheet, start: int, end: int) -> Iterator[Run]:
    """Give the names of a headline: known or not, with the plain words beside them; plain ones with an age."""
    done = start
    is_aged = end - start > 1 and sheet.kinds[end - 1] is Is.PLAIN and has_age(sheet, (end - 2, end))
    for at in range(start, end):
        if at < done or (sheet.kinds[at] is not Is.NAME and not (is_aged and at == end - 1)):
            continue
        first, last = at, at + 1
        while first > done and at - first < _PLAIN_BESIDE and _may_extend(sheet, first - 1):
            first -= 1
        while last < end and last - at < _HEADLINE_NAME and _goes_on(sheet, last, end):
            last += 1
        done = last
        yield first, last


def _goes_on(sheet: Sheet, at: int, end: int) -> bool:
    if sheet.kinds[at] is Is.LOWER:
        return any(sheet.kinds[later] is Is.NAME for later in range(at + 1, min(at + 1 + _PARTICLES_BETWEEN, end)))
    return sheet.kinds[at] is Is.NAME or _may_extend(sheet, at)


def _may_extend(sheet: Sheet, at: int) -> bool:
    return sheet.kinds[at] is Is.PLAIN and not _is_news(sheet, at)


def _is_news(sheet: Sheet, at: int) -> bool:
    return sheet.words[at].folded in listed("news") or sheet.words[at].folded in listed("private")


def span(sheet: Sheet, run: Run) -> tuple[int, int]:
    """Give the code points of a name, an initial's point with it."""
    last = sheet.words[run[1] - 1]
    return sheet.words[run[0]].start, last.end + _is_initial(sheet, run[1] - 1)


def initials(sheet: Sheet) -> Iterator[Run]:
    """Give each pair of initials that is all there is of a name: "K.L.", but not "U.S." nor "the G.R.C."."""
    for at in sheet.capitals:
        if len(sheet.words[at].text) > 1 or at + 1 == len(sheet.words):
            continue
        pair = sheet.words[at].folded + sheet.words[at + 1].folded
        if opens_with_initials(sheet, at) and pair not in listed("abbreviations") and _stands_alone(sheet, at):
            yield at, at + 2


def opens_with_initials(sheet: Sheet, at: int) -> bool:
    """Say whether two single capitals with their points stand at a word: "X.Y.", "J.-F.", but not "M. X."."""
    if at + 1 >= len(sheet.words) or not (_is_initial(sheet, at) and _is_initial(sheet, at + 1)):
        return False
    gap = sheet.gap(at)
    return gap in (".", ".-") or (gap == ". " and sheet.words[at].folded not in listed("honorifics"))


def _is_initial(sheet: Sheet, at: int) -> bool:
    word = sheet.words[at]
    return len(word.text) == 1 and word.is_capital and sheet.text.startswith(".", word.end)


def _stands_alone(sheet: Sheet, at: int) -> bool:
    """Say whether no other initial, no name and no number goes with a pair of initials: "D-N.H.", "S.B. 8"."""
    if at > 0 and (sheet.gap(at - 1) == "-" or (_is_initial(sheet, at - 1) and sheet.gap(at - 1) == ".")):
        return False
    after = at + 2
    if after == len(sheet.words) or not sheet.joins(at + 1):
        return True
    if _is_initial(sheet, after) and sheet.gap(at + 1) == ".":
        return False
    return sheet.words[after].text[0].islower() or sheet.words[after].folded in _GO_ON


def is_turned(sheet: Sheet, family: Run, given: Run) -> bool:
    """Say whether a comma turns a name about: "Zorbec, Gus"."""
    are_single = family[1] - family[0] == given[1] - given[0] == 1
    if not are_single or family[1] != given[0] or sheet.gap(family[0]) != ", " or not sheet.is_name(family[0]):
        return False
    return is_given_name(sheet.words[given[0]].folded) and not is_given_name(sheet.words[family[0]].folded)


def words(sheet: Sheet, run: Run) -> set[str]:
    """Give the folded words of a name that tell who it is."""
    those = range(*run)
    return {
        sheet.words[at].folded
        for at in those
        if sheet.kinds[at] in (Is.NAME, Is.PLAIN) and len(sheet.words[at].folded) > 1
    }


def has_age(sheet: Sheet, run: Run) -> bool:
    """Say whether an age follows a name."""
    return _AGE.match(sheet.folded, span(sheet, run)[1]) is not None


@lru_cache(maxsize=8)  # of one name it is asked again and again
def sentence_around(sheet: Sheet, run: Run, reach: int = _AROUND) -> tuple[str, str]:
    """Give the folded text before and behind a name, within its sentence."""
    start, end = span(sheet, run)
    before, after = sheet.folded[max(0, start - reach) : start], sheet.folded[end : end + reach]
    return _BEGINS.split(before)[-1], _ENDS.split(after, maxsplit=1)[0]


def has_office_beside(sheet: Sheet, run: Run) -> bool:
    """Say whether an office that is held stands right before a name, or behind it after a comma."""
    at = run[0] - 1
    while at >= 0 and sheet.joins(at) and sheet.kinds[at] is Is.ROLE and sheet.words[at].folded in listed("honorifics"):
        at -= 1
    if at >= 0 and _parts_little(sheet.gap(at)) and sheet.words[at].folded in listed("roles"):
        return not _is_former(sheet, at)
    following = run[1]
    if following >= len(sheet.words) or sheet.gap(following - 1).strip() not in (",", "(", "–", "—"):
        return False
    while following < len(sheet.words) - 1 and sheet.words[following].folded in _ARTICLES:
        following += 1
    return sheet.words[following].folded in listed("roles")


def _parts_little(gap: str) -> bool:
    return gap.strip() in ("", ".", "-")


def _is_former(sheet: Sheet, at: int) -> bool:
    return any(sheet.words[before].folded in listed("former") for before in range(max(0, at - 3), at))
