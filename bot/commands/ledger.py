"""`greffier ledger`: announced and distinct money, arrests apart."""

from typing import Annotated

import typer

from bot.commands import filters

BY = typer.Option("--by", help="fiscal-year, month, region, payer, programme, level or topic.")
ENDING = typer.Option("--ending", help="Only commitments whose end is that near and that nothing continues: 180d.")
FORMAT = typer.Option(
    "--format", help="table (without it), csv or json; csv is in English whatever the terminal speaks."
)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ledger")(ledger_command)


def ledger_command(  # noqa: PLR0913, PLR0917  (the command's options)
    context: typer.Context,
    by: Annotated[str | None, BY] = None,
    ending: Annotated[str | None, ENDING] = None,
    topic: filters.Topic = None,
    region: filters.Region = None,
    scope: filters.Scope = None,
    level: filters.PayersLevel = None,
    body: filters.Body = None,
    payer: filters.Payer = None,
    offence: filters.Offence = None,
    min: filters.Min = None,
    lang: filters.Lang = None,
    since: filters.Since = None,
    until: filters.Until = None,
    form: Annotated[str | None, FORMAT] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Add up what was announced, and what of it is distinct: money said twice counts once, at most.

    Announced is not spent. Arrests stand apart: events, people, and counts over years, which are never added.
    --payer and --level keep one payer's part of a joint announcement; what several pay undivided is --payer joint.
    Each commitment stands under one key: its first region, its first topic.

    Example: greffier ledger --topic child-sexual-exploitation --by fiscal-year
    """
    from bot.commands.ledger_output import print_ledger  # noqa: PLC0415
    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    if as_json and form not in (None, "json"):
        raise UsageError("--json and --format {form}: one of the two", form=form)
    settings = load_settings()
    wanted = filters.wanted_by(context.params, settings, utc_now())
    with opened_store(settings) as db:
        print_ledger(db, wanted, settings.zone, by=by, ending=ending, form="json" if as_json else form or "table")
        filters.warn_of_nothing(db, wanted, words(terminal_language()))
