"""The options by which `stories`, `search`, `ledger` and `export` narrow the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.desk.wanted import Wanted
    from bot.say.words import Words
    from bot.settings import Settings
    from feeds.model import Category
    from storage.database import Database

Texts = list[str] | None

Topic = Annotated[
    Texts, typer.Option("--topic", metavar="ID", help="A topic's or offence's id; several by comma: any of them.")
]
Region = Annotated[
    Texts, typer.Option("--region", metavar="CODE", help="A region's code (CA-QC-06, CA-QC, FR), its parts included.")
]
Scope = Annotated[
    Texts, typer.Option("--scope", metavar="SCOPE", help="local, national or international, seen from GREFFIER_HOME.")
]
Level = Annotated[
    Texts,
    typer.Option("--level", metavar="LEVEL", help="The publisher's: municipal, provincial, federal or international."),
]
PayersLevel = Annotated[
    Texts,
    typer.Option("--level", metavar="LEVEL", help="Of who pays: municipal, provincial, federal or international."),
]
Body = Annotated[Texts, typer.Option("--body", metavar="NAME", help="A publisher's id, or words of its name.")]
Payer = Annotated[
    Texts, typer.Option("--payer", metavar="NAME", help="Who pays: words of the name (Ottawa, Québec, a city, a body).")
]
Offence = Annotated[Texts, typer.Option("--offence", metavar="ID", help="An offence's id.")]
Min = Annotated[str | None, typer.Option("--min", metavar="AMOUNT", help="Commits that much or more: 500k, 1M, 2.5M.")]
Lang = Annotated[Texts, typer.Option("--lang", metavar="LANG", help="The language of an entry: fr or en.")]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="WHEN",
        help="Announced on this day or later: 2026-03-01, 2026-03-01T07:30, or how long ago: 7d.",
    ),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="WHEN", help="Announced before this day, written like --since.")
]


Limit = Annotated[str | None, typer.Option("--limit", metavar="N", help="So many stories at most; all without it.")]

MOST_DIGITS = 9
OF_A_STORY = ("topic", "region", "scope", "level", "body", "payer", "offence", "min", "lang")


def wanted_by(options: Mapping[str, Any], settings: "Settings", now: datetime) -> "Wanted":
    """Read a command's options; raise `UsageError`, one line that names the option and what it accepts."""
    from bot.desk.wanted import wanted_of  # noqa: PLC0415

    start, end = (moment(f"--{name}", options[name], settings, now) for name in ("since", "until"))
    given = {name: options[name] for name in OF_A_STORY if options[name] is not None}
    return wanted_of({**given, **({"min": [given["min"]]} if "min" in given else {})}, settings.home, start, end)


def categories_by(text: str | None) -> "Sequence[Category]":
    """Read a category, the two that are told where none is given; raise `UsageError` for another."""
    from feeds.errors import UsageError  # noqa: PLC0415
    from feeds.model import Category  # noqa: PLC0415
    from storage.stories import TOLD_CATEGORIES  # noqa: PLC0415

    if text is None:
        return TOLD_CATEGORIES
    if text not in list(Category):
        raise UsageError("--category {text}: funding, arrest or other", text=text)
    return [Category(text)]


def limit_by(text: str | None) -> int | None:
    """Read how many are wanted at most; raise `UsageError` for what is no number of stories."""
    from feeds.errors import UsageError  # noqa: PLC0415

    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text) > 0):
        raise UsageError("--limit {text}: a whole number, 1 or more", text=text)
    return int(text)


def warn_of_nothing(db: "Database", wanted: "Wanted", w: "Words") -> None:
    """Say which languages and bodies that were asked for the record has nothing of."""
    from bot.desk.unmatched import unmatched  # noqa: PLC0415

    for name, value in db.read(unmatched, wanted):
        said = {
            "lang": w.say("--lang {value}: nothing in the record is in this language", value=value),
            "body": w.say("--body {value}: no publisher of the record is named so", value=value),
        }
        note(said[name])


def note(line: str) -> None:
    """Say a line beside the data."""
    typer.echo(line, err=True)


def moment(option: str, text: str | None, settings: "Settings", now: datetime) -> datetime | None:
    """Read a moment; days begin at midnight of the settings' zone."""
    from bot.commands.terminal import moment_of  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    if text is None:
        return None
    try:
        return moment_of(text, settings.zone, now)
    except UsageError as error:
        raise UsageError("{option} {why}", option=option, why=error) from error
