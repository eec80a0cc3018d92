"""How long new announcements take to be linked into 10,000 entries and into 100,000.

    python tests/bench/linking.py [--rows FEW MANY] [--days N] [--profile]

A hundred new entries, one lot, as after a poll. CPU seconds of one core, the median of several lots, none of which
stays; a ratio holds on any machine, a speed does not. The larger record is compared with one over the same years, in
which the entries lie further apart, and with one of the same entries a day, over fewer years.
"""

import argparse
import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from statistics import median

import sqlalchemy as sa
from announcements import publishers, tellings
from sqlmodel import Session, SQLModel

from bot.linkage import CASE, filed
from bot.linking import LOT, link_lot
from feeds.model import Category, Fact
from feeds.stories.keys import keys
from feeds.stories.model import Announcement, Telling
from feeds.stories.outcomes import case
from feeds.stories.outcomes import keys as case_keys
from feeds.stories.promises import profile
from feeds.stories.signature import signature
from storage.database import Database
from storage.facts import FACT_ALSO
from storage.tables import (
    EntryRow,
    FactRow,
    FeedRow,
    LinkKeyRow,
    PublisherRow,
    ReadingRow,
    StoryEntryRow,
    StoryKeyRow,
    StoryRow,
    VersionRow,
)

ROWS = (10_000, 100_000)
DAYS = 5 * 365
LOTS, BATCH = 5, 5_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)
AT_MOST = 1.2
TABLES = (StoryRow, EntryRow, VersionRow, ReadingRow, FactRow, StoryEntryRow, StoryKeyRow, LinkKeyRow)
Rows = dict[type[SQLModel], list[dict[str, object]]]


@dataclass(frozen=True, slots=True)
class Took:
    """CPU seconds of a lot, and how many statements it put to the store."""

    seconds: float
    statements: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rows", type=int, nargs=2, default=ROWS, metavar=("FEW", "MANY"))
    parser.add_argument("--days", type=int, default=DAYS, help="what the larger record spans")
    parser.add_argument("--profile", action="store_true", help="print where the time of the larger record goes")
    given = parser.parse_args()
    few, many = given.rows
    days = timedelta(days=given.days)
    print_line(f"linking {LOT} new entries into a record of")
    large = measure(many, days, is_profiled=given.profile)
    print_line(row(many, days, large))
    for span in (days, days * few / many):
        small = measure(few, span)
        ratio = large.seconds / small.seconds
        print_line(f"{row(few, span, small)}   ratio {ratio:5.2f} {'' if ratio <= AT_MOST else f'over {AT_MOST}'}")


def row(rows: int, span: timedelta, took: Took) -> str:
    """Write what one record took."""
    return f"  {rows:7,} entries of {span.days:5,} days: {took.seconds:7.3f} s, {took.statements:6,} statements"


