"""`greffier outbox`: messages on their way, and a maintainer's word on those whose fate nobody knows."""

from typing import Annotated

import typer

outbox = typer.Typer(help="Messages on their way, and those that were refused.", rich_markup_mode=None)

NUMBER = typer.Argument(help="The message's number (see `greffier outbox`).", show_default=False)
REASON = typer.Option("--reason", help="Why; it is kept with the decision.")
JSON = typer.Option("--json", help="One JSON object a line.")


def add_to(app: typer.Typer) -> None:
    """Add the family."""
    app.add_typer(outbox, name="outbox")


@outbox.callback(invoke_without_command=True)
def list_command(context: typer.Context, as_json: Annotated[bool, JSON] = False) -> None:
    """List what waits, what is leaving, what nobody knows the fate of, and what was refused.

    Example: greffier outbox --json
    """
    if context.invoked_subcommand is not None:
        return
    import json  # noqa: PLC0415

    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.house import opened_store  # noqa: PLC0415
    from bot.say.outbox import delivery_line  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from storage.deliveries import list_deliveries  # noqa: PLC0415
    from storage.lanes import OPEN  # noqa: PLC0415
    from storage.outgoing import DeliveryStatus  # noqa: PLC0415

    w = words(terminal_language())
    with opened_store(load_settings()) as db:
        found = db.read(list_deliveries, [*OPEN, DeliveryStatus.REFUSED])
    for one in found:
        shown = {"id": one.id, "chat": one.chat, "kind": one.kind, "status": one.status, "held": one.is_held}
        shown |= {"attempts": one.attempts, "reason": one.reason}
        typer.echo(json.dumps(shown, ensure_ascii=False) if as_json else delivery_line(one, w))
    if not found:
        typer.echo(w.say("Nothing is on its way."), err=True)


@outbox.command("arrived")
def arrived_command(number: Annotated[str, NUMBER], reason: Annotated[str, REASON]) -> None:
    """Say that a message arrived: what waits behind it goes on.

    Example: greffier outbox arrived 4217 --reason "it stands in the channel"
    """
    settle(number, reason, arrived=True)


@outbox.command("again")
def again_command(number: Annotated[str, NUMBER], reason: Annotated[str, REASON]) -> None:
    """Send a message again: it is not in the chat.

    Example: greffier outbox again 4217 --reason "looked, it is not there"
    """
    settle(number, reason, arrived=False)


def settle(number: str, reason: str, *, arrived: bool) -> None:
    """Carry out one word and log it; ends with 1 where there is no such message."""
    from bot.commands.terminal import reason_of, terminal_language  # noqa: PLC0415
    from bot.desk.curate import Why, who_is_here  # noqa: PLC0415
    from bot.desk.outbox import settle_by_word  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    why = Why(who=who_is_here(), reason=reason_of(reason), at=utc_now())
    with opened_store(load_settings()) as db:
        done = db.write(settle_by_word, number, why, arrived=arrived)
    typer.echo(done.line(terminal_language()), err=not done.is_done)
    raise typer.Exit(0 if done.is_done else 1)
