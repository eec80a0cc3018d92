"""From the bytes of one answer to a document.

bytes -> adapted, for a source that is no feed   -> RawFeed
      -> sniff -> Xml  -> cut -> quick   -> RawFeed -> document -> Document
                              -> lenient -> RawFeed        (feedparser, whenever quick has a doubt)
               -> Json -> jsonfeed       -> RawFeed
               -> NotAFeed (html, empty, truncated, not-a-feed)
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from feeds.adapters.table import adapted
from feeds.model import Document, NotAFeed
from feeds.parsing.cut import split
from feeds.parsing.jsonfeed import read_json
from feeds.parsing.lenient import read_xml
from feeds.parsing.quick import read_quickly
from feeds.parsing.raw import RawFeed, document
from feeds.parsing.sniff import Json, Xml, sniff

MOST_ENTRIES = 2_000  # in the document's order: publishers put the newest first


def parse(  # noqa: PLR0913  # one for each thing known of a body
    fetched_body: bytes,
    *,
    url: str,
    content_type: str | None,
    now: datetime,
    fallback_lang: str | None = None,
    seen: frozenset[int] = frozenset(),
    adapter: str | None = None,
) -> Document | NotAFeed:
    """Read one body; ``url`` is the address that answered. Never raises but `MemoryError`, whatever the bytes.

    Entries whose bytes are among ``seen`` (`Document.slices` of an earlier body of this feed) are left out and counted.

    A feed with no entry is a document without entries; everything else that gives none has a name. An XML error does
    not matter in a document that is whole. Can be slow on hostile bytes (a regular expression of feedparser): the
    caller bounds its time.
    """
    if adapter is not None:
        read = adapted(adapter, fetched_body, content_type, most=MOST_ENTRIES)
        return read if isinstance(read, NotAFeed) else document(read, url=url, now=now, fallback_lang=fallback_lang)
    body = sniff(fetched_body, content_type)

    def reduced(feed: RawFeed | NotAFeed) -> Document | NotAFeed:
        return feed if isinstance(feed, NotAFeed) else document(feed, url=url, now=now, fallback_lang=fallback_lang)

    match body:
        case NotAFeed():
            return body
        case Json(text=text):
            return reduced(read_json(text, limit=MOST_ENTRIES))
        case Xml(text=text):
            return _sliced(text, seen, reduced) or reduced(
                read_xml(text.encode("utf-8", "replace"), limit=MOST_ENTRIES)
            )
        case _:
            assert_never(body)


def _sliced(
    text: str, seen: frozenset[int], reduced: Callable[[RawFeed], Document | NotAFeed]
) -> Document | NotAFeed | None:
    """Read what has not been seen; None where the entries that come out are not those that were told apart."""
    slices = split(text, most=MOST_ENTRIES)
    if slices is None:
        return None
    left, cut = slices.without(seen), slices.count(seen)
    feed = read_quickly(left) or read_xml(left, limit=MOST_ENTRIES)
    if isinstance(feed, NotAFeed) or len(feed.entries) + cut != len(slices.hashes):
        return None
    read = reduced(feed)
    return replace(read, slices=slices.hashes, cut=cut) if isinstance(read, Document) else None
