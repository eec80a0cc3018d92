"""`greffier review`, a maintainer's decisions, and their log: each has its reason and can be undone."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.desk.outcome import Outcome

ID = typer.Argument(help="The id of a story, or of an entry of it.", show_default=False)
IDS = typer.Argument(help="Ids of stories or of entries.", show_default=False)
LINK = typer.Argument(help="A proposed link, SOURCE:TARGET (see `greffier review --kind link`).", show_default=False)
TARGET = typer.Argument(help="The story to which it is linked, or an entry of it.", show_default=False)
WHAT = typer.Argument(help="A story, an entry in doubt, or a link SOURCE:TARGET.", show_default=False)
CATEGORY = typer.Argument(help="funding, arrest or other.", show_default=False)
DECISION = typer.Argument(help="The decision's number (see `greffier decisions`).", show_default=False)
REASON = typer.Option("--reason", help="Why; it is kept with the decision.")
JSON = typer.Option("--json", help="One JSON object a line.")
KIND = typer.Option(
    "--kind", help="confidence, reclassified, link, held, identifying, reread, unread or removed; all without it."
)
WORDS = typer.Option("--words", help="Words to withhold wherever they stand; may be given again.")
ALL = typer.Option("--all", help="Withhold the whole title and summary.")
DRY = typer.Option("--dry-run", help="Print what would change; change nothing.")
AS = typer.Option("--as", help="part_of, repeats, amends, or none: no link, now and later.", show_default=False)
STORY = typer.Option("--story", metavar="ID", help="Those about this story or entry alone.")
SINCE = typer.Option("--since", metavar="WHEN", help="Decided on this day or later: 2026-03-01, or how long ago: 7d.")
LIMIT = typer.Option("--limit", min=1, help="At most so many.")
IsDry = Annotated[bool, DRY]


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
        "link": link_command,
        "undo": undo_command,
        "decisions": decisions_command,
    }
    for name, command in commands.items():
        app.command(name)(command)


def review_command(kind: Annotated[str | None, KIND] = None, as_json: Annotated[bool, JSON] = False) -> None:
    """List what waits for a maintainer, each with its kind and the commands that settle it.

    Of a text in which somebody may be named it shows where, and the words around it, the name as […]; of an arrest
    only how many.

    Example: greffier review --kind link
    """
    import json  # noqa: PLC0415

    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.desk.review import KINDS, queue, waiting_line  # noqa: PLC0415
    from bot.house import opened_store  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    if kind is not None and kind not in KINDS:
        raise UsageError("--kind {kind}: {kinds}", kind=kind, kinds=", ".join(KINDS))
    settings, w = load_settings(), words(terminal_language())
    with opened_store(settings) as db:
        queued = db.read(queue, settings.zone, w.language, (kind,) if kind else KINDS)
    for waiting in queued:
        shown = json.dumps(waiting.as_json(), ensure_ascii=False) if as_json else waiting_line(waiting, w.language)
        typer.echo(shown)
    if not queued:
        typer.echo(w.say("Nothing waits for a decision."), err=True)


def decisions_command(
    story: Annotated[str | None, STORY] = None,
    since: Annotated[str | None, SINCE] = None,
    limit: Annotated[int | None, LIMIT] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """List what maintainers decided, the newest first: when, who, what, why, and whether it was undone.

    Of a redaction it says that words were withheld, never which.

    Example: greffier decisions --since 30d --limit 20
    """
    import json  # noqa: PLC0415

    from bot.commands.terminal import moment_of, terminal_language  # noqa: PLC0415
    from bot.desk.decided import logged, logged_json, logged_line  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.errors import PlainError  # noqa: PLC0415

    settings, lang = load_settings(), terminal_language()
    moment = moment_of(since, settings.zone, utc_now()) if since else None
    with opened_store(settings) as db:
        found = db.read(logged, story, moment, limit)
    if found is None:
        raise PlainError("no story under {id}", id=repr(story))
    for decision in found:
        shown = logged_json(decision) if as_json else logged_line(decision, lang, settings.zone)
        typer.echo(json.dumps(shown, ensure_ascii=False) if as_json else shown)


def approve_command(what: Annotated[str, WHAT], reason: Annotated[str, REASON], is_dry: IsDry = False) -> None:
    """Publish a story that waits in review, confirm a proposed link, or find an entry in doubt harmless.

    Example: greffier approve 4f2ka9xm --reason "read, it is a new commitment"
    """
    decide("approve", [what], reason, is_dry=is_dry)


def refuse_command(link: Annotated[str, LINK], reason: Annotated[str, REASON], is_dry: IsDry = False) -> None:
    """Refuse a proposed link: the two stories' money stays apart.

    Example: greffier refuse 4f2ka9xm:7hq3mzt2 --reason "another programme of the same name"
    """
    decide("refuse", [link], reason, is_dry=is_dry)


def merge_command(stories: Annotated[list[str], IDS], reason: Annotated[str, REASON], is_dry: IsDry = False) -> None:
    """Tell stories as one; the oldest one's id stays, and the others lead to it.

    Example: greffier merge 4f2ka9xm 7hq3mzt2 --reason "the same release in two languages"
    """
    decide("merge", stories, reason, is_dry=is_dry)


def split_command(ids: Annotated[list[str], IDS], reason: Annotated[str, REASON], is_dry: IsDry = False) -> None:
    """Take entries out of their story; a story's id alone takes all its entries apart.

    Example: greffier split h3w8kq2nzv5r --reason "another sweep under the same headline"
    """
    decide("split", ids, reason, is_dry=is_dry)


def withdraw_command(story: Annotated[str, ID], reason: Annotated[str, REASON], is_dry: IsDry = False) -> None:
    """Take a story out of what is told, listed and added.

    Example: greffier withdraw 4f2ka9xm --reason "the publisher took it back"
    """
    decide("withdraw", [story], reason, is_dry=is_dry)


def reclassify_command(
    story: Annotated[str, ID],
    category: Annotated[str, CATEGORY],
    reason: Annotated[str, REASON],
    is_dry: IsDry = False,
) -> None:
    """Say what a story is, whatever the reading of it.

    What becomes an arrest is at once told by our own line alone, everywhere. What was one, or would show words that
    nobody has looked at, shows none until then. Both wait in review (kind reclassified) until `approve`.

    Example: greffier reclassify 4f2ka9xm other --reason "a call for proposals"
    """
    from bot.desk.rulings import reclassify  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415
    from feeds.model import Category  # noqa: PLC0415

    if category not in list(Category):
        raise UsageError("{category}: funding, arrest or other", category=category)
    carry_out(reclassify, [story], reason=reason, is_dry=is_dry, category=Category(category))


def link_command(
    story: Annotated[str, ID],
    target: Annotated[str, TARGET],
    relation: Annotated[str, AS],
    reason: Annotated[str, REASON],
    is_dry: IsDry = False,
) -> None:
    """Say how a story's money stands to another's, whatever their texts say; it holds over later polls and rereads.

    A link that the texts suggest is settled by `approve` and `refuse`; this overrules what they state as well.

    Example: greffier link 4f2ka9xm 7hq3mzt2 --as repeats --reason "the same 3 M$, said again in June"
    """
    from bot.desk.rulings import LINKABLE, link  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    if relation not in LINKABLE:
        raise UsageError("--as {relation}: {relations}", relation=relation, relations=", ".join(LINKABLE))
    carry_out(link, [story, target], reason=reason, is_dry=is_dry, relation=LINKABLE[relation])


def redact_command(
    id: Annotated[str, ID],
    reason: Annotated[str, REASON],
    words: Annotated[list[str] | None, WORDS] = None,
    is_whole: Annotated[bool, ALL] = False,
    is_dry: IsDry = False,
) -> None:
    """Withhold words of an entry, or of a story's entries, in every version; the log does not repeat them.

    Example: greffier redact h3w8kq2nzv5r --words "…" --reason "a relative is named"
    """
    from bot.desk.redact import redact  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    said = [phrase for phrase in words or () if phrase.strip()]
    if bool(said) == is_whole:
        raise UsageError("redact: either --words or --all")
    carry_out(redact, id, reason=reason, is_dry=is_dry, words=said)


def undo_command(decision: Annotated[str, DECISION], reason: Annotated[str, REASON], is_dry: IsDry = False) -> None:
    """Take a decision back, an undo too: the record is again what it was without it.

    Example: greffier undo 12 --reason "two announcements after all"
    """
    decide("undo", [decision], reason, is_dry=is_dry)


def decide(name: str, ids: list[str], reason: str, *, is_dry: bool) -> None:
    """Carry out one act on some ids."""
    from bot.desk.rulings import RULINGS  # noqa: PLC0415

    carry_out(RULINGS[name], ids, reason=reason, is_dry=is_dry)


def carry_out(act: "Callable[..., Outcome]", subject: Any, *, reason: str, is_dry: bool, **also: Any) -> None:
    """Carry out one act in one transaction, or only try it; ends with 1 where there was nothing to decide."""
    from bot.commands.terminal import reason_of, terminal_language  # noqa: PLC0415
    from bot.desk.curate import Why, who_is_here  # noqa: PLC0415
    from bot.desk.trial import trial_lines, try_out  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings, lang = load_settings(), terminal_language()
    why = Why(who=who_is_here(), reason=reason_of(reason), at=utc_now())
    with opened_store(settings) as db:
        if is_dry:
            trial = db.write(try_out, act, subject, why, settings.zone, **also)
            outcome, lines = trial.outcome, list(trial_lines(trial, lang, settings.zone))
        else:
            outcome = db.write(act, subject, why, **also)
            lines = [outcome.line(lang)]
    for said in lines:
        typer.echo(said, err=not outcome.is_done)
    raise typer.Exit(0 if outcome.is_done else 1)
