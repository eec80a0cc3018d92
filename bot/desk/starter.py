"""The starter record: the first subject's public history, in our own words, so that the ledger is not empty.

Each entry names its source. It is history: searchable and in the ledger, never announced.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.intake import read_entry, withheld_of
from feeds.model import Announce, Feed, ParsedEntry
from feeds.parsing.identity import content_hash
from feeds.parsing.links import canonical
from feeds.starter import StarterEntry, records
from storage.model import History, NewVersion

STARTER = "starter-"  # how the ids of the feeds begin under which it stands


def starter_record(now: datetime) -> Iterator[History]:
    """Read the starter entries, each as if it had been polled."""
    for entry in records():
        yield History(publisher=entry.publisher, feed=feed_for(entry), versions=(version(entry, now),))


def feed_for(entry: StarterEntry) -> Feed:
    """Give the feed under which a publisher's starter entries stand; it is never polled."""
    return Feed(
        id=f"{STARTER}{entry.publisher.id}",
        publisher=entry.publisher.id,
        url=entry.publisher.homepage,
        lang=entry.lang,
        seen=entry.source,
    )


def version(entry: StarterEntry, now: datetime) -> NewVersion:
    """Read one starter entry."""
    parsed = ParsedEntry(
        guid=entry.id, link=entry.url, title=entry.title, summary=entry.summary, published=entry.published
    )
    reading = read_entry(parsed, feed_for(entry), entry.publisher, now)
    return NewVersion(
        entry=parsed,
        known=None,
        content_hash=content_hash(parsed),
        canonical_link=canonical(entry.url) if entry.url else None,
        announce=Announce.BACKFILL,
        reading=reading,
        withheld=withheld_of(parsed, reading, entry.publisher),
    )
