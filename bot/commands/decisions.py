"""`greffier review` and a maintainer's decisions: each is logged with its reason and can be undone."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.desk.curate import Done

ID = typer.Argument(help="The id of a story, or of an entry of it.", show_default=False)
IDS = typer.Argument(help="Ids of stories or of entries.", show_default=False)
LINK = typer.Argument(help="A proposed link, SOURCE:TARGET (see `greffier review --kind link`).", show_default=False)
WHAT = typer.Argument(help="A story, an entry in doubt, or a link SOURCE:TARGET.", show_default=False)
CATEGORY = typer.Argument(help="funding, arrest or other.", show_default=False)
DECISION = typer.Argument(help="The decision's number (see `greffier show ID`).", show_default=False)
REASON = typer.Option("--reason", help="Why; it is kept with the decision.")
JSON = typer.Option("--json", help="One JSON object a line.")
KIND = typer.Option("--kind", help="confidence, link, held, identifying, reread or unread; all without it.")
WORDS = typer.Option("--words", help="Words to withhold wherever they stand; may be given again.")
ALL = typer.Option("--all", help="Withhold the whole title and summary.")


def add_to(app: typer.Typer) -> None:
    """Add the family."""
    commands: dict[str, Callable[..., None]] = {
        "review": review_command,
        "approve": approve_command,
        "refuse": refuse_command,
        "reclassify": reclassify_command,
        "merge": merge_command,
        "split": split_command,
        "withdraw": withdraw_command,
        "redact": redact_command,
        "undo": undo_command,
    }
    for name, command in commands.items():
        app.command(name)(command)


def review_command(kind: Annotated[str | None, KIND] = None, as_json: Annotated[bool, JSON] = False) -> None:
    """List what waits for a maintainer, each with its kind and the commands that settle it.

    Example: greffier review --kind link
    """
    import json  # noqa: PLC0415

    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.desk.review import KINDS, queue  # noqa: PLC0415
    from bot.house import opened_store  # noqa: PLC0415
    from bot.say.review import kind_line  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    if kind is not None and kind not in KINDS:
        raise UsageError("--kind {kind}: {kinds}", kind=kind, kinds=", ".join(KINDS))
    settings, w = load_settings(), words(terminal_language())
    with opened_store(settings) as db:
        queued = db.read(queue, settings.zone, w.language, (kind,) if kind else KINDS)
    for waiting in queued:
        if as_json:
            typer.echo(json.dumps(waiting.as_json(), ensure_ascii=False))
        else:
            typer.echo("\n    ".join((kind_line(waiting.kind, waiting.line, w), *waiting.todo)))
    if not queued:
        typer.echo(w.say("Nothing waits for a decision."), err=True)


def approve_command(what: Annotated[str, WHAT], reason: Annotated[str, REASON]) -> None:
    """Publish a story that waits in review, confirm a proposed link, or find an entry in doubt harmless.

    Example: greffier approve 4f2ka9xm --reason "read, it is a new commitment"
    """
    decide("approve", [what], reason)


def refuse_command(link: Annotated[str, LINK], reason: Annotated[str, REASON]) -> None:
    """Refuse a proposed link: the two stories' money stays apart.

    Example: greffier refuse 4f2ka9xm:7hq3mzt2 --reason "another programme of the same name"
    """
    decide("refuse", [link], reason)


def merge_command(stories: Annotated[list[str], IDS], reason: Annotated[str, REASON]) -> None:
    """Tell stories as one; the oldest one's id stays, and the others lead to it.

    Example: greffier merge 4f2ka9xm 7hq3mzt2 --reason "the same release in two languages"
    """
    decide("merge", stories, reason)


def split_command(ids: Annotated[list[str], IDS], reason: Annotated[str, REASON]) -> None:
    """Take entries out of their story; a story's id alone takes all its entries apart.

    Example: greffier split h3w8kq2nzv5r --reason "another sweep under the same headline"
    """
    decide("split", ids, reason)


def withdraw_command(story: Annotated[str, ID], reason: Annotated[str, REASON]) -> None:
    """Take a story out of what is told, listed and added.

    Example: greffier withdraw 4f2ka9xm --reason "the publisher took it back"
    """
    decide("withdraw", [story], reason)


def reclassify_command(
    story: Annotated[str, ID], category: Annotated[str, CATEGORY], reason: Annotated[str, REASON]
) -> None:
    """Say what a story is, whatever the reading of it.

    Example: greffier reclassify 4f2ka9xm other --reason "a call for proposals"
    """
    from bot.desk.rulings import reclassify  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415
    from feeds.model import Category  # noqa: PLC0415

    if category not in list(Category):
        raise UsageError(f"{category}: funding, arrest or other")
    carry_out(reclassify, [story], reason=reason, category=Category(category))


def redact_command(
    id: Annotated[str, ID],
    reason: Annotated[str, REASON],
    words: Annotated[list[str] | None, WORDS] = None,
    is_whole: Annotated[bool, ALL] = False,
) -> None:
    """Withhold words of an entry, or of a story's entries, in every version; the log does not repeat them.

    Example: greffier redact h3w8kq2nzv5r --words "…" --reason "a relative is named"
    """
    from bot.desk.redact import redact  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    said = [phrase for phrase in words or () if phrase.strip()]
    if bool(said) == is_whole:
        raise UsageError("redact: either --words or --all")
    carry_out(redact, id, reason=reason, words=said)


def undo_command(decision: Annotated[int, DECISION], reason: Annotated[str, REASON]) -> None:
    """Take a decision back, an undo too: the record is again what it was without it.

    Example: greffier undo 12 --reason "two announcements after all"
    """
    decide("undo", [str(decision)], reason)


def decide(name: str, ids: list[str], reason: str) -> None:
    """Carry out one act on some ids."""
    from bot.desk.rulings import RULINGS  # noqa: PLC0415

    carry_out(RULINGS[name], ids, reason=reason)


def carry_out(act: "Callable[..., Done]", subject: Any, *, reason: str, **also: Any) -> None:
    """Carry out one act in one transaction; ends with 1 where there was nothing to decide."""
    from bot.desk.curate import Why, who_is_here  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    with opened_store(load_settings()) as db:
        done = db.write(act, subject, Why(who=who_is_here(), reason=reason, at=utc_now()), **also)
    typer.echo(done.line, err=not done.is_done)
    raise typer.Exit(0 if done.is_done else 1)
