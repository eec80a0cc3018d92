"""What `greffier ledger` prints: a table for a person, CSV for a sheet, JSON for a program."""

import csv
import json
import sys
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import typer

from bot.commands.terminal import terminal_language
from bot.desk.book_json import csv_rows, ledger_json
from bot.desk.books import ledger_over, whole_record
from bot.desk.export.cells import cell_of
from bot.desk.wanted import Wanted
from bot.house import utc_now
from bot.say.books import book_lines
from bot.say.words import words
from feeds.duration import parse_duration
from feeds.errors import UsageError
from feeds.stories.dimensions import DIMENSIONS
from feeds.stories.ending import ending_soon
from feeds.stories.model import Ledger

if TYPE_CHECKING:
    from storage.database import Database

FORMATS = ("table", "csv", "json")


def print_ledger(  # noqa: PLR0913  (the command's options)
    db: "Database", wanted: Wanted, zone: ZoneInfo, *, by: str | None, ending: str | None, form: str
) -> None:
    """Keep the books over the whole record and print what is asked for."""
    if by is not None and by not in DIMENSIONS:
        raise UsageError("--by {by}: one of {dimensions}", by=by, dimensions=", ".join(DIMENSIONS))
    if form not in FORMATS:
        raise UsageError("--format {form}: one of {forms}", form=form, forms=", ".join(FORMATS))
    near = None if ending is None else within(ending)
    stories, links = db.read(whole_record)
    lang = terminal_language() if form == "table" else None
    found = ledger_over(
        stories,
        links,
        zone,
        since=wanted.since,
        until=wanted.until,
        keeps=wanted.opens,
        holds=wanted.holds,
        by=by,
        lang=lang,
    )
    if near is not None:
        found = ending_soon(found, utc_now().astimezone(zone).date(), near)
    by_id = {story.id: story for story in stories}
    if form == "json":
        typer.echo(json.dumps(ledger_json(found, by_id), ensure_ascii=False))
    elif form == "csv":
        write_csv(csv_rows(found, by_id))
    else:
        print_table(found, by)


def within(text: str) -> timedelta:
    """Read how near an end must be; raise `UsageError`."""
    try:
        return parse_duration(text)
    except ValueError as error:
        raise UsageError("--ending {text}: how near the end is, such as 180d", text=text) from error


def write_csv(rows: Iterable[dict[str, Any]]) -> None:
    """Write rows with a heading; a cell that a spreadsheet would run is written as text."""
    writer = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, row.keys(), lineterminator="\r\n")
            writer.writeheader()
        writer.writerow({name: cell_of(value) for name, value in row.items()})


def print_table(found: Ledger, by: str | None) -> None:
    """Print the ledger for a person."""
    for line in book_lines(found, by, words(terminal_language())):
        typer.echo(line)
