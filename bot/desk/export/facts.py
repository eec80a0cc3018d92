"""The rows of the table of facts, and the evidence that other tables cite."""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bot.desk.export.record import Record, Row, Value, money, source_row
from bot.desk.export.showable import shown_facts
from feeds.model import Fact
from storage.model import EntryRecord, StoryRecord

ALSO = ("currency", "role", "qualifier", "scope", "of", "region", "from", "until", "field", "start", "end", "text")


def fact_rows(record: Record) -> Iterator[Row]:
    """Give a row a fact that may be shown; the same fact of the same words once."""
    for story in record.stories:
        rows = (fact_row(record, story, entry, fact, shown) for entry, fact, shown in shown_facts(story))
        yield from {str(row["id"]): row for row in rows}.values()


def fact_row(record: Record, story: StoryRecord, entry: EntryRecord, fact: Fact, shown: dict[str, Any]) -> Row:
    """Tell one fact."""
    told = {"kind": fact.kind, "value": value_of(fact)} | {name: shown.get(name) for name in ALSO}
    return {"id": id_of(entry, told), "story": story.id, "entry": entry.id, **told, **source_row(record, story, entry)}


def value_of(fact: Fact) -> Value:
    """Give a fact's value, exactly: 5557900.50 of an amount, 1.5 of years."""
    if not isinstance(fact.value, Decimal):
        return fact.value
    return money(fact.value) if fact.kind == "amount" else fact.value.normalize()


def id_of(entry: EntryRecord, told: dict[str, Any]) -> str:
    """Make a fact's id of what it says and where: the same for as long as that is said."""
    said = json.dumps([entry.id, told], default=str, sort_keys=True)
    return f"{entry.id}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"
