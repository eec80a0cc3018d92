"""`greffier run`: the service, or one pass of it."""

from pathlib import Path
from typing import Annotated

import typer

ONCE = typer.Option("--once", help="End after one pass.")
DEMO = typer.Option("--demo", help="Poll the bundled sample feeds, over real HTTP on loopback.")
DEMO_FROM = typer.Option(
    "--demo-from", metavar="DIR", help="Poll the documents of a folder, over real HTTP on loopback.", show_default=False
)
ROLE = typer.Option("--role", help="all, poll, worker, bot or web: what this process does of the service.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run_command)


def run_command(
    once: Annotated[bool, ONCE] = False,
    demo: Annotated[bool, DEMO] = False,
    demo_from: Annotated[Path | None, DEMO_FROM] = None,
    role: Annotated[str, ROLE] = "all",
) -> None:
    """Run the service: poll, digest, send, serve the page, until SIGTERM or SIGINT.

    The first screen shows what was polled and a digest of the last 7 days. When no feed answers, it shows the whole job
    on bundled samples instead, each line marked.

    Example: greffier run --demo --once
    """
    from bot.app import Options, run  # noqa: PLC0415
    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.loop import run_on_loop  # noqa: PLC0415
    from bot.service import ROLES  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    if role != "all" and role not in ROLES:
        raise UsageError("--role {role}: all, {roles}", role=role, roles=", ".join(ROLES))
    if demo and demo_from:
        raise UsageError("--demo and --demo-from: one of the two")
    if demo_from and not demo_from.is_dir():
        raise UsageError("--demo-from {folder}: no such folder", folder=demo_from)
    options = Options(
        is_once=once,
        is_demo=demo,
        folder=demo_from,
        roles=ROLES if role == "all" else (role,),
        lang=terminal_language(),
    )
    run_on_loop(run(options, typer.echo))
