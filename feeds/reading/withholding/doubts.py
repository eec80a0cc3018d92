"""What may still tell who somebody is, after names were withheld: a maintainer looks at it.

A person's name by its make (two or three words, one a given name or in no dictionary) to which the text gives no
office, and that was not withheld.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from feeds.model import Category, Fact, Field, Reading, Span
from feeds.reading.passage import fold
from feeds.reading.weights import rules
from feeds.reading.withholding import offices, people, speakers
from feeds.reading.withholding.given import is_given_name
from feeds.reading.withholding.layout import lay_out
from feeds.reading.withholding.sheet import Is, Sheet

Spans = Iterable[tuple[int, int]]
_WORDS_OF_A_NAME = (2, 3)
_ARTICLES = frozenset(
    ["le", "la", "les", "l", "un", "une", "des", "du", "au", "aux", "the", "a", "an", "this", "our", "notre", "nos"]
)
_SUMS = frozenset(["million", "millions", "billion", "billions", "milliard", "milliards"])
_SAINTS = frozenset(("st", "ste", "saint", "sainte"))


def doubt(title: str, summary: str, reading: Reading, hidden: Sequence[Span]) -> str | None:
    """Give a mark of what may identify somebody in what we show of an entry, the same for the same words, or None.

    The mark holds no word.
    """
    texts = dict(_fields(title, summary))
    words = {fold(texts[run.field][run.start : run.end]) for run in doubtful(title, summary, reading, hidden)}
    return hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest()[:16] if words else None


def doubtful(title: str, summary: str, reading: Reading, hidden: Sequence[Span]) -> list[Span]:
    """Give where something in what we show of an entry may identify somebody.

    Of an arrest only facts are shown, of what is no announcement nothing.
    """
    if reading.category is Category.OTHER:
        return []
    is_arrest = reading.category is Category.ARREST
    sheets = {field: lay_out(text[: rules().read_at_most], reading.lang) for field, text in _fields(title, summary)}
    public = {word for sheet in sheets.values() for word in _public(sheet, is_arrest=is_arrest)}
    return [
        Span(field=field, start=start, end=end)
        for field, sheet in sheets.items()
        for start, end in _doubtful(sheet, public)
        if not _is_over(field, start, end, hidden) and (not is_arrest or _is_told(field, start, end, reading.facts))
    ]


def names_gone(old: str, new: str, lang: str) -> list[tuple[int, int]]:
    """Give where a text names somebody whom a later one no longer names: a publisher may have taken the name out."""
    sheet = lay_out(old[: rules().read_at_most], lang)
    still = set(re.findall(r"\w+", fold(new)))
    return [
        people.span(sheet, run)
        for run in people.runs(sheet)
        if _is_named(sheet, run) and not people.words(sheet, run) <= still
    ]


def _fields(title: str, summary: str) -> tuple[tuple[Field, str], tuple[Field, str]]:
    return ("title", title), ("summary", summary)


def _public(sheet: Sheet, *, is_arrest: bool) -> Iterable[str]:
    """Give the words of names that an office goes with."""
    is_official = offices.acts_in_a_case if is_arrest else speakers.holds_office
    return (word for run in people.runs(sheet) if is_official(sheet, run) for word in people.words(sheet, run))


def _doubtful(sheet: Sheet, public: set[str]) -> Spans:
    for run in people.runs(sheet):
        names = people.words(sheet, run)
        is_like_a_name = len(names) in _WORDS_OF_A_NAME and _is_named(sheet, run) and not _is_a_thing(sheet, run)
        if is_like_a_name and not names <= public:
            yield people.span(sheet, run)


def _is_named(sheet: Sheet, run: people.Run) -> bool:
    """Say whether a run is a name by its make: a given name, or a word that is in no dictionary."""
    kinds = [sheet.kinds[at] for at in range(*run)]
    return Is.NAME in kinds or is_given_name(sheet.words[run[0]].folded)


def _is_a_thing(sheet: Sheet, run: people.Run) -> bool:
    """Say whether a run is rather a thing's name.

    That is one word with hyphens, a figure or its unit, a saint's name, or one behind an article with one unknown word.
    A text says "the Small Scale Projects" and "la banque Le Grenier", and no article before a person.
    """
    words = [sheet.words[at].folded for at in range(*run)]
    is_one_word = not any(gap.isspace() for gap in sheet.gaps[run[0] + 1 : run[1]])
    has_figure = any(character.isdigit() for word in words for character in word)
    if has_figure or is_one_word or words[0] in _SUMS or not _SAINTS.isdisjoint(words):
        return True
    before = sheet.words[run[0] - 1].folded if run[0] and sheet.is_beside(run[0] - 1) else ""
    has_article = before in _ARTICLES or words[0] in _ARTICLES or sheet.gaps[run[0]].endswith(("'", "’"))
    return has_article and sum(sheet.kinds[at] is Is.NAME for at in range(*run)) < 2


def _is_over(field: Field, start: int, end: int, spans: Iterable[Span]) -> bool:
    return any(span.field == field and span.start < end and start < span.end for span in spans)


def _is_told(field: Field, start: int, end: int, facts: Iterable[Fact]) -> bool:
    return any(fact.field == field and fact.start < end and start < fact.end for fact in facts)
