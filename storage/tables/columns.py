"""The kinds of columns, and how constraints are named."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(sa.TypeDecorator[datetime]):
    """An aware moment in UTC on every database: SQLite hands back naive ones, whatever the column says."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse a naive moment, store the others in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value!r}")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def moment(*, index: bool = False) -> Any:
    """Declare a moment that must be known."""
    return Field(sa_type=UTCDateTime, index=index)


def maybe_moment(*, index: bool = False) -> Any:
    """Declare a moment that may be unknown."""
    return Field(default=None, sa_type=UTCDateTime, index=index)


def document(empty: type[list[Any]] | type[dict[str, Any]] = list) -> Any:
    """Declare a small JSON value."""
    return Field(default_factory=empty, sa_type=sa.JSON)


def text() -> Any:
    """Declare a text of any length."""
    return Field(sa_type=sa.Text)


def added(default: str) -> dict[str, Any]:
    """Declare what a column that a later schema added holds in the rows of before."""
    return {"server_default": sa.text(default)}
