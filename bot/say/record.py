"""What a story's record offers to a writer: entries and facts in a useful order, version, scope and links."""

from collections.abc import Iterator

from bot.say.model import Scope, Source
from bot.say.withhold import NAME_CAP, cap, is_withheld, plain, withheld_words
from bot.say.words import Words
from feeds.model import Category, Fact, Kind
from feeds.reading.geography.places import is_within
from feeds.reading.withholding.links import safe_link
from storage.model import EntryRecord, StoryRecord

COUNTS = frozenset({"persons_arrested", "persons_charged", "persons_sentenced", "status"})  # their values name nobody
SOURCES = 4  # links in one item; the others are a number


def entries_for(story: StoryRecord, language: str) -> list[EntryRecord]:
    """Give the entries, those in the reader's language first."""
    return sorted(story.entries, key=lambda entry: entry.lang != language)


def facts_of(story: StoryRecord, *kinds: str, language: str | None = None) -> Iterator[tuple[EntryRecord, Fact]]:
    """Give the facts that may be shown, by entry; those of the reader's language first where one is named.

    How many people there are may be said even where an age that is withheld stands among the words that count them.
    """
    entries = story.entries if language is None else entries_for(story, language)
    for entry in entries:
        for held in story.facts:
            if held.entry != entry.id or held.fact.kind not in kinds:
                continue
            if held.fact.kind in COUNTS or not is_withheld(entry, held.fact):
                yield entry, held.fact


def scope_of(story: StoryRecord, home: str) -> Scope:
    """Say how near a story is: by its certain places, then by who leads it.

    A place at home makes any story local. News of elsewhere is as far as its places; a body speaks for its own region.
    """
    leader = story.entries[0].publisher
    places = [fact.region for _, fact in facts_of(story, "place") if fact.region]
    if any(is_within(region, home) for region in places):
        return Scope.LOCAL
    if places and leader.kind is Kind.NEWS:
        return min((_scope(region, home) for region in places), key=list(Scope).index)
    return _scope(leader.region, home)


def _scope(region: str | None, home: str) -> Scope:
    if region is None:
        return Scope.INTERNATIONAL
    if is_within(region, home):
        return Scope.LOCAL
    return Scope.NATIONAL if is_within(region, home.partition("-")[0]) else Scope.INTERNATIONAL


def sources_of(story: StoryRecord, w: Words) -> tuple[Source, ...]:
    """Give one link for each publisher and language, in our words: never a publisher's title."""
    words = withheld_words(story)
    found: dict[tuple[str, str], Source] = {}
    for entry in entries_for(story, w.language):
        home = entry.publisher.homepage
        url = safe_link(entry.url or home, home, category=story.category, withheld_words=words)
        found.setdefault((entry.publisher.id, entry.lang), Source(label=_label(story, entry, w), url=url))
    return tuple(found.values())


def _label(story: StoryRecord, entry: EntryRecord, w: Words) -> str:
    name = publisher_name(entry, w.language)
    if story.category is Category.ARREST and entry.publisher.kind is not Kind.NEWS:
        releasing = {e.publisher.id for e in story.entries if e.publisher.kind is not Kind.NEWS}
        is_told = len(releasing) == 1 and entry.publisher.kind is Kind.POLICE  # the line names its service
        name = w.say("Release") if is_told else w.say("Release: {publisher}", publisher=name)
    return name if entry.lang == w.language else f"{name} ({entry.lang[:2].upper()})"


def publisher_name(entry: EntryRecord, language: str) -> str:
    """Give a publisher's name in a language, as its catalogue has it."""
    names = entry.publisher.name
    return cap(plain(names.get(language) or names["en"]), NAME_CAP)
