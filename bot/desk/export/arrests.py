"""The rows of the table of arrests: events first, then the cumulative counts that texts cite, never added."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from bot.desk.export.record import Record, Row, Value, source_row
from bot.desk.export.schema import tables
from bot.desk.export.showable import regions_of, shown_fact, shown_facts, values_of
from bot.desk.export.stories import title
from bot.desk.shown import status_of
from bot.say.arrest import count_of
from feeds.model import Kind
from feeds.reading.bodies import service_name
from feeds.stories.model import ArrestEvent, CumulativeStatement
from storage.model import StoryRecord

PEOPLE = {
    "people_arrested": "persons_arrested",
    "people_charged": "persons_charged",
    "people_sentenced": "persons_sentenced",
}


def arrest_rows(record: Record) -> Iterator[Row]:
    """Give a row an event, and behind them a row a cumulative statement whose words may be shown."""
    stories = {story.id: story for story in record.stories}
    for event in record.ledger.events:
        yield event_row(record, stories[event.story], event)
    numbers: Counter[str] = Counter()
    for statement in record.ledger.cumulative:
        row = statement_row(record, stories[statement.story], statement, numbers[statement.story] + 1)
        if row is not None:
            numbers[statement.story] += 1
            yield row


def event_row(record: Record, story: StoryRecord, event: ArrestEvent) -> Row:
    """Tell one event."""
    return blank(record, story) | {
        "id": story.id,
        "title": title(record, story),
        "people": event.people,
        **{column: count_of(story, kind) for column, kind in PEOPLE.items()},
        "status": status_of(story.facts),
        "status_as_of": day(record, status_at(story)),
        "services": services_of(story),
        "offences": values_of(story, "offence"),
        "cumulative": 0,
        **source_row(record, story, story.entries[0]),
    }


def statement_row(record: Record, story: StoryRecord, statement: CumulativeStatement, number: int) -> Row | None:
    """Tell one cumulative statement with its words, None where they are withheld."""
    entry = next((entry for entry in story.entries if entry.id == statement.evidence.entry), None)
    shown = shown_fact(story, entry, statement.evidence.fact) if entry else None
    if entry is None or shown is None:
        return None
    return blank(record, story) | {
        "id": f"{story.id}-{number}",
        "cumulative": 1,
        "statement_value": statement.value,
        "statement_text": shown["text"],
        "statement_entry": entry.id,
        **source_row(record, story, entry),
    }


def blank(record: Record, story: StoryRecord) -> dict[str, Value]:
    """Give a row with what an event and a statement share."""
    empty: dict[str, Value] = dict.fromkeys(tables()["arrests"].header)
    return empty | {
        "story": story.id,
        "date": day(record, story.dated),
        "regions": regions_of(story),
        "services": (),
        "offences": (),
    }


def status_at(story: StoryRecord) -> datetime:
    """Give the moment of the status that is stated last."""
    stating = {entry.id for entry, fact, _ in shown_facts(story) if fact.kind == "status"}
    moments = (entry.published or entry.first_seen for entry in story.entries if entry.id in stating)
    return max(moments, default=story.dated)


def services_of(story: StoryRecord) -> tuple[str, ...]:
    """Give the listed police services that are named, else the police bodies that publish: ids, never words."""
    listed = tuple(id for id in values_of(story, "police_service") if service_name(id, "en"))
    police = {entry.publisher.id for entry in story.entries if entry.publisher.kind is Kind.POLICE}
    return listed or tuple(sorted(police))


def day(record: Record, moment: datetime) -> str:
    """Give the day of a moment where the reader lives."""
    return moment.astimezone(record.made.zone).date().isoformat()
