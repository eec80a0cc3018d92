"""Where something in a stored version may identify somebody, found again for whoever has to look at it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.say.withhold import stretch
from feeds.model import Category, Field, Reading, Span
from feeds.reading.withholding.doubts import doubtful
from feeds.reading.withholding.names import shift
from feeds.reading.withholding.redaction import places_of
from storage.doubts import open_doubts
from storage.model import StoryRecord, VersionRecord
from storage.versions import versions_of

if TYPE_CHECKING:
    from sqlmodel import Session

NEAR = 40  # characters shown on either side


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """One run of words in doubt, as it may be shown: where it stands in the text as shown, and what is around it."""

    field: Field
    start: int
    end: int
    around: str


def doubts_in(version: VersionRecord, category: Category) -> list[Span]:
    """Give where a version may identify somebody, if it is told as an announcement of a category."""
    if version.lang is None or version.category is None:
        return []
    reading = Reading(lang=version.lang, category=category, score=1, rules="", facts=version.facts)
    return doubtful(version.title, version.summary, reading, version.withheld)


def hidden_of(version: VersionRecord, category: Category) -> list[Span]:
    """Give what is withheld of a version, and what is in doubt, wherever it or a name of it stands."""
    runs = doubts_in(version, category)
    texts: dict[Field, str] = {"title": version.title, "summary": version.summary}
    named = [texts[run.field][run.start : run.end] for run in runs]
    again = [
        Span(field=field, start=start, end=end)
        for field, text in texts.items()
        for start, end in places_of(text, named, version.lang or "fr")
    ]
    return [*version.withheld, *runs, *again]


def without_names(session: "Session", stories: Sequence[StoryRecord]) -> list[StoryRecord]:
    """Give stories as any face may show them: nobody is named in one before a maintainer has looked at who may be."""
    in_doubt = {doubt.story for doubt in open_doubts(session)}
    return [nameless(session, story) if story.id in in_doubt else story for story in stories]


def nameless(session: "Session", story: StoryRecord) -> StoryRecord:
    """Give a story in which what may name somebody is withheld."""
    versions = {(v.entry, v.number): v for v in versions_of(session, [entry.id for entry in story.entries])}
    entries = tuple(
        replace(entry, withheld=(*entry.withheld, *hidden_of(versions[entry.id, entry.version], story.category)))
        for entry in story.entries
    )
    return replace(story, entries=entries)


def shown_doubts(version: VersionRecord, category: Category) -> list[Doubtful]:
    """Give each run in doubt with the words around it, in which neither it nor another of them is to be read."""
    texts: dict[Field, str] = {"title": version.title, "summary": version.summary}
    hidden, runs = hidden_of(version, category), doubts_in(version, category)
    return [shown for run in runs if (shown := shown_doubt(version, texts[run.field], run, hidden)) is not None]


def shown_doubt(version: VersionRecord, text: str, run: Span, hidden: list[Span]) -> Doubtful | None:
    """Give one run in doubt; None for one that is withheld."""
    place = shift(run.start, run.end, [span for span in version.withheld if span.field == run.field])
    if place is None:
        return None
    start, end = whole_words(text, run)
    around = stretch(text, hidden, run.field, start, end).strip()
    return Doubtful(field=run.field, start=place[0], end=place[1], around=around)


def whole_words(text: str, run: Span) -> tuple[int, int]:
    """Give the stretch around a run, cut at spaces."""
    start, end = max(0, run.start - NEAR), min(len(text), run.end + NEAR)
    start = text.find(" ", start, run.start) + 1 if start and " " in text[start : run.start] else start
    end = text.rfind(" ", run.end, end) if end < len(text) and " " in text[run.end : end] else end
    return start, end
