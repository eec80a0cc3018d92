"""Write a file whole or not at all: beside its place first, then in it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feeds.errors import UsageError


@contextmanager
def replacing(path: Path, option: str = "--to") -> Iterator[Path]:
    """Give a path to write to; it takes the place of ``path`` at the end, and goes away where something fails.

    Raises `UsageError` for a folder that is missing, and for a place that holds something else than a file.
    """
    target = path.resolve()
    if not target.parent.is_dir():
        raise UsageError("{option} {path}: there is no folder {folder}", option=option, path=path, folder=target.parent)
    if target.exists() and not target.is_file():
        raise UsageError("{option} {path}: something else than a file stands there", option=option, path=path)
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        yield beside
        flush(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Have the disk keep what was written before the file takes its place."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
