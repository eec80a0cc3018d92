"""`greffier show`, `why`, `history`: one story in full, why it stands as it does, and what it said before."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.desk.show import Whole

ID = typer.Argument(help="The id of a story, or of an entry of it.", show_default=False)
JSON = typer.Option("--json", help="One JSON object a line.")


def add_to(app: typer.Typer) -> None:
    """Add the family."""
    app.command("show")(show_command)
    app.command("why")(why_command)
    app.command("history")(history_command)


def show_command(id: Annotated[str, ID], as_json: Annotated[bool, JSON] = False) -> None:
    """Show a story: who published it, each fact with its sentence, its links, what was decided.

    Example: greffier show 4f2ka9xm
    """
    from bot.desk.show import show_json, show_lines  # noqa: PLC0415

    found, zone, lang = load(id)
    tell([show_json(found, zone)] if as_json else show_lines(found, lang, zone))


def why_command(id: Annotated[str, ID], as_json: Annotated[bool, JSON] = False) -> None:
    """Say why a story stands as it does: how it was read, why its entries are one, why it is linked.

    Example: greffier why 4f2ka9xm
    """
    from bot.desk.show import why_json, why_lines  # noqa: PLC0415

    found, zone, lang = load(id)
    tell([why_json(found)] if as_json else why_lines(found, lang, zone))


def history_command(id: Annotated[str, ID], as_json: Annotated[bool, JSON] = False) -> None:
    """Show what each entry of a story said from version to version, and what that changed in facts.

    Example: greffier history 4f2ka9xm
    """
    from bot.desk.history import history_json, history_lines  # noqa: PLC0415

    found, zone, lang = load(id)
    entries = [entry for entry in found.story.entries if entry.id == id] or list(found.story.entries)
    if as_json:
        tell([history_json(found, entry) for entry in entries])
    else:
        tell([line for entry in entries for line in history_lines(found, entry, lang, zone)])


def load(id: str) -> "tuple[Whole, ZoneInfo, str]":
    """Load a story by its id or an entry's, with the zone and the language to show it in; raise `UnknownIdError`."""
    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.desk.outcome import as_typed  # noqa: PLC0415
    from bot.desk.show import whole  # noqa: PLC0415
    from bot.house import opened_store  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.errors import PlainError  # noqa: PLC0415

    settings = load_settings()
    with opened_store(settings) as db:
        found = db.read(whole, id)
    if found is None:
        raise PlainError("{id}: no story and no entry has this id", id=as_typed(id))
    return found, settings.zone, terminal_language()


def tell(shown: list[Any]) -> None:
    """Write lines as they are, and objects as JSON."""
    import json  # noqa: PLC0415

    for one in shown:
        typer.echo(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False))
