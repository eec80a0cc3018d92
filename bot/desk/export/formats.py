"""Every format by its name, and what it needs: one table, all of them, or the stories as a feed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from bot.desk.export.atom import write_atom
from bot.desk.export.delimited import write_csv
from bot.desk.export.json_feed import write_jsonfeed
from bot.desk.export.json_lines import write_jsonl
from bot.desk.export.record import Record
from bot.desk.export.replacing import replacing
from bot.desk.export.schema import Table, tables
from bot.desk.export.sqlite_file import write_sqlite
from bot.desk.export.workbook import write_xlsx
from bot.say.words import N_
from feeds.errors import UsageError

OF_A_TABLE: Mapping[str, Callable[[Record, Table, BinaryIO], None]] = {"csv": write_csv, "jsonl": write_jsonl}
AS_A_FEED: Mapping[str, Callable[[Record, BinaryIO], None]] = {"atom": write_atom, "jsonfeed": write_jsonfeed}
WHOLE = ("xlsx", "sqlite")  # all tables, and a file
FORMATS = (*OF_A_TABLE, *WHOLE, *AS_A_FEED)


def check(format: str, table: str | None, to: Path | None) -> None:
    """Raise `UsageError` for what does not go together, before anything is read."""
    if format not in FORMATS:
        raise UsageError(
            "--format {format}: {first} or {last}", format=format, first=", ".join(FORMATS[:-1]), last=FORMATS[-1]
        )
    if table is not None and table not in tables():
        raise UsageError("--table {table}: {tables}", table=table, tables=", ".join(tables()))
    if table is not None and format not in OF_A_TABLE:
        raise UsageError(
            "--table {table}: only with --format csv or jsonl; {format} holds {content}",
            table=table,
            format=format,
            content=UsageError(content_of(format)),
        )
    if format in WHOLE and to is None:
        raise UsageError("--to: {format} is a file of its own, name one: --to record.{format}", format=format)


def content_of(format: str) -> str:
    """Say what a format without a table holds."""
    return N_("the stories") if format in AS_A_FEED else N_("all tables")


def write_file(record: Record, format: str, table: str | None, to: Path) -> None:
    """Write a file whole or not at all."""
    with replacing(to) as path:
        if format == "sqlite":
            write_sqlite(record, path)
            return
        with path.open("xb") as out:
            write(record, format, table, out)


def write(record: Record, format: str, table: str | None, out: BinaryIO) -> None:
    """Write to an open file."""
    if format in OF_A_TABLE:
        OF_A_TABLE[format](record, tables()[table or "stories"], out)
    elif format in AS_A_FEED:
        AS_A_FEED[format](record, out)
    else:
        write_xlsx(record, out)
