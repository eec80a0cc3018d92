"""Many ids at once: cut into lots that every SQLite takes as parameters of one statement."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

MOST = 400
IDS: Any = sa.bindparam("ids", expanding=True)  # of a question that is built once and asked of every lot


def batches(ids: Collection[str]) -> Iterable[list[str]]:
    """Cut ids into lots, in their order."""
    listed = sorted(ids)
    return (listed[start : start + MOST] for start in range(0, len(listed), MOST))


def rows_by(session: Session, table: Any, column: Any, ids: Collection[str]) -> list[Any]:
    """Give the rows of a table in which a column has one of some ids."""
    return [row for batch in batches(ids) for row in session.exec(select(table).where(col(column).in_(batch))).all()]


def ask(session: Session, statement: Any, ids: Collection[str], **given: Any) -> list[Any]:
    """Give the rows of a question about some ids, which has them as `IDS`; ``given`` is what else it asks for."""
    return [row for batch in batches(ids) for row in session.execute(statement, {"ids": batch} | given).all()]


def put(session: Session, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Write some rows at once, if there are any."""
    if rows:
        session.execute(statement, rows)


@cache
def table_of(rows: type[SQLModel]) -> sa.Table:
    """Give the table that rows stand in."""
    return sa.inspect(rows).local_table  # type: ignore[no-any-return]
