"""Old entries into the record from a file of JSON Lines, read line by line; a line is one unit of work."""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.desk.backfill import AT_ONCE, Task, keep, versions_of
from bot.desk.old_lines import Bodies, OldEntry, old_entry
from feeds.errors import PlainError
from feeds.model import FeedState, Matched
from feeds.parsing.identity import content_hash
from storage.history import FeedGuid, Held, held_under, list_publishers
from storage.model import History, PolledFeed

SUFFIXES = (".jsonl", ".ndjson")
LONGEST_LINE = 1_000_000
Batch = dict[FeedGuid, tuple[int, OldEntry]]  # with the number of the line


def is_lines(file: Path) -> bool:
    """Tell JSON Lines from a feed document: by its name, else by a first line that is an object and no JSON Feed."""
    if file.suffix.lower() in SUFFIXES:
        return True
    with file.open("rb") as source:
        first = next((line for line in iter(lambda: source.readline(LONGEST_LINE), b"") if line.strip()), b"")
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "items" not in row


def refuse_wide(file: Path) -> None:
    """Raise `PlainError` for a file of two or four bytes a character: no line of it can be read."""
    with file.open("rb") as source:
        if b"\x00" in source.read(4):
            raise PlainError("{file}: JSON Lines are read in UTF-8; this file is in UTF-16 or UTF-32", file=file)


async def backfill_lines(task: Task, source: BinaryIO, home: str) -> None:
    """Keep the entries of a file, a line each, under feeds of their own that are never polled."""
    bodies = Bodies(await task.db.look(list_publishers), home)
    batch: Batch = {}
    for number, line in enumerate(source, start=1):
        old = good_line(task, number, line, bodies) if line.strip() else None
        if old and (len(batch) >= AT_ONCE or key_of(old) in batch):
            await keep_lines(task, batch)
            batch.clear()
        if old:
            batch[key_of(old)] = (number, old)
        if number % AT_ONCE == 0:
            task.show(f"line {number} · +{task.counts.stored}")
            await asyncio.sleep(0)  # an interruption gets its turn, also among lines of which none is kept
    await keep_lines(task, batch)


def good_line(task: Task, number: int, line: bytes, bodies: Bodies) -> OldEntry | None:
    """Read a line; None for one that is bad, which is said, and for one that is older than what is asked for."""
    try:
        old = old_entry(line, bodies, task.now)
    except (ValueError, RecursionError) as error:
        bad(task, number, reason_of(error))
        return None
    if task.is_left_out(old.entry):
        task.counts.left_out += 1
        return None
    return old


def reason_of(error: Exception) -> str:
    """Say why a line is bad, in our own words where the parser of JSON or of bytes would speak."""
    if isinstance(error, RecursionError):
        return "nested too deep"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    return f"not JSON (at character {error.pos + 1})" if isinstance(error, json.JSONDecodeError) else str(error)


def bad(task: Task, number: int, reason: str) -> None:
    """Count a bad line and say why it is one."""
    task.counts.bad += 1
    task.complain(f"line {number}: {reason}")


def key_of(old: OldEntry) -> FeedGuid:
    """Give what tells an old entry from the others."""
    return old.feed.id, old.entry.guid or ""


async def keep_lines(task: Task, batch: Batch) -> None:
    """Keep what is not known of a batch of lines."""
    wanted: dict[str, list[str]] = {}
    for feed, guid in batch:
        wanted.setdefault(feed, []).append(guid)
    held = await task.db.look(held_under, wanted)
    fresh = [(old, held.get(key)) for key, (number, old) in batch.items() if is_fresh(task, number, old, held.get(key))]
    histories = await asyncio.to_thread(histories_of, fresh, task.now)
    served = [found.known.id for found in held.values()]
    await keep(task, histories, served)


def is_fresh(task: Task, number: int, old: OldEntry, held: Held | None) -> bool:
    """Tell whether a line says something that the record does not; an id has one text in one file."""
    if held is None:
        return True
    if held.known.content_hash == content_hash(old.entry):
        task.counts.known += 1
        return False
    if held.served_at == task.now:
        bad(task, number, "its id stood above with another text")
        return False
    return True


def histories_of(fresh: Sequence[tuple[OldEntry, Held | None]], now: datetime) -> list[History]:
    """Read old entries, each under its own feed."""
    by_feed: dict[str, list[tuple[OldEntry, Held | None]]] = {}
    for old, held in fresh:
        by_feed.setdefault(old.feed.id, []).append((old, held))
    return [history_of(group, now) for group in by_feed.values()]


def history_of(group: Sequence[tuple[OldEntry, Held | None]], now: datetime) -> History:
    """Read the old entries of one feed."""
    first, _ = group[0]
    source = PolledFeed(feed=first.feed, publisher=first.publisher, state=FeedState(), epoch=0)
    matched = [
        Matched(
            entry=old.entry,
            known=held.known if held else None,
            content_hash=content_hash(old.entry),
            is_changed=held is not None,
        )
        for old, held in group
    ]
    return History(publisher=first.publisher, feed=first.feed, versions=versions_of(source, matched, now))
