"""The command line: one file a family. Heavy imports wait until a command runs, so that `--help` is quick."""

import sys
from functools import partial
from typing import Annotated

import typer

from bot.commands import (
    backfill,
    check,
    curate,
    decisions,
    digest,
    doctor,
    evaluate,
    export,
    feeds_changes,
    feeds_files,
    ledger,
    outbox,
    poll,
    read,
    record,
    report,
    reread,
    run,
    search,
    send,
    show,
    store,
)
from bot.commands.errors import explained

HELP = """Follow public promises and police releases.

Reads government, police and news feeds and posts what is new to a Telegram channel: each figure with its sentence and
its source, old money never counted as new, no private person named.

Example: greffier run --demo
"""

app = typer.Typer(
    name="greffier", help=HELP, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
)


def show_version(is_asked: bool) -> None:
    """Print the version that is installed, and end."""
    if is_asked:
        from bot.house import version  # noqa: PLC0415

        typer.echo(f"greffier {version()}")
        raise typer.Exit(0)


VERSION = typer.Option("--version", help="Print the version, and end.", callback=show_version, is_eager=True)


@app.callback()
def options(version: Annotated[bool, VERSION] = False) -> None:
    """Take what stands before a command."""


for family in (
    run,
    poll,
    backfill,
    reread,
    digest,
    send,
    outbox,
    read,
    evaluate,
    check,
    record,
    search,
    show,
    decisions,
    curate,
    feeds_changes,
    feeds_files,
    ledger,
    report,
    export,
    store,
    doctor,
):
    family.add_to(app)


def main() -> None:
    """Run the command line; an expected error is one line and an exit code, never a traceback."""
    sys.exit(explained(partial(app, standalone_mode=False)))
