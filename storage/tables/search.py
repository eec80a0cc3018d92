"""What entries are found by, and the full-text index over it (SQLite's FTS5; another database brings its own).

The index keeps no text of its own: triggers carry every change of the rows into it, in the same transaction. Others
drop the row of a version whose words or reading change, whoever changes them: what is withheld from then on is found
no more.
https://www.sqlite.org/fts5.html#external_content_tables
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import text
from storage.tables.entries import ReadingRow, VersionRow

INDEX = "search_index"
MAKE_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5(title, summary, terms, content='searchable', "
    "content_rowid='version_id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER searchable_added AFTER INSERT ON searchable BEGIN "
    "INSERT INTO search_index(rowid, title, summary, terms) "
    "VALUES (new.version_id, new.title, new.summary, new.terms); END",
    "CREATE TRIGGER searchable_dropped AFTER DELETE ON searchable BEGIN "
    "INSERT INTO search_index(search_index, rowid, title, summary, terms) "
    "VALUES ('delete', old.version_id, old.title, old.summary, old.terms); END",
)
DROP_CHANGED = (
    "CREATE TRIGGER searchable_changed AFTER UPDATE OF title, summary, withheld ON versions BEGIN "
    "DELETE FROM searchable WHERE version_id = old.id; END",
)
DROP_REREAD = (
    "CREATE TRIGGER searchable_reread AFTER INSERT ON readings BEGIN "
    "DELETE FROM searchable WHERE version_id = new.version_id; END",
)


class SearchRow(SQLModel, table=True):
    """What an entry is found by at its current version; one that has none yet waits to be indexed.

    A row is never updated: it is dropped, and another one added.
    """

    __tablename__ = "searchable"
    version_id: int = Field(primary_key=True, foreign_key="versions.id")
    entry_id: str = Field(foreign_key="entries.id", index=True, unique=True)
    title: str = text()  # withheld; empty for an arrest, as is the summary
    summary: str = text()
    terms: str = text()  # of the facts, in both languages, with the ids of offences and topics
    is_quotable: bool  # whether it has any words of the entry


def is_indexed_apart(name: str | None) -> bool:
    """Tell whether a table is the full-text index, or one of those that it keeps itself in."""
    return name is not None and name.startswith(INDEX)


def _after(row: type[SQLModel], statements: tuple[str, ...]) -> None:
    """Have statements run where a table is made, on SQLite alone."""

    def run(_: Any, connection: sa.Connection, **__: Any) -> None:
        for statement in statements if connection.dialect.name == "sqlite" else ():
            connection.exec_driver_sql(statement)

    sa.event.listen(row.__table__, "after_create", run)  # type: ignore[attr-defined]  # sqlmodel sets it


_after(SearchRow, MAKE_INDEX)
_after(VersionRow, DROP_CHANGED)
_after(ReadingRow, DROP_REREAD)
