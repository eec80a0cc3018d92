"""What a person reads when a command cannot go on: one line on standard error, and the contract's exit code."""

import sys
import traceback
from collections.abc import Callable

from bot.secrecy import redact
from feeds.errors import PlainError

DONE, NO, USAGE, UNREACHED, INTERRUPTED = 0, 1, 2, 3, 130


def explained(command: Callable[[], None]) -> int:
    """Run a command and give its exit code."""
    try:
        command()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE if end.code is None else NO
    except KeyboardInterrupt:
        return INTERRUPTED
    except PlainError as error:
        return complain(str(error), error.exit_code)
    except OSError as error:
        named = f": {error.filename}" if error.filename else ""
        return complain(f"{error.strerror or error}{named}", NO)
    except Exception:
        print(redact(traceback.format_exc()), end="", file=sys.stderr)  # noqa: T201  (as Python would, but for secrets)
        return NO
    return DONE


def complain(line: str, exit_code: int) -> int:
    """Say one line on standard error."""
    print(redact(f"greffier: {line}"), file=sys.stderr)  # noqa: T201  (a command line speaks)
    return exit_code
