"""Copies of a SQLite store: whole, as it stands at one moment, also while a service writes to it.

See https://www.sqlite.org/backup.html. A copy is one file; what SQLite keeps beside a store is in it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.database import StoreError, revisions

LOGS = ("-wal", "-journal")  # one that is left beside a file would be played into another in its place


def copy_store(store: Path, target: Path) -> None:
    """Copy a store to a file that is not there yet; raise `StoreError` for a damaged one and for a full disk.

    Who may read the store may read the copy, and nobody else: both hold names that are never shown.
    """
    target.touch()
    target.chmod(store.stat().st_mode & 0o777)
    with opened_to_read(store) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        check_whole(copy, store)


def check_store(path: Path) -> None:
    """Raise `StoreError` for a file that holds no store, one that a newer version made, or a damaged one."""
    with opened_to_read(path) as opened:
        named = opened.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        found = opened.execute("SELECT version_num FROM alembic_version").fetchone() if named else None
    if found is None:
        raise StoreError("{path}: a database, and no store of Greffier", path=path)
    if found[0] not in revisions():
        raise StoreError("{path}: of a newer version (schema {schema}); update Greffier", path=path, schema=found[0])
    with opened_to_read(path) as opened:
        check_whole(opened, path)


@contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that is there, and change nothing in it; the driver's errors become `StoreError`."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            yield opened
    except sqlite3.OperationalError as error:
        raise StoreError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError("{path}: no SQLite database, or a damaged one", path=path) from error


def check_whole(opened: sqlite3.Connection, path: Path) -> None:
    """Raise `StoreError` where a store is damaged."""
    [said] = opened.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise StoreError("{path}: damaged ({why})", path=path, why=" ".join(said.split()))


def stands(store: Path) -> bool:
    """Tell whether there is a store at a path, or a log of one."""
    logs = [store.with_name(store.name + end) for end in LOGS]
    return store.exists() or any(log.exists() and log.stat().st_size for log in logs)
