"""`greffier feeds`: curation, each act logged with its reason."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.model import FeedRecord

feeds = typer.Typer(
    help="The feeds: list, health, add, import, export, pause, remove, release a burst.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

FEED = typer.Argument(help="The feed's id (see `greffier feeds list`).", show_default=False)
WHICH = typer.Argument(help="One feed's id; without it, all of them.", show_default=False)
REASON = typer.Option("--reason", help="Why; it is kept with the decision.")
JSON = typer.Option("--json", help="One JSON object a line.")


def add_to(app: typer.Typer) -> None:
    """Add the family."""
    app.add_typer(feeds, name="feeds")


@feeds.command("list")
def list_command(as_json: Annotated[bool, JSON] = False) -> None:
    """List the feeds: state, last answer, what stands held; before the first poll, those of the catalogue.

    Example: greffier feeds list --json
    """
    import json  # noqa: PLC0415

    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.desk.curate import feed_json, feed_line  # noqa: PLC0415
    from bot.fresh import stocked_store  # noqa: PLC0415
    from bot.house import utc_now  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from storage.feeds import list_feeds  # noqa: PLC0415

    settings, w, now = load_settings(), words(terminal_language()), utc_now()
    with stocked_store(settings, is_kept=False) as db:
        note_missing(settings)
        for record in db.read(list_feeds):
            shown = json.dumps(feed_json(record, now), ensure_ascii=False) if as_json else None
            typer.echo(shown or feed_line(record, now, settings.zone, w))


def note_missing(settings: "Settings") -> None:
    """Say that there is no store yet, where what follows is the catalogue alone."""
    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.fresh import missing_store  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415

    if path := missing_store(settings):
        said = words(terminal_language()).say("no store at {path} yet: what follows is the catalogue alone", path=path)
        typer.echo(said, err=True)


@feeds.command("health")
def health_command(feed: Annotated[str | None, WHICH] = None, as_json: Annotated[bool, JSON] = False) -> None:
    """Say how each feed that is followed is: in a word, since when, why, and when it is asked next.

    Example: greffier feeds health sq-fr
    """
    import json  # noqa: PLC0415

    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.desk.health import health_json, health_line  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.errors import PlainError  # noqa: PLC0415
    from storage.feeds import list_feeds  # noqa: PLC0415

    settings, w, now = load_settings(), words(terminal_language()), utc_now()
    with opened_store(settings) as db:
        records = [record for record in db.read(list_feeds) if is_asked_for(record, feed)]
    if feed and not records:
        raise PlainError("{feed}: no such feed (see: greffier feeds list)", feed=feed)
    for record in records:
        shown = json.dumps(health_json(record, now, w), ensure_ascii=False) if as_json else None
        typer.echo(shown or health_line(record, now, settings.zone, w))


def is_asked_for(record: "FeedRecord", feed: str | None) -> bool:
    """Tell whether a feed is the one that was named; without a name, whether it is followed."""
    return record.is_listed if feed is None else record.feed.id == feed


@feeds.command("pause")
def pause_command(feed: Annotated[str, FEED], reason: Annotated[str, REASON]) -> None:
    """Stop polling a feed until it is resumed; its record stays.

    Example: greffier feeds pause sq-fr --reason "moved, new address asked for"
    """
    decide("pause", feed, reason)


@feeds.command("resume")
def resume_command(feed: Annotated[str, FEED], reason: Annotated[str, REASON]) -> None:
    """Poll a paused feed again.

    Example: greffier feeds resume sq-fr --reason "address confirmed"
    """
    decide("resume", feed, reason)


@feeds.command("release")
def release_command(feed: Annotated[str, FEED], reason: Annotated[str, REASON]) -> None:
    """Let a held burst be announced.

    Example: greffier feeds release sq-fr --reason "a real week of news"
    """
    decide("release", feed, reason)


@feeds.command("discard")
def discard_command(feed: Annotated[str, FEED], reason: Annotated[str, REASON]) -> None:
    """Keep a held burst as history, never announced.

    Example: greffier feeds discard sq-fr --reason "the publisher restored its archive"
    """
    decide("discard", feed, reason)


def decide(act: str, subject: str, reason: str) -> None:
    """Carry out one act and log it; ends with 1 where there is no such subject."""
    from bot.commands.terminal import reason_of, terminal_language  # noqa: PLC0415
    from bot.desk.curate import ACTS, Why, who_is_here  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    why = Why(who=who_is_here(), reason=reason_of(reason), at=utc_now())
    with opened_store(load_settings()) as db:
        done = db.write(ACTS[act], subject, why)
    typer.echo(done.line(terminal_language()), err=not done.is_done)
    raise typer.Exit(0 if done.is_done else 1)
