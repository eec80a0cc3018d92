"""What is said about an export in the export: where it comes from, under which terms, what its columns are."""

from collections.abc import Iterator

from bot.desk.export.record import Record
from bot.desk.export.schema import about, schema_version, tables


def notes(record: Record) -> Iterator[list[str]]:
    """Give lines of what, in French and in English."""
    for what, said in about().items():
        yield [what, said["fr"], said["en"]]
    for what, value in facts_about(record).items():
        yield [what, value, value]
    for table in tables().values():
        yield [table.name, table.fr, table.en]
        for column in table.columns:
            yield [f"{table.name}.{column.name}", column.fr, column.en]


def facts_about(record: Record) -> dict[str, str]:
    """Give when and by what an export was made."""
    return {
        "generated_at": record.made.at.isoformat(timespec="seconds"),
        "version": f"Greffier {record.made.version}",
        "schema_version": str(schema_version()),
        "timezone": str(record.made.zone),
    }
