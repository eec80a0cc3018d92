"""`greffier digest`: compose for the channels what they have not been told, queue it, send it."""

from datetime import timedelta
from typing import Annotated, Any

import typer

PATIENCE = timedelta(minutes=3)  # how long a 429 may make us wait before the rest is left to the next run
SINCE = typer.Option("--since", help="Narrow the period: a day (2026-03-01), a moment, or how long ago (7d).")
UNTIL = typer.Option("--until", help="Narrow the period: its end, written like --since.")
LANGUAGE = typer.Option("--language", help="Only the digests in this language: fr or en.")
DRY_RUN = typer.Option("--dry-run", help="Print what would be sent; queue nothing.")
ALL = typer.Option("--all", help="Every item, whatever GREFFIER_DIGEST_MAX says.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("digest")(digest_command)


def digest_command(
    since: Annotated[str | None, SINCE] = None,
    until: Annotated[str | None, UNTIL] = None,
    language: Annotated[str | None, LANGUAGE] = None,
    dry_run: Annotated[bool, DRY_RUN] = False,
    every_item: Annotated[bool, ALL] = False,
) -> None:
    """Tell the channels what they have not been told.

    Without a period: from the end of the last digest to now; a first digest covers the last 7 days. A period narrows,
    never widens to what was told. Ends with 1 if a delivery ended refused or is still uncertain, 3 if the API could not
    be reached.

    Example: greffier digest --dry-run --all
    """
    from bot.loop import run_on_loop  # noqa: PLC0415

    raise typer.Exit(run_on_loop(digest(since, until, language, dry_run=dry_run, every_item=every_item)))


async def digest(since: str | None, until: str | None, language: str | None, *, dry_run: bool, every_item: bool) -> int:
    """Compose, and unless it is a dry run queue and send; return the exit code."""
    from bot.app import house_for, tell  # noqa: PLC0415
    from bot.commands.send import settled  # noqa: PLC0415
    from bot.house import utc_now  # noqa: PLC0415
    from bot.log import set_up_logging  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from storage.deliveries import list_deliveries  # noqa: PLC0415
    from storage.lanes import OPEN  # noqa: PLC0415

    settings = load_settings()
    set_up_logging(settings.log)
    asked = asked_for(since, until, language, every_item, settings.zone, utc_now())
    async with house_for(settings) as house:
        if dry_run:
            await show(house, asked)
            return 0
        await house.corrector.correct()
        is_news = await tell(house, asked)
        report = await house.sender.send_until(PATIENCE)
        waiting = await house.db.look(list_deliveries, OPEN)
    if not is_news and report.sent == 0:
        typer.echo("nothing new")
    return settled(report, waiting)


def asked_for(  # noqa: PLR0913, PLR0917  (the command's options)
    since: str | None, until: str | None, language: str | None, every_item: bool, zone: Any, now: Any
) -> Any:
    """Read what was asked for; raise `UsageError` for what makes no sense."""
    from bot.commands.terminal import moment_of  # noqa: PLC0415
    from bot.telling import Asked  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    if language not in (None, "fr", "en"):
        raise UsageError("--language {language}: fr or en", language=language)
    asked = Asked(
        since=moment_of(since, zone, now) if since else None,
        until=moment_of(until, zone, now) if until else None,
        language=language,
        is_whole=every_item,
    )
    if asked.since and asked.until and asked.since >= asked.until:
        raise UsageError("--since is not before --until")
    return asked


async def show(house: Any, asked: Any) -> None:
    """Print what would be sent."""
    from bot.composed import terminal_width  # noqa: PLC0415
    from bot.say.console import render_console  # noqa: PLC0415

    for subscription in await house.teller.subscriptions(asked.language):
        composed = await house.teller.compose_untold(subscription, asked)
        typer.echo(render_console(composed.digest, terminal_width()) if composed.is_news else "nothing new")
