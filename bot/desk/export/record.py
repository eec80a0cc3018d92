"""What is exported: the stories that are published and asked for, their ledger, and where each entry comes from.

stories, links (one reading transaction) -> ledger over the whole record -> what is asked for of both
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.desk.books import ledger_over, whole_record
from bot.desk.shown import link_of
from bot.desk.wanted import Wanted
from feeds.stories.model import Ledger
from storage.model import EntryRecord, StoryRecord, StoryState
from storage.provenance import Provenance, provenance_of

if TYPE_CHECKING:
    from sqlmodel import Session

LANGUAGES = ("fr", "en")
CENT = Decimal("0.01")

Value = str | int | Decimal | datetime | tuple[str, ...] | None
Row = Mapping[str, Value]  # by the names of the table's columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """When and by what an export is made; ``language`` is that of what is said once for all."""

    at: datetime
    version: str
    language: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What goes into an export, the newest announcement first."""

    made: Made
    stories: tuple[StoryRecord, ...]
    ledger: Ledger
    provenance: Mapping[str, Provenance]


def gather(session: "Session", wanted: Wanted, made: Made) -> Record:
    """Read what is asked for: links are resolved over the whole record, then the rest is left out."""
    stories, links = whole_record(session)
    every = in_order(story for story in stories if is_public(story))
    chosen = {story.id: story for story in every if wanted.keeps(story)}
    known = {story.id for story in every}
    public = [link for link in links if {link.source, link.target} <= known]
    found = ledger_over(every, public, made.zone, keeps=lambda story: story.id in chosen, holds=wanted.holds)
    entries = [entry.id for story in chosen.values() for entry in story.entries]
    return Record(
        made=made,
        stories=tuple(chosen.values()),
        ledger=only(found, chosen.values()),
        provenance=provenance_of(session, entries),
    )


def in_order(stories: Iterable[StoryRecord]) -> tuple[StoryRecord, ...]:
    """Put the newest announcement first."""
    return tuple(sorted(sorted(stories, key=lambda story: story.id), key=lambda story: story.dated, reverse=True))


def is_public(story: StoryRecord) -> bool:
    """Tell whether a story is neither in review nor withdrawn."""
    return story.state is StoryState.PUBLISHED


def only(ledger: Ledger, stories: Iterable[StoryRecord]) -> Ledger:
    """Leave in a ledger what is about some stories, in their order."""
    places = {story.id: place for place, story in enumerate(stories)}
    return replace(
        ledger,
        commitments=tuple(
            sorted((c for c in ledger.commitments if c.story in places), key=lambda c: (places[c.story], c.id))
        ),
        events=tuple(sorted((e for e in ledger.events if e.story in places), key=lambda e: places[e.story])),
        cumulative=tuple(
            sorted(
                (c for c in ledger.cumulative if c.story in places),
                key=lambda c: (places[c.story], c.evidence.entry, c.evidence.fact.field, c.evidence.fact.start),
            )
        ),
    )


def source_row(record: Record, story: StoryRecord, entry: EntryRecord) -> dict[str, Value]:
    """Give the columns that say where a row comes from."""
    provenance = record.provenance.get(entry.id)
    return {
        "url": link_of(story, entry),
        "publisher": entry.publisher.id,
        "version": entry.version,
        "rules": provenance.rules if provenance else None,
    }


def language_of(entry: EntryRecord, otherwise: str) -> str:
    """Give the language in which we speak of an entry: its own where we have words in it."""
    return entry.lang if entry.lang in LANGUAGES else otherwise


def money(amount: Decimal) -> Decimal:
    """Give an amount with two digits behind the point where it is not whole."""
    return amount.quantize(CENT) if amount.as_tuple().exponent == -1 else amount
