"""What was asked for that the record has nothing of at all: a language, a body."""

from typing import TYPE_CHECKING

from bot.desk.wanted import Wanted
from feeds.model import Publisher
from feeds.watch.wanted import folded, has_words
from storage.history import list_languages, list_publishers

if TYPE_CHECKING:
    from sqlmodel import Session


def unmatched(session: "Session", wanted: Wanted) -> list[tuple[str, str]]:
    """Give the values that nothing in the record can have, each with the name of its option: ``lang`` or ``body``."""
    asked = [(term.name, value) for terms in wanted.filters for term in terms for value in term.values]
    spoken = list_languages(session) if "lang" in dict(asked) else []
    bodies = list_publishers(session) if "body" in dict(asked) else []
    return [
        (name, value)
        for name, value in asked
        if (name == "lang" and value not in spoken)
        or (name == "body" and not any(is_called(publisher, value) for publisher in bodies))
    ]


def is_called(publisher: Publisher, value: str) -> bool:
    """Tell whether a body has this id or these words in its name."""
    return value == publisher.id or any(has_words(folded(name), value) for name in publisher.name.values())
