"""How alembic reaches the database: over the connection that `storage.database` hands it."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from sqlmodel import SQLModel

from storage.tables import UTCDateTime
from storage.tables.search import is_indexed_apart


def render_item(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Write our types, and sqlmodel's strings, as plain SQLAlchemy so that a revision needs no other import."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "AutoString":
        return "sa.String()"
    return False


def compare_type(_context: Any, _column: Any, inspected: Any, wanted: Any, _type: Any) -> bool | None:
    """Let our moments and sqlmodel's strings stand for what they are stored as."""
    if isinstance(wanted, UTCDateTime):
        return not isinstance(inspected, sa.DateTime)
    return None


def include_name(name: str | None, kind: str, _: Any) -> bool:
    """Leave the full-text index out: it is made by hand."""
    return kind != "table" or not is_indexed_apart(name)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=compare_type,
    include_name=include_name,
    transaction_per_migration=False,
)
context.run_migrations()
