"""An entry's versions and what changed between them, with what is withheld now withheld of what was said before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.show import Whole
from bot.desk.shown import link_of
from bot.say.changes import FIELDS, change_lines, marked
from bot.say.facts import line, told
from bot.say.record import COUNTS, publisher_name
from bot.say.typography import clock, day
from bot.say.withhold import plain
from bot.say.words import Words, words
from feeds.model import Fact, Field, Span
from feeds.reading.withholding.doubts import names_gone
from feeds.reading.withholding.names import mask, shift
from feeds.reading.withholding.redaction import places_of
from feeds.stories.diff import FactChange, Piece, compare, fact_changes, is_changed
from storage.model import EntryRecord, VersionRecord

OF_AN_ARREST = COUNTS | {"figure"}  # an arrest's versions tell figures and status, and no word

LONGEST_NAME = 200  # a longer run is not a name but a text that was withheld whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One version as it may be shown, and how it differs from the one before; of an arrest, facts alone."""

    number: int
    seen: datetime
    texts: dict[Field, str]
    spans: tuple[Span, ...]
    facts: tuple[Fact, ...]
    diff: dict[Field, tuple[Piece, ...]]
    changes: tuple[FactChange, ...]


def history(found: Whole, entry: EntryRecord) -> list[Said]:
    """Give an entry's versions as they may be shown, the first one first."""
    versions = found.versions[entry.id]
    said = [as_shown(version, versions, entry.lang, is_arrest=found.is_arrest) for version in versions]
    return said[:1] + [compared(old, new) for old, new in pairwise(said)]


def as_shown(version: VersionRecord, versions: Sequence[VersionRecord], lang: str, *, is_arrest: bool) -> Said:
    """Give one version without what is withheld of it, by itself or for what another one withholds."""
    texts: dict[Field, str] = {"title": version.title, "summary": version.summary}
    spans = tuple(span for field in texts for span in hidden(version, field, versions, lang))
    facts = tuple(
        fact
        for fact in version.facts
        if (fact.kind in OF_AN_ARREST if is_arrest else not is_over(fact, spans) and fact.kind != "youth")
    )
    shown = {} if is_arrest else {f: plain(mask(t, [s for s in spans if s.field == f])) for f, t in texts.items()}
    return Said(number=version.number, seen=version.seen, texts=shown, spans=spans, facts=facts, diff={}, changes=())


def hidden(version: VersionRecord, field: Field, versions: Sequence[VersionRecord], lang: str) -> Iterator[Span]:
    """Give what is withheld of a field: as stored, words that any version withholds, names that are gone by now."""
    text, current = text_of(version, field), versions[-1]
    yield from (span for span in version.withheld if span.field == field)
    runs = {text_of(v, span.field)[span.start : span.end] for v in versions for span in v.withheld}
    found = places_of(text, sorted(run for run in runs if 2 < len(run) <= LONGEST_NAME), lang)
    if version is not current:
        found = [*found, *names_gone(text, f"{current.title}\n{current.summary}", lang)]
    yield from (Span(field=field, start=start, end=end) for start, end in found)


def text_of(version: VersionRecord, field: Field) -> str:
    """Give a field as stored."""
    return version.title if field == "title" else version.summary


def is_over(fact: Fact, spans: Sequence[Span]) -> bool:
    """Tell whether a fact stands in words that are withheld."""
    return any(span.field == fact.field and span.start < fact.end and fact.start < span.end for span in spans)


def compared(old: Said, new: Said) -> Said:
    """Say how a version differs from the one before it."""
    diff = {field: compare(old.texts[field], new.texts[field]) for field in new.texts}
    return Said(
        number=new.number,
        seen=new.seen,
        texts=new.texts,
        spans=new.spans,
        facts=new.facts,
        diff={field: pieces for field, pieces in diff.items() if is_changed(pieces)},
        changes=fact_changes(old.facts, new.facts),
    )


def history_json(found: Whole, entry: EntryRecord) -> dict[str, Any]:
    """Give an entry's versions as one object."""
    return {
        "entry": entry.id,
        "story": found.story.id,
        "publisher": entry.publisher.id,
        "lang": entry.lang,
        "url": link_of(found.story, entry),
        "versions": [version_json(said, is_arrest=found.is_arrest) for said in history(found, entry)],
    }


def version_json(said: Said, *, is_arrest: bool) -> dict[str, Any]:
    """Give one version: its texts and facts as shown, what went and came since the one before."""
    return {
        "number": said.number,
        "seen": said.seen.isoformat(),
        **{str(field): text for field, text in said.texts.items()},
        "facts": [fact for f in said.facts if (fact := fact_json(f, said, is_arrest=is_arrest)) is not None],
        "diff": {field: [[piece.was, piece.text] for piece in pieces] for field, pieces in said.diff.items()},
        "changes": [change_json(change) for change in said.changes],
    }


def fact_json(fact: Fact, said: Said, *, is_arrest: bool) -> dict[str, Any] | None:
    """Give a fact of a version, with offsets in the text as shown; of an arrest its value alone."""
    value = fact.as_json()
    if is_arrest:
        return {key: value[key] for key in value.keys() - {"field", "start", "end", "text"}}
    place = shift(fact.start, fact.end, [span for span in said.spans if span.field == fact.field])
    return None if place is None else value | {"start": place[0], "end": place[1]}


def change_json(change: FactChange) -> dict[str, Any]:
    """Give what went and came among one kind of fact."""
    values = {"gone": change.gone, "new": change.new}
    named = {"kind": change.kind, "role": change.role, "of": change.of, "scope": change.scope}
    return {name: value for name, value in named.items() if value} | {
        name: [fact.as_json()["value"] for fact in facts] for name, facts in values.items()
    }


def history_lines(found: Whole, entry: EntryRecord, lang: str, zone: ZoneInfo) -> list[str]:
    """Tell an entry's versions, each with what it changed."""
    w = words(lang)
    lines = [f"{entry.id}  {publisher_name(entry, lang)} ({entry.lang})  {link_of(found.story, entry)}"]
    for said in history(found, entry):
        moment = f"{day(said.seen.astimezone(zone).date(), w)}, {clock(said.seen, zone, w)}"
        lines.append(f"  {w.say('version {n}', n=said.number)} — {moment}")
        lines += [f"      {line}" for line in version_lines(said, w, is_arrest=found.is_arrest)]
    return lines


def version_lines(said: Said, w: Words, *, is_arrest: bool) -> Iterator[str]:
    """Tell one version: the first by what it says, a later one by what it changed."""
    if said.number == 1:
        yield from said.texts.values() if said.texts else ()
        if is_arrest:
            values = told(said.facts, w, is_arrest=True)
            yield from (line(kind, ", ".join(found), w) for kind, found in values.items())
        return
    yield from (line(w.say(FIELDS[field]), marked(pieces), w) for field, pieces in said.diff.items())
    yield from change_lines(said.changes, w, is_arrest=is_arrest)
    if not said.diff and not said.changes:
        yield w.say("nothing that is shown changed")
