"""What the record says of a chain, by the ids of the chain's own entries."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.books import ledger_over, whole_record
from bot.desk.shown import story_json
from feeds.model import Category
from feeds.stories.headline import headline
from storage.database import Database
from storage.model import StoryRecord
from storage.stories import list_stories

MONEY = "CAD"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLink:
    """A link between two stories, each by the ids of its entries."""

    source: frozenset[str]
    target: frozenset[str]
    relation: str
    state: str
    amount: int | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said: stories, links and, where there is one, the ledger (None without)."""

    stories: tuple[frozenset[str], ...]
    categories: Mapping[str, str]  # entry id -> funding, arrest, other
    links: tuple[SaidLink, ...]
    youth: Mapping[str, str]
    headlines: Mapping[frozenset[str], int]
    announced: int | None = None
    distinct: int | None = None
    proposed_overlap: int | None = None
    events: Mapping[frozenset[str], int | None] | None = None
    cumulative: Mapping[frozenset[str], tuple[int, ...]] | None = None
    commitments: tuple[str, ...] = ()  # a line each, for a person who looks at a failure


def ask(db: Database, zone: ZoneInfo, ids: Mapping[str, str]) -> Said:
    """Ask the record for everything; ``ids`` names entries by their addresses."""
    records = db.read(list_stories, tuple(Category), None)
    entries = {
        record.id: frozenset(ids[entry.url] for entry in record.entries if entry.url and entry.url in ids)
        for record in records
    }
    told = [record for record in records if record.category is not Category.OTHER]
    common: dict[str, Any] = {
        "stories": tuple(entries[record.id] for record in told),
        "categories": {name: str(record.category) for record in records for name in entries[record.id]},
        "headlines": dict(headlines_of(told, entries)),
        "youth": {ids[url]: value for record in told for url, value in youth_of(record, zone).items() if url in ids},
    }
    return Said(**common, **in_ledger(db, told, zone, entries))


def headlines_of(
    told: list[StoryRecord], entries: Mapping[str, frozenset[str]]
) -> Iterator[tuple[frozenset[str], int]]:
    """Give the sum that each story of money puts forward, where it does."""
    for record in told:
        found = headline([fact.fact for fact in record.facts]) if record.category is Category.FUNDING else None
        if found:
            yield entries[record.id], int(found.amount)


def youth_of(record: StoryRecord, zone: ZoneInfo) -> dict[str, str]:
    """Give the entries of a story that are about somebody under eighteen, by address, as `stories --json` shows it."""
    shown = json.loads(json.dumps(story_json(record, zone), default=str))
    address = {entry.id: entry.url or "" for entry in record.entries}
    return {address[fact["entry"]]: fact["value"] for fact in shown["facts"] if fact["kind"] == "youth"}


def in_ledger(
    db: Database, told: list[StoryRecord], zone: ZoneInfo, entries: Mapping[str, frozenset[str]]
) -> dict[str, Any]:
    """Give the links and what the ledger says."""
    stories, links = db.read(whole_record)
    known = {record.id for record in told}
    ledger = ledger_over([record for record in stories if record.id in known], links, zone)
    money = ledger.money.get(MONEY)
    cumulative: dict[frozenset[str], tuple[int, ...]] = {}
    for statement in ledger.cumulative:
        about = entries[statement.story]
        cumulative[about] = (*cumulative.get(about, ()), statement.value)
    return {
        "links": tuple(
            SaidLink(
                source=entries[link.source],
                target=entries[link.target],
                relation=str(link.relation),
                state=str(link.state),
                amount=None if link.amount is None else int(link.amount),
                because=link.because,
            )
            for link in links
            if link.source in entries and link.target in entries
        ),
        "announced": int(money.announced) if money else 0,
        "distinct": int(money.distinct) if money else 0,
        "proposed_overlap": int(money.proposed_overlap) if money else 0,
        "events": {entries[event.story]: event.people for event in ledger.events},
        "cumulative": cumulative,
        "commitments": tuple(
            f"{'+'.join(sorted(entries[promise.story]))}: {promise.payer_key} {promise.amount or 0:,} counts "
            f"{promise.counts:,} {promise.counts_because}".rstrip()
            for promise in ledger.commitments
        ),
    }
