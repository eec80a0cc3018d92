"""Find exact ages: all of them, those beside a name, and those beside what somebody suffered."""

import re
from collections.abc import Iterable, Iterator

from feeds.reading.withholding.lexicon import listed, opened, phrases

Stretch = tuple[int, int]

_WORDS = (
    r"(?:vingt|trente|quarante|cinquante|soixante|twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-\w{2,5}){0,2}"
    "|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit"
    "|one|two|three|four|five|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
)
_AGES = (  # each with what stands in every age of its kind
    ("year", re.compile(rf"(?<![\w-])(?:\d{{1,3}}|{_WORDS})[ -]years?[ -]olds?(?!\w)")),
    (
        " ans",
        re.compile(
            r"(?:(?<!\w)(?:agee?s?(?: d'a peine| seulement)? (?:de |d')|aged? |de |d')|, ?|\()"
            rf"(?P<age>(?:\d{{1,3}}|{_WORDS}) ans)"
            r"(?! (?:de |d'|ferme|plus tard|apres|pour |et plus|et moins|a la))(?!\w)"
        ),
    ),
    (", ", re.compile(r", (?P<age>\d\d)(?=,)")),
    ("age", re.compile(r"(?<!\w)aged? (?P<age>\d{1,3})(?!\d)(?! ?(?:to|and|-|or) ?\d)")),
)
_TERM = re.compile(
    r"(?:peine|peines|prison|penitencier|periode|plan|entente|programme|projet|duree|mandat|probation|emprisonnement"
    r"|detention|incarceration|sentence|total|plus|moins|depuis|pres|bail|contrat|aide|soutien|financement|investissement"
    r"|subvention|bourse|budget|under|over|than|least|first|next) (?:totale |ferme )?\Z"
)
_RANGE = re.compile(r"\d (?:a|et|ou|to|and|or|-) \Z")
_OPEN_ENDED = re.compile(r" (?:and|or|et|ou) (?:over|older|under|up|younger|above|plus|moins)(?!\w)")
_AGE_BEHIND = re.compile(
    r"[ ,(-]{1,3}(?:agee?s? (?:de )?|aged? )?\d{1,3}(?![.,]?\d)(?: ?ans|[ -]years?[ -]olds?)?"
    r"(?= ?[,;.)\n]| (?:of|from|de|was|is|a|has)(?!\w)|$)"
)
_AGE_BEFORE = re.compile(r"\d{1,3}(?: ans|[ -]years?[ -]olds?),? (?:\w{1,14} ){0,2}\Z")
_GAP = 60
_TO_SUFFERING = re.compile(r",? ?(?:(?!(?:pour|aux|des|les|et|ou|for|to|the|of|and|or)\b)\w+,? ){0,3}\Z")
_FROM_SUFFERING = re.compile(r"[ ,:(]*(?:[^\W\d]+,? ){0,2}(?:agee?s? )?(?:de |d')?\Z")
_LENGTH = re.compile(r"(?<!agee )(?<!agees )(?<!age )(?<!ages )(?<!\w)d(?:e |')\Z")


def exact(folded: str, first: int, last: int) -> Iterator[Stretch]:
    """Give the ages between two places of a folded text."""
    for sign, pattern in _AGES:
        if sign in folded:
            yield from (_age(m) for m in pattern.finditer(folded[:last], first) if _is_age(folded, m))


def beside(plain: str, names: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the exact ages right behind or before what is withheld."""
    found: list[tuple[int, int]] = []
    for start, end in names:
        if start < end and (behind := _AGE_BEHIND.match(plain, end)):
            found.append(behind.span())
        head = max(0, start - 50)
        if before := _AGE_BEFORE.search(plain[head:start]):
            found.append((head + before.start(), start))
    return found


def told(plain: str) -> Iterator[Stretch]:
    """Give the ages that cannot be how long something lasts, as "une aide de 5 ans" can: not behind a bare "de"."""
    for start, end in exact(plain, 0, len(plain)):
        length = _LENGTH.search(plain[max(0, start - 10) : start])
        whose = plain[max(0, start - 30) : start - len(length[0])].split() if length else []
        if not length or (whose and whose[-1] in listed("private") | listed("young")):
            yield start, end


def of_sufferers(plain: str) -> Iterator[Stretch]:
    """Give the ages of those to whom something was done: "victime de 14 ans", "a 9-year-old girl who was abused"."""
    if "suffering" in opened(plain) and phrases("suffering").search(plain):
        yield from (age for age in exact(plain, 0, len(plain)) if _has_suffered(plain, *age))


def _has_suffered(plain: str, start: int, end: int) -> bool:
    """Say whether few words part an age from what was suffered."""
    before, after = plain[max(0, start - _GAP) : start], plain[end : end + _GAP]
    return any(_FROM_SUFFERING.fullmatch(before, m.end()) for m in phrases("suffering").finditer(before)) or any(
        _TO_SUFFERING.fullmatch(after, 0, m.start()) for m in phrases("suffering").finditer(after)
    )


def _age(found: re.Match[str]) -> Stretch:
    return found.span("age") if "age" in found.re.groupindex else found.span()


def _is_age(folded: str, found: re.Match[str]) -> bool:
    """Tell an age from a term and from a range: "peine de 5 ans", "12 à 17 ans", "12 and over"."""
    before = folded[max(0, found.start() - 24) : found.start()]
    if _OPEN_ENDED.match(folded, found.end()):
        return False
    return not _TERM.search(before) and not _RANGE.search(before)
