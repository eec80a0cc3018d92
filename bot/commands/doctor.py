"""`greffier doctor`: whether everything is in order, a line each; and the field check of one chat."""

from typing import Annotated, Any

import typer

FIELD = typer.Option(
    "--field", metavar="CHAT", help="Try out in a chat what the edit probe counts on; the test messages are deleted."
)
FOREIGN = typer.Option("--foreign", metavar="NUMBER", help="With --field: a message there that somebody else wrote.")
JSON = typer.Option("--json", help="One JSON object a line.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor_command)


def doctor_command(
    field: Annotated[str | None, FIELD] = None,
    foreign: Annotated[int | None, FOREIGN] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Look at the settings, the database, the token, the rights in the chats, the clock and the disk.

    A line each: ok, !! (something to do) or -- (does not apply). Changes and sends nothing; with --field it posts two
    silent test messages in one chat, edits and deletes them, and notes whether the edit probe may be used there.

    Ends with 0 where all is fine, 1 where something is not, 3 where Telegram could not be reached.

    Example: greffier doctor --field @my_private_channel
    """
    from bot.log import set_up_logging  # noqa: PLC0415
    from bot.loop import run_on_loop  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    if foreign is not None and field is None:
        raise UsageError("--foreign NUMBER: only with --field CHAT")
    settings = load_settings()
    set_up_logging(settings.log)
    checked = checked_field(settings, field, foreign, as_json) if field else checked_all(settings, as_json)
    raise typer.Exit(run_on_loop(checked))


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


async def checked_field(settings: Any, chat: str, foreign: int | None, as_json: bool) -> int:
    """Check one chat and say what is seen, as it is seen; return the exit code."""
    from bot.checkup import exit_code  # noqa: PLC0415
    from bot.desk.curate import who_is_here  # noqa: PLC0415
    from bot.field_check import Asked, check_field, verdict  # noqa: PLC0415
    from bot.house import open_inquiry, opened_store, utc_now  # noqa: PLC0415
    from bot.settings import SettingsError  # noqa: PLC0415

    refuse_what_cannot_be_checked(settings, chat)
    inquirer = open_inquiry(settings)
    if inquirer is None:
        raise SettingsError("GREFFIER_TELEGRAM_TOKEN: needed by doctor --field")
    asked = Asked(chat=chat, who=who_is_here(), foreign=foreign)
    with opened_store(settings) as db:
        try:
            observed = await check_field(
                db, inquirer, asked, now=utc_now, tell=lambda seen: show_observation(seen, as_json)
            )
        finally:
            await inquirer.close()
    found = verdict(chat, observed, language())
    show_finding(found, as_json)
    return exit_code([*observed, found])


def refuse_what_cannot_be_checked(settings: Any, chat: str) -> None:
    """Raise an error of one line where a chat cannot have such a name, or there is no store yet."""
    from bot.house import database_for  # noqa: PLC0415
    from bot.settings import read_channels  # noqa: PLC0415
    from feeds.errors import PlainError, UsageError  # noqa: PLC0415
    from storage.database import sqlite_path  # noqa: PLC0415

    try:
        read_channels([chat])
    except ValueError as error:
        raise UsageError(f"--field {chat}: @name or a numeric id, with :topic for a forum topic") from error
    path = sqlite_path(database_for(settings, is_demo=settings.catalog == "demo"))
    if path and not path.exists():
        raise PlainError(f"{path} does not exist yet: greffier db upgrade, then try again")


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


def show_observation(observation: Any, as_json: bool) -> None:
    """Print what was tried in a chat."""
    import json  # noqa: PLC0415

    from bot.say.doctor import observation_json, observation_line  # noqa: PLC0415

    seen = json.dumps(observation_json(observation), ensure_ascii=False) if as_json else None
    typer.echo(seen or observation_line(observation, language()))
