"""`greffier send`: send and settle what is due, once."""

from collections.abc import Sequence
from typing import Any

import typer


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("send")(send_command)


def send_command() -> None:
    """Send what is queued and due, corrections of posted messages too, and settle it.

    Ends with 0 also when nothing was due; 1 if a delivery ended refused or is still uncertain; 3 if the API could not
    be reached.

    Example: greffier send
    """
    from bot.loop import run_on_loop  # noqa: PLC0415

    raise typer.Exit(run_on_loop(send()))


async def send() -> int:
    """Send once; return the exit code."""
    from bot.app import house_for  # noqa: PLC0415
    from bot.log import set_up_logging  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from storage.deliveries import list_deliveries  # noqa: PLC0415
    from storage.lanes import OPEN  # noqa: PLC0415

    settings = load_settings()
    set_up_logging(settings.log)
    async with house_for(settings) as house:
        await house.corrector.correct()
        report = await house.sender.send_due()
        return settled(report, await house.db.look(list_deliveries, OPEN))


def settled(report: Any, waiting: Sequence[Any]) -> int:
    """Say what still waits, and give the exit code of what was sent."""
    from bot.commands.errors import DONE, NO, UNREACHED  # noqa: PLC0415

    for delivery in waiting:
        line = f"greffier: a message to {delivery.chat} waits ({delivery.status}): {delivery.reason or 'its turn'}"
        typer.echo(line, err=True)
    if report.refused or any(delivery.status == "uncertain" for delivery in waiting):
        return NO
    return UNREACHED if report.unreachable else DONE
