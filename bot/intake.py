"""From a parsed document to what is stored of it: matched, read, withheld, and what of it may be told.

Pure, but for one line of the log where an entry cannot be read.
"""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from bot.desk.indexed import brought
from feeds.model import (
    Announce,
    Brought,
    Category,
    Document,
    Feed,
    FeedState,
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
from feeds.parsing.identity import content_hash, fold, match
from feeds.parsing.links import canonical
from feeds.reading.read import is_sure, read
from feeds.reading.withholding.doubts import doubt
from feeds.reading.withholding.links import safe_link
from feeds.reading.withholding.names import withheld
from feeds.watch import floods, pace
from feeds.watch.moves import adopted
from feeds.watch.wanted import is_wanted
from storage.database import ENTRY_ID, new_id
from storage.model import NewVersion, Places, PolledFeed, PollOutcome, Searchable

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was read in one version, and what is never shown of it; ``reading`` is None where it was not read."""

    reading: Reading | None = None
    withheld: tuple[Span, ...] = ()
    doubt: str | None = None  # a mark of what may still identify somebody
    searchable: Searchable | None = None

    @property
    def is_sure(self) -> bool:
        """Whether it may be published before a maintainer has looked at it."""
        return self.reading is None or is_sure(self.reading)


def understand(  # noqa: PLR0913, PLR0917  # one for each thing known of an answer
    polled: PolledFeed,
    fetched: Fetched,
    document: Document,
    known: Sequence[KnownEntry],
    seen: Mapping[int, str],
    now: datetime,
) -> PollOutcome:
    """Match a document with what is known and read what is new or changed.

    ``seen`` are the entries by the bytes that were left out of the document.
    """
    served = served_of(document, seen)
    matched = match(document.entries, known, [entry for entry in known if entry.id in served])
    left_out = served - {found.known.id for found in matched if found.known}
    news = brought_by(document, polled.state, matched, known, now, left_out=len(left_out))
    versions = tuple(
        version_of(polled, found, is_flood=news.flood is not None, now=now)
        for found in matched
        if found.known is None or found.is_changed
    )
    state = pace.after_news(polled.feed, polled.state, fetched, news, now)
    return PollOutcome(
        feed=polled.feed.id,
        epoch=polled.epoch,
        state=state,
        adopted=adopted(polled.feed, state),
        versions=versions,
        places=places_of(document, matched, versions, seen),
        aliases=tuple((found.known.id, found.new_guid) for found in matched if found.known and found.new_guid),
        seen=(*left_out, *(found.known.id for found in matched if found.known and not found.is_changed)),
    )


def served_of(document: Document, seen: Mapping[int, str]) -> frozenset[str]:
    """Give the entries that a document holds in bytes that were left out of it."""
    return frozenset(seen[hashed] for hashed in document.slices if hashed in seen) if document.cut else frozenset()


def places_of(
    document: Document, matched: Sequence[Matched], versions: Sequence[NewVersion], seen: Mapping[int, str]
) -> Places | None:
    """Say which entry each stretch of a document holds; one that says an entry again is read again next time."""
    if not document.slices:
        return None
    known = {found.entry: found.known.id for found in matched if found.known}
    ids = known | {version.entry: version.id for version in versions if version.id}
    left_out = {hashed: seen[hashed] for hashed in document.slices if hashed in seen}
    parsed = [hashed for hashed in document.slices if hashed not in seen]
    entries = {hashed: ids[e] for hashed, e in zip(parsed, document.entries, strict=True) if e in ids}
    return Places(entries=left_out | entries, is_whole=not document.cut)


def brought_by(  # noqa: PLR0913  # one for each thing known of a document
    document: Document,
    state: FeedState,
    matched: Sequence[Matched],
    known: Sequence[KnownEntry],
    now: datetime,
    *,
    left_out: int,
) -> Brought:
    """Say what a document brought: how much of it is new, of which days, and whether that is out of its habits.

    ``left_out`` counts known entries that it holds too, and that nothing in it had to be matched with.
    """
    new = [found.entry for found in matched if found.known is None]
    entries = len(matched) + left_out
    is_many = len(new) >= floods.RETOLD_AT_LEAST
    flood = floods.flood(
        state,
        [fold(entry.title) for entry in new],
        len(document.entries) + document.cut,
        frozenset(fold(entry.title) for entry in known) if is_many else frozenset(),
    )
    return Brought(
        entries=entries,
        new=len(new),
        days=floods.days_of_news(new, state, now),
        flood=flood,
        is_overrun=flood != floods.RETOLD and floods.is_overrun(state, len(new), entries),
        ttl=document.ttl,
    )


def version_of(polled: PolledFeed, found: Matched, *, is_flood: bool, now: datetime) -> NewVersion:
    """Read one version, or leave it unread where the feed's own words drop it."""
    entry = found.entry
    is_kept = is_wanted(polled.feed, entry)
    announced = floods.announce(entry, polled.state, is_flood=is_flood, now=now) if is_kept else Announce.FILTERED
    understanding = understood(entry, polled.feed, polled.publisher, now) if is_kept else Understood()
    return NewVersion(
        entry=entry,
        known=found.known,
        id=new_id(ENTRY_ID) if found.known is None else None,
        content_hash=found.content_hash,
        canonical_link=canonical(entry.link) if entry.link else None,
        announce=announced,
        reading=understanding.reading,
        is_sure=understanding.is_sure,
        withheld=understanding.withheld,
        doubt=understanding.doubt,
        searchable=understanding.searchable,
    )


def understood(entry: ParsedEntry, feed: Feed, publisher: Publisher, now: datetime) -> Understood:
    """Read an entry and find what is never shown of it; where that fails, nothing of it is read and all is withheld."""
    try:
        reading = read_entry(entry, feed, publisher, now)
        hidden = withheld_of(entry, reading, publisher)
        return Understood(
            reading=reading,
            withheld=hidden,
            doubt=doubt(entry.title, entry.summary, reading, hidden),
            searchable=brought(entry, reading, hidden, publisher, now),
        )
    except Exception as error:  # one entry is one unit of work: its feed's others are read whatever this one holds
        log_unread(entry, feed, publisher, error)
        return Understood(withheld=whole_of(entry))


def log_unread(entry: ParsedEntry, feed: Feed, publisher: Publisher, error: Exception) -> None:
    """Log that an entry could not be read, and where; neither its words nor an address that may name someone."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    log.error(
        "entry not read",
        feed=feed.id,
        url=safe_link(entry.link, publisher.homepage, category=Category.ARREST, withheld_words=frozenset()),
        content=content_hash(entry)[:12],
        error=type(error).__name__,
        at=f"{Path(last.filename).name}:{last.lineno}",
    )


def whole_of(entry: ParsedEntry) -> tuple[Span, ...]:
    """Withhold a title and a summary from end to end."""
    title, summary = len(entry.title), len(entry.summary)
    spans = (Span(field="title", start=0, end=title), Span(field="summary", start=0, end=summary))
    return tuple(span for span in spans if span.end)


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
