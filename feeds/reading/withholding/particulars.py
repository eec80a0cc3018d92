"""Find what leads to a private person without a name: an address, a number plate, a telephone, a handle, an alias."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import cache

from feeds.reading.passage import fold
from feeds.reading.withholding.lexicon import listed, opened, phrases
from feeds.reading.withholding.links import names_nobody

_MAIL = re.compile(r"[\w.+-]{1,64}(?:@| ?[(\[](?:at|arobase)[)\]] ?)[\w-]{1,64}(?:\.[\w-]{1,24}){1,4}")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]{4,400}")
_AT = ("@", "at)", "at]", "arobase)", "arobase]")  # one of these is in every mail address and handle
_HANDLE = re.compile(r"(?<![\w@.])@\w[\w.]{2,40}")
_HASHTAG = re.compile(r"(?<![\w&/#])#(?=\d{0,8}[^\W\d_])\w{2,60}(?:-\w{1,40}){0,3}")
_HUMP = re.compile(r"(?<=[a-zà-ÿ\d])(?=[A-ZÀ-Þ])")
_PHONE = re.compile(
    r"(?<![\d$€£.,])(?:\+?1[ .-]?)?\(?(?!8(?:00|33|44|55|66|77|88))[2-9]\d{2}\)?[ \u00a0\u202f.‑-]?\d{3}"
    r"[ \u00a0\u202f.‑-]\d{4}(?!\d|[ \u00a0]?[$€£])"
    r"|(?<![\d$€£.,])(?:\+44 ?|0)[1-9]\d{1,3}[ -]\d{3,4}[ -]?\d{3,4}(?!\d)"
    r"|(?<![\d$€£.,])\+\d{2,3}(?:[ .-]?\d{2,4}){3,4}(?!\d)"
    r"|(?<![\d$€£.,])0[1-9](?:[ .]\d{2}){4}(?!\d)"
)
# Every telephone has eight such signs in a row, and opens with one of the first few.
_DIALLED = re.compile(r"[+(\d][+()\d .\u00a0\u202f‑-]{7}")
# A look behind comes after the first sign, where there is one, so that only this sign is looked for.
_POSTCODE = re.compile(r"[ABCEGHJ-NPRSTVXY](?<!\w.)\d[A-Z] ?\d[A-Z]\d(?!\w)")
_PLATE = re.compile(
    r"[^\w\n]{1,3}(?:\w{1,14} ){0,4}[^\w\n]{0,2}"
    r"(?<![$€£])(?P<found>(?=[A-Z0-9 -]{0,8}\d)(?=[A-Z0-9 -]{0,8}[A-Z])[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5})"
    r"(?!\w|[ \u00a0\u202f]?[$€£])"
)
_ALIAS = re.compile(r"\W{1,4}[\"“«'‘] ?(?P<found>[^\"”»'’\n]{2,40}?) ?[\"”»'’]")
_GOES_ON = re.compile(r"[ ](?!(?:(?:de|du|des|la|le|les) |[dl]['’]){0,3}[A-ZÀ-Þ])")
_PARTS = re.compile(r"(?<!\w)(?:millions?|billions?|dollars|to|for|on|at|of|in|and|from|with|by) ")
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=[!?\n])|(?:(?<=\w{4}\.)|(?<=[\d)»”\"]\.))(?=\s|$))")

Stretch = tuple[int, int]


def contacts(text: str, plain: str) -> Iterator[Stretch]:
    """Give mail addresses, handles, telephones, number plates and hashtags that may name somebody."""
    if any(sign in text for sign in _AT):
        yield from (m.span() for pattern in (_MAIL, _HANDLE) for m in pattern.finditer(text))
    if _DIALLED.search(text):
        yield from (m.span() for m in _PHONE.finditer(text))
    if "#" in text:
        yield from (m.span() for m in _HASHTAG.finditer(text) if not names_nobody(_HUMP.sub(" ", m[0])))
    yield from _behind("plates", _PLATE, text, plain)


def whereabouts(text: str, plain: str, *, has_homes: bool) -> Iterator[Stretch]:
    """Give postal codes, web addresses, civic addresses and aliases; with ``has_homes``, the street of a home too."""
    if has_homes:
        yield from (
            m.span("found") for m in _home_streets().finditer(plain) if _is_named("0 " + text[slice(*m.span("found"))])
        )
    yield from (m.span() for m in _POSTCODE.finditer(text))
    if "://" in text or "www." in text:
        yield from (m.span() for m in _ADDRESS.finditer(text) if not m[0].endswith("/"))
    yield from (_street(text, m) for m in _streets().finditer(plain) if _is_address(text, m))
    yield from _behind("aliases", _ALIAS, text, plain)


def in_sentences_of(plain: str, names: Iterable[Stretch], found: Iterable[Stretch]) -> Iterator[Stretch]:
    """Give those that stand in a sentence with a name; an abbreviation of three letters ends none."""
    starts = [start for start, end in names if start < end]
    if not starts:
        return
    ends = [m.end() for m in _SENTENCE_END.finditer(plain)]
    named = {bisect(ends, start) for start in starts}
    yield from (one for one in found if bisect(ends, one[0]) in named)


def _behind(cues: str, pattern: re.Pattern[str], text: str, plain: str) -> Iterator[Stretch]:
    """Give what a pattern finds right behind a cue, but for an operation's name."""
    heard = phrases(cues).finditer(plain) if cues in opened(plain) else ()
    matches = (pattern.match(text, cue.end()) for cue in heard)
    return (m.span("found") for m in matches if m and not _is_operation(m["found"]))


