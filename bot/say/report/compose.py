"""Write a month's report: money, then people, then what changed, then what could not be read."""

from collections.abc import Iterator

from babel.dates import format_date

from bot.say.report.changes import changes_section
from bot.say.report.model import Lines, MonthRecord, Report, Section
from bot.say.report.money import again_section, ending_section, largest_section, money_section, year_section
from bot.say.report.people import people_section
from bot.say.report.sources import sources_section
from bot.say.typography import day, days
from bot.say.words import Words, words
from feeds.reading.offences import label


def compose(record: MonthRecord, language: str) -> Report:
    """Write the report in one language; a month of which the record holds nothing says so."""
    w = words(language)
    return Report(
        language=language,
        title=f"Greffier · {month_name(record, w)}",
        intro=tuple(intro(record, w)),
        sections=tuple(section for section in sections(record, w) if section is not None),
        closing=(
            w.say("Announced is not spent."),
            w.say("Everyone arrested or charged is presumed innocent."),
            w.say("Written by Greffier, independent software, from what publishers say; it is no official record."),
        ),
    )


def sections(record: MonthRecord, w: Words) -> Iterator[Section | None]:
    """Give the sections in the order of reading; None for one that has nothing to say."""
    if is_empty(record):
        nothing = w.say("The record holds no announcement of money and no arrest of this month.")
        yield Section(heading=w.say("Nothing announced"), blocks=(Lines(lines=(nothing,)),))
    else:
        yield money_section(record, w)
    yield year_section(record, w)
    yield largest_section(record, w)
    yield again_section(record, w)
    yield ending_section(record, w)
    yield people_section(record, w)
    yield changes_section(record, w)
    yield sources_section(record, w)


def is_empty(record: MonthRecord) -> bool:
    """Tell whether nothing of the month is in the books."""
    found = record.by_topic
    return not (found.commitments or found.events or found.cumulative)


def month_name(record: MonthRecord, w: Words) -> str:
    """Name the report by its month: "monthly report, October 2026"."""
    return w.say("monthly report, {month}", month=format_date(record.first, "MMMM y", locale=w.locale))


def intro(record: MonthRecord, w: Words) -> Iterator[str]:
    """Say what is told, as the record stood on which day."""
    if record.is_sample:
        yield w.say("Made-up announcements: nothing here is real.")
    if record.topic:
        yield w.say("Only this subject: {subject}.", subject=label(record.topic, w.language))
    told = days(record.first, record.last, w)
    yield w.say("What was announced {days}, as the record stood on {day}.", days=told, day=day(record.made_on, w))
    if record.made_on <= record.last:
        yield w.say("The month is not over: more may come.")
