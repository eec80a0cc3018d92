"""`greffier db`: the store."""

from pathlib import Path
from typing import Annotated

import typer

store = typer.Typer(help="The store: its schema, copies of it.", no_args_is_help=True, rich_markup_mode=None)

TO = typer.Argument(metavar="PATH", help="The file to write; one that is there stays.", show_default=False)
FROM = typer.Argument(metavar="PATH", help="A file that `greffier db backup` wrote.", show_default=False)


def add_to(app: typer.Typer) -> None:
    """Add the family."""
    app.add_typer(store, name="db")


@store.command("upgrade")
def upgrade() -> None:
    """Bring the store to this version's schema; every start does it too.

    Example: greffier db upgrade
    """
    from bot.house import opened_store  # noqa: PLC0415
    from bot.say.words import N_  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    with opened_store(load_settings(), may_be_new=True):
        tell(N_("the schema is up to date"))


@store.command("check")
def check() -> None:
    """Compare the store's schema with this version's tables; ends with 1 where they differ.

    Example: greffier db check
    """
    from bot.house import refuse_missing  # noqa: PLC0415
    from bot.say.words import N_  # noqa: PLC0415
    from storage.database import Database  # noqa: PLC0415

    url = store_url()
    refuse_missing(url)
    db = Database(url)
    try:
        found = db.differences()
    finally:
        db.close()
    for difference in found:
        typer.echo(str(difference))
    if found:
        tell(N_("differences: {count}; try: greffier db upgrade"), count=len(found))
    else:
        tell(N_("the schema is as it should be"))
    raise typer.Exit(1 if found else 0)


@store.command("backup")
def backup(path: Annotated[Path, TO]) -> None:
    """Copy the store to a file, as it stands now, also while the service runs; a file that is there stays.

    Example: greffier db backup greffier-2026-03-01.db
    """
    from bot.desk.backup import back_up  # noqa: PLC0415
    from bot.house import refuse_missing  # noqa: PLC0415
    from bot.say.words import N_  # noqa: PLC0415

    url = store_url()
    refuse_missing(url)
    back_up(url, path)
    tell(N_("{path}: a copy of the store"), path=path)


@store.command("restore")
def restore(path: Annotated[Path, FROM]) -> None:
    """Put a copy in the place of a store that is gone; one that is there stays, move it away first.

    Example: greffier db restore greffier-2026-03-01.db
    """
    from bot.desk.backup import put_back  # noqa: PLC0415
    from bot.house import opened_store  # noqa: PLC0415
    from bot.say.words import N_  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    put_back(store_url(), path)
    with opened_store(load_settings()):  # brought up to date
        tell(N_("the store is that of {path}"), path=path)


def store_url() -> str:
    """Give the store's address by the settings."""
    from bot.house import database_for  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    return database_for(settings, is_demo=settings.catalog == "demo")


def tell(said: str, **values: object) -> None:
    """Say in the terminal's language what was done or found."""
    from bot.commands.errors import reader_words  # noqa: PLC0415

    typer.echo(reader_words().say(said, **values))
