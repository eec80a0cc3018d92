"""The facts of a story that may leave: none that overlaps what is withheld, no small place of an arrest."""

from collections.abc import Iterator
from typing import Any

from bot.desk.shown import fact_json, may_show
from bot.say.record import facts_of
from bot.say.withhold import withheld_words
from feeds.model import Fact
from feeds.reading.tokens import tokens
from storage.model import EntryRecord, StoryRecord

Shown = tuple[EntryRecord, Fact, dict[str, Any]]  # the last as JSON, its offsets those of the withheld text


def shown_facts(story: StoryRecord) -> Iterator[Shown]:
    """Give the facts that may be shown, by entry, in the order of the text."""
    for entry in story.entries:
        found = [(held.fact, shown_fact(story, entry, held.fact)) for held in story.facts if held.entry == entry.id]
        facts = [(fact, shown) for fact, shown in found if shown is not None]
        for fact, shown in sorted(facts, key=lambda pair: place_of(pair[0])):
            yield entry, fact, shown


def shown_fact(story: StoryRecord, entry: EntryRecord, fact: Fact) -> dict[str, Any] | None:
    """Give one fact as it may be shown, None where it may not."""
    return fact_json(fact, entry) if may_show(story, fact) else None


def place_of(fact: Fact) -> tuple[bool, int, int, str, str]:
    """Order facts as they stand: title, then summary."""
    return fact.field != "title", fact.start, fact.end, fact.kind, str(fact.value)


def values_of(story: StoryRecord, *kinds: str) -> tuple[str, ...]:
    """Give the values of some kinds of fact, each once, in order of the alphabet."""
    return tuple(sorted({str(fact.value) for _, fact, _ in shown_facts(story) if fact.kind in kinds}))


def regions_of(story: StoryRecord) -> tuple[str, ...]:
    """Give the codes of the regions that a story names for certain; a region does not tell a small place."""
    return tuple(sorted({fact.region for _, fact in facts_of(story, "place") if fact.region}))


def name_of(story: StoryRecord, name: str | None, kind: str) -> str | None:
    """Give a name that the ledger holds, None where only withheld words state it."""
    if name is None or name in values_of(story, kind):
        return name
    hidden = withheld_words(story)
    return None if any(token.folded in hidden for token in tokens(name) if len(token.folded) > 2) else name