def _kinds(name: str) -> str:
    """Give the kinds of streets of a language, the longest first: "boulevard|avenue|rue"."""
    return "|".join(sorted(listed(name), key=len, reverse=True))


@cache
def _home_streets() -> re.Pattern[str]:
    """Match "domicile de la rue …", "who lives on Such Street", ", of Such Road,"."""
    french, english = _kinds("streets_fr"), _kinds("streets_en")
    named = r" ?[\w'-]{1,30}(?:[ -][\w'-]{1,30}){0,3}"
    leads = rf"(?:{phrases('homes').pattern}|, of)"
    links = r" (?:(?:sur|dans|a|au|la|le|l'|les|the|du|de|in|on|at) ?){0,3}(?:[\w-]{3,10} )?"
    after_kind = rf"(?:{french})(?: de la| de l'| des| du| de| d')?{named}"
    before_kind = rf"(?:[\w'-]{{1,30}} ){{1,3}}(?:{english})(?!\w)"
    return re.compile(rf"{leads}{links}(?P<found>{after_kind}|{before_kind})")


@cache
def _streets() -> re.Pattern[str]:
    """Match a number with a street: "12, rue …", "12-B Some Road", "apt 3, 12 1st Avenue"."""
    french, english = _kinds("streets_fr"), _kinds("streets_en")
    flat = r"(?:(?:app|apt|bureau|unit|suite)\.? ?\w{1,5},? )?"
    number = rf"\d(?<![\w$].)(?<![a-z]-.)\d{{0,4}}(?:-\d{{1,5}})?(?:[ -]?[a-h](?!\w))?,? {flat}"
    of = r"(?: de la| de l'| des| du| de| d')?"
    named = r" ?(?P<first>[\w'-]{1,30})(?:[ -][\w'-]{1,30}){0,3}"
    before_kind = rf"(?P<before>(?:[\w'-]{{1,30}} ){{1,3}})(?:{english})(?!\w)"
    return re.compile(rf"{number}(?:(?:{french})(?!\w)\.?{of}{named}|{before_kind})")


def _street(text: str, found: re.Match[str]) -> Stretch:
    """Give an address up to the small word or the figure that goes on behind the street's name."""
    behind = _GOES_ON.search(text, found.end("first"), found.end()) if found["first"] else None
    return found.start(), behind.start() if behind else found.end()


def _is_address(text: str, found: re.Match[str]) -> bool:
    """Ask for a name in what has a street's form; "5 million to Oak Street" and "12 homes on Oak Street" are none."""
    is_parted = found["before"] and text[found.start("before")].islower() and _PARTS.search(found["before"])
    return not is_parted and _is_named(text[found.start() : found.end()])


def _is_named(address: str) -> bool:
    """Ask for a capital or an ordinal in the street's name: "3 place" is none."""
    return any(word[:1].isupper() or re.match(r"\d+(?:e|st|nd|rd|th)", word) for word in address.split()[1:])


def _is_operation(alias: str) -> bool:
    return any(fold(alias).startswith(word) for word in listed("operations"))