def print_line(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()


def measure(rows: int, span: timedelta, *, is_profiled: bool = False) -> Took:
    """Fill a store, link new entries into it, and say what it took."""
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{Path(folder) / 'store.db'}")
        db.upgrade()
        fill(db, tellings(rows, NOW - span, span))
        new = tellings(LOT * (LOTS + 1), NOW, span * LOT / rows, seed=2, name="new")
        lots = [list(islice(new, LOT)) for _ in range(LOTS + 1)]
        link(db, lots[0])  # a first one warms what is loaded once
        took = [link(db, lot, is_profiled=is_profiled and lot is lots[-1]) for lot in lots[1:]]
        db.close()
    return Took(median(lot.seconds for lot in took), round(median(lot.statements for lot in took)))


def link(db: Database, lot: Sequence[Telling], *, is_profiled: bool = False) -> Took:
    """Link a lot and take it back."""
    with Session(db._writer) as session:
        counted = Counting(db._writer)
        for table, rows in rows_of(lot, is_pending=True, first=10_000_000).items():
            insert(session, table, rows)
        session.flush()
        counted.statements = 0
        profiler = cProfile.Profile() if is_profiled else None
        begun = time.process_time()
        with profiler or nullcontext():
            assert link_lot(session, NOW) == len(lot)
            session.flush()
        took = time.process_time() - begun
        session.rollback()
        counted.end()
    if profiler:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    return Took(took, counted.statements)


class Counting:
    """Counts the statements that are put to an engine."""

    def __init__(self, engine: sa.Engine) -> None:
        self.statements, self._engine = 0, engine
        sa.event.listen(engine, "before_cursor_execute", self.count)

    def count(self, *_: object) -> None:
        """Count one."""
        self.statements += 1

    def end(self) -> None:
        """Stop."""
        sa.event.remove(self._engine, "before_cursor_execute", self.count)


# --- a store of invented entries ------------------------------------------------------------------------------------


def fill(db: Database, told: Iterator[Telling]) -> None:
    """Write entries, each its own story, filed under its keys."""
    bodies = publishers()
    db.write(insert, PublisherRow, [publisher_row(body) for body in bodies])
    db.write(insert, FeedRow, [feed_row(body.id) for body in bodies])
    first = 1
    while batch := list(islice(told, BATCH)):
        for table, rows in rows_of(batch, is_pending=False, first=first).items():
            db.write(insert, table, rows)
        first += len(batch)


def publisher_row(body: object) -> dict[str, object]:
    """Write a publisher as a row."""
    names = ("id", "kind", "level", "region", "homepage")
    name = body.name["fr"]  # type: ignore[attr-defined]
    return {key: getattr(body, key) for key in names} | {"name_fr": name, "name_en": name, "is_listed": True}


def feed_row(id: str) -> dict[str, object]:
    """Write a publisher's feed as a row."""
    counts = {"polls": 9, "failures": 0, "lease_epoch": 0, "is_listed": True, "news_counts": []}
    return {
        "id": id,
        "publisher_id": id,
        "url": f"https://{id}.example",
        "lang": "fr",
        "only": [],
        "never": [],
    } | counts


def insert(session: Session, table: type[SQLModel], rows: Sequence[dict[str, object]]) -> None:
    """Add rows at once."""
    session.execute(sa.insert(sa.inspect(table).local_table), rows)


def rows_of(told: Iterable[Telling], *, is_pending: bool, first: int) -> Rows:
    """Write entries as the rows of every table; what is still to be linked is under no keys."""
    rows: Rows = {table: [] for table in TABLES}
    for number, telling in enumerate(told, start=first):
        add_entry(rows, telling, number, is_pending=is_pending)
        if not is_pending:
            add_keys(rows, telling)
    return {table: found for table, found in rows.items() if found}


def add_entry(rows: Rows, told: Telling, number: int, *, is_pending: bool) -> None:
    """Write an entry, its version and reading, and the story it was born with."""
    id, seen = told.entry, told.moment
    story = {"id": id, "category": told.category, "score": told.score, "first_seen_at": seen, "published_at": seen}
    story |= {"news_at": seen, "state": "published", "announce": "yes", "version": 1, "fingerprint": id}
    rows[StoryRow].append(story | {"is_link_pending": is_pending})
    entry = {"id": id, "feed_id": told.feed, "canonical_link": told.link, "version": 1, "content_hash": id}
    entry |= {"published_at": seen, "first_seen_at": seen, "last_served_at": seen, "announce": "yes"}
    rows[EntryRow].append(entry)
    version = {"id": number, "entry_id": id, "number": 1, "title": told.title, "summary": told.summary}
    rows[VersionRow].append(version | {"content_hash": id, "withheld": [], "seen_at": seen})
    reading = {"id": number, "version_id": number, "rules": "1", "lang": told.lang, "category": told.category}
    rows[ReadingRow].append(reading | {"score": told.score, "cues": [], "read_at": seen})
    rows[FactRow].extend(fact_values(number, fact) for fact in told.facts)
    rows[StoryEntryRow].append({"entry_id": id, "story_id": id, "because": [], "birth_id": id})


def fact_values(reading: int, fact: Fact) -> dict[str, object]:
    """Write a fact as the values of its row, as `storage.polls.fact_row` does."""
    kind = {Decimal: "decimal", int: "int", str: "text"}[type(fact.value)]
    hundredths = int(fact.value * 100) if isinstance(fact.value, Decimal) else None
    also = {name: getattr(fact, name) for name in (*FACT_ALSO, "kind", "field", "start", "end", "text")}
    return also | {"reading_id": reading, "value": str(fact.value), "value_type": kind, "hundredths": hundredths}


def add_keys(rows: Rows, told: Telling) -> None:
    """File an entry as linking would."""
    rows[StoryKeyRow].extend({"key": key, "entry_id": told.entry} for key in keys(signature(told)))
    announced = Announcement(story=told.entry, title="", dated=told.moment.date(), tellings=(told,))
    found = filed(profile(announced)) if told.category is Category.FUNDING else set()
    if told.category is Category.ARREST:
        found = {CASE + key for key in case_keys(case(announced))}
    rows[LinkKeyRow].extend({"key": key, "story_id": told.entry} for key in found)


if __name__ == "__main__":
    main()
