"""What a title says of its own text: that it corrects or updates an earlier one, and whose figure then stands."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from feeds.model import Fact, Kind
from feeds.reading.passage import fold
from feeds.stories.signature import UPDATE
from storage.model import EntryRecord, StoryRecord

Found = tuple[EntryRecord, Fact]
CORRECTS = re.compile(r"^\W*(?:rectificati(?:f|on)|correcti(?:on|ve)|corrige|corrected|erratum)\b")


def is_update(entry: EntryRecord) -> bool:
    """Tell whether a title says that it updates or corrects an earlier one."""
    return UPDATE.search(fold(entry.title)) is not None


def is_correction(entry: EntryRecord) -> bool:
    """Tell whether a title says that an earlier one was wrong."""
    return CORRECTS.search(fold(entry.title)) is not None


def updates_in(story: StoryRecord) -> int:
    """Count the updates of a story: its copies by others and its other language are the same one."""
    by_body = Counter((entry.publisher.id, entry.lang) for entry in story.entries if is_update(entry))
    return max(by_body.values(), default=0)


def standing(first: Found, candidates: Iterable[Found]) -> Found:
    """Give the figure that stands: the first, unless whoever may speak for it has since corrected or raised it.

    A smaller figure in an update is what came on top; only a correction takes anything back.
    """
    latest = first
    for found in sorted(first_of_each(candidates), key=lambda found: moment(found[0])):
        if may_replace(found, latest):
            latest = found
    return latest


def first_of_each(candidates: Iterable[Found]) -> list[Found]:
    """Give the first figure of each entry."""
    by_entry: dict[str, Found] = {}
    for found in candidates:
        by_entry.setdefault(found[0].id, found)
    return list(by_entry.values())


def may_replace(found: Found, latest: Found) -> bool:
    """Tell whether one figure takes the place of another."""
    (entry, fact), (before, told) = found, latest
    is_later = moment(entry) > moment(before) and speaks_for(entry, before)
    if not is_later or fact.currency != told.currency or fact.value == told.value:
        return False
    return is_correction(entry) or (is_update(entry) and float(fact.value) > float(told.value))


def speaks_for(entry: EntryRecord, before: EntryRecord) -> bool:
    """Tell whether an entry may change what another said: a newsroom changes only what a newsroom reported."""
    return entry.publisher.kind is not Kind.NEWS or before.publisher.kind is Kind.NEWS


def moment(entry: EntryRecord) -> datetime:
    """Give when an entry was published, else when it was first seen."""
    return entry.published or entry.first_seen
