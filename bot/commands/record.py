"""`greffier stories`: the record."""

from typing import Annotated, Any

import typer

CATEGORY = typer.Option("--category", help="funding, arrest or other; both of the first two without it.")
SINCE = typer.Option("--since", help="First seen since: a day (2026-03-01) or how long ago (7d).")
JSON = typer.Option("--json", help="One JSON object a line.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("stories")(stories_command)


def stories_command(
    category: Annotated[str | None, CATEGORY] = None,
    since: Annotated[str | None, SINCE] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """List the stories of the record, the newest first.

    Example: greffier stories --since 7d --json
    """
    import json  # noqa: PLC0415

    from bot.commands.terminal import moment_of, terminal_language  # noqa: PLC0415
    from bot.desk.shown import line_of, story_json  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415
    from feeds.model import Category  # noqa: PLC0415
    from storage.stories import TOLD_CATEGORIES, list_stories  # noqa: PLC0415

    if category is not None and category not in list(Category):
        raise UsageError(f"--category {category}: funding, arrest or other")
    settings = load_settings()
    start = moment_of(since, settings.zone, utc_now()) if since else None
    wanted: Any = [Category(category)] if category else TOLD_CATEGORIES
    with opened_store(settings) as db:
        for story in db.read(list_stories, wanted, start):
            shown = story_json(story, settings.zone) if as_json else line_of(story, terminal_language(), settings.zone)
            typer.echo(json.dumps(shown, ensure_ascii=False) if as_json else shown)
