"""XML as it comes, well-formed or not: the only door to feedparser."""

import io
from collections.abc import Iterator
from typing import Any

import feedparser
from feedparser.mixin import _FeedParserMixin
from feedparser.namespaces import _base, cc, georss, psc

from feeds.model import NotAFeed
from feeds.parsing.links import is_public_scheme
from feeds.parsing.raw import RawEntry, RawFeed

NAMESPACES = {name.lower(): prefix for name, prefix in _FeedParserMixin.namespaces.items()}  # to feedparser's prefixes
TEXTUAL = frozenset({"text/plain", "text/html", "application/xhtml+xml"})


def neglect() -> None:
    """Let feedparser take what we never ask for as it takes any unknown element.

    Its pattern for an author's address takes a minute for 60 kB (https://github.com/kurtmckee/feedparser/issues/562);
    its readers of places, chapters, licences and sizes raise on odd values, and the whole document is lost.
    """
    _FeedParserMixin._sync_author_detail = lambda _, key="author": None
    for handlers in (cc.Namespace, georss.Namespace, psc.Namespace):
        for name in [name for name in vars(handlers) if name.startswith(("_start_", "_end_"))]:
            delattr(handlers, name)
    for name in ("width", "height"):
        delattr(_base.Namespace, f"_start_{name}")
        delattr(_base.Namespace, f"_end_{name}")


neglect()


def read_xml(document: bytes, *, limit: int) -> RawFeed | NotAFeed:
    """Read a document that is in UTF-8 and declares nothing, its first ``limit`` entries."""
    try:
        # BytesIO, always: bytes and str are tried as a path and as an address to open.
        parsed = feedparser.parse(
            io.BytesIO(document),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except MemoryError:
        raise
    except Exception as problem:  # https://github.com/kurtmckee/feedparser/issues/599 and eleven other places
        return NotAFeed(error="not-a-feed", detail=f"the parser failed: {type(problem).__name__}")
    if not parsed.get("version"):
        return NotAFeed(error="not-a-feed", detail="XML, but no RSS and no Atom")
    feed = parsed["feed"]
    return RawFeed(
        title=_words(feed, "title"),
        link=_words(feed, "link"),
        lang=_words(feed, "language"),
        entries=tuple(_entry(entry) for entry in parsed["entries"][:limit]),
        ttl=_words(feed, "ttl"),
        period=_words(feed, "sy_updateperiod"),
        frequency=_words(feed, "sy_updatefrequency"),
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


def _listed(values: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Look a list up: an unknown element of that name puts a text, or its attributes, in its place."""
    value = dict.get(values, name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _link(entry: dict[str, Any]) -> str | None:
    """Choose the link to the announcement: a GUID that is no address is none, whatever `isPermaLink` says."""
    link = _words(entry, "link")
    if link and dict.get(entry, "guidislink") and not is_public_scheme(link):
        link = None
    links = _listed(entry, "links")
    alternates = (_words(other, "href") for other in links if dict.get(other, "rel") == "alternate")
    return link or next(filter(None, alternates), None)


def _bodies(entry: dict[str, Any]) -> Iterator[str]:
    if summary := _words(entry, "summary"):
        yield summary
    for content in _listed(entry, "content"):
        if dict.get(content, "type") in TEXTUAL and (value := _words(content, "value")):
            yield value
