"""The rows of the table of stories."""

from collections.abc import Iterator

from bot.desk.books import announcement
from bot.desk.export.record import Record, Row, Value, language_of, money
from bot.desk.export.showable import regions_of, values_of
from bot.desk.shown import ENGLISH, because_of, link_of, status_of, title_of
from feeds.model import Category
from feeds.stories.promises import headline_of
from storage.model import StoryRecord


def story_rows(record: Record) -> Iterator[Row]:
    """Give a row a story."""
    return (story_row(record, story) for story in record.stories)


def story_row(record: Record, story: StoryRecord) -> Row:
    """Tell one story."""
    return {
        "id": story.id,
        "category": story.category,
        "title": title(record, story),
        "published": story.published,
        "first_seen": story.first_seen,
        "status": status_of(story.facts),
        "languages": tuple(sorted({entry.lang for entry in story.entries})),
        "publishers": tuple(entry.publisher.id for entry in story.entries),
        "urls": tuple(link_of(story, entry) for entry in story.entries),
        "regions": regions_of(story),
        "topics": values_of(story, "topic", "offence"),
        **announced(record, story),
        "because": tuple(because_of(story, ENGLISH)),
        "version": story.version,
    }


def title(record: Record, story: StoryRecord) -> str:
    """Give a story's title in the language of its first entry; an arrest's is the line that we compose."""
    lead = story.entries[0]
    return title_of(story, lead, language_of(lead, record.made.language), record.made.zone)


def announced(record: Record, story: StoryRecord) -> dict[str, Value]:
    """Give the sum that a funding story puts forward, as the ledger adds it up."""
    found = headline_of(announcement(story, record.made.zone)) if story.category is Category.FUNDING else None
    return {"announced": money(found.amount) if found else None, "currency": found.currency if found else None}
