"""`greffier stories`: the record."""

from typing import Annotated

import typer

from bot.commands import filters

CATEGORY = typer.Option("--category", help="funding, arrest or other; both of the first two without it.")
JSON = typer.Option("--json", help="One JSON object a line.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("stories")(stories_command)


def stories_command(  # noqa: PLR0913, PLR0917  (the command's options)
    context: typer.Context,
    category: Annotated[str | None, CATEGORY] = None,
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
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """List the stories of the record, the newest first.

    Example: greffier stories --topic fraud,theft --region CA-QC --since 7d --json
    """
    import json  # noqa: PLC0415

    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.desk.shown import line_of, story_json  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from storage.links import links_of  # noqa: PLC0415
    from storage.stories import list_stories  # noqa: PLC0415

    settings = load_settings()
    wanted = filters.wanted_by(context.params, settings, utc_now())
    categories = filters.categories_by(category)
    with opened_store(settings) as db:
        links = db.read(links_of) if as_json else []
        for story in filter(wanted.keeps, db.read(list_stories, categories, wanted.since, wanted.until)):
            shown = (
                story_json(story, settings.zone, links)
                if as_json
                else line_of(story, terminal_language(), settings.zone)
            )
            typer.echo(json.dumps(shown, ensure_ascii=False) if as_json else shown)
