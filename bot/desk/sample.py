"""An entry that is in no record, as any face may show it: masked as a story is, an arrest by our own line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk.shown import link_of, title_of
from bot.intake import read_entry, withheld_of
from feeds.model import Category, Feed, Kind, ParsedEntry, Publisher, Reading
from storage.model import EntryRecord, StoryFact, StoryRecord

MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One entry of a feed, read; ``category`` is None for one that could not be read."""

    category: Category | None
    title: str | None  # None where nothing of it may be shown
    link: str | None
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Who looks, and when: the reader's language and zone."""

    lang: str
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks in a feed. Of a stranger the most is withheld: it may be a police service."""

    publisher: Publisher
    is_known: bool


def samples(entries: Sequence[ParsedEntry], feed: Feed, speaker: Speaker, view: View) -> list[Sample]:
    """Read the first entries of a feed as the product would."""
    return [sample(entry, feed, speaker, view) for entry in entries[:MOST]]


def sample(entry: ParsedEntry, feed: Feed, speaker: Speaker, view: View) -> Sample:
    """Read one entry; one that cannot be read or masked is not shown."""
    try:
        reading = read_entry(entry, feed, speaker.publisher, view.now)
        story = told(entry, reading, speaker, view.now)
        title = title_of(story, story.entries[0], view.lang, view.zone)
        link = link_of(story, story.entries[0]) if entry.link else None
    except Exception:  # a stranger's words: one entry is one unit of work
        return Sample(category=None, title=None, link=None, published=entry.published)
    return Sample(category=story.category, title=title, link=link, published=entry.published)


def told(entry: ParsedEntry, reading: Reading, speaker: Speaker, now: datetime) -> StoryRecord:
    """Make the story that one entry would be."""
    publisher = speaker.publisher
    withholding = publisher if speaker.is_known else replace(publisher, kind=Kind.POLICE)
    record = EntryRecord(
        id="sample",
        url=entry.link,
        publisher=publisher,
        lang=reading.lang,
        title=entry.title,
        summary=entry.summary,
        version=1,
        published=entry.published,
        first_seen=now,
        withheld=withheld_of(entry, reading, withholding),
    )
    return StoryRecord(
        id="sample",
        category=reading.category,
        score=reading.score,
        first_seen=now,
        published=entry.published,
        entries=(record,),
        facts=tuple(StoryFact(entry=record.id, fact=fact) for fact in reading.facts),
        is_reclassified=withholding.kind is Kind.POLICE,  # its links name nobody, whatever it was read as
    )
