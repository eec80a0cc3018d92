"""`greffier feeds add|remove|confirm`: which feeds are followed, over the catalogue."""

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.curate import FEED, REASON, feeds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk.outcome import Outcome

SOURCE = typer.Argument(help="An address, or a file with a block of the catalogue (`-`: stdin).", show_default=False)
PUBLISHER = typer.Option("--publisher", help="The id of the body that speaks in it.", show_default=False)
LANG = typer.Option(
    "--lang", help="Its language, fr or en; without it, as the feed declares or its words are.", show_default=False
)
ID = typer.Option("--id", help="The feed's id; without it, one is made.", show_default=False)
EVERY = typer.Option("--every", help="How often it is read, such as 15m.", show_default=False)
ONLY = typer.Option("--only", help="Keep an entry that has one of these words.", show_default=False)
NEVER = typer.Option("--never", help="Drop an entry that has one of these words.", show_default=False)
ADAPTER = typer.Option("--adapter", help="Read it by an adapter.", show_default=False)
NAME_FR = typer.Option("--name-fr", help="A new body: its name in French.", show_default=False)
NAME_EN = typer.Option("--name-en", help="A new body: its name in English.", show_default=False)
KIND = typer.Option("--kind", help="A new body: government, police or news.", show_default=False)
LEVEL = typer.Option("--level", help="A new body: municipal, provincial, federal, international.", show_default=False)
REGION = typer.Option("--region", help="A new body: CA, CA-QC, CA-QC-06.", show_default=False)
HOMEPAGE = typer.Option("--homepage", help="A new body: its site.", show_default=False)
SEEN = typer.Option("--seen", help="Where the address was seen.", show_default=False)
UNCHECKED = typer.Option("--unchecked", help="Add it even if no feed answers now.")
WHY = typer.Option("--reason", help="Why; it is kept with the decision.", show_default=False)
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def add_to(app: typer.Typer) -> None:
    """Add nothing: they stand in the family of `feeds`."""


@feeds.command("add")
def add_command(  # noqa: PLR0913, PLR0917  (the keys of a feed and of a body)
    source: Annotated[str, SOURCE],
    publisher: Annotated[str | None, PUBLISHER] = None,
    lang: Annotated[str | None, LANG] = None,
    id: Annotated[str | None, ID] = None,
    every: Annotated[str | None, EVERY] = None,
    only: Annotated[list[str] | None, ONLY] = None,
    never: Annotated[list[str] | None, NEVER] = None,
    adapter: Annotated[str | None, ADAPTER] = None,
    seen: Annotated[str | None, SEEN] = None,
    name_fr: Annotated[str | None, NAME_FR] = None,
    name_en: Annotated[str | None, NAME_EN] = None,
    kind: Annotated[str | None, KIND] = None,
    level: Annotated[str | None, LEVEL] = None,
    region: Annotated[str | None, REGION] = None,
    homepage: Annotated[str | None, HOMEPAGE] = None,
    unchecked: Annotated[bool, UNCHECKED] = False,
    reason: Annotated[str, WHY] = "",
) -> None:
    """Follow one more feed, over the catalogue: an address, or a block as `greffier check` writes it.

    It has to answer as a feed, unless --unchecked. What it holds today is history; what it adds is news.

    Example: greffier feeds add https://ville.example/nouvelles.rss --publisher ville-exemple --lang fr
    """
    import asyncio  # noqa: PLC0415

    options = {"id": id, "every": every, "only": only, "never": never, "adapter": adapter, "seen": seen}
    who = {"name_fr": name_fr, "name_en": name_en, "kind": kind, "level": level, "region": region}
    given = {"publisher": publisher, "lang": lang, "options": options, "who": who | {"homepage": homepage}}
    raise typer.Exit(asyncio.run(add(source, given, reason, is_unchecked=unchecked)))


async def add(source: str, given: dict[str, Any], reason: str, *, is_unchecked: bool) -> int:
    """Ask each feed, follow those that answer, say how it went; return the exit code."""
    from bot.adding import Adder  # noqa: PLC0415
    from bot.checking import opened_checker  # noqa: PLC0415
    from bot.desk.proposed import with_scheme  # noqa: PLC0415
    from bot.fresh import stocked_store  # noqa: PLC0415
    from bot.house import utc_now  # noqa: PLC0415
    from bot.log import set_up_logging  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    set_up_logging(settings.log)
    async with opened_checker(settings) as checker:
        source = source if is_file(source) else with_scheme(source)
        block = None if ADDRESS.match(source) else text_of(source)
        with stocked_store(settings, is_kept=True) as db:
            adder = Adder(db, checker, utc_now, is_unchecked=is_unchecked)
            if block is None:
                outcomes = [await adder.add_address(source, reason, **given)]
            else:
                outcomes = await adder.add_block(block, source, reason)
    return told(outcomes)


def is_file(source: str) -> bool:
    """Tell whether a file was named, or is missing: not an address without its scheme, though it may look like one."""
    from pathlib import Path  # noqa: PLC0415

    return source.endswith(".toml") or Path(source).exists()


def text_of(source: str) -> str:
    """Read a block in a file, or on standard input; raise `UsageError`."""
    from bot.commands.files import opened  # noqa: PLC0415
    from bot.desk.importing import text_of as read_text  # noqa: PLC0415

    with opened(source) as stream:
        return read_text(stream.read(), source)


def told(outcomes: "Sequence[Outcome]") -> int:
    """Say how each went: on standard error where nothing was done, and then with 1."""
    from bot.commands.errors import DONE, NO  # noqa: PLC0415
    from bot.commands.terminal import reader_language  # noqa: PLC0415

    for outcome in outcomes:
        typer.echo(outcome.line(reader_language()), err=not outcome.is_done)
    return DONE if outcomes and all(outcome.is_done for outcome in outcomes) else NO


@feeds.command("remove")
def remove_command(feed: Annotated[str, FEED], reason: Annotated[str, REASON]) -> None:
    """Follow a feed no longer, whatever the catalogue says; its record stays, and `feeds add` takes it up again.

    Example: greffier feeds remove ville-fr --reason "replaced by the region's feed"
    """
    act("remove", feed, reason)


@feeds.command("confirm")
def confirm_command(feed: Annotated[str, FEED], reason: Annotated[str, WHY] = "") -> None:
    """Note that you have looked at what a feed holds today; `feeds export --format toml` writes the day.

    Example: greffier feeds confirm sq-fr
    """
    act("confirm", feed, reason or "looked at")


def act(name: str, feed: str, reason: str) -> None:
    """Carry out one act and log it; ends with 1 where there is no such feed."""
    from bot.commands.terminal import reason_of  # noqa: PLC0415
    from bot.desk.curate import Why, who_is_here  # noqa: PLC0415
    from bot.desk.listing import LISTING  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    why = Why(who=who_is_here(), reason=reason_of(reason), at=utc_now())
    with opened_store(load_settings()) as db:
        done = db.write(LISTING[name], feed, why)
    raise typer.Exit(told([done]))
