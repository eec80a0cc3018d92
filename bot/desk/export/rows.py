"""The rows of each table by its name, in the order of the schema."""

from collections.abc import Callable, Iterator, Mapping

from bot.desk.export.arrests import arrest_rows
from bot.desk.export.commitments import commitment_rows
from bot.desk.export.facts import fact_rows
from bot.desk.export.record import Record, Row, Value
from bot.desk.export.schema import Table
from bot.desk.export.stories import story_rows

ROWS: Mapping[str, Callable[[Record], Iterator[Row]]] = {
    "stories": story_rows,
    "facts": fact_rows,
    "commitments": commitment_rows,
    "arrests": arrest_rows,
}


def rows_of(record: Record, table: Table) -> Iterator[list[Value]]:
    """Give the rows of a table as lists, in the order of its header."""
    return ([row[name] for name in table.header] for row in ROWS[table.name](record))
