"""A page that lists links, read by the CSS selectors of a TOML file: most such sources are data only.

    seen = "where and when the selectors were seen"
    item = "ul.news > li"          # one element an item; needed
    link = "a"                     # in the item: the element whose href is the address (default: the item's first link,
                                   # or the item where it is a link itself)
    title = "h3"                   # in the item: the element whose words are the title (default: the link)
    date = "time"                  # optional: its datetime attribute, else its words
    summary = "p"                  # optional: each element that matches

A page on which ``item`` finds nothing is an error: the page has changed, or it is another one.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds.adapters.model import Adapter, entries_of, entry_of, words
from feeds.model import NotAFeed
from feeds.parsing.raw import RawEntry, RawFeed
from feeds.parsing.sniff import CHALLENGE, decoded

LISTS = Path(__file__).with_name("lists")
MOST_TAGS = 20_000  # a parser of HTML needs the square of the time where all of them stand in each other
KEYS = ("item", "link", "title", "date", "summary", "seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where the parts of an item stand in a page."""

    item: str
    link: str | None = None
    title: str | None = None
    date: str | None = None
    summary: str | None = None
    seen: str


def load_selectors(path: Path) -> Selectors:
    """Read a file of selectors; raise ValueError with the file and the key that is wrong."""
    data = tomllib.loads(path.read_text("utf-8"))
    for key, value in data.items():
        if key not in KEYS:
            raise ValueError(f"{path}: unknown key {key}: one of {', '.join(KEYS)}")
        if words(value) is None:
            raise ValueError(f"{path}: {key}: must be a text that is not empty")
        if key != "seen":
            _check(path, key, value)
    for key in ("item", "seen"):
        if key not in data:
            raise ValueError(f"{path}: {key} is missing")
    return Selectors(**data)


def _check(path: Path, key: str, selector: str) -> None:
    try:
        LexborHTMLParser("<p></p>").css(selector)
    except Exception as error:  # it has an exception of its own, and others
        raise ValueError(f"{path}: {key}: no CSS selector: {selector}") from error


def page_list(selectors: Selectors) -> Adapter:
    """Make the adapter for a page."""

    def read(body: bytes, content_type: str | None) -> RawFeed | NotAFeed:
        page = decoded(body, content_type)
        items = tree(page).css(selectors.item)
        if not items:
            return not_the_page(page, f"nothing matches {selectors.item}", error="empty-list")
        return entries_of((_entry(item, selectors) for item in items), of=selectors.item)

    return read


def tree(page: str) -> LexborHTMLParser:
    """Parse a page; raise ValueError for one that would take too long."""
    if page.count("<") > 2 * MOST_TAGS:
        raise ValueError(f"more than {MOST_TAGS} elements")
    return LexborHTMLParser(page)


def not_the_page(page: str, detail: str, *, error: str = "not-a-feed") -> NotAFeed:
    """Say why a page is not the one that was expected: empty, a challenge for browsers, or changed."""
    if not page.strip():
        return NotAFeed(error="empty", detail="nothing but white space" if page else "no bytes at all")
    if CHALLENGE.search(page[:20_000]):
        return NotAFeed(error="html", detail="a page that asks for a browser")
    return NotAFeed(error=error, detail=detail)


def _entry(item: LexborNode, selectors: Selectors) -> RawEntry | None:
    link = _link(item, selectors.link)
    title = item.css_first(selectors.title) if selectors.title else link
    date = item.css_first(selectors.date) if selectors.date else None
    summaries = item.css(selectors.summary) if selectors.summary else []
    return entry_of(
        link=words(link.attributes.get("href")) if link else None,
        title=_words(title),
        bodies=[_words(summary) for summary in summaries],
        dates=[words(date.attributes.get("datetime")), _words(date)] if date else [],
    )


def _link(item: LexborNode, selector: str | None) -> LexborNode | None:
    if selector:
        return item.css_first(selector)
    return item if item.tag == "a" else item.css_first("a[href]")


def _words(node: LexborNode | None) -> str | None:
    """Give an element's words. Escaped again: what follows takes a publisher's words for markup."""
    text = node.text(separator=" ", strip=True) if node else ""
    return text.replace("&", "&amp;").replace("<", "&lt;") or None
