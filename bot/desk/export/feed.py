"""The stories as items of a feed: what a reader of feeds shows, in words that may be shown."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from bot.desk.export.record import Record, language_of
from bot.desk.export.showable import values_of
from bot.desk.export.stories import title
from bot.desk.shown import link_of
from bot.say.arrest import arrest_item, states_verdict
from bot.say.funding import funding_item
from bot.say.model import Item
from bot.say.typography import quoted
from bot.say.withhold import plain
from bot.say.words import Words, words
from feeds.model import Category
from storage.model import StoryRecord

NAMESPACE = uuid.UUID("0f0b3d5c-6e0e-5b0a-9a53-2f4b1f0c7a11")  # ours: a story's address in feeds follows from its id


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One story as an item of a feed."""

    id: str
    title: str
    text: str
    language: str
    published: datetime
    updated: datetime
    link: str
    others: tuple[str, ...]
    authors: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands over the items."""

    id: str
    title: str
    text: str
    language: str
    updated: datetime


def heading(record: Record) -> Heading:
    """Say what the feed is; the moment is that of its newest change, of its making where it is empty."""
    w = words(record.made.language)
    updated = max((item.updated for item in items(record)), default=record.made.at)
    return Heading(
        id=urn("stories"),
        title=w.say("Greffier: public money and arrests, as announced"),
        text=w.say(
            "What public bodies and police announced, each with its source. Announced is not spent. "
            "Everyone arrested or charged is presumed innocent. Independent software, not an official record."
        ),
        language=w.language,
        updated=updated,
    )


def items(record: Record) -> Iterator[FeedItem]:
    """Give the stories as items, the newest first."""
    return (item_of(record, story) for story in record.stories)


def item_of(record: Record, story: StoryRecord) -> FeedItem:
    """Tell one story."""
    lead = story.entries[0]
    language = language_of(lead, record.made.language)
    w = words(language)
    links = list(dict.fromkeys(link for entry in story.entries if is_link(link := link_of(story, entry))))
    return FeedItem(
        id=urn(story.id),
        title=plain(title(record, story)),
        text=text_of(record, story, w),
        language=language,
        published=story.dated,
        updated=changed_at(record, story),
        link=links[0] if links else lead.publisher.homepage,
        others=tuple(links[1:]),
        authors=tuple(dict.fromkeys(entry.publisher.name.get(language, entry.publisher.id) for entry in story.entries)),
        tags=(story.category, *values_of(story, "topic", "offence")),
    )


def text_of(record: Record, story: StoryRecord, w: Words) -> str:
    """Tell a story as a digest does: its figure, who and where, its sentence; what an arrest leaves open."""
    if story.category is Category.ARREST:
        item = arrest_item(story, w, record.made.zone)
        presumed = "" if states_verdict(story) else w.say("Everyone arrested or charged is presumed innocent.")
        return "\n".join(line for line in (*lines(item, w), presumed) if line)
    item = funding_item(story, w)
    is_told_above = item.rest is not None and item.rest == plain(title(record, story))
    return "\n".join(lines(replace(item, rest=None) if is_told_above else item, w))


def lines(item: Item, w: Words) -> Iterator[str]:
    """Give the lines of an item."""
    yield " — ".join(part for part in (item.lead, item.rest) if part)
    yield from item.notes
    if item.beside:
        yield item.beside
    if item.quotation:
        yield quoted(item.quotation.before + item.quotation.figure + item.quotation.after, w)


def changed_at(record: Record, story: StoryRecord) -> datetime:
    """Give the moment when what a story says last changed, as far as we saw it."""
    seen = (record.provenance[entry.id].seen_at for entry in story.entries if entry.id in record.provenance)
    return max(seen, default=story.first_seen)


def is_link(address: str) -> bool:
    """Tell whether an address can be followed."""
    return urlsplit(address).scheme in ("http", "https")


def urn(name: str) -> str:
    """Make a lasting id of a name (RFC 9562, version 5)."""
    return uuid.uuid5(NAMESPACE, name).urn
