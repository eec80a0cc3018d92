"""One table as JSON Lines: an object a line, every column in it."""

import json
from typing import BinaryIO

from bot.desk.export.cells import json_of
from bot.desk.export.record import Record
from bot.desk.export.rows import rows_of
from bot.desk.export.schema import Table


def write_jsonl(record: Record, table: Table, out: BinaryIO) -> None:
    """Write a table."""
    for row in rows_of(record, table):
        told = dict(zip(table.header, map(json_of, row), strict=True))
        out.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")
