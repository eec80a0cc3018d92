"""`greffier backfill`: old entries into the record, never announced."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk.backfill import Task
    from bot.house import House
    from storage.model import FeedRecord

SOURCE = typer.Argument(
    metavar="FEED|FILE", help="A feed's id (see `greffier feeds list`), or the path of a file.", show_default=False
)
SINCE = typer.Option("--since", help="Leave out what was published before: a day (2026-03-01) or how long ago (7d).")
FEED = typer.Option("--feed", metavar="ID", help="The feed that a saved feed document is of.")
JSON = typer.Option("--json", help="One JSON object on standard output.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("backfill")(backfill_command)


def backfill_command(
    source: Annotated[str, SOURCE],
    since: Annotated[str | None, SINCE] = None,
    feed: Annotated[str | None, FEED] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Store, read and link old entries; they are never announced. What is stored already stays: run it again at will.

    FEED: its feed is fetched again, and what the record does not know of it is kept as history; poll first where it may
    hold news.

    FILE: a saved feed document (RSS, Atom, JSON Feed), of the feed that its links lead to or that --feed names; or JSON
    Lines: {"id", "title", "summary", "publisher", "lang"?, "publisher_kind"?, "published"?, "url"?}. A publisher is
    found by name or id; one that is not known is described by "publisher_kind" (else news), "level", "region" and
    "homepage" where the line has them, else by its name; a public body without a region is taken to be of
    GREFFIER_HOME. A bad line is named on standard error, and the next is read. The same id with another text is a new
    version. A path with a slash, as in ./NAME, is never taken for a feed.

    Ends with 1 if all of it was bad or is no feed, 3 if the feed could not be reached.

    Example: greffier backfill archive-2021.jsonl --since 2021-06-01
    """
    from bot.loop import run_on_loop  # noqa: PLC0415

    raise typer.Exit(run_on_loop(backfill(source, since, feed, as_json)))


async def backfill(source: str, since: str | None, feed: str | None, as_json: bool) -> int:
    """Bring old entries in and print what became of them; return the exit code."""
    import asyncio  # noqa: PLC0415
    import json  # noqa: PLC0415

    from bot.app import house_for  # noqa: PLC0415
    from bot.commands.terminal import moment_of  # noqa: PLC0415
    from bot.desk.backfill import Counts, Task  # noqa: PLC0415
    from bot.house import utc_now  # noqa: PLC0415
    from bot.log import set_up_logging  # noqa: PLC0415
    from bot.progress import status_line  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from storage.database import sqlite_path  # noqa: PLC0415
    from storage.lock import run_locks  # noqa: PLC0415

    settings, now, counts = load_settings(), utc_now(), Counts()
    set_up_logging(settings.log)
    start = moment_of(since, settings.zone, now) if since else None
    async with house_for(settings) as house:
        with run_locks(sqlite_path(house.db.url), ["backfill"]), status_line() as show:
            task = Task(db=house.db, now=now, since=start, counts=counts, show=show, complain=complain)
            try:
                await bring(task, house, source, feed)
            except asyncio.CancelledError:
                complain(f"interrupted: {counts.line()}; run it again to go on")
                raise
    typer.echo(json.dumps(counts.as_json()) if as_json else counts.line())
    return 1 if counts.is_nothing_good else 0


async def bring(task: "Task", house: "House", source: str, feed: str | None) -> None:
    """Bring in what is named: a feed, a saved document of one, or a file of lines."""
    from bot.desk.backfill import backfill_document, backfill_feed, document_in, feed_behind  # noqa: PLC0415
    from bot.desk.backfill_lines import backfill_lines, is_lines, refuse_wide  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415
    from storage.feeds import list_feeds  # noqa: PLC0415

    records = await house.db.look(list_feeds)
    named = next((record for record in records if record.feed.id == source and record.is_listed), None)
    if named:
        if feed:
            raise UsageError("--feed goes with a file: a feed is fetched as itself")
        await backfill_feed(task, named, house.fetcher)
        return
    file = existing(source)
    if is_lines(file):
        if feed:
            raise UsageError("{file}: --feed goes with a feed document: lines name their publishers", file=file)
        refuse_wide(file)
        with file.open("rb") as lines:
            await backfill_lines(task, lines, house.settings.home)
        return
    owner = known_feed(records, feed) if feed else None
    document = document_in(file, task.now, owner)
    await backfill_document(task, owner or feed_behind(records, file, document), file, document)


def existing(source: str) -> Path:
    """Give the path of a file to read; raise `UsageError`, or `PlainError` for what has the shape of an id."""
    from bot.commands.files import opened  # noqa: PLC0415
    from bot.say.words import N_  # noqa: PLC0415
    from feeds.errors import PlainError, UsageError  # noqa: PLC0415

    file = Path(source)
    if not file.is_file():
        kind = UsageError if file.suffix or file.name != source else PlainError
        raise kind(N_("{source}: neither a feed of the catalogue (see: greffier feeds list) nor a file"), source=source)
    opened(file).close()
    return file


def known_feed(records: "Sequence[FeedRecord]", feed: str) -> "FeedRecord":
    """Give a feed of the record, a removed one too; raise `PlainError` for an id that is none."""
    from feeds.errors import PlainError  # noqa: PLC0415

    found = next((record for record in records if record.feed.id == feed), None)
    if found is None:
        raise PlainError("--feed {feed}: no such feed (see: greffier feeds list)", feed=feed)
    return found


def complain(line: str) -> None:
    """Say one line on standard error."""
    typer.echo(f"greffier: {line}", err=True)
