"""`greffier db`: the store."""

import typer

store = typer.Typer(help="The store: its schema.", no_args_is_help=True, rich_markup_mode=None)


def add_to(app: typer.Typer) -> None:
    """Add the family."""
    app.add_typer(store, name="db")


@store.command("upgrade")
def upgrade() -> None:
    """Bring the store to this version's schema; every start does it too.

    Example: greffier db upgrade
    """
    from bot.house import opened_store  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    with opened_store(load_settings(), may_be_new=True):
        typer.echo("the schema is up to date")


@store.command("check")
def check() -> None:
    """Compare the store's schema with this version's tables; ends with 1 where they differ.

    Example: greffier db check
    """
    from bot.house import refuse_missing  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from storage.database import Database  # noqa: PLC0415

    url = load_settings().database_url
    refuse_missing(url)
    db = Database(url)
    try:
        found = db.differences()
    finally:
        db.close()
    for difference in found:
        typer.echo(str(difference))
    typer.echo("the schema is as it should be" if not found else f"{len(found)} differences; try: greffier db upgrade")
    raise typer.Exit(1 if found else 0)
