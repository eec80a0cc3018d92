"""From a parsed document to what is stored of it: matched, read, withheld, and what of it may be told. Pure."""

from collections.abc import Sequence
from datetime import datetime

from feeds.model import (
    Announce,
    Category,
    Document,
    Feed,
    Fetched,
    Kind,
    KnownEntry,
    Matched,
    ParsedEntry,
    Publisher,
    Reading,
    Span,
    Text,
)
from feeds.parsing.identity import fold, match
from feeds.parsing.links import canonical
from feeds.reading.read import is_sure, read
from feeds.reading.withholding.names import withheld
from feeds.watch import floods, pace
from feeds.watch.wanted import is_wanted
from storage.model import NewVersion, PolledFeed, PollOutcome


def understand(
    polled: PolledFeed, fetched: Fetched, document: Document, known: Sequence[KnownEntry], now: datetime
) -> PollOutcome:
    """Match a document with what is known and read what is new or changed. Pure."""
    matched = match(document.entries, known)
    new = [found for found in matched if found.known is None]
    is_flood = floods.is_flood(
        polled.state,
        [fold(found.entry.title) for found in new],
        len(document.entries),
        frozenset(fold(entry.title) for entry in known),
    )
    versions = tuple(
        version_of(polled, found, is_flood=is_flood, now=now)
        for found in matched
        if found.known is None or found.is_changed
    )
    return PollOutcome(
        feed=polled.feed.id,
        epoch=polled.epoch,
        state=pace.after_news(polled.feed, polled.state, fetched, len(new), now),
        versions=versions,
        aliases=tuple((found.known.id, found.new_guid) for found in matched if found.known and found.new_guid),
        seen=tuple(found.known.id for found in matched if found.known and not found.is_changed),
    )


def version_of(polled: PolledFeed, found: Matched, *, is_flood: bool, now: datetime) -> NewVersion:
    """Read one version, or leave it unread where the feed's own words drop it."""
    entry = found.entry
    is_kept = is_wanted(polled.feed, entry)
    announced = floods.announce(entry, polled.state, is_flood=is_flood, now=now) if is_kept else Announce.FILTERED
    reading = read_entry(entry, polled.feed, polled.publisher, now) if is_kept else None
    return NewVersion(
        entry=entry,
        known=found.known,
        content_hash=found.content_hash,
        canonical_link=canonical(entry.link) if entry.link else None,
        announce=announced,
        reading=reading,
        is_sure=reading is None or is_sure(reading),
        withheld=withheld_of(entry, reading, polled.publisher) if reading else (),
    )


def read_entry(entry: ParsedEntry, feed: Feed, publisher: Publisher, now: datetime) -> Reading:
    """Read an entry as its publisher's."""
    return read(
        Text(
            title=entry.title,
            summary=entry.summary,
            lang=feed.lang,
            publisher=publisher.name.get(feed.lang, publisher.name["en"]),
            publisher_kind=publisher.kind,
            url=entry.link,
            published=entry.published or now,
        )
    )


def withheld_of(entry: ParsedEntry, reading: Reading, publisher: Publisher) -> tuple[Span, ...]:
    """Find what is never shown; a police release is treated as an arrest whatever it was read as."""
    is_arrest = reading.category is Category.ARREST or publisher.kind is Kind.POLICE
    category = Category.ARREST if is_arrest else reading.category
    lang, title, summary = reading.lang, entry.title, entry.summary
    in_title = withheld(title, category=category, lang=lang, field="title", context=summary)
    return in_title + withheld(summary, category=category, lang=lang, field="summary", context=title)
