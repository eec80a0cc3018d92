"""`greffier doctor`: whether everything is in order, a line each."""

from typing import Annotated, Any

import typer

JSON = typer.Option("--json", help="One JSON object a line.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor_command)


def doctor_command(
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Look at the settings, the database, the token, the rights in the chats, the clock and the disk.

    A line each: ok, !! (something to do) or -- (does not apply). Changes and sends nothing.

    Ends with 0 where all is fine, 1 where something is not, 3 where Telegram could not be reached.

    Example: greffier doctor --json
    """
    import asyncio  # noqa: PLC0415

    from bot.log import set_up_logging  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    set_up_logging(settings.log)
    raise typer.Exit(asyncio.run(checked_all(settings, as_json)))


async def checked_all(settings: Any, as_json: bool) -> int:
    """Say what is found; return the exit code."""
    from bot.checkup import examined, exit_code  # noqa: PLC0415
    from bot.house import check_filters, database_for, open_inquiry, source_of, utc_now  # noqa: PLC0415

    check_filters(settings)
    if settings.catalog != "demo":
        source_of(settings)
    url, inquirer = database_for(settings, is_demo=settings.catalog == "demo"), open_inquiry(settings)
    try:
        findings = await examined(settings, url, inquirer, utc_now)
    finally:
        if inquirer:
            await inquirer.close()
    for finding in findings:
        show_finding(finding, as_json)
    return exit_code(findings)


def language() -> str:
    """Give the terminal's language."""
    from bot.commands.terminal import terminal_language  # noqa: PLC0415

    return terminal_language()


def show_finding(finding: Any, as_json: bool) -> None:
    """Print a finding."""
    import json  # noqa: PLC0415

    from bot.say.doctor import finding_json, finding_line  # noqa: PLC0415

    found = json.dumps(finding_json(finding, language()), ensure_ascii=False) if as_json else None
    typer.echo(found or finding_line(finding, language()))
