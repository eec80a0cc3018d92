"""`greffier stories`: the record."""

from typing import Annotated, Any

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
    limit: filters.Limit = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """List the stories of the record, the newest announcement first.

    Example: greffier stories --topic fraud,theft --region CA-QC --since 7d --json
    """
    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.desk.doubtful import without_names  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from storage.links import links_of  # noqa: PLC0415
    from storage.stories import list_stories  # noqa: PLC0415

    settings, w = load_settings(), words(terminal_language())
    wanted = filters.wanted_by(context.params, settings, utc_now())
    categories, most = filters.categories_by(category), filters.limit_by(limit)
    with opened_store(settings) as db:
        links = db.read(links_of) if as_json else []
        found = list(filter(wanted.keeps, db.read(list_stories, categories, wanted.since, wanted.until)))
        for story in db.read(without_names, found[:most]):
            typer.echo(told(story, links, w.language, settings.zone, as_json=as_json))
        filters.warn_of_nothing(db, wanted, w)
    if not found:
        filters.note(w.say("Nothing in the record matches."))
    elif most and len(found) > most:
        filters.note(w.count("{n} more story: see --limit", "{n} more stories: see --limit", len(found) - most))


def told(story: Any, links: Any, lang: str, zone: Any, *, as_json: bool) -> str:
    """Write one story: a line, or one object."""
    import json  # noqa: PLC0415

    from bot.desk.shown import line_of, story_json  # noqa: PLC0415

    return json.dumps(story_json(story, zone, links), ensure_ascii=False) if as_json else line_of(story, lang, zone)
