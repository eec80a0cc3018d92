"""`greffier report`: what was announced in a month, what was corrected, what could not be read."""

from pathlib import Path
from typing import Annotated

import typer

MONTH = typer.Option("--month", metavar="YYYY-MM", help="Without it, the last whole month.")
FORMAT = typer.Option("--format", metavar="FORMAT", help="md or html.")
TO = typer.Option("--to", metavar="PATH", help="The file to write or replace; without it, standard output.")
CHART = typer.Option("--chart", metavar="PATH", help="Also write the chart of twelve months, as a PNG.")
LANG = typer.Option("--lang", metavar="LANG", help="fr or en; without it, the terminal's language.")
TOPIC = typer.Option("--topic", metavar="ID", help="Only this topic or offence.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report_command)


def report_command(  # noqa: PLR0913, PLR0917  (the command's options)
    month: Annotated[str | None, MONTH] = None,
    form: Annotated[str, FORMAT] = "md",
    to: Annotated[str | None, TO] = None,
    chart: Annotated[str | None, CHART] = None,
    lang: Annotated[str | None, LANG] = None,
    topic: Annotated[str | None, TOPIC] = None,
) -> None:
    """Tell a month: money announced and distinct at most, arrests apart from it, corrections, sources that were silent.

    Announced is not spent. Each commitment stands under one topic. Names of private persons are withheld, and an arrest
    is the line that we compose.

    Example: greffier report --month 2026-10 --format html --to october.html
    """
    from bot.commands.report_output import asked_for, output_of, write_report  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    path, picture = (None if name in (None, "-") else Path(str(name)) for name in (to, chart))
    output = output_of(settings.database_url, form, lang, path, picture)
    asked = asked_for(settings, month, topic, utc_now())
    with opened_store(settings) as db:
        write_report(db, asked, output)
