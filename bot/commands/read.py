"""`greffier read`: readings of texts, JSON Lines in and out."""

from pathlib import Path
from typing import Annotated, Any

import typer

FILE = typer.Argument(help="A file of JSON Lines; none or - for standard input.", show_default=False)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read")(read_command)


def read_command(file: Annotated[Path | None, FILE] = None) -> None:
    """Read announcements: category, cues and facts of each, with their spans.

    One JSON object a line: {"id", "title", "summary", "lang"?, "publisher"?, "publisher_kind"?, "url"?, "published"?},
    where lang is fr or en, publisher_kind government, police or news, and published a date (2025-11-04T09:00:00-05:00).
    A line that cannot be read gives {"id"?, "line", "error"}, and the next is read.

    Words are given as they stand, names of private persons with them: this is not for forwarding. Ends with 2 if the
    file cannot be opened.

    Example: greffier read announcements.jsonl
    """
    import sys  # noqa: PLC0415

    from bot.commands.files import opened  # noqa: PLC0415

    with opened(file) as source:
        for number, line in enumerate(source, start=1):
            if line.strip():
                sys.stdout.write(f"{answer(line, number)}\n")
    sys.stdout.flush()


def answer(line: bytes, number: int) -> str:
    """Give the answer to one line of input."""
    import json  # noqa: PLC0415

    given: dict[str, Any] = {}
    try:
        given = json.loads(line)
        reply = reading_of(given)
    except RecursionError:
        reply = {"line": number, "error": "nested too deep"}
    except Exception as error:  # one line is one unit of work: the next is read whatever this one holds
        known = {"id": given["id"]} if isinstance(given, dict) and "id" in given else {}
        reply = known | {"line": number, "error": str(error) or type(error).__name__}
    return json.dumps(reply, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def reading_of(given: dict[str, Any]) -> dict[str, Any]:
    """Read one object; raise `ValueError` where it is not what the contract says."""
    from feeds.reading.read import read  # noqa: PLC0415

    if not isinstance(given, dict):
        raise ValueError("not an object")
    reading = read(text_of(given))
    return {
        "id": given.get("id"),
        "lang": reading.lang,
        "category": reading.category,
        "score": round(reading.score, 4),
        "cues": [{"cue": c.cue, "field": c.field, "start": c.start, "end": c.end} for c in reading.cues],
        "facts": [fact.as_json() for fact in reading.facts],
    }


def text_of(given: dict[str, Any]) -> Any:
    """Take the texts verbatim: offsets are theirs."""
    from feeds.model import Text  # noqa: PLC0415
    from feeds.reading.published import moment_of  # noqa: PLC0415

    for name in ("title", "summary", "lang", "publisher", "publisher_kind", "url", "published"):
        if not isinstance(given.get(name), str | None):
            raise ValueError(f"{name}: a text is needed")
    if given.get("title") is None and given.get("summary") is None:
        raise ValueError("neither title nor summary")
    return Text(
        title=given.get("title") or "",
        summary=given.get("summary") or "",
        lang=given.get("lang"),
        publisher=given.get("publisher"),
        publisher_kind=kind_of(given.get("publisher_kind")),
        url=given.get("url"),
        published=moment_of(given.get("published")),
    )


def kind_of(given: str | None) -> Any:
    """Read a publisher's kind; raise `ValueError` for one that is none."""
    from feeds.model import Kind  # noqa: PLC0415

    if given and given not in set(Kind):
        raise ValueError(f'publisher_kind: "{given}" is not one of {", ".join(Kind)}')
    return Kind(given) if given else None
