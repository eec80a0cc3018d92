"""What could not be read: sources in trouble and since when, those that said nothing, bodies that nobody can poll."""

from collections.abc import Iterable
from dataclasses import replace

from bot.say.coverage import coverage_line, reason
from bot.say.report.model import Block, Lines, MonthRecord, Section, Table
from bot.say.typography import capital, day, number
from bot.say.withhold import NAME_CAP, cap, plain
from bot.say.words import Words
from storage.model import UnreadSource


def sources_section(record: MonthRecord, w: Words) -> Section:
    """Tell the state of the sources on the day of the report, and what waits for a maintainer."""
    known = record.coverage
    as_of = w.say("State of the sources on {day}.", day=day(record.made_on, w))
    read = coverage_line(replace(known, unread=(), absent=()), record.made_on, record.zone, w)
    tables = (
        table(w.say("Not read"), known.unread, record, w, why=w.say("Why"), since=w.say("Since")),
        table(w.say("Read, but nothing published this month"), record.quiet, record, w, since=w.say("Last entry")),
        table(w.say("Bodies that have no feed we may read"), known.absent, record, w, why=w.say("Why")),
    )
    found: list[Block] = [one for one in tables if one is not None]
    first, last = Lines(lines=(as_of, read)), waiting(record.in_review, w)
    return Section(heading=w.say("Sources"), blocks=(first, *found, last))


def table(  # noqa: PLR0913  (a table is what it tells of whom, and under which columns)
    caption: str,
    sources: Iterable[UnreadSource],
    record: MonthRecord,
    w: Words,
    *,
    why: str | None = None,
    since: str | None = None,
) -> Table | None:
    """Name sources, with why each is here and since when where those have a column; None where there are none."""
    rows = []
    for source in sources:
        cells = (why and reason(source.error, w), since and since_when(source, record, w))
        rows.append((name_of(source, w), *(cell for cell in cells if cell)))
    columns = (w.say("Source"), *(column for column in (why, since) if column))
    return Table(caption=caption, columns=columns, rows=tuple(rows)) if rows else None


def name_of(source: UnreadSource, w: Words) -> str:
    """Name a source."""
    return cap(plain(source.name.get(w.language) or source.name["en"]), NAME_CAP)


def since_when(source: UnreadSource, record: MonthRecord, w: Words) -> str:
    """Say since when."""
    return day(source.since.astimezone(record.zone).date(), w) if source.since else w.say("not known")


def waiting(in_review: int, w: Words) -> Lines:
    """Say how much waits for a maintainer: a number only."""
    if in_review == 0:
        return Lines(lines=(w.say("Nothing waits in review."),))
    count = number(in_review, w)
    said = w.count("{count} announcement in review", "{count} announcements in review", in_review, count=count)
    return Lines(lines=(w.say("{held}: not told before a maintainer has looked.", held=capital(said)),))
