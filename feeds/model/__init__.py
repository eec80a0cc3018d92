"""The nouns of what publishers say: values only, no input or output.

Unknown is ``None``, never ``""``, ``0`` or ``-1``. Every datetime is aware. Money is exact (``Decimal``).
"""

from feeds.model.answers import (
    Brought,
    Document,
    FeedState,
    Fetch,
    Fetched,
    FetchFailed,
    Habits,
    KnownEntry,
    Lot,
    Matched,
    Moved,
    NotAFeed,
    NotModified,
    ParsedEntry,
    RobotsText,
    Validators,
)
from feeds.model.bodies import Absent, Announce, Catalog, Category, Feed, Field, Kind, Language, Level, Publisher
from feeds.model.readings import Cue, Fact, FactValue, Reading, Span, Text, as_number

__all__ = [
    "Absent",
    "Announce",
    "Brought",
    "Catalog",
    "Category",
    "Cue",
    "Document",
    "Fact",
    "FactValue",
    "Feed",
    "FeedState",
    "Fetch",
    "FetchFailed",
    "Fetched",
    "Field",
    "Habits",
    "Kind",
    "KnownEntry",
    "Language",
    "Level",
    "Lot",
    "Matched",
    "Moved",
    "NotAFeed",
    "NotModified",
    "ParsedEntry",
    "Publisher",
    "Reading",
    "RobotsText",
    "Span",
    "Text",
    "Validators",
    "as_number",
]
