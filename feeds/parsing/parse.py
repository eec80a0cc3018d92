"""From the bytes of one answer to a document: the only door to feedparser.

bytes -> sniff -> Xml  -> feedparser     -> RawFeed -> document -> Document
      -> adapted, for a source that is no feed  -> RawFeed
               -> Json -> jsonfeed       -> RawFeed
               -> NotAFeed (html, empty, truncated, not-a-feed)
"""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any, assert_never

import feedparser

from feeds.adapters.table import adapted
from feeds.model import Document, NotAFeed
from feeds.parsing.jsonfeed import read_json
from feeds.parsing.links import is_public_scheme
from feeds.parsing.raw import RawEntry, RawFeed, document
from feeds.parsing.sniff import Json, Xml, sniff

MOST_ENTRIES = 2_000  # in the document's order: publishers put the newest first
TEXTUAL = frozenset({"text/plain", "text/html", "application/xhtml+xml"})


def parse(  # noqa: PLR0913  (what a body is read by)
    fetched_body: bytes,
    *,
    url: str,
    content_type: str | None,
    now: datetime,
    fallback_lang: str | None = None,
    adapter: str | None = None,
) -> Document | NotAFeed:
    """Read one body; ``url`` is the address that answered. Never raises, whatever the bytes.

    A feed with no entry is a document without entries; everything else that gives none has a name. An XML error does
    not matter in a document that is whole. Can be slow on hostile bytes (a regular expression of feedparser): the
    caller bounds its time.
    """
    if adapter is not None:
        read = adapted(adapter, fetched_body, content_type, most=MOST_ENTRIES)
        return read if isinstance(read, NotAFeed) else document(read, url=url, now=now, fallback_lang=fallback_lang)
    body = sniff(fetched_body, content_type)
    match body:
        case NotAFeed():
            return body
        case Json(text=text):
            feed = read_json(text, limit=MOST_ENTRIES)
        case Xml(text=text):
            feed = _read_xml(text)
        case _:
            assert_never(body)
    if isinstance(feed, NotAFeed):
        return feed
    return document(feed, url=url, now=now, fallback_lang=fallback_lang)


def _read_xml(text: str) -> RawFeed | NotAFeed:
    try:
        # BytesIO, always: bytes and str are tried as a path and as an address to open.
        parsed = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as problem:  # https://github.com/kurtmckee/feedparser/issues/599 and eleven other places
        return NotAFeed(error="not-a-feed", detail=f"the parser failed: {type(problem).__name__}")
    if not parsed.get("version"):
        return NotAFeed(error="not-a-feed", detail="XML, but no RSS and no Atom")
    feed = parsed["feed"]
    return RawFeed(
        title=_words(feed, "title"),
        link=_words(feed, "link"),
        lang=_words(feed, "language"),
        entries=tuple(_entry(entry) for entry in parsed["entries"][:MOST_ENTRIES]),
    )


def _entry(entry: dict[str, Any]) -> RawEntry:
    dates = (_words(entry, name) for name in ("published", "updated", "created"))
    return RawEntry(
        guid=_words(entry, "id"),
        link=_link(entry),
        title=_words(entry, "title"),
        bodies=tuple(_bodies(entry)),
        dates=tuple(date for date in dates if date),
    )


def _words(values: dict[str, Any], name: str) -> str | None:
    """Look a plain string up without feedparser's aliases, which answer `updated` with `published` and warn."""
    value = dict.get(values, name)
    return value if isinstance(value, str) and value.strip() else None


def _link(entry: dict[str, Any]) -> str | None:
    """Choose the link to the announcement: a GUID that is no address is none, whatever `isPermaLink` says."""
    link = _words(entry, "link")
    if link and dict.get(entry, "guidislink") and not is_public_scheme(link):
        link = None
    links = dict.get(entry, "links") or []
    alternates = (_words(other, "href") for other in links if dict.get(other, "rel") == "alternate")
    return link or next(filter(None, alternates), None)


def _bodies(entry: dict[str, Any]) -> Iterator[str]:
    if summary := _words(entry, "summary"):
        yield summary
    for content in dict.get(entry, "content") or []:
        if dict.get(content, "type") in TEXTUAL and (value := _words(content, "value")):
            yield value
