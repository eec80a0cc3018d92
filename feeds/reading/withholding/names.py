"""Withhold the names of private persons from every text that leaves us.

In an arrest entry, and in any other that speaks of a case, what is not known to be something else is a name; elsewhere
a name is withheld by what stands around it. In doubt a word of a case is withheld: nothing but facts is shown of it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from feeds.model import Category, Field, Span
from feeds.reading.weights import rules
from feeds.reading.withholding import ages, offices, people, speakers
from feeds.reading.withholding.intimate import schooling, telling
from feeds.reading.withholding.layout import lay_out
from feeds.reading.withholding.lexicon import holds, listed, opened, phrases
from feeds.reading.withholding.particulars import contacts, in_sentences_of, whereabouts
from feeds.reading.withholding.people import Run
from feeds.reading.withholding.sheet import Is, Sheet

WITHHELD = "[…]"
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rule:
    """How names are told apart: ``is_closed`` where what is not known is withheld."""

    is_closed: bool
    is_official: Callable[[Sheet, Run], bool]


_ARREST = _Rule(is_closed=True, is_official=offices.acts_in_a_case)
_CASE = _Rule(is_closed=True, is_official=offices.acts_in_a_case)
_OPEN = _Rule(is_closed=False, is_official=speakers.holds_office)


def withheld(
    text: str, *, category: Category, lang: str, field: Field = "summary", context: str = ""
) -> tuple[Span, ...]:
    """Give what may not be shown of a field, in order and apart.

    ``context`` is the other field of the entry: who is private or holds an office there, is and does here.
    """
    rest = _unread(text)
    sheet, around = lay_out(text[: rest[0]], lang), lay_out(context[: _unread(context)[0]], lang)
    rule = _rule(category, sheet, around)
    names = bridged(sheet.folded, _spans(sheet, around, rule))
    spans = [*names, rest, *ages.beside(sheet.folded, names), *contacts(sheet.text, sheet.folded)]
    spans += telling(sheet, around, names, is_arrest=rule is _ARREST)
    spans += _particulars(sheet, names, rule)
    return tuple(Span(field=field, start=start, end=end) for start, end in merged(spans))


def _particulars(sheet: Sheet, names: Sequence[tuple[int, int]], rule: _Rule) -> Iterator[tuple[int, int]]:
    """Give where a person lives, learns and how old one is: outside a case, only in the sentence of a name or home."""
    plain = sheet.folded
    found = whereabouts(sheet.text, plain, has_homes=rule is _ARREST)
    is_home = "homes" in opened(plain)
    homes = [home.span() for home in phrases("homes").finditer(plain)] if is_home else []
    yield from found if rule.is_closed else in_sentences_of(plain, (*names, *homes), found)
    if rule is not _ARREST:
        yield from in_sentences_of(plain, names, chain(ages.told(plain), schooling(sheet)))
        yield from ages.of_sufferers(plain)


def _unread(text: str) -> tuple[int, int]:
    """Give what stands beyond the limit of reading, from a whole word on: all of it is withheld."""
    limit = rules().read_at_most
    if len(text) <= limit:
        return len(text), len(text)
    return text.rfind(" ", limit - _LONGEST_WORD, limit) + 1 or limit, len(text)


def _rule(category: Category, *fields: Sheet) -> _Rule:
    """Close an arrest, and whatever is no funding but speaks of a case: an outcome, a missing person."""
    if category is Category.ARREST:
        return _ARREST
    if category is Category.OTHER and any(_speaks_of_justice(field) for field in fields):
        return _CASE
    return _OPEN


@lru_cache(maxsize=8)
def _speaks_of_justice(sheet: Sheet) -> bool:
    return "justice" in opened(sheet.folded) and holds(sheet.folded, "justice")


def _spans(sheet: Sheet, around: Sheet, rule: _Rule) -> Iterator[tuple[int, int]]:
    yield from (people.span(sheet, run) for run in people.initials(sheet))
    if not rule.is_closed and not any(map(_names_somebody, (sheet, around))):
        return
    found = people.runs(sheet)
    private, public = map(frozenset.union, _told_apart(sheet, rule), _told_apart(around, rule))
    hidden = {run for run in found if _is_withheld(sheet, run, private, public, rule)}
    yield from (people.span(sheet, run) for run in hidden)
    for one, other in pairwise(found):
        if people.is_turned(sheet, one, other) and (one in hidden or other in hidden):
            yield people.span(sheet, (one[0], other[1]))
    yield from _again(sheet, private - public, rule)


@lru_cache(maxsize=8)
def _names_somebody(sheet: Sheet) -> bool:
    """Say whether any name is private, or has an age: where neither is in an open text nothing more is a name in it.

    Whoever is public takes out of what is withheld, and adds nothing: who that is need not be asked then.
    """
    return any(people.has_age(sheet, run) or speakers.is_private(sheet, run) for run in people.runs(sheet))


@lru_cache(maxsize=8)  # a title and a summary are each asked for twice, as text and as context
def _told_apart(sheet: Sheet, rule: _Rule) -> tuple[frozenset[str], frozenset[str]]:
    """Give the words of private names, and those of names that an office goes with."""
    found = people.runs(sheet)
    public = {word for run in found if rule.is_official(sheet, run) for word in people.words(sheet, run)}
    others = [run for run in found if not people.words(sheet, run) <= public or people.has_age(sheet, run)]
    private = {word for run in others if _is_sure(sheet, run, rule) for word in people.words(sheet, run)}
    return frozenset(private), frozenset(public)


def _is_sure(sheet: Sheet, run: Run, rule: _Rule) -> bool:
    """Say whether a private name is sure enough to be withheld again wherever its words stand."""
    has_name = any(sheet.kinds[at] is Is.NAME for at in range(*run))
    if rule.is_closed:
        return has_name or run[1] - run[0] > 1
    return has_name and speakers.is_private(sheet, run)


def _is_withheld(sheet: Sheet, run: Run, private: frozenset[str], public: frozenset[str], rule: _Rule) -> bool:
    words = people.words(sheet, run)
    if words <= public:
        return people.has_age(sheet, run) or (rule is _ARREST and not rule.is_official(sheet, run) and len(words) > 1)
    return rule.is_closed or bool(words & private) or speakers.is_private(sheet, run)


def bridged(folded: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give spans as one where only "alias" or "dit" parts two of a person's names."""
    found: list[tuple[int, int]] = []
    for start, end in merged(spans):
        if found and folded[found[-1][1] : start].strip(" ,\"«»'(") in listed("aliases"):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _again(sheet: Sheet, private: frozenset[str], rule: _Rule) -> Iterator[tuple[int, int]]:
    """Give the words of a private name wherever they stand with a capital and mean no place or body."""
    for at, word in enumerate(sheet.words if private else ()):
        if word.folded not in private or len(word.folded) < 3:
            continue
        if sheet.kinds[at] is Is.NAME or (sheet.kinds[at] is Is.PLAIN and (rule.is_closed or not sheet.opens[at])):
            yield word.start, word.end


def mask(text: str, spans: Iterable[Span]) -> str:
    """Write one […] for each run that is withheld; ``spans`` are of this very text."""
    pieces: list[str] = []
    at = 0
    for start, end in merged((span.start, span.end) for span in spans):
        pieces += (text[at:start], WITHHELD)
        at = end
    return "".join((*pieces, text[at:]))


def shift(span_start: int, span_end: int, spans: Iterable[Span]) -> tuple[int, int] | None:
    """Give the offsets in the masked text of a stretch of the raw one; None when it overlaps what is withheld."""
    moved = 0
    for start, end in merged((span.start, span.end) for span in spans):
        if start < span_end and span_start < end:
            return None
        if end <= span_start:
            moved += len(WITHHELD) - (end - start)
    return span_start + moved, span_end + moved


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give spans in order, those that touch or overlap as one, empty ones dropped."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
