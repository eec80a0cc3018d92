"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from feeds.model import NotAFeed
from feeds.parsing.raw import RawEntry, RawFeed

VERSIONS = ("https://jsonfeed.org/version/1", "http://jsonfeed.org/version/1")


def read_json(text: str, *, limit: int) -> RawFeed | NotAFeed:
    """Read a JSON Feed, its first ``limit`` items."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as problem:
        is_whole = text.rstrip().endswith("}")
        return NotAFeed(error="not-a-feed" if is_whole else "truncated", detail=f"bad JSON: {str(problem)[:80]}")
    if not isinstance(data, dict) or not str(data.get("version")).startswith(VERSIONS):
        return NotAFeed(error="not-a-feed", detail="JSON, but no JSON Feed")
    items = data.get("items")
    if not isinstance(items, list):
        return NotAFeed(error="not-a-feed", detail="a JSON Feed without a list of items")
    return RawFeed(
        title=_words(data.get("title")),
        link=_words(data.get("home_page_url")),
        lang=_words(data.get("language")),
        entries=tuple(_entry(item) for item in items[:limit] if isinstance(item, dict)),
    )


def _entry(item: dict[str, Any]) -> RawEntry:
    bodies = (item.get("summary"), item.get("content_text"), item.get("content_html"))
    return RawEntry(
        guid=_words(item.get("id")),
        link=_words(item.get("url")) or _words(item.get("external_url")),
        title=_words(item.get("title")),
        bodies=tuple(filter(None, map(_words, bodies))),
        dates=tuple(filter(None, (_words(item.get("date_published")), _words(item.get("date_modified"))))),
    )


def _words(value: object) -> str | None:
    """Take text, and a number as text: version 1 allowed numbers as ids."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value) or None
