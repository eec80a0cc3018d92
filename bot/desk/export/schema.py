"""The tables of the public record, from ``schema.toml``: what each column holds, in French and English."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

TYPES = frozenset({"text", "integer", "flag", "decimal", "value", "moment", "list"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: ``type`` is one of `TYPES`, ``of`` the table whose key it holds."""

    name: str
    type: str
    fr: str
    en: str
    key: bool = False
    of: str | None = None
    index: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table and its columns, in the order of its header."""

    name: str
    fr: str
    en: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]


@cache
def tables() -> Mapping[str, Table]:
    """Give the tables by name, those that others refer to first."""
    found = [table_of(row) for row in document()["table"]]
    return {table.name: table for table in found}


def table_of(row: Mapping[str, Any]) -> Table:
    """Read one table; raise `ValueError` for a column of an unknown type."""
    columns = tuple(Column(**column) for column in row["columns"])
    unknown = {column.type for column in columns} - TYPES
    if unknown:
        raise ValueError(f"schema.toml: {row['name']}: no type {', '.join(sorted(unknown))}")
    return Table(name=row["name"], fr=row["fr"], en=row["en"], columns=columns)


def about() -> Mapping[str, Mapping[str, str]]:
    """Give what is said of the whole record: title, provenance, licence, caution; each in French and English."""
    said: Mapping[str, Mapping[str, str]] = document()["about"]
    return said


def schema_version() -> int:
    """Give the version of the schema; it grows when columns are added."""
    return int(document()["version"])


@cache
def document() -> dict[str, Any]:
    """Read the file."""
    return tomllib.loads(files("bot.desk.export").joinpath("schema.toml").read_text(encoding="utf-8"))
