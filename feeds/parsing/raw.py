"""What a reader of one format hands on, and how it becomes a document: the same for RSS, Atom and JSON Feed."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin

from feeds.model import Document, ParsedEntry
from feeds.parsing.dates import published
from feeds.parsing.links import is_public_scheme
from feeds.parsing.text import clean, line, plain

LONGEST_TITLE = 1_000  # characters; beyond, it is no title
LONGEST_SUMMARY = 50_000  # characters; the longest release seen has 30,000
LONGEST_GUID = 500  # characters; an index of PostgreSQL takes 2,704 bytes
LONGEST_LINK = 2_000  # characters; the longest that browsers and servers agree on
LANGUAGE = re.compile(r"\s*([a-z]{2})(?:[-_].*)?\s*", re.IGNORECASE | re.DOTALL)
BLANKS = re.compile(r"\s+")
WHOLE = re.compile(r"\s*(\d{1,6})\s*", re.ASCII)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PERIODS = {"hourly": HOUR, "daily": DAY, "weekly": DAY * 7, "monthly": DAY * 30, "yearly": DAY * 365}
LONGEST_TTL = DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One item in the publisher's own words: markup, entities and all."""

    guid: str | None
    link: str | None
    title: str | None
    bodies: tuple[str, ...]  # description, summary, contents
    dates: tuple[str, ...]  # the first that can be read counts


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """One document in the publisher's own words."""

    title: str | None
    link: str | None
    lang: str | None
    entries: tuple[RawEntry, ...]
    ttl: str | None = None  # minutes (RSS 2.0)
    period: str | None = None  # https://web.resource.org/rss/1.0/modules/syndication/
    frequency: str | None = None  # how often in a period


def document(feed: RawFeed, *, url: str, now: datetime, fallback_lang: str | None) -> Document:
    """Reduce a raw feed to plain values. ``url`` is the address that answered."""
    base = absolute(feed.link, url) or url
    lang = two_letters(feed.lang) or two_letters(fallback_lang)
    entries = tuple(_entry(entry, base=base, lang=lang, now=now) for entry in feed.entries)
    title = line(feed.title or "")[:LONGEST_TITLE].rstrip() or None
    return Document(entries=entries, title=title, lang=lang, ttl=time_to_live(feed))


def time_to_live(feed: RawFeed) -> timedelta | None:
    """Say how long a document asks not to be asked again, a day at most; what cannot be read asks nothing."""
    if (minutes := _whole(feed.ttl)) is not None:
        return min(timedelta(minutes=minutes), LONGEST_TTL)
    period = PERIODS.get((feed.period or "").strip().lower())
    return min(period / max(_whole(feed.frequency) or 1, 1), LONGEST_TTL) if period else None


def _whole(words: str | None) -> int | None:
    match = WHOLE.fullmatch(words or "")
    return int(match[1]) if match else None


def _entry(raw: RawEntry, *, base: str, lang: str | None, now: datetime) -> ParsedEntry:
    summaries = [plain(body) for body in raw.bodies]
    return ParsedEntry(
        guid=_guid(raw.guid),
        link=absolute(raw.link, base),
        title=line(raw.title or "")[:LONGEST_TITLE].rstrip(),
        summary=max(summaries, key=len, default="")[:LONGEST_SUMMARY].rstrip(),
        published=published(*raw.dates, now=now, lang=lang),
    )


def _guid(guid: str | None) -> str | None:
    words = BLANKS.sub(" ", clean(guid or "")).strip()
    if len(words) > LONGEST_GUID:
        return f"sha256:{hashlib.sha256(words.encode()).hexdigest()}"
    return words or None


def absolute(link: str | None, base: str) -> str | None:
    """Resolve a link against a base (RFC 3986, section 5); None unless it leads to the open web."""
    words = clean(link or "").strip()
    if not words or len(words) > LONGEST_LINK:
        return None
    try:
        resolved = urljoin(base, re.sub(r"[\t\r\n]", "", words)).replace(" ", "%20")
    except ValueError:  # brackets that hold no IPv6 address
        return None
    return resolved if is_public_scheme(resolved) else None


def two_letters(lang: str | None) -> str | None:
    """Reduce a language tag (RFC 5646) to its two letters: ``fr-CA`` to ``fr``."""
    match = LANGUAGE.fullmatch(lang or "")
    return match[1].lower() if match else None
