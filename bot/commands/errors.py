"""What a person reads when a command cannot go on: one line on standard error, and the contract's exit code."""

import os
import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from bot.secrecy import redact
from feeds.errors import PlainError, UsageError

if TYPE_CHECKING:
    from bot.say.words import Words

MISUSE: type[Exception] = typer.BadParameter.__mro__[1]  # a wrong command line: it has no public name in typer
MISTYPED = "surrogates not allowed"  # so Python keeps the bytes of an argument that are no character
DONE, NO, USAGE, UNREACHED, INTERRUPTED = 0, 1, 2, 3, 130


def explained(command: Callable[[], object]) -> int:
    """Run a command and give its exit code; who reads its output may stop before the end of it."""
    try:
        code = command()
        sys.stdout.flush()
    except SystemExit as end:
        return ended(end)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (MISUSE, PlainError, OSError) as error:
        return told(error)
    except Exception as error:
        if isinstance(error, UnicodeEncodeError) and error.reason == MISTYPED:
            return told(UsageError("what was typed is not in UTF-8"))
        print(redact(traceback.format_exc()), end="", file=sys.stderr)  # noqa: T201  (as Python would, but for secrets)
        return NO
    return code if isinstance(code, int) else DONE


def told(error: Exception) -> int:
    """Say an expected error in one line, and give its exit code."""
    match error:
        case PlainError():
            return complain(error_line(error), error.exit_code)
        case BrokenPipeError():
            return unread()
        case OSError():
            return complain(system_line(error), NO)
        case _:
            return misused(error)


def misused(error: Any) -> int:
    """Say in one line what is wrong with a command line; show the help of a command that was given nothing."""
    from bot.say.usage import usage_words  # noqa: PLC0415

    command = error.ctx.command_path if error.ctx else "greffier"
    if error.ctx and error.message == error.ctx.get_help():
        error.show()
        return USAGE
    return complain(usage_words(error.format_message(), command, reader_words()), USAGE)


def ended(end: SystemExit) -> int:
    """Give the exit code of a command that ended itself."""
    if isinstance(end.__context__, BrokenPipeError):  # typer makes 1 of it
        return DONE
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        unread()
    return end.code if isinstance(end.code, int) else DONE if end.code is None else NO


def unread() -> int:
    """Take it for done that nobody reads on, as `head` does not; what is still to be written goes nowhere.

    See https://docs.python.org/3/library/signal.html#note-on-sigpipe.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def error_line(error: PlainError) -> str:
    """Say an expected error in the terminal's language."""
    from bot.say.errors import error_words  # noqa: PLC0415  (slow to import, for the rare case)

    return error_words(error, reader_words())


def system_line(error: OSError) -> str:
    """Say what the system refused, in the terminal's language."""
    from bot.say.errors import system_words  # noqa: PLC0415

    named = f": {error.filename}" if error.filename else ""
    return f"{system_words(error, reader_words())}{named}"


def reader_words() -> "Words":
    """Give the words of the terminal's language."""
    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415

    return words(terminal_language())


def complain(line: str, exit_code: int) -> int:
    """Say one line on standard error."""
    print(redact(f"greffier: {line}"), file=sys.stderr)  # noqa: T201  (a command line speaks)
    return exit_code
