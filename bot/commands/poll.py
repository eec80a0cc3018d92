"""`greffier poll`: one pass over the feeds that are due."""

from typing import Annotated

import typer

ALL = typer.Option("--all", help="Poll every feed now: ignores pace and back-off, never a pause or a Retry-After.")
JSON = typer.Option("--json", help="One JSON object on standard output.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("poll")(poll_command)


def poll_command(every_feed: Annotated[bool, ALL] = False, as_json: Annotated[bool, JSON] = False) -> None:
    """Poll the feeds that are due once: fetch, store, read.

    Ends with 0 if any feed answered or none was due, with 3 if all failed.

    Example: greffier poll --all --json
    """
    from bot.loop import run_on_loop  # noqa: PLC0415

    raise typer.Exit(run_on_loop(poll(every_feed, as_json)))


async def poll(every_feed: bool, as_json: bool) -> int:
    """Poll once and print the report; return the exit code."""
    import json  # noqa: PLC0415

    from bot.app import house_for  # noqa: PLC0415
    from bot.commands.errors import DONE, UNREACHED  # noqa: PLC0415
    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.first_screen import polled_lines  # noqa: PLC0415
    from bot.log import set_up_logging  # noqa: PLC0415
    from bot.progress import show_progress  # noqa: PLC0415
    from bot.secrecy import redact  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    set_up_logging(settings.log)
    async with house_for(settings) as house:
        with show_progress() as progress:
            report = await house.poller.poll(regardless_of_pace=every_feed, progress=progress)
    for failure in report.failures:
        typer.echo(redact(f"greffier: {failure}"), err=True)
    typer.echo(json.dumps(report.as_json()) if as_json else "\n".join(polled_lines(report, terminal_language())))
    return UNREACHED if report.failed and not report.answered else DONE
