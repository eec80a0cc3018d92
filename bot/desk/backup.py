"""A copy of the store, and a store from a copy: neither ever takes the place of what is there."""

from pathlib import Path

from bot.desk.export.replacing import replacing
from bot.say.words import N_
from feeds.errors import UsageError
from storage.backup import check_store, copy_store, stands
from storage.database import StoreError, make_folder, sqlite_path
from storage.lock import is_in_use

OF_A_SERVER = N_("only a SQLite store is copied so; a server has means of its own, such as pg_dump and pg_restore")


def back_up(url: str, to: Path) -> None:
    """Copy the store to a file that is not there yet; raise `UsageError` or `StoreError`."""
    store = file_of(url)
    if stands(to):
        raise UsageError("{path}: it is there already, or its log, and stays; name another file", path=to)
    with replacing(to, "backup") as beside:
        copy_store(store, beside)


def put_back(url: str, copy: Path) -> None:
    """Make a store of a copy where there is none; raise `UsageError` or `StoreError`."""
    store = file_of(url)
    if not copy.is_file():
        raise UsageError("{path}: no such file", path=copy)
    refuse_other(copy)
    if is_in_use(store):
        raise UsageError(
            "{path}: a service runs on this store, and would write on where it was; stop it first", path=store
        )
    if stands(store):
        raise UsageError("{path}: a store is there, or its log, and stays; move it away first", path=store)
    make_folder(url)
    with replacing(store, "restore") as beside:
        copy_store(copy, beside)


def refuse_other(file: Path) -> None:
    """Raise `UsageError` for a file that is no store of this version or an older one, or is damaged."""
    try:
        check_store(file)
    except StoreError as error:
        raise UsageError(error.message, **error.values) from error


def file_of(url: str) -> Path:
    """Give the file of a SQLite store; raise `UsageError` for a server."""
    path = sqlite_path(url)
    if path is None:
        raise UsageError(OF_A_SERVER)
    return path
