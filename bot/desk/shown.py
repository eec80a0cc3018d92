"""A story as any face may show it: what is withheld is gone, and an arrest is the line that we compose."""

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.say.arrest import line as arrest_line
from bot.say.because import bond_words, link_words
from bot.say.card import CATEGORIES, STATES
from bot.say.withhold import withheld_words
from bot.say.words import words
from feeds.model import Category, Fact, Span, as_number
from feeds.reading.geography.places import public_place
from feeds.reading.passage import fold
from feeds.reading.withholding.links import names_nobody, safe_link
from feeds.reading.withholding.names import mask, shift
from feeds.stories.model import StoryLink
from storage.model import EntryRecord, StoryRecord

LANGUAGES = ("fr", "en")
PARTIES = ("payer", "payee", "programme")
ENGLISH = "en"  # what a program reads is said in one language


def title_of(story: StoryRecord, entry: EntryRecord, lang: str, zone: ZoneInfo) -> str:
    """Give an entry's title as it may be shown: an arrest's is composed, in English for want of a language we write."""
    if story.category is Category.ARREST:
        return arrest_line(story, lang if lang in LANGUAGES else ENGLISH, zone)
    return mask(entry.title, spans_in(entry, "title"))


def spans_in(entry: EntryRecord, field: str) -> list[Span]:
    """Give what is withheld of one field."""
    return [span for span in entry.withheld if span.field == field]


def link_of(story: StoryRecord, entry: EntryRecord) -> str:
    """Give the address of an entry's source; where it may name someone, its publisher's."""
    category = Category.ARREST if story.is_wordless else story.category
    return safe_link(entry.url, entry.publisher.homepage, category=category, withheld_words=withheld_words(story))


def may_show(story: StoryRecord, fact: Fact) -> bool:
    """Tell whether a fact may be shown: of an arrest, no operation that could be a person's name, no small place.

    Nor who pays and is paid: what was read as money before it was called an arrest names them.
    """
    if story.category is not Category.ARREST:
        return True
    if fact.kind in PARTIES:
        return False
    if fact.kind == "operation":
        return names_nobody(str(fact.value))
    return fact.kind != "place" or is_public_place(fact)


def is_public_place(fact: Fact) -> bool:
    """Tell whether a place is a city of 20,000 people or a region: a smaller one could tell who is meant."""
    return fold(str(fact.value)) in {fold(public_place(fact, lang) or "") for lang in LANGUAGES}


def fact_json(fact: Fact, entry: EntryRecord) -> dict[str, Any] | None:
    """Give a fact with the offsets of the withheld text; None for one that overlaps what is withheld."""
    place = shift(fact.start, fact.end, spans_in(entry, fact.field))
    if place is None:
        return None
    return fact.as_json() | {"start": place[0], "end": place[1], "entry": entry.id}


def link_json(link: StoryLink) -> dict[str, Any]:
    """Give a link as the contract's object."""
    stated = {} if link.amount is None else {"amount": as_number(link.amount)}
    because = link_words(link, words(ENGLISH))
    return {"relation": link.relation, "to": link.target, "state": link.state, "because": because} | stated


def because_of(story: StoryRecord, lang: str) -> list[str]:
    """Say why the entries of a story are one, a line for each two that hold together."""
    return list(dict.fromkeys(bond_words(codes, words(lang)) for codes in story.because))


def story_json(story: StoryRecord, zone: ZoneInfo, links: Iterable[StoryLink] = ()) -> dict[str, Any]:
    """Give a story as the contract's object (`greffier stories --json`); of ``links``, those that start from it."""
    lead = story.entries[0]
    by_id = {entry.id: entry for entry in story.entries}
    facts = [fact_json(found.fact, by_id[found.entry]) for found in story.facts if may_show(story, found.fact)]
    return {
        "id": story.id,
        "category": story.category,
        "title": title_of(story, lead, lead.lang, zone),
        "first_seen": story.first_seen.isoformat(),
        "published": story.published.isoformat() if story.published else None,
        "entries": [entry_json(story, entry, zone) for entry in story.entries],
        "because": because_of(story, ENGLISH),
        "links": [link_json(link) for link in links if link.source == story.id],
        "facts": [fact for fact in facts if fact is not None],
        "status": status_of(story.facts),
        "state": story.state,
        "announce": story.announce,
    }


def entry_json(story: StoryRecord, entry: EntryRecord, zone: ZoneInfo) -> dict[str, Any]:
    """Give one entry of a story."""
    return {
        "id": entry.id,
        "url": link_of(story, entry),
        "publisher": entry.publisher.id,
        "lang": entry.lang,
        "title": title_of(story, entry, entry.lang, zone),
        "version": entry.version,
    }


def status_of(facts: Sequence[Any]) -> str | None:
    """Give the status that a story states last."""
    stated = [str(found.fact.value) for found in facts if found.fact.kind == "status"]
    return stated[-1] if stated else None


def line_of(story: StoryRecord, lang: str, zone: ZoneInfo) -> str:
    """Give a story as one line for a terminal."""
    w, lead = words(lang), story.entries[0]
    day = story.dated.astimezone(zone).date().isoformat()
    state = "" if story.state == "published" else f" [{w.say(STATES[story.state])}]"
    return f"{story.id}  {day}  {w.say(CATEGORIES[story.category])}{state}  {title_of(story, lead, lang, zone)}"
