"""What a person reads when a command cannot go on: one line on standard error, and the contract's exit code."""

import sys
from collections.abc import Callable

from bot.desk.follow import FollowError
from bot.settings import SettingsError
from feeds.catalog import CatalogError
from storage.database import SchemaError, StoreError
from storage.lock import AlreadyRunningError

DONE, NO, USAGE, UNREACHED, INTERRUPTED = 0, 1, 2, 3, 130


class UsageProblem(Exception):  # noqa: N818  (it is the user's, not ours)
    """Something the user asked for that makes no sense; the message is one line."""


EXIT_CODES: dict[type[Exception], int] = {
    SettingsError: USAGE,
    CatalogError: USAGE,
    FollowError: USAGE,
    UsageProblem: USAGE,
    StoreError: NO,
    SchemaError: NO,
    AlreadyRunningError: NO,
}


def explained(command: Callable[[], None]) -> int:
    """Run a command and give its exit code."""
    try:
        command()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE if end.code is None else NO
    except KeyboardInterrupt:
        return INTERRUPTED
    except tuple(EXIT_CODES) as error:
        print(f"greffier: {error}", file=sys.stderr)  # noqa: T201  (a command line speaks)
        return EXIT_CODES[type(error)]
    except OSError as error:
        print(f"greffier: {error.strerror or error}{named(error)}", file=sys.stderr)  # noqa: T201
        return NO
    return DONE


def named(error: OSError) -> str:
    """Name the file of an operating system's error."""
    return f": {error.filename}" if error.filename else ""
