"""What an adapter is, and what all of them share."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from feeds.model import NotAFeed
from feeds.parsing.raw import RawEntry, RawFeed

Adapter = Callable[[bytes, str | None], RawFeed | NotAFeed]  # body, content type


def words(value: object) -> str | None:
    """Take a text that holds something, and nothing else."""
    return value if isinstance(value, str) and value.strip() else None


def entries_of(entries: Iterable[RawEntry | None], *, of: str) -> RawFeed | NotAFeed:
    """Make a feed of the items that could be read; none at all is an error, never a healthy empty feed."""
    found = tuple(entry for entry in entries if entry is not None)
    if not found:
        return NotAFeed(error="empty-list", detail=f"{of}: not one item")
    return RawFeed(title=None, link=None, lang=None, entries=found)


def entry_of(
    *, link: str | None, title: str | None, bodies: Iterable[str | None] = (), dates: Iterable[str | None] = ()
) -> RawEntry | None:
    """Make an item whose address is its identity; None without a title or an address."""
    if link is None or title is None:
        return None
    return RawEntry(
        guid=link.strip(), link=link, title=title, bodies=tuple(filter(None, bodies)), dates=tuple(filter(None, dates))
    )


def walked(data: object, *keys: str) -> Any:
    """Go down through objects by their keys; None where the way ends."""
    for key in keys:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data
