"""One process a role and store: a second one is told so, in one line."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from feeds.errors import PlainError


class AlreadyRunningError(PlainError):
    """Another process runs the service on this store."""


@contextmanager
def run_locks(store: Path | None, roles: Iterable[str]) -> Iterator[None]:
    """Hold a lock file for each role beside a SQLite store; raise `AlreadyRunningError` at once when one is taken.

    The system lets go of them when the process ends, however it ends.
    """
    with ExitStack() as held:
        for role in roles if store else ():
            assert store is not None  # noqa: S101  (the loop's condition)
            held.enter_context(lock(store.with_name(f"{store.name}.{role}.lock")))
        yield


def is_in_use(store: Path) -> bool:
    """Tell whether a process runs on a SQLite store, or on one that was moved away from there."""
    return any(is_held(file) for file in store.parent.glob(f"{store.name}.*.lock"))


def is_held(path: Path) -> bool:
    """Tell whether a process holds a lock file."""
    try:
        with lock(path):
            return False
    except AlreadyRunningError:
        return True


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold one lock file."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise AlreadyRunningError(f"another Greffier already runs on this store ({path})") from error
    finally:
        os.close(file)
