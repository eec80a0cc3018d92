"""All tables as a SQLite file that Datasette opens as it is: keys, foreign keys, indexes, and a table of notes.

A decimal is exact as text; beside it stands ``<name>_number``, made from it by SQLite, to sort and to add.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.desk.export.cells import database_of
from bot.desk.export.notes import facts_about, notes
from bot.desk.export.record import Record
from bot.desk.export.rows import rows_of
from bot.desk.export.schema import Column, Table, about, tables
from feeds.errors import PlainError

KINDS = {"integer": "INTEGER", "flag": "INTEGER"}
NUMBERS = {
    "decimal": "CAST({name} AS NUMERIC)",
    "value": "CASE WHEN {name} NOT GLOB '*[^0-9.]*' AND {name} GLOB '[0-9]*' THEN CAST({name} AS NUMERIC) END",
}


def write_sqlite(record: Record, path: Path) -> None:
    """Write a new file; raise `PlainError` where it cannot be."""
    try:
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("PRAGMA foreign_keys = ON")
            for table in tables().values():
                fill(db, table, record)
            annotate(db, record)
    except sqlite3.Error as error:
        raise PlainError(f"the database could not be written: {error}") from error


def fill(db: sqlite3.Connection, table: Table, record: Record) -> None:
    """Make a table with its indexes, and write its rows."""
    db.execute(ddl(table))
    marks = ", ".join("?" * len(table.columns))
    names = ", ".join(quoted(name) for name in table.header)
    rows = ([database_of(value) for value in row] for row in rows_of(record, table))
    db.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)  # noqa: S608  (names of our schema)
    for column in table.columns:
        if column.index:
            db.execute(f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({quoted(column.name)})")


def ddl(table: Table) -> str:
    """Write the statement that makes a table; what its columns are stands in it as comments."""
    lines = [(line, column.en) for column in table.columns for line in definitions(column)]
    last = len(lines) - 1
    body = "\n".join(f"  {line}{'' if n == last else ','} -- {said}" for n, (line, said) in enumerate(lines))
    return f"CREATE TABLE {table.name} ( -- {table.en}\n{body}\n)"


def definitions(column: Column) -> Iterator[str]:
    """Define a column, and behind a decimal the number that it is."""
    key = " PRIMARY KEY NOT NULL" if column.key else ""
    of = f" NOT NULL REFERENCES {column.of} (id)" if column.of else ""
    yield f"{quoted(column.name)} {KINDS.get(column.type, 'TEXT')}{key}{of}"
    if column.type in NUMBERS:
        number = NUMBERS[column.type].format(name=quoted(column.name))
        yield f"{quoted(f'{column.name}_number')} NUMERIC GENERATED ALWAYS AS ({number}) VIRTUAL"


def quoted(name: str) -> str:
    """Quote a column's name: "from" and "of" are words of the language."""
    return f'"{name}"'


def annotate(db: sqlite3.Connection, record: Record) -> None:
    """Write what is said about the file, and the same as the metadata that Datasette reads with ``-m``."""
    db.execute("CREATE TABLE metadata (what TEXT PRIMARY KEY NOT NULL, fr TEXT NOT NULL, en TEXT NOT NULL)")
    lines = [*notes(record), ["datasette", for_datasette(record), for_datasette(record)]]
    db.executemany("INSERT INTO metadata VALUES (?, ?, ?)", lines)


def for_datasette(record: Record) -> str:
    """Give a metadata.json (https://docs.datasette.io/en/stable/metadata.html)."""
    said = about()
    described = {
        table.name: {
            "description": table.en,
            "columns": {column.name: column.en for column in table.columns},
        }
        for table in tables().values()
    }
    return json.dumps(
        {
            "title": said["title"]["en"],
            "description": f"{said['provenance']['en']} {said['caution']['en']}",
            "license": said["licence"]["en"],
            "source": facts_about(record)["version"],
            "databases": {"greffier": {"tables": described}},
        },
        ensure_ascii=False,
        indent=2,
    )
