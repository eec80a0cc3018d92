"""All tables as a workbook: a sheet a table, and one that says what the columns are and where all this comes from."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from bot.desk.export.cells import cell_of
from bot.desk.export.notes import notes
from bot.desk.export.record import Record, Value
from bot.desk.export.rows import rows_of
from bot.desk.export.schema import about, tables
from feeds.errors import PlainError

MOST_CHARACTERS = 32_767  # of a cell, by the format's limits
MOST_ROWS = 1_048_575  # of a sheet, below its header
EXACT_DIGITS = 15  # what a spreadsheet's number keeps
OPTIONS = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}


def write_xlsx(record: Record, out: BinaryIO) -> None:
    """Write the workbook; raise `PlainError` where it cannot be."""
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties(
        {"title": about()["title"]["en"], "comments": about()["licence"]["en"], "created": record.made.at}
    )
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
    for table in tables().values():
        fill(book.add_worksheet(table.name), table.header, rows_of(record, table), bold, money)
    fill(book.add_worksheet("about"), ["what", "fr", "en"], notes(record), bold, money)
    try:
        book.close()
    except XlsxWriterException as error:
        raise PlainError(f"the workbook could not be written: {error}") from error


def fill(sheet: Any, header: list[str], rows: Iterable[Sequence[Value]], bold: Any, money: Any) -> None:
    """Write a header and the rows below it."""
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
    last = 0
    for last, row in enumerate(limited(rows), 1):
        for column, value in enumerate(row):
            write_cell(sheet, last, column, value, money)
    sheet.autofilter(0, 0, last, len(header) - 1)


def limited(rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    """Refuse more rows than a sheet holds."""
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise PlainError(f"a sheet holds {MOST_ROWS} rows; narrow the export, or take sqlite")
        yield row


def write_cell(sheet: Any, row: int, column: int, value: Value, money: Any) -> None:
    """Write a number as one where a spreadsheet keeps it exactly, all else as text; nothing where it is unknown."""
    if value is None or value == ():
        return
    if isinstance(value, int | Decimal) and len(Decimal(value).normalize().as_tuple().digits) <= EXACT_DIGITS:
        is_money = isinstance(value, Decimal) and value.as_tuple().exponent == -2
        sheet.write_number(row, column, value, money if is_money else None)
    else:
        sheet.write_string(row, column, cell_of(value)[:MOST_CHARACTERS])
