"""How long a search takes among 10,000 and 100,000 entries, beside sqlite-utils' own search of the same table.

    python tests/bench/search.py [--rows N …]

Both give the fifty best of each query and rank what they give. CPU seconds of one core, the best of several rounds; a
ratio holds on any machine, a speed does not. The words are invented, as often as words are: the n-th a n-th as often.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlite_utils import Database as Tables
from sqlmodel import Session, SQLModel

from bot.desk.search import asked, find, snippet_of
from storage.database import Database
from storage.indexing import token
from storage.search import Term, expression, hits
from storage.stories import TOLD_CATEGORIES
from storage.tables import EntryRow, FeedRow, PublisherRow, SearchRow, StoryEntryRow, StoryRow, VersionRow

ROWS = (10_000, 100_000)
BEST, ROUNDS, BATCH = 50, 7, 5_000
START = datetime(2019, 1, 1, tzinfo=UTC)
WORDS = 30_000
TITLE, SUMMARY = 12, 90
ISSUES = (
    (
        "pornographie juvénile",
        "exploitation sexuelle d'enfants ; child sexual exploitation",
        "child-sexual-exploitation",
    ),
    ("agression sexuelle", "agression sexuelle ; sexual assault", "sexual-assault"),
    ("fraude", "fraude ; fraud", "fraud"),
)
QUERIES = {
    "a rare word": "{rare}",
    "a common word": "{common}",
    "three words": "{common} {second} {middle}",
    "words side by side": '"{common} {second}"',
    "the beginning of a word": "{start}*",
    "a term of the law": "pornographie juvénile",
    "a term of the law and a word": "child pornography {common}",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    for rows in parser.parse_args().rows:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder) / "store.db", rows)


def measure(path: Path, rows: int) -> None:
    """Fill a store, ask both, and say what each query and all of them took."""
    words = vocabulary()
    db = Database(f"sqlite:///{path}")
    db.upgrade()
    fill(db, rows, words)
    tables = Tables(path)
    tables["searchable"].enable_fts(["title", "summary", "terms"], tokenize="unicode61 remove_diacritics 2")
    chosen = {"rare": words[-1], "common": words[0], "second": words[1], "middle": words[50], "start": words[200][:4]}
    sys.stdout.write(
        f"\nsearch among {rows:,} entries: {'ours':>38} {'sqlite-utils':>14} {'ratio':>7} {'answer':>10}\n"
    )
    took = []
    for name, pattern in QUERIES.items():
        text = pattern.format(**chosen)
        query = expression(asked(text))
        ours = best_of(lambda text=text: db.read(best, asked(text)))
        theirs = best_of(lambda query=query: list(tables["searchable"].search(query, limit=BEST)))
        answer = best_of(lambda text=text: db.read(answered, asked(text)))
        took.append((ours, theirs))
        sys.stdout.write(line(name, ours, theirs) + f" {answer * 1e3:7.1f} ms\n")
    sys.stdout.write(line("all of them", *map(sum, zip(*took, strict=True))) + "\n")
    tables.close()
    db.close()


def line(name: str, ours: float, theirs: float) -> str:
    """Write two times and how many of the second the first is."""
    return f"  {name:48} {ours * 1e3:12.2f} ms {theirs * 1e3:11.2f} ms {ours / theirs:7.2f}"


def best(session: Session, query: Sequence[Term]) -> list[object]:
    """Give the best stories of a query, ranked."""
    return list(islice(hits(session, query, TOLD_CATEGORIES), BEST))


def answered(session: Session, query: Sequence[Term]) -> list[str]:
    """Do what the command does for the best stories: load them whole, and quote them."""
    found = find(session, query, TOLD_CATEGORIES, limit=BEST)
    return [snippet_of(one, query, "fr", ZoneInfo("America/Montreal")) for one in found]


def best_of(act: Callable[[], object]) -> float:
    """Time an act in CPU seconds: the best of several rounds, each long enough to be measured."""
    rounds = []
    for _ in range(ROUNDS):
        begun, times = time.process_time(), 0
        while time.process_time() - begun < 0.02:
            act()
            times += 1
        rounds.append((time.process_time() - begun) / times)
    return min(rounds)


# --- a store of invented entries ------------------------------------------------------------------------------------


def vocabulary() -> list[str]:
    """Invent words, the most frequent first."""
    chance = random.Random(4)
    syllables = [a + b for a in "bcdfgjklmnprstv" for b in ("a", "é", "i", "o", "ou", "an", "eur", "ais")]
    return list(dict.fromkeys("".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(WORDS)))


def fill(db: Database, rows: int, words: Sequence[str]) -> None:
    """Write entries, each its own story, as the store would have them after that many polls."""
    publisher = {"id": "p", "name_fr": "P", "name_en": "P", "kind": "government", "level": "provincial"}
    feed = {"id": "f", "publisher_id": "p", "url": "https://p.example/f", "lang": "fr", "only": [], "never": []}
    db.write(insert, PublisherRow, [publisher | {"homepage": "https://p.example", "is_listed": True}])
    counts = {"polls": 0, "failures": 0, "lease_epoch": 0, "is_listed": True, "news_counts": []}
    db.write(insert, FeedRow, [feed | counts])
    entries = invented(rows, words)
    while batch := list(islice(entries, BATCH)):
        for number, table in enumerate((StoryRow, EntryRow, VersionRow, StoryEntryRow, SearchRow)):
            db.write(insert, table, [entry[number] for entry in batch])


def insert(session: Session, table: type[SQLModel], rows: Sequence[dict[str, object]]) -> None:
    """Add rows at once."""
    session.execute(sa.insert(table), rows)


def invented(rows: int, words: Sequence[str]) -> Iterator[tuple[dict[str, object], ...]]:
    """Invent entries, each as the rows of its story, itself, its version, its place and what it is found by."""
    chance = random.Random(rows)
    weights = list(accumulate(1 / n for n in range(1, len(words) + 1)))
    for number in range(1, rows + 1):
        issue, labels, id = ISSUES[number % 20] if number % 20 < len(ISSUES) else ("", "", "")
        title, summary = (" ".join(chance.choices(words, cum_weights=weights, k=k)) for k in (TITLE, SUMMARY))
        title, kind = f"{issue} {title}", chance.choices(("funding", "arrest", "other"), (5, 3, 2))[0]
        yield rows_of(f"e{number}", kind, number, (title, summary, f"{labels} ; {token(id)}" if id else ""))


def rows_of(id: str, kind: str, number: int, texts: tuple[str, str, str]) -> tuple[dict[str, object], ...]:
    """Write the rows of one entry; an arrest is searched by its terms alone."""
    title, summary, terms = texts
    seen = START + timedelta(minutes=number)
    story = {"id": id, "category": kind, "score": 0.9, "first_seen_at": seen, "news_at": seen, "state": "published"}
    entry = {"id": id, "feed_id": "f", "content_hash": id, "first_seen_at": seen, "last_served_at": seen, "version": 1}
    shown = ("", "", f"{title[:60]} {terms}") if kind == "arrest" else texts
    found = {"version_id": number, "entry_id": id, "title": shown[0], "summary": shown[1], "terms": shown[2]}
    return (
        story | {"announce": "backfill", "is_link_pending": False},
        entry | {"announce": "backfill"},
        {"id": number, "entry_id": id, "number": 1, "title": title, "summary": summary, "content_hash": id}
        | {"withheld": [], "seen_at": seen},
        {"entry_id": id, "story_id": id, "because": []},
        found | {"is_quotable": bool(shown[0])},
    )


if __name__ == "__main__":
    main()
