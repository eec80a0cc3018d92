"""`greffier check`: what an address is, before anybody follows it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.desk.checked import Checked
    from bot.say.words import Words
    from bot.settings import Settings
    from feeds.model import Catalog

URL = typer.Argument(
    help="The address of a feed, or of a page that names some; without a scheme, https:// is tried.", show_default=False
)
ADAPTER = typer.Option("--adapter", help="Read it by an adapter: a source that is no feed.", show_default=False)
JSON = typer.Option("--json", help="One JSON object on standard output.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check_command)


def check_command(
    url: Annotated[str, URL],
    adapter: Annotated[str | None, ADAPTER] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Say what a feed is: its quirks, dates and identities, samples with their category, a block for the catalogue.

    A page is searched for the feeds that it names, and the first is looked at. Ends with 0 for a feed, with 1 where
    something answered that is none, with 3 where nothing could be reached.

    Example: greffier check https://www.quebec.ca/fil-de-presse.rss
    """
    import asyncio  # noqa: PLC0415

    raise typer.Exit(asyncio.run(check(url, adapter, as_json)))


async def check(url: str, adapter: str | None, as_json: bool) -> int:
    """Look once and print what was found; return the exit code."""
    import json  # noqa: PLC0415

    from bot.checking import opened_checker  # noqa: PLC0415
    from bot.commands.errors import DONE, NO, UNREACHED  # noqa: PLC0415
    from bot.commands.terminal import reader_language  # noqa: PLC0415
    from bot.desk.checked import checked, report_json  # noqa: PLC0415
    from bot.desk.proposed import checked as accepted  # noqa: PLC0415
    from bot.desk.sample import View  # noqa: PLC0415
    from bot.house import utc_now  # noqa: PLC0415
    from bot.log import set_up_logging  # noqa: PLC0415
    from bot.say.words import words  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from feeds.catalog_shape import FEED  # noqa: PLC0415
    from feeds.model import Feed  # noqa: PLC0415

    settings, lang = load_settings(), reader_language()
    set_up_logging(settings.log)
    catalog = known_catalog(settings)
    given: dict[str, Any] = accepted({"adapter": adapter}, FEED)
    asked = Feed(id="check", publisher="check", url=address_of(url, words(lang)), lang=lang, **given)  # and no language
    async with opened_checker(settings) as checker:
        answers = await checker.look(asked)
    view = View(lang=lang, zone=settings.zone, now=utc_now())
    looked = [checked(answer, catalog, view) for answer in answers]
    if as_json:
        typer.echo(json.dumps(report_json(looked), ensure_ascii=False))
    else:
        typer.echo("\n".join(line for one in looked for line in lines_of(one, words(lang))))
    return {"feed": DONE, "no-feed": NO, "unreached": UNREACHED if len(looked) == 1 else NO}[looked[-1].verdict]


def address_of(typed: str, w: "Words") -> str:
    """Give the address that is asked for, and say so where it was typed without its scheme; raise `UsageError`."""
    import os.path  # noqa: PLC0415

    from bot.desk.proposed import fetchable, with_scheme  # noqa: PLC0415
    from feeds.errors import UsageError  # noqa: PLC0415

    if os.path.isfile(typed):  # of any length, unlike Path
        raise UsageError("{file}: a file; check asks an address (greffier backfill reads a saved document)", file=typed)
    url = fetchable(with_scheme(typed))
    if url != typed:
        typer.echo(w.say("{typed}: without a scheme; {url} is asked", typed=typed, url=url), err=True)
    return url


def known_catalog(settings: "Settings") -> "Catalog":
    """Give the catalogue by whose bodies a feed is recognised; a demo recognises none."""
    from bot.house import source_of  # noqa: PLC0415
    from feeds.model import Catalog  # noqa: PLC0415

    return Catalog(publishers=(), feeds=()) if settings.catalog == "demo" else source_of(settings).catalog


def lines_of(one: "Checked", w: "Words") -> "Iterator[str]":
    """Tell what one address is."""
    from bot.say.check import failure_line, habit_lines, named_lines, place_lines, sample_line  # noqa: PLC0415
    from feeds.model import Document  # noqa: PLC0415

    found, fetched = one.answer.found, one.answer.fetched
    if not isinstance(found, Document):
        is_reached = one.verdict == "no-feed"
        yield failure_line(one.answer.feed.url, found.error, found.detail, is_reached=is_reached, w=w)
        if is_reached and found.error in ("html", "empty-list"):
            yield from named_lines(one.answer.named, w)
        return
    if one.inspection is None or fetched is None:
        return
    yield from place_lines(one.answer.feed.url, one.inspection, fetched, one.known, w)
    yield from habit_lines(one.inspection, fetched, one.answer.robots, w)
    if one.samples:
        yield w.say("Its first entries, as they would be read:")
        yield from (sample_line(sample.category, sample.title, sample.published, w) for sample in one.samples)
    yield w.say("For the catalogue (or: greffier feeds add):")
    yield ""
    yield one.block or ""
