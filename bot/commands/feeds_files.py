"""`greffier feeds import|export`: lists of feeds, as OPML and as TOML."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.curate import feeds, note_missing
from bot.commands.feeds_changes import KIND, LANG, LEVEL, PUBLISHER, REGION

if TYPE_CHECKING:
    from feeds.model import Catalog

FILE = typer.Argument(help="A list: OPML of another reader, or TOML of ours (`-`: stdin).", show_default=False)
FORMAT = typer.Option("--format", help="opml or toml.")
TO = typer.Option("--to", help="Write there; without it, to standard output.", show_default=False)
DRY = typer.Option("--dry-run", help="Say what would be added; change nothing.")
JSON = typer.Option("--json", help="One JSON object a line.")


def add_to(app: typer.Typer) -> None:
    """Add nothing: they stand in the family of `feeds`."""


@feeds.command("import")
def import_command(  # noqa: PLR0913, PLR0917  (what a list may not say)
    file: Annotated[str, FILE],
    publisher: Annotated[str | None, PUBLISHER] = None,
    lang: Annotated[str | None, LANG] = None,
    kind: Annotated[str | None, KIND] = None,
    level: Annotated[str | None, LEVEL] = None,
    region: Annotated[str | None, REGION] = None,
    is_dry: Annotated[bool, DRY] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Follow the feeds of a list: each is added, known already, or refused with its reason. None is asked yet.

    A second time adds nothing. Who speaks is found by the host of a known body; for others, --publisher, or --kind,
    --level and --region, which make a body of each. Ends with 1 where any was refused.

    Example: greffier feeds import subscriptions.opml --lang fr --kind news --level provincial --region CA-QC
    """
    import json  # noqa: PLC0415

    from bot.commands.errors import DONE, NO  # noqa: PLC0415
    from bot.commands.terminal import reader_language  # noqa: PLC0415
    from bot.desk.curate import Why, who_is_here  # noqa: PLC0415
    from bot.desk.importing import Given, import_list, listed  # noqa: PLC0415
    from bot.desk.proposed import checked, speakable  # noqa: PLC0415
    from bot.fresh import stocked_store  # noqa: PLC0415
    from bot.house import utc_now  # noqa: PLC0415
    from bot.say.imported import item_line, total_line  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.catalog_shape import BODY  # noqa: PLC0415
    from feeds.wire.guard import Guard  # noqa: PLC0415

    w = words(reader_language())
    settings, who = load_settings(), checked({"kind": kind, "level": level, "region": region}, BODY)
    guard = Guard.letting(settings.allow_private)
    given = Given(publisher=publisher, lang=speakable(lang), who=who, guard=guard)
    why = Why(who=who_is_here(), reason=f"import of {Path(file).name}", at=utc_now())
    found = listed(bytes_of(file), file)
    with stocked_store(settings, is_kept=not is_dry) as db:
        report = import_list(db, found, given, why, is_dry=is_dry)
    for item in report:
        shown = json.dumps(item.as_json(w), ensure_ascii=False) if as_json else item_line(item, w, is_dry=is_dry)
        typer.echo(shown)
    if is_dry:
        typer.echo(w.say("Nothing is changed: this is what would be."), err=True)
    typer.echo(total_line(report, w), err=True)
    raise typer.Exit(NO if any(item.became == "refused" for item in report) else DONE)


def bytes_of(file: str) -> bytes:
    """Read a file, or standard input, and no more of it than a list may have; raise `UsageError`."""
    from bot.commands.files import opened  # noqa: PLC0415
    from feeds.opml import MOST_BYTES  # noqa: PLC0415

    with opened(file) as stream:
        return stream.read(MOST_BYTES + 1)


@feeds.command("export")
def export_command(format: Annotated[str, FORMAT] = "opml", to: Annotated[Path | None, TO] = None) -> None:
    """Write the feeds that are followed: the catalogue, with what was changed by command over it.

    Example: greffier feeds export --format toml --to catalog.toml
    """
    from bot.app import opened_source  # noqa: PLC0415
    from bot.desk.export.replacing import replacing  # noqa: PLC0415
    from bot.desk.overlay import laid_over  # noqa: PLC0415
    from bot.fresh import WITHOUT_RUN, stocked_store  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415
    from storage.by_hand import hand_changes  # noqa: PLC0415

    if format not in ("opml", "toml"):
        raise UsageError("--format {format}: opml or toml", format=format)
    settings = load_settings()
    with opened_source(WITHOUT_RUN, settings) as (source, _), stocked_store(settings, is_kept=False) as db:
        note_missing(settings)
        catalog = laid_over(source.catalog, db.read(hand_changes))
    text = written(catalog, format)
    if to is None:
        typer.echo(text, nl=False)
    else:
        with replacing(to) as beside:
            beside.write_text(text, "utf-8")


def written(catalog: "Catalog", format: str) -> str:
    """Write a catalogue in a format."""
    from bot.house import utc_now  # noqa: PLC0415
    from feeds import opml  # noqa: PLC0415
    from feeds.catalog import dump  # noqa: PLC0415

    return dump(catalog) if format == "toml" else opml.write(catalog, "Greffier", utc_now())
