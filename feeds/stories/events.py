"""Arrests in the books: events and their people, and counts over years, which are never added. Pure."""

from collections.abc import Iterator

from feeds.stories.about import regions, topics
from feeds.stories.model import Announcement, ArrestEvent, CumulativeStatement, Evidence

PEOPLE = ("persons_arrested", "persons_charged", "persons_sentenced")


def event(story: Announcement) -> ArrestEvent:
    """Count the people of an event once: those arrested, else charged, else sentenced; nested counts inside."""
    people = next((max(found) for kind in PEOPLE if (found := list(counts_of(story, kind)))), None)
    return ArrestEvent(
        story=story.story,
        title=story.title,
        dated=story.dated,
        people=people,
        regions=regions(story),
        topics=topics(story),
    )


def counts_of(story: Announcement, kind: str) -> Iterator[int]:
    """Give the counts of the event itself."""
    for telling in story.tellings:
        yield from (int(f.value) for f in telling.facts if f.kind == kind and f.scope != "cumulative")


def statements(story: Announcement) -> Iterator[CumulativeStatement]:
    """Give the counts over years that a story cites, each value once."""
    seen = set()
    for telling in story.tellings:
        for fact in telling.facts:
            if fact.kind in PEOPLE and fact.scope == "cumulative" and int(fact.value) > 1 and fact.value not in seen:
                seen.add(fact.value)
                said = Evidence(entry=telling.entry, fact=fact)
                yield CumulativeStatement(story=story.story, value=int(fact.value), evidence=said)
