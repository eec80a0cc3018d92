"""From words as a person types them to the stories that answer them, the best first.

    pornographie juvénile longueuil     all of these words; the first two name an offence, so its other terms will do
    "aide financière" organism*         words side by side; a word that begins so

Whatever else is typed is read as words: no sign is an operator.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.desk.doubtful import without_names
from bot.desk.shown import title_of
from bot.say.snippet import Sought, snippet, sought
from bot.say.withhold import stretch
from feeds.model import Category
from feeds.reading.offences import label, named
from feeds.reading.passage import fold
from storage.model import EntryRecord, StoryRecord
from storage.search import Hit, Phrase, Term, hits, stories_by_id

PAGE = 50  # stories that are loaded at once
PIECE = re.compile(r'"([^"]*)"(\*?)|([^"\s]+)')
QUOTES = str.maketrans("«»“”„", '"""""')
WORD = re.compile(r"[^\W_]+")
ELIDED = re.compile(r"(?<![^\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=[^\W_])", re.IGNORECASE)
# Words that every text of a language has, and that our own lines need not have: they are asked for by nobody.
SMALL = re.compile("a|an|and|au|aux|by|d|de|des|du|en|et|for|in|l|la|le|les|of|on|par|pour|sur|the|to|un|une")


class _Unit(NamedTuple):
    """A phrase, and where it stands in what was typed."""

    start: int
    end: int
    phrase: Phrase
    is_quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A story that answers, how well, and the entries of which it does."""

    story: StoryRecord
    score: float
    hits: tuple[Hit, ...]


# --- what is asked --------------------------------------------------------------------------------------------------


def asked(text: str) -> tuple[Term, ...]:
    """Read a query; no word, no term."""
    text = text.translate(QUOTES)
    units = list(_units(text))
    plain = [unit for unit in units if not _is_small(unit)] or units
    terms: dict[int, Term] = {}
    taken: set[_Unit] = set()
    for start, end, ids in _named(text):
        inside = [unit for unit in plain if start <= unit.start and unit.end <= end]
        if inside and taken.isdisjoint(inside) and not _is_split(units, start, end):
            taken.update(inside)
            terms[inside[0].start] = Term(phrases=tuple(unit.phrase for unit in inside), ids=ids)
    terms |= {unit.start: Term(phrases=(unit.phrase,)) for unit in plain if unit not in taken}
    return tuple(terms[at] for at in sorted(terms))


def _units(text: str) -> Iterator[_Unit]:
    for piece in PIECE.finditer(text):
        is_quoted = piece[3] is None
        start, end = piece.span(1 if is_quoted else 3)
        first = ELIDED.match(text, start, end)
        words = list(WORD.finditer(text, first.end() if first else start, end))
        if words:
            is_prefix = bool(piece[2]) or text[words[-1].end() : end].startswith("*")
            phrase = Phrase(words=tuple(word[0] for word in words), is_prefix=is_prefix)
            yield _Unit(words[0].start(), words[-1].end(), phrase, is_quoted)


def _is_small(unit: _Unit) -> bool:
    words = unit.phrase.words
    return not (unit.is_quoted or unit.phrase.is_prefix) and len(words) == 1 and bool(SMALL.fullmatch(fold(words[0])))


def _named(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Give the terms of our tables in a query, the longest first, each with all the ids that it names."""
    found: dict[tuple[int, int], list[str]] = {}
    for id, start, end in named(text):
        found.setdefault((start, end), []).append(id)
    return [(start, end, tuple(ids)) for (start, end), ids in found.items()]


def _is_split(units: Sequence[_Unit], start: int, end: int) -> bool:
    """Tell whether a stretch ends within a phrase, or has the mere beginning of a word."""
    touched = [unit for unit in units if unit.start < end and start < unit.end]
    return any(unit.start < start or end < unit.end or unit.phrase.is_prefix for unit in touched)


# --- what answers ---------------------------------------------------------------------------------------------------


def find(
    session: Session,
    query: Sequence[Term],
    categories: Sequence[Category],
    keeps: Callable[[StoryRecord], bool] = lambda _: True,
    limit: int | None = None,
) -> list[Found]:
    """Give the stories that answer a query, each once, the best first."""
    return list(islice(_kept(session, hits(session, query, categories), categories, keeps), limit))


def _kept(
    session: Session, found: Iterator[Hit], categories: Sequence[Category], keeps: Callable[[StoryRecord], bool]
) -> Iterator[Found]:
    told: set[str] = set()
    while page := list(islice(found, PAGE)):
        by_story: dict[str, list[Hit]] = {}
        for hit in page:
            by_story.setdefault(hit.story, []).append(hit)
        stories = stories_by_id(session, [story for story in by_story if story not in told], categories)
        told |= by_story.keys()
        kept = [stories[id] for id in by_story if id in stories and keeps(stories[id])]
        for story in without_names(session, kept):
            of_story = by_story[story.id]
            yield Found(story=story, score=round(of_story[0].score, 3), hits=tuple(of_story))


# --- how it is shown ------------------------------------------------------------------------------------------------


def snippet_of(found: Found, query: Sequence[Term], lang: str, zone: ZoneInfo) -> str:
    """Quote what answers, marked: of an arrest the line that we compose, of another what is not withheld."""
    return snippet(_texts(found, lang, zone), list(_sought(found.story, query)))


def _texts(found: Found, lang: str, zone: ZoneInfo) -> Iterator[str]:
    story = found.story
    quotable = {hit.entry for hit in found.hits if hit.is_quotable}
    entries = [entry for entry in story.entries if entry.id in quotable]
    if story.category is Category.ARREST or not entries:
        yield title_of(story, story.entries[0], lang, zone)
        return
    for entry in entries:
        yield _shown(entry, "summary", entry.summary)
        yield _shown(entry, "title", entry.title)


def _shown(entry: EntryRecord, field: str, text: str) -> str:
    return stretch(text, entry.withheld, "title" if field == "title" else "summary", 0, len(text))


def _sought(story: StoryRecord, query: Sequence[Term]) -> Iterator[Sought]:
    """Give the words to mark: those that were typed, and those that name the same in this story."""
    for number, term in enumerate(query):
        for phrase in term.phrases:
            yield sought(number, " ".join(phrase.words), is_prefix=phrase.is_prefix)
        for id in term.ids:
            yield from (sought(number, label(id, lang)) for lang in ("fr", "en"))
        for held in story.facts:
            if held.fact.kind in ("offence", "topic") and held.fact.value in term.ids:
                yield sought(number, held.fact.text)
