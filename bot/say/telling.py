"""An entry of a story as stories and their money are reckoned with."""

from collections.abc import Iterable

from feeds.model import Fact
from feeds.stories.model import Telling
from storage.model import EntryRecord, StoryRecord


def telling_of(story: StoryRecord, entry: EntryRecord, facts: Iterable[Fact]) -> Telling:
    """Write an entry with those of its facts that may stand."""
    return Telling(
        entry=entry.id,
        publisher=entry.publisher,
        feed="",
        lang=entry.lang,
        title=entry.title,
        summary=entry.summary,
        moment=entry.published or entry.first_seen,
        category=story.category,
        score=story.score,
        facts=tuple(facts),
        link=entry.url,
    )
