"""From one body and what was parsed of it to what a maintainer wants to know before following it. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

from feeds.inspection.items import Said, said
from feeds.model import Document, Fetched, ParsedEntry
from feeds.parsing.identity import fold
from feeds.parsing.links import canonical, is_public_scheme
from feeds.parsing.raw import RawEntry
from feeds.reading.lang import spoken

MARKUP = re.compile(r"</?[a-z][^<>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
ENOUGH = 3  # entries whose words tell a language


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """How the entries are dated."""

    missing: int
    unread: int  # there, and no date, before 1990 or in the future
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """What the entries are known by."""

    guids: int
    unique: int
    permalinks: int
    links: int
    neither: int  # entries without a GUID and without a link


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirk:
    """Something that a reader of this feed has to bear, by a short name, and how often."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What a source is."""

    format: str
    title: str | None
    lang: str | None  # as declared, else as its words are
    is_lang_declared: bool
    entries: int
    dates: Dates
    identities: Identities
    quirks: tuple[Quirk, ...]
    ttl: timedelta | None

    @property
    def window(self) -> timedelta | None:
        """From the oldest entry to the newest."""
        dates = self.dates
        return dates.newest - dates.oldest if dates.oldest and dates.newest and self.entries > 1 else None

    @property
    def per_day(self) -> float | None:
        """How many entries a day it brings, as far as its window tells."""
        if not self.window:
            return None
        dated = self.entries - self.dates.missing - self.dates.unread
        return (dated - 1) / (self.window / timedelta(days=1))


def inspect(fetched: Fetched, document: Document, *, adapter: str | None) -> Inspection:
    """Look at a body that is a feed."""
    words = said(fetched.body, fetched.content_type, adapter)
    speech = spoken_in(document)
    return Inspection(
        format=words.format,
        title=document.title,
        lang=document.lang or speech,
        is_lang_declared=document.lang is not None,
        entries=len(document.entries),
        dates=dates_of(document, words),
        identities=identities_of(document, words),
        quirks=tuple(Quirk(name=name, count=n) for name, n in quirks_of(fetched, document, words) if n),
        ttl=document.ttl,
    )


def spoken_in(document: Document) -> str | None:
    """Tell the language of a feed by its words; None for too few of them."""
    words = "\n".join(f"{entry.title} {entry.summary[:200]}" for entry in document.entries[:20])
    return spoken(words) if len(document.entries) >= ENOUGH and words.strip() else None


def dates_of(document: Document, words: Said) -> Dates:
    """Count the dates; what expat could not read counts as missing."""
    found = [entry.published for entry in document.entries if entry.published]
    without = len(document.entries) - len(found)
    stated = sum(bool(item.dates) for item in words.items)
    unread = min(max(stated - len(found), 0), without)
    return Dates(
        missing=without - unread, unread=unread, oldest=min(found, default=None), newest=max(found, default=None)
    )


def identities_of(document: Document, words: Said) -> Identities:
    """Count what the entries are known by."""
    guids = [entry.guid for entry in document.entries if entry.guid]
    return Identities(
        guids=len(guids),
        unique=len(set(guids)),
        permalinks=min(words.permalinks, sum(is_public_scheme(guid) for guid in guids)),
        links=sum(entry.link is not None for entry in document.entries),
        neither=sum(entry.guid is None and entry.link is None for entry in document.entries),
    )


def quirks_of(fetched: Fetched, document: Document, words: Said) -> Iterator[tuple[str, int]]:
    """Count each quirk."""
    entries, items = document.entries, words.items
    guids = Counter(entry.guid for entry in entries if entry.guid)
    links = Counter(canonical(entry.link) for entry in entries if entry.link)
    titles = Counter(fold(entry.title) for entry in entries if entry.title)
    yield "no-entries", int(not entries)
    yield "xml-error", int(words.xml_error is not None)
    yield "charset", int(is_charset_false(fetched))
    yield "relative-links", sum(is_relative(item) for item in items)
    yield "markup-in-titles", sum(bool(MARKUP.search(item.title or "")) for item in items)
    yield "shared-links", sum(n for n in links.values() if n > 1)
    yield "shared-guids", sum(n for n in guids.values() if n > 1)
    yield "same-titles", sum(n for n in titles.values() if n > 1)
    yield "no-title", sum(not entry.title for entry in entries)
    yield "no-body", sum(not entry.summary for entry in entries)
    yield "off-host-links", sum(is_off_host(entry, fetched.url) for entry in entries)
    yield "other-language", int(document.lang in ("fr", "en") and spoken_in(document) not in (None, document.lang))


def is_charset_false(fetched: Fetched) -> bool:
    """Tell whether a body is not in the character set that it, or its header, says."""
    stated = http_content_type_encoding(fetched.content_type) or html_body_declared_encoding(fetched.body[:1024])
    encoding = resolve_encoding(stated) if stated else None
    try:
        fetched.body.decode(encoding or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return True
    return False


def is_relative(item: RawEntry) -> bool:
    """Tell whether an item's link leans on the document's address."""
    return bool(item.link and item.link.strip()) and not re.match(r"\s*[a-z][a-z0-9+.-]*:", item.link or "", re.I)


def is_off_host(entry: ParsedEntry, url: str) -> bool:
    """Tell whether an entry leads to another site than the feed's."""
    theirs, ours = (urlsplit(address or "").hostname or "" for address in (entry.link, url))
    return bool(theirs) and site_of(theirs) != site_of(ours)


def site_of(host: str) -> str:
    """Give the last two labels of a host, the last three under a body of several (gouv.qc.ca)."""
    labels = host.split(".")
    kept = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-kept:])
