"""Load the words and tables that ship beside this package, and refuse what is not as it should be.

Each row of a table is checked against a shape: key -> type, a key that may be absent marked with ``?``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

Shape = Mapping[str, type]


class TableError(ValueError):
    """A data file that does not fit its schema; names the file and the row."""


@cache
def document(name: str) -> dict[str, Any]:
    """Read a TOML file of this package, such as ``words/fr.toml``."""
    return tomllib.loads(files("feeds.reading").joinpath(name).read_text(encoding="utf-8"))


def rows(name: str, table: str, shape: Shape) -> list[dict[str, Any]]:
    """Give the rows of an array of tables, each checked against a shape."""
    found = document(name).get(table, [])
    for number, row in enumerate(found, 1):
        check(row, shape, f"{name}: [[{table}]] {number}")
    return list(found)


def check(row: Mapping[str, Any], shape: Shape, where: str) -> None:
    """Refuse a row with a missing, unknown or wrongly typed key."""
    known = {key.rstrip("?"): (kind, key.endswith("?")) for key, kind in shape.items()}
    unknown = row.keys() - known.keys()
    if unknown:
        raise TableError(f"{where}: unknown {', '.join(sorted(unknown))}")
    for key, (kind, optional) in known.items():
        if key not in row:
            if not optional:
                raise TableError(f"{where}: {key} is missing")
        elif not isinstance(row[key], kind):
            raise TableError(f"{where}: {key} should be {kind.__name__}")


def section(name: str, *path: str) -> dict[str, Any]:
    """Give one table of a file by its path."""
    found: Any = document(name)
    for key in path:
        found = found.get(key)
        if not isinstance(found, dict):
            raise TableError(f"{name}: [{'.'.join(path)}] is missing")
    return dict(found)
