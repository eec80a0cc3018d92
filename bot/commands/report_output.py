"""What `greffier report` writes: a report as Markdown or as a page, and its chart."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import typer

from bot.commands.terminal import terminal_language
from bot.desk.export.replacing import replacing
from bot.desk.month import month_of
from bot.desk.report import Asked, gather
from bot.desk.wanted import wanted_of
from bot.say.report.bars import bars
from bot.say.report.compose import compose
from bot.say.report.markdown import render_markdown
from bot.say.report.model import MonthRecord
from bot.say.report.page import render_page
from bot.say.words import LOCALES, words
from bot.settings import Settings
from bot.telling import local_first
from feeds.errors import UsageError
from storage.database import Database, is_of_store

FORMATS = ("md", "html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """How a report is written, and where: None is standard output, or no chart."""

    form: str
    lang: str
    to: Path | None
    chart: Path | None


def output_of(database_url: str, form: str, lang: str | None, to: Path | None, chart: Path | None) -> Output:
    """Check what was asked for; raise `UsageError` for what makes no sense."""
    if form not in FORMATS:
        raise UsageError("--format {form}: one of {forms}", form=form, forms=", ".join(FORMATS))
    if lang not in (None, *LOCALES):
        raise UsageError("--lang {lang}: fr or en", lang=lang)
    for option, path in (("--to", to), ("--chart", chart)):
        if path is not None and is_of_store(database_url, path):
            raise UsageError("{option} {path}: that is the store itself, name another file", option=option, path=path)
    if to is not None and chart is not None and to.resolve() == chart.resolve():
        raise UsageError("--chart {chart}: the report goes there, name another file", chart=chart)
    return Output(form=form, lang=lang or terminal_language(), to=to, chart=chart)


def asked_for(settings: Settings, month: str | None, topic: str | None, now: datetime) -> Asked:
    """Read which month is told, and of which topic; raise `UsageError`."""
    options: Mapping[str, list[str]] = {"topic": [topic]} if topic is not None else {}
    if topic is not None and "," in topic:
        raise UsageError("--topic {topic}: one topic or offence", topic=topic)
    wanted = wanted_of(options, settings.home, None, None)
    return Asked(
        month=month_of(month, settings.zone, now),
        wanted=wanted,
        topic=wanted.filters[0][0].values[0] if wanted.filters else None,
        today=now.astimezone(settings.zone).date(),
        zone=settings.zone,
        is_sample=settings.catalog == "demo",
    )


def write_report(db: Database, asked: Asked, output: Output) -> None:
    """Write the report, and its chart where one is asked for."""
    found = db.read(gather, asked)
    found = replace(found, coverage=local_first(found.coverage, asked.wanted.home))
    chart = drawn_chart(found, output) if output.chart or output.form == "html" else None
    if output.chart is not None and chart is not None:
        put(output.chart, chart, "--chart")
    text = text_of(found, output, chart).encode()
    if output.to is None:
        typer.get_binary_stream("stdout").write(text)
        return
    put(output.to, text, "--to")
    typer.echo(f"{asked.month.first:%Y-%m}: {output.to}", err=True)


def drawn_chart(found: MonthRecord, output: Output) -> bytes:
    """Draw the chart; the library is slow to import, and not needed without it."""
    from bot.say.report.picture import drawn  # noqa: PLC0415

    return drawn(bars(found.year, found.last), found.topic, words(output.lang))


def text_of(found: MonthRecord, output: Output, chart: bytes | None) -> str:
    """Lay the report out."""
    report = compose(found, output.lang)
    if output.form == "html":
        return render_page(report, chart)
    return render_markdown(report, beside(output.chart, output.to))


def beside(chart: Path | None, to: Path | None) -> str | None:
    """Give the address of the chart as seen from the report's folder."""
    if chart is None:
        return None
    return Path(os.path.relpath(chart.resolve(), (to or Path("report.md")).resolve().parent)).as_posix()


def put(path: Path, body: bytes, option: str) -> None:
    """Write a file whole or not at all."""
    with replacing(path, option) as place:
        place.write_bytes(body)
