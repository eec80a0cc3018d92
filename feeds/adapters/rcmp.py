"""The news page of the RCMP, ``https://rcmp.ca/en/news`` and its French twin.

Both carry every item of the list in the page's settings, for a script to show:
``drupalSettings.poweb.all_news.rest_export_all_news``, a JSON text inside the JSON, of objects ``{"title", "view_node":
address, "field_publish_date" or "created"}``. There is no body; the release itself is at the address.
"""

import json

from feeds.adapters.model import entries_of, entry_of, walked, words
from feeds.adapters.pages import not_the_page, tree
from feeds.model import NotAFeed
from feeds.parsing.raw import RawEntry, RawFeed
from feeds.parsing.sniff import decoded

SETTINGS = 'script[data-drupal-selector="drupal-settings-json"]'
PLACE = ("poweb", "all_news", "rest_export_all_news")


def rcmp_list(body: bytes, content_type: str | None) -> RawFeed | NotAFeed:
    """Read the list that stands in the page's settings."""
    page = decoded(body, content_type)
    script = tree(page).css_first(SETTINGS)
    if script is None:
        return not_the_page(page, "no settings in the page")
    try:
        items = walked(json.loads(script.text()), *PLACE)
        items = json.loads(items) if isinstance(items, str) else items
    except (ValueError, RecursionError) as problem:
        return NotAFeed(error="truncated", detail=f"bad JSON in the page: {str(problem)[:80]}")
    if not isinstance(items, list):
        return NotAFeed(error="not-a-feed", detail=f"no {'.'.join(PLACE)} in the page's settings")
    return entries_of(map(_entry, items), of=PLACE[-1])


def _entry(item: object) -> RawEntry | None:
    return entry_of(
        link=words(walked(item, "view_node")),
        title=words(walked(item, "title")),
        dates=[words(walked(item, "field_publish_date")), words(walked(item, "created"))],
    )
