"""`greffier reread`: stored versions read again after the rules changed."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.desk.reread import Difference

SINCE = typer.Option("--since", help="Only what was published since: a day (2026-03-01) or how long ago (7d).")
FORCE = typer.Option("--force", help="Also what these very rules have read; that reading is replaced.")
LIFT = typer.Option("--lift", help="Let what the rules no longer withhold be shown; never what was redacted by hand.")
DRY_RUN = typer.Option("--dry-run", help="Print what would be read otherwise; store nothing.")
JSON = typer.Option("--json", help="One JSON object a line; the last one is the counts.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reread")(reread_command)


def reread_command(
    since: Annotated[str | None, SINCE] = None,
    force: Annotated[bool, FORCE] = False,
    lift: Annotated[bool, LIFT] = False,
    dry_run: Annotated[bool, DRY_RUN] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Read stored announcements again that other rules have read, and link them again.

    Where the category, the sum, the counts, the status or what is withheld differs in a story that was told, the story
    waits in review: nothing that was posted is edited on its own. What is withheld stays withheld unless --lift is
    given. A text that was masked is not read again.

    Example: greffier reread --since 2026-01-01 --dry-run
    """
    import json  # noqa: PLC0415

    from bot.commands.terminal import moment_of  # noqa: PLC0415
    from bot.desk.reread import Counts, Task, reread  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.log import set_up_logging  # noqa: PLC0415
    from bot.progress import status_line  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.reading import read  # noqa: PLC0415
    from storage.reread import Scope  # noqa: PLC0415

    settings, now, counts = load_settings(), utc_now(), Counts()
    set_up_logging(settings.log)
    start = moment_of(since, settings.zone, now) if since else None
    with opened_store(settings) as db, status_line() as show:
        task = Task(
            db=db,
            scope=Scope(rules=read.RULES, since=start, is_all=force),
            now=now,
            is_dry=dry_run,
            is_lifting=lift,
            show=show,
            differs=lambda difference: say(difference, as_json=as_json) if dry_run else None,
        )
        try:
            reread(task, counts)
        except KeyboardInterrupt:
            typer.echo(f"greffier: interrupted: {counts.line()}; run it again to go on", err=True)
            raise
    typer.echo(json.dumps(counts.as_json()) if as_json else counts.line())


def say(difference: "Difference", *, as_json: bool) -> None:
    """Print what is read otherwise in one entry."""
    import json  # noqa: PLC0415

    if as_json:
        differs = {name: {"before": before, "now": now} for name, (before, now) in difference.of.items()}
        shown = {"entry": difference.entry, "story": difference.story, "told": difference.is_told, "differs": differs}
        typer.echo(json.dumps(shown, ensure_ascii=False))
    else:
        mark = "  [told]" if difference.is_told else ""
        typer.echo(f"{difference.story or difference.entry}{mark}  {difference.line()}")
