"""The store: one writer, a few readers, brought up to date when it is opened.

Storage functions take a session, never commit, and return values; one call is one transaction:

    await db.run(save_polls, outcomes, now)      on the one writer thread, BEGIN IMMEDIATE
    await db.look(due_subscriptions, now)        on a reader thread
"""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import Session, SQLModel

from feeds.errors import PlainError
from storage import tables
from storage.tables.search import is_indexed_apart

P = ParamSpec("P")
R = TypeVar("R")

OURS = (sa.exc.IntegrityError, sa.exc.ProgrammingError, sa.exc.DataError)  # faults of the code, not of the store
READERS = 3
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 5000")
ENTRY_ID = 12  # characters; a story's id has fewer, people type it
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else


class SchemaError(PlainError):
    """The store was made by a newer Greffier, or cannot be brought up to date."""


class StoreError(PlainError):
    """The store could not be opened, read or written: disk full, file missing, rights, server away."""


class Database:
    """One store, SQLite or PostgreSQL."""

    def __init__(self, url: str) -> None:
        make_folder(url)
        self.url = url
        self._writer = engine(url, "BEGIN IMMEDIATE", size=1)
        self._reader = engine(url, "BEGIN", size=READERS)
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._reading = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")

    async def run(self, function: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a function in one writing transaction."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writing, lambda: self.write(function, *args, **kwargs))

    async def look(self, function: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a function that only reads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, lambda: self.read(function, *args, **kwargs))

    def write(self, function: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do what `run` does, here and now."""
        with translated_errors(self.url), Session(self._writer) as session, session.begin():
            return function(session, *args, **kwargs)

    def read(self, function: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do what `look` does, here and now."""
        with translated_errors(self.url), Session(self._reader) as session, session.begin():
            return function(session, *args, **kwargs)

    def upgrade(self) -> None:
        """Bring the schema up to date; raise `SchemaError` for a newer one."""
        with translated_errors(self.url), self._writer.connect() as connection, connection.begin():
            if not is_at_head(connection):
                command.upgrade(alembic_config(connection), "head")

    def is_current(self) -> bool:
        """Tell whether the schema is this version's; raise `SchemaError` for a newer one."""
        with translated_errors(self.url), self._reader.connect() as connection, connection.begin():
            return is_at_head(connection)

    def try_writing(self) -> None:
        """Write something that is there already, and take it back; raise `StoreError` where nothing can be written."""
        with translated_errors(self.url), self._writer.connect() as connection, connection.begin() as transaction:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))
            transaction.rollback()

    def differences(self) -> list[Any]:
        """List what stands between the store's schema and the tables of this version: nothing, when all is well."""
        with translated_errors(self.url), self._writer.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_name": is_compared})
            return list(compare_metadata(context, SQLModel.metadata))

    def close(self) -> None:
        """Finish what is under way and let go of every connection."""
        self._writing.shutdown()
        self._reading.shutdown()
        self._writer.dispose()
        self._reader.dispose()


def is_compared(name: str | None, kind: str, _: Any) -> bool:
    """Leave out of every comparison what a full-text index keeps for itself."""
    return kind != "table" or not is_indexed_apart(name)


class translated_errors:  # noqa: N801  (reads as a statement)
    """Turn the driver's errors into ours at the edge, with one line a person can act on: which store, and what."""

    def __init__(self, url: str) -> None:
        """Take the store's address."""
        self.url = url

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        """Raise `StoreError` in place of an operational error."""
        if isinstance(error, sa.exc.DatabaseError) and not isinstance(error, OURS):
            raise StoreError(f"{place_of(self.url)}: {error.orig}") from error


def engine(url: str, begin: str, *, size: int) -> sa.Engine:
    """Make an engine; on SQLite every transaction opens with ``begin``, and the file is in WAL mode."""
    if not url.startswith("sqlite"):
        try:
            return sa.create_engine(url, pool_size=size, pool_pre_ping=True)
        except ImportError as error:
            raise StoreError(f"this store needs a driver that is not installed: {error.name}") from error
    made = sa.create_engine(url, poolclass=sa.QueuePool, pool_size=size, max_overflow=0)
    sa.event.listen(made, "connect", set_up_sqlite)
    sa.event.listen(made, "begin", lambda connection: connection.exec_driver_sql(begin))
    return made


def set_up_sqlite(connection: Any, _: Any) -> None:
    """Take transactions into our own hands and set what SQLite forgets between connections."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def make_folder(url: str) -> None:
    """Make the folder of a SQLite file."""
    path = sqlite_path(url)
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{path.parent}: {error.strerror}") from error


def is_of_store(url: str, path: Path) -> bool:
    """Tell whether a path is the file of a SQLite store, or one of those that SQLite and we keep beside it."""
    store = sqlite_path(url)
    if store is None:
        return False
    own, other = store.resolve(), path.resolve()
    beside = (f"{own.name}-", f"{own.name}.")
    return other == own or (other.parent == own.parent and other.name.startswith(beside))


def place_of(url: str) -> str:
    """Say where a store is, without its password."""
    path = sqlite_path(url)
    return str(path) if path else sa.make_url(url).render_as_string(hide_password=True)


def sqlite_path(url: str) -> Path | None:
    """Give the file behind a SQLite address, None for a server or for memory."""
    parsed = sa.make_url(url)
    if not parsed.drivername.startswith("sqlite") or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def alembic_config(connection: sa.Connection | None = None) -> Config:
    """Point alembic at the migrations that ship."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def is_at_head(connection: sa.Connection) -> bool:
    """Tell whether the store is of our newest revision; raise `SchemaError` when it knows one that we do not."""
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in revisions():
        raise SchemaError(f"the store is of a newer version (schema {current}); update Greffier")
    return current == revisions()[0]


@cache
def revisions() -> tuple[str, ...]:
    """Give the revisions that we know, the newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions())


def new_id(length: int = 8) -> str:
    """Make a short random id: given once, never reused."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


__all__ = ["Database", "SchemaError", "StoreError", "new_id", "sqlite_path", "tables"]
