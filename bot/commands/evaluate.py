"""`greffier evaluate`: how well the reader reads, on a labelled file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

FILE = typer.Argument(help="A labelled file of JSON Lines; - for standard input.", show_default=False)
JSON = typer.Option("--json", help="One JSON object a line: figure, value, low, high, hits, of.")
MISSES = typer.Option(
    "--misses", min=0, metavar="N", help="Show up to N misread items on standard error, names withheld."
)
MIN = typer.Option("--min", metavar="FIGURE=VALUE", help="End with 1 if this figure is below; may be repeated.")
MAX = typer.Option("--max", metavar="FIGURE=VALUE", help="End with 1 if this figure is above; may be repeated.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate")(evaluate_command)


def evaluate_command(
    file: Annotated[Path, FILE],
    as_json: Annotated[bool, JSON] = False,
    misses: Annotated[int, MISSES] = 0,
    at_least: Annotated[list[str] | None, MIN] = None,
    at_most: Annotated[list[str] | None, MAX] = None,
) -> None:
    """Say how well the reader reads: precision and recall on a labelled file, each with its 95 % interval.

    One JSON object a line: {"id", "title", "summary", "lang", "source"?, "date"?, "label": funding, arrest or other,
    "facts"?: {kind: [{"evidence", "value"?, "currency"?}]}}. A bad line is named and skipped. Labels of facts
    need not be exhaustive, so a bare kind, such as "funder", is recall: the share of its labels that was found. The
    names of figures are those of the table that is shown. Ends with 1 if a figure is out of its bounds, 2 if nothing
    is labelled; a bad line alone ends with 0, so give a build --max "lines skipped=0".

    Example: greffier evaluate labelled.jsonl --misses 10 --min macro_f1=0.9 --min "funding: precision=0.9"
    """
    from bot.commands.errors import DONE, NO, complain  # noqa: PLC0415
    from bot.commands.evaluation import as_objects, as_table, explained  # noqa: PLC0415
    from feeds.reading.evaluate import figures, misread  # noqa: PLC0415
    from feeds.reading.figures import outside  # noqa: PLC0415

    floors, ceilings = bounds("--min", at_least or ()), bounds("--max", at_most or ())
    items, skipped = items_of(file)
    judged = list(judgements(items, file))
    found = figures(judged, skipped)
    typer.echo("\n".join(as_objects(found) if as_json else as_table(found)))
    for wrong in misread(judged)[:misses]:
        typer.echo("\n".join(explained(wrong)), err=True)
    failed = [complain(line, NO) for part in found.values() for line in outside(part, floors, ceilings)]
    raise typer.Exit(NO if failed else DONE)


def bounds(option: str, given: Any) -> dict[str, float]:
    """Read FIGURE=VALUE; raise `UsageError` for a figure that is none and a value that is no number."""
    return dict(bound(option, each) for each in given)


def bound(option: str, given: str) -> tuple[str, float]:
    """Read one of them."""
    import math  # noqa: PLC0415

    from feeds.errors import UsageError  # noqa: PLC0415
    from feeds.reading.evaluate import figures  # noqa: PLC0415

    name, _, value = given.rpartition("=")
    names = [figure.name for part in figures(()).values() for figure in part]
    if name not in names:
        raise UsageError(f"{option} {given}: FIGURE=VALUE, where FIGURE is one of: {'; '.join(names)}")
    try:
        limit = float(value)
    except ValueError as error:
        raise UsageError(f"{option} {given}: {value!r} is not a number") from error
    if math.isnan(limit):  # a bound that nothing breaks
        raise UsageError(f"{option} {given}: {value!r} is not a number")
    if option == "--min" and limit > 1 and name not in ("items", "facts"):  # nor one that nothing reaches
        raise UsageError(f"{option} {given}: a share is between 0 and 1; 90 % is 0.9")
    return name, limit


def items_of(file: Path) -> tuple[list[Any], int]:
    """Read the file: the items, and how many lines were named and skipped; raise `UsageError` if there is no item."""
    from bot.commands.errors import USAGE, complain  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415
    from feeds.reading.labelled import BadLine, labelled  # noqa: PLC0415

    read = list(labelled(lines_of(file)))
    bad = [line for line in read if isinstance(line, BadLine)]
    for line in bad:
        complain(f"{file}:{line.line}: {line.reason}", USAGE)
    if len(bad) == len(read):
        raise UsageError(f"{file}: no labelled line")
    return [item for item in read if not isinstance(item, BadLine)], len(bad)


def lines_of(file: Path) -> list[bytes]:
    """Read a file or standard input; raise `UsageError` where it cannot be read."""
    from bot.commands.files import opened  # noqa: PLC0415

    with opened(file) as source:
        return source.read().split(b"\n")


def judgements(items: list[Any], file: Path) -> Iterator[Any]:
    """Read each item and hold the reading against its labels."""
    from bot.progress import status_line  # noqa: PLC0415
    from feeds.reading.evaluate import judge  # noqa: PLC0415

    with status_line() as show:
        for done, item in enumerate(items, start=1):
            yield judge(item, reading_of(item, file))
            show(f"{done}/{len(items)}")


def reading_of(item: Any, file: Path) -> Any:
    """Read one item; a reading that fails is named and counts as none."""
    from bot.commands.errors import NO, complain  # noqa: PLC0415
    from feeds.reading.read import read  # noqa: PLC0415

    try:
        return read(item.text)
    except Exception as error:  # one item is one unit of work: the others are still measured
        complain(f"{file}:{item.line}: could not be read: {error or type(error).__name__}", NO)
        return None
