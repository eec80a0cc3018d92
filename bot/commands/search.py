"""`greffier search`: what the record says of some words."""

from typing import Annotated, Any

import typer

from bot.commands import filters

WORDS = typer.Argument(help='All of them have to match; "words side by side"; a beginning*.', metavar="WORDS...")
CATEGORY = typer.Option("--category", help="funding, arrest or other; both of the first two without it.")
JSON = typer.Option("--json", help="One JSON object a line.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search_command)


def search_command(  # noqa: PLR0913, PLR0917  (the command's options)
    context: typer.Context,
    words: Annotated[list[str], WORDS],
    category: Annotated[str | None, CATEGORY] = None,
    topic: filters.Topic = None,
    region: filters.Region = None,
    scope: filters.Scope = None,
    level: filters.Level = None,
    body: filters.Body = None,
    payer: filters.Payer = None,
    offence: filters.Offence = None,
    min: filters.Min = None,
    lang: filters.Lang = None,
    since: filters.Since = None,
    until: filters.Until = None,
    limit: filters.Limit = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Search the record; the best match first, each story once.

    Words are found with or without accents, and an offence by all its terms, old and new, in French and in English:
    "pornographie juvénile" finds "child sexual abuse and exploitation material". Names of private persons, and the
    words of an arrest's own text, are not searched.

    Example: greffier search "pornographie juvénile" longueuil --since 90d
    """
    from bot.commands.terminal import terminal_language  # noqa: PLC0415
    from bot.desk.indexed import index_missing  # noqa: PLC0415
    from bot.desk.search import asked, find  # noqa: PLC0415
    from bot.house import opened_store, utc_now  # noqa: PLC0415
    from bot.say.words import words as words_of  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings, w = load_settings(), words_of(terminal_language())
    wanted = filters.wanted_by(context.params, settings, utc_now())
    query = asked(" ".join(words))
    categories, most = filters.categories_by(category), filters.limit_by(limit)
    with opened_store(settings) as db:
        index_missing(db)
        answers = db.read(find, query, categories, wanted.keeps, most)
        for found in answers:
            typer.echo(told(found, query, w.language, settings.zone, as_json=as_json))
        filters.warn_of_nothing(db, wanted, w)
    if not answers:
        filters.note(w.say("Nothing in the record matches."))


def told(found: Any, query: Any, lang: str, zone: Any, *, as_json: bool) -> str:
    """Write one answer: a line and what it quotes under it, or one object."""
    import json  # noqa: PLC0415

    from bot.desk.search import snippet_of  # noqa: PLC0415
    from bot.desk.shown import line_of, story_json  # noqa: PLC0415

    quoted = snippet_of(found, query, lang, zone)
    if as_json:
        answer = story_json(found.story, zone) | {"snippet": quoted, "score": found.score}
        return json.dumps(answer, ensure_ascii=False)
    return f"{line_of(found.story, lang, zone)}\n    {quoted}"
