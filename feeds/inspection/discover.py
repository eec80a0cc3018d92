"""The feeds that a page names: declared ones first (RSS autodiscovery), then links that look like feeds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from feeds.adapters.pages import tree
from feeds.parsing.links import canonical
from feeds.parsing.raw import absolute

TYPES = re.compile(r"application/(rss|atom|rdf|feed)\+(xml|json)|application/json|(text|application)/xml", re.I)
LOOKS = re.compile(
    r"^feed:|\.(rss|atom|rdf)$|(^|[/._-])(rss|atom|feeds?|fil-de-presse|flux|syndication|webfeed)([/._-]|\d|$)"
    r"|(feed|rss|index)[^/]*\.xml$|feed\.json$|[?&](format|type|feed)=(feed|rss2?|atom|rdf)\b",
    re.I,
)
MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFeed:
    """An address that a page gives for a feed; ``is_declared`` says that the page itself calls it one."""

    url: str
    is_declared: bool


def discover(page: str, url: str) -> tuple[NamedFeed, ...]:
    """Find the feeds that a page names, each address once; ``url`` is the one that answered."""
    try:
        parsed = tree(page)
    except ValueError:  # a page that takes too long names nothing
        return ()
    base = _base(parsed, url)
    found: dict[str | None, NamedFeed] = {}
    for feed in (*_declared(parsed, base), *_linked(parsed, base)):
        if canonical(feed.url) != canonical(url):
            found.setdefault(canonical(feed.url), feed)
    return tuple(found.values())[:MOST]


def _base(page: LexborHTMLParser, url: str) -> str:
    element = page.css_first("base[href]")
    return absolute(element.attributes.get("href"), url) or url if element else url


def _declared(page: LexborHTMLParser, base: str) -> Iterator[NamedFeed]:
    for element in page.css("link[rel][href]"):
        given = element.attributes
        is_alternate = {"alternate", "feed"} & set((given.get("rel") or "").lower().split())
        if is_alternate and TYPES.match((given.get("type") or "").strip()):
            yield from _named(given.get("href"), base, is_declared=True)


def _linked(page: LexborHTMLParser, base: str) -> Iterator[NamedFeed]:
    for element in page.css("a[href]"):
        href = element.attributes.get("href") or ""
        if LOOKS.search(href.split("#")[0]) or TYPES.match(element.attributes.get("type") or ""):
            yield from _named(href, base, is_declared=False)


def _named(href: str | None, base: str, *, is_declared: bool) -> Iterator[NamedFeed]:
    if url := absolute(re.sub(r"^feed:(//)?(?=https?:)|^feed:(?=//)", "", href or ""), base):
        yield NamedFeed(url=url.split("#")[0], is_declared=is_declared)
