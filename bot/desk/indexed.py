"""What of an entry may be searched: its withheld words, or for an arrest nothing but terms of its facts.

The terms are labels of our tables in both languages: one query finds the old and the new words of the law, and a twin.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.say.arrest import terms
from bot.say.record import facts_of
from bot.say.withhold import stretch
from feeds.model import Category, Fact, Kind, ParsedEntry, Publisher, Reading, Span
from feeds.reading.bodies import service_name
from feeds.reading.geography.places import public_place
from feeds.reading.offences import label
from storage.database import Database
from storage.model import EntryRecord, Searchable, StoryFact, StoryRecord
from storage.search import index_current, to_index, unindexed

LANGUAGES = ("fr", "en")


def brought(
    entry: ParsedEntry, reading: Reading | None, withheld: tuple[Span, ...], publisher: Publisher, now: datetime
) -> Searchable | None:
    """Say what an entry that has just been read is found by; None where nothing was read. Pure."""
    if reading is None:
        return None
    record = EntryRecord(
        id="",
        url=entry.link,
        publisher=publisher,
        lang=reading.lang,
        title=entry.title,
        summary=entry.summary,
        version=1,
        published=entry.published,
        first_seen=now,
        withheld=withheld,
    )
    return searchable(record, reading.category, reading.facts)


def searchable(entry: EntryRecord, category: Category, facts: Iterable[Fact]) -> Searchable:
    """Say what an entry is found by. Pure."""
    alone = StoryRecord(
        id="",
        category=category,
        score=1,
        first_seen=entry.first_seen,
        published=entry.published,
        entries=(entry,),
        facts=tuple(StoryFact(entry=entry.id, fact=fact) for fact in facts),
    )
    is_quotable = not is_told_by_terms(entry, category)
    return Searchable(
        title=stretch(entry.title, entry.withheld, "title", 0, len(entry.title)) if is_quotable else "",
        summary=stretch(entry.summary, entry.withheld, "summary", 0, len(entry.summary)) if is_quotable else "",
        terms=" ; ".join(terms_of(alone)),
        ids=ids_of(alone),
    )


def is_told_by_terms(entry: EntryRecord, category: Category) -> bool:
    """Tell whether none of an entry's words may be searched: an arrest, or what a police service says but of money."""
    return category is Category.ARREST or (category is Category.OTHER and entry.publisher.kind is Kind.POLICE)


def terms_of(story: StoryRecord) -> list[str]:
    """Give the terms of a story's facts in both languages, each once; none from words that are withheld."""
    found = [terms(story, lang) for lang in LANGUAGES] if story.category is Category.ARREST else []
    for lang in LANGUAGES:
        found += [label(id, lang) for id in ids_of(story)]
        found += [name for _, fact in facts_of(story, "place") if (name := public_place(fact, lang))]
        found += [n for _, fact in facts_of(story, "police_service") if (n := service_name(str(fact.value), lang))]
    return list(dict.fromkeys(found))


def ids_of(story: StoryRecord) -> tuple[str, ...]:
    """Give the ids of a story's offences and topics."""
    return tuple(dict.fromkeys(str(fact.value) for _, fact in facts_of(story, "offence", "topic")))


def index_missing(db: Database) -> None:
    """Index whatever waits for it: entries of before there was an index, and those that changed since they were."""
    while waiting := db.read(unindexed):
        db.write(index_entries, waiting)


def index_entries(session: Session, entries: Sequence[str]) -> None:
    """Index entries at their current version, as they are withheld now; one that was not read is found by nothing."""
    for found in to_index(session, entries):
        said = searchable(found.entry, found.category, found.facts) if found.category else Searchable()
        index_current(session, found.entry.id, said)


def index_entry(session: Session, entry: str) -> None:
    """Index one entry at its current version, as it is withheld now."""
    index_entries(session, [entry])
