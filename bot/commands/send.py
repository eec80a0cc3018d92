"""`greffier send`: send and settle what is due, once."""

import typer


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("send")(send_command)


def send_command() -> None:
    """Send what is queued and due, and settle it.

    Ends with 0 also when nothing was due; 1 if a delivery ended refused or is still uncertain; 3 if the API could not
    be reached.

    Example: greffier send
    """
    import asyncio  # noqa: PLC0415

    raise typer.Exit(asyncio.run(send()))


async def send() -> int:
    """Send once; return the exit code."""
    from bot.app import house_for  # noqa: PLC0415
    from bot.log import set_up_logging  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    set_up_logging(settings.log)
    async with house_for(settings) as house:
        return exit_code(await house.sender.send_due())


def exit_code(report: object) -> int:
    """Give the exit code of what was sent."""
    from bot.commands.errors import DONE, NO, UNREACHED  # noqa: PLC0415
    from bot.sending import SendReport  # noqa: PLC0415

    assert isinstance(report, SendReport)  # noqa: S101  (typed late, so that the import waits)
    if report.refused or report.uncertain:
        return NO
    return UNREACHED if report.unreachable else DONE
