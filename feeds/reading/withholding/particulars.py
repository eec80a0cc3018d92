"""Find what leads to a private person without a name: an address, a number plate, a telephone, a handle, an alias."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from feeds.reading.passage import fold
from feeds.reading.withholding.lexicon import listed, phrases

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,24}){1,4}")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]{4,400}")
_HANDLE = re.compile(r"(?<![\w@.])@\w[\w.]{2,40}")
_PHONE = re.compile(
    r"(?<![\d$€£.,])(?:\+?1[ .-]?)?\(?(?!8(?:00|33|44|55|66|77|88))[2-9]\d{2}\)?[ .-]?\d{3}[.-]\d{4}(?!\d)"
    r"|(?<![\d$€£.,])(?:\+44 ?|0)[1-9]\d{1,3}[ -]\d{3,4}[ -]?\d{3,4}(?!\d)"
    r"|(?<![\d$€£.,])\+\d{2,3}(?:[ .-]?\d{2,4}){3,4}(?!\d)"
    r"|(?<![\d$€£.,])0[1-9](?:[ .]\d{2}){4}(?!\d)"
)
_POSTCODE = re.compile(r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?!\w)")
_PLATE = re.compile(
    r"[^\w\n]{1,3}(?:\w{1,14} ){0,4}[^\w\n]{0,2}"
    r"(?P<found>(?=[A-Z0-9 -]{0,8}\d)(?=[A-Z0-9 -]{0,8}[A-Z])[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5})(?!\w)"
)
_ALIAS = re.compile(r"\W{1,4}[\"“«'‘] ?(?P<found>[^\"”»'’\n]{2,40}?) ?[\"”»'’]")


_AGE_BEHIND = re.compile(
    r"[ ,(-]{1,3}(?:agee?s? (?:de )?|aged? )?\d{1,3}(?!\d)(?: ?ans|[ -]years?[ -]olds?)?"
    r"(?= ?[,;.)\n]| (?:of|from|de|was|is|a|has)|$)"
)
_AGE_BEFORE = re.compile(r"\d{1,3}(?: ans|[ -]years?[ -]olds?),? (?:\w{1,14} ){0,2}\Z")


def ages_beside(plain: str, names: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the exact ages right behind or before what is withheld."""
    found: list[tuple[int, int]] = []
    for start, end in names:
        if start < end and (behind := _AGE_BEHIND.match(plain, end)):
            found.append(behind.span())
        head = max(0, start - 50)
        if before := _AGE_BEFORE.search(plain[head:start]):
            found.append((head + before.start(), start))
    return found


def particulars(text: str, plain: str, *, is_arrest: bool) -> Iterator[tuple[int, int]]:
    """Give the spans of a text; ``plain`` is its folded twin. The street of a home counts in an arrest."""
    if is_arrest:
        yield from (
            m.span("found") for m in _home_streets().finditer(plain) if _is_named("0 " + text[slice(*m.span("found"))])
        )
    for pattern in (_MAIL, _HANDLE, _PHONE, _POSTCODE):
        yield from (m.span() for m in pattern.finditer(text))
    yield from (m.span() for m in _ADDRESS.finditer(text) if not m[0].endswith("/"))
    yield from (m.span() for m in _streets().finditer(plain) if _is_named(text[m.start() : m.end()]))
    for cues, pattern in (("plates", _PLATE), ("aliases", _ALIAS)):
        matches = (pattern.match(text, cue.end()) for cue in phrases(cues).finditer(plain))
        yield from (m.span("found") for m in matches if m and not _is_operation(m["found"]))


@cache
def _home_streets() -> re.Pattern[str]:
    """Match "domicile de la rue …", "who lives on Such Street", ", of Such Road,"."""
    french, english = ("|".join(sorted(listed(name), key=len, reverse=True)) for name in ("streets_fr", "streets_en"))
    named = r" ?[\w'-]{1,30}(?:[ -][\w'-]{1,30}){0,3}"
    leads = rf"(?:{phrases('homes').pattern}|, of)"
    links = r" (?:(?:sur|dans|a|au|la|le|l'|les|the|du|de|in|on|at) ?){0,3}(?:[\w-]{3,10} )?"
    after_kind = rf"(?:{french})(?: de la| de l'| des| du| de| d')?{named}"
    before_kind = rf"(?:[\w'-]{{1,30}} ){{1,3}}(?:{english})(?!\w)"
    return re.compile(rf"{leads}{links}(?P<found>{after_kind}|{before_kind})")


@cache
def _streets() -> re.Pattern[str]:
    """Match a number with a street: "12, rue …", "12-B Some Road", "apt 3, 12 1st Avenue"."""
    french, english = ("|".join(sorted(listed(name), key=len, reverse=True)) for name in ("streets_fr", "streets_en"))
    number = r"(?<![\w$])\d{1,5}(?:[ -]?[a-h](?!\w))?,? (?:(?:app|apt|bureau|unit|suite)\.? ?\w{1,5},? )?"
    of = r"(?: de la| de l'| des| du| de| d')?"
    named = r" ?[\w'-]{1,30}(?:[ -][\w'-]{1,30}){0,3}"
    return re.compile(rf"{number}(?:(?:{french})\.?{of}{named}|(?:[\w'-]{{1,30}} ){{1,3}}(?:{english})(?!\w))")


def _is_named(address: str) -> bool:
    """Ask for a capital or an ordinal in the street's name: "3 place" is none."""
    return any(word[:1].isupper() or re.match(r"\d+(?:e|st|nd|rd|th)", word) for word in address.split()[1:])


def _is_operation(alias: str) -> bool:
    return any(fold(alias).startswith(word) for word in listed("operations"))
