"""The options by which `stories`, `search`, `ledger` and `export` narrow the record."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.desk.wanted import Wanted
    from bot.settings import Settings

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
Body = Annotated[Texts, typer.Option("--body", metavar="NAME", help="A publisher's id, or words of its name.")]
Payer = Annotated[Texts, typer.Option("--payer", metavar="NAME", help="Words of the name of who pays.")]
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


def filters_from(  # noqa: PLR0913  (the options, each by its name)
    *,
    topic: Texts = None,
    region: Texts = None,
    scope: Texts = None,
    level: Texts = None,
    body: Texts = None,
    payer: Texts = None,
    offence: Texts = None,
    min: str | None = None,
    lang: Texts = None,
    since: str | None = None,
    until: str | None = None,
    settings: "Settings",
    now: datetime,
) -> "Wanted":
    """Read the options; raise `UsageError`, one line that names the option and what it accepts."""
    from bot.desk.wanted import wanted_of  # noqa: PLC0415

    options: dict[str, Sequence[str] | None] = {
        "topic": topic,
        "region": region,
        "scope": scope,
        "level": level,
        "body": body,
        "payer": payer,
        "offence": offence,
        "min": None if min is None else [min],
        "lang": lang,
    }
    start, end = moment("--since", since, settings, now), moment("--until", until, settings, now)
    given = {name: values for name, values in options.items() if values is not None}
    return wanted_of(given, settings.home, start, end)


def moment(option: str, text: str | None, settings: "Settings", now: datetime) -> datetime | None:
    """Read a moment; days begin at midnight of the settings' zone."""
    from bot.commands.terminal import moment_of  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    if text is None:
        return None
    try:
        return moment_of(text, settings.zone, now)
    except UsageError as error:
        raise UsageError(f"{option} {error}") from error
