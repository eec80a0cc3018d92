"""Arrests of a month: events and people; counts over years stand apart and are added to nothing, money is nowhere."""

from collections.abc import Iterable
from decimal import Decimal

from bot.say.arrest import about, arrest_item
from bot.say.books import key_words
from bot.say.digest import ranking
from bot.say.funding import subject_of
from bot.say.model import Item
from bot.say.quotation import quotation
from bot.say.record import SOURCES, sources_of
from bot.say.report.model import Items, Lines, MonthRecord, Section, Table
from bot.say.typography import capital, number
from bot.say.words import Words
from feeds.model import Category
from feeds.stories.dimensions import key_of
from feeds.stories.model import ArrestEvent, CumulativeStatement

MOST = 25
Block = Lines | Table | Items


def people_section(record: MonthRecord, w: Words) -> Section | None:
    """Tell the events and their people, the nearest to the home region first."""
    found = record.by_topic
    if not found.events and not found.cumulative:
        return None
    blocks = [*event_blocks(record, w), *cumulative_blocks(record, w)]
    blocks.append(Lines(lines=(w.say("Everyone arrested or charged is presumed innocent."),)))
    return Section(heading=w.say("Arrests"), blocks=tuple(blocks))


def event_blocks(record: MonthRecord, w: Words) -> list[Block]:
    """Tell the sum of the events, where they were, and each by the line that we compose."""
    found = record.by_topic
    if not found.events:
        return []
    events = w.count("{n} event", "{n} events", len(found.events))
    people = w.count("{people} person", "{people} people", found.people, people=number(Decimal(found.people), w))
    said = [w.say("Arrests: {events}, {people}", events=events, people=people)]
    if unstated := sum(event.people is None for event in found.events):
        said.append(w.count("{n} event states no number of people", "{n} events state no number of people", unstated))
    return [Lines(lines=tuple(said)), by_region(found.events, w), items_of(record, w)]


def by_region(events: Iterable[ArrestEvent], w: Words) -> Table:
    """Count events and people a region, each event under the first that its texts name."""
    sums: dict[str, tuple[int, int]] = {}
    for event in events:
        key = key_of(event, "region")
        told, people = sums.get(key, (0, 0))
        sums[key] = told + 1, people + (event.people or 0)
    rows = sorted(sums.items(), key=lambda found: (-found[1][0], found[0]))
    return Table(
        caption=w.say("Arrests by region"),
        columns=(w.say("Region"), w.say("Events"), w.say("People")),
        rows=tuple((capital(key_words(key, None, "region", w)), *(number(n, w) for n in both)) for key, both in rows),
        figures=frozenset({1, 2}),
    )


def items_of(record: MonthRecord, w: Words) -> Items:
    """Write the events, the most relevant first; past the most of them, the others are a number."""
    stories = [record.stories[event.story] for event in record.by_topic.events]
    ranked = ranking(stories, record.home, record.topic)
    left = len(ranked) - MOST
    return Items(
        items=tuple(arrest_item(story, w, record.zone) for story in ranked[:MOST]),
        others=w.count("{n} other event.", "{n} other events.", left) if left > 0 else None,
    )


def cumulative_blocks(record: MonthRecord, w: Words) -> list[Block]:
    """Tell the counts over years that texts cite, each by itself."""
    items = tuple(statement(said, record, w) for said in record.by_topic.cumulative)
    apart = w.say("Counts over years that texts cite: never added to one another, nor to the events above.")
    return [Lines(lines=(apart,)), Items(items=items)] if items else []


def statement(said: CumulativeStatement, record: MonthRecord, w: Words) -> Item:
    """Write one count over years; of an arrest no word of its publisher stands beside it."""
    story = record.stories[said.story]
    is_arrest = story.category is Category.ARREST
    entry = next(entry for entry in story.entries if entry.id == said.evidence.entry)
    sources = sources_of(story, w)
    value = number(Decimal(said.value), w)
    return Item(
        story=story.id,
        version=story.version,
        lead=w.count("{count} person over years", "{count} people over years", said.value, count=value),
        rest=about(story, w, record.zone) if is_arrest else subject_of(story, w.language),
        quotation=None if is_arrest else quotation(entry, said.evidence.fact),
        sources=sources[:SOURCES],
    )
