"""The news API of the Government of Canada, in JSON (``format=json``).

``https://api.io.canada.ca/io-server/gc/news/fr/v2?dept=…&sort=publishedDate&orderBy=desc&pick=50&format=json`` answers
``{"feed": {"entry": [{"title", "link", "teaser", "publishedDate"}]}}``. A department slug that it does not know, or no
longer fills, is answered with an empty list and 200: `entries_of` makes an error of it.
"""

import json

from feeds.adapters.model import entries_of, entry_of, walked, words
from feeds.model import NotAFeed
from feeds.parsing.raw import RawEntry, RawFeed
from feeds.parsing.sniff import Json, sniff


def canada_news(body: bytes, content_type: str | None) -> RawFeed | NotAFeed:
    """Read one answer of the API."""
    found = sniff(body, content_type)
    if isinstance(found, NotAFeed):
        return found
    if not isinstance(found, Json):
        return NotAFeed(error="not-a-feed", detail="XML where JSON was expected: ask with format=json")
    try:
        items = walked(json.loads(found.text), "feed", "entry")
    except (ValueError, RecursionError) as problem:
        is_whole = found.text.rstrip().endswith("}")
        return NotAFeed(error="not-a-feed" if is_whole else "truncated", detail=f"bad JSON: {str(problem)[:80]}")
    if not isinstance(items, list):
        return NotAFeed(error="not-a-feed", detail="JSON without feed.entry")
    return entries_of(map(_entry, items), of="feed.entry")


def _entry(item: object) -> RawEntry | None:
    return entry_of(
        link=words(walked(item, "link")),
        title=words(walked(item, "title")),
        bodies=[words(walked(item, "teaser"))],
        dates=[words(walked(item, "publishedDate"))],
    )
