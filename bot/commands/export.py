"""`greffier export`: the public record as a table, a workbook, a database or a feed."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands import filters

FORMAT = typer.Option("--format", metavar="FORMAT", help="csv, jsonl, xlsx, sqlite, atom or jsonfeed.")
TABLE = typer.Option(
    "--table", metavar="TABLE", help="Of csv and jsonl: stories (without it), facts, commitments or arrests."
)
TO = typer.Option("--to", metavar="PATH", help="The file to write or replace; without it, standard output.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export_command)


def export_command(  # noqa: PLR0913, PLR0917  (the command's options)
    context: typer.Context,
    format: Annotated[str, FORMAT],
    table: Annotated[str | None, TABLE] = None,
    to: Annotated[str | None, TO] = None,
    topic: filters.Topic = None,
    region: filters.Region = None,
    scope: filters.Scope = None,
    level: filters.Level = None,
    body: filters.Body = None,
    payer: filters.Payer = None,
    offence: filters.Offence = None,
    min: filters.Min = None,
    lang: filters.Lang = None,
    since: filters.Since = None,
    until: filters.Until = None,
) -> None:
    """Export what is published: csv and jsonl one table, xlsx and sqlite all four, atom and jsonfeed the stories.

    Names of private persons are withheld, an arrest is the line that we compose, each figure has its words and source.

    Example: greffier export --format sqlite --to record.db --topic child-sexual-exploitation
    """
    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.desk.export.formats import check, write, write_file  # noqa: PLC0415
    from bot.desk.export.record import Made, gather  # noqa: PLC0415
    from bot.house import opened_store, utc_now, version  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415
    from storage.database import is_of_store  # noqa: PLC0415

    path = None if to in (None, "-") else Path(str(to))
    check(format, table, path)
    settings, now = load_settings(), utc_now()
    if path is not None and is_of_store(settings.database_url, path):
        raise UsageError("--to {path}: that is the store itself, name another file", path=path)
    wanted = filters.wanted_by(context.params, settings, now)
    made = Made(at=now, version=version(), language=settings.language[0], zone=settings.zone)
    with opened_store(settings) as db:
        record = db.read(gather, wanted, made)
        filters.warn_of_nothing(db, wanted, words(terminal_language()))
    if path is None:
        write(record, format, table, typer.get_binary_stream("stdout"))
        return
    write_file(record, format, table, path)
    typer.echo(stored(len(record.stories), path), err=True)


def stored(stories: int, path: Path) -> str:
    """Say what a file was given."""
    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415

    return words(terminal_language()).count("{n} story in {path}", "{n} stories in {path}", stories, path=path)
