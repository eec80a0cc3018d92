"""One table as csv: UTF-8, a comma, a header that stays (RFC 4180, lines end with a line feed)."""

import csv
import io
from typing import BinaryIO

from bot.desk.export.cells import cell_of
from bot.desk.export.record import Record
from bot.desk.export.rows import rows_of
from bot.desk.export.schema import Table


def write_csv(record: Record, table: Table, out: BinaryIO) -> None:
    """Write a table."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(table.header)
    lines.writerows([cell_of(value) for value in row] for row in rows_of(record, table))
    text.detach()
