"""Builders of stories for these tests; every person, body and figure in them is invented."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from feeds.model import Category, Fact, Kind, Level, Publisher, Span
from storage.model import EntryRecord, StoryFact, StoryRecord

NOON = datetime(2025, 11, 4, 17, 0, tzinfo=UTC)


def body(id: str, name: str, kind: Kind, level: Level, region: str | None) -> Publisher:
    fr, _, en = name.partition(" / ")
    return Publisher(
        id=id, name={"fr": fr, "en": en or fr}, kind=kind, level=level, region=region, homepage=f"https://{id}.example/"
    )


MINISTRY = body(
    "ministere", "Ministère de la Prudence / Ministry of Prudence", Kind.GOVERNMENT, Level.PROVINCIAL, "CA-QC"
)
FEDERAL = body("federal", "Prudence Canada", Kind.GOVERNMENT, Level.FEDERAL, "CA")
WEEKLY = body("hebdo", "L'Hebdo des Rives", Kind.NEWS, Level.MUNICIPAL, "CA-QC-16")
POLICE = body("police", "Police des Rives / Rives Police", Kind.POLICE, Level.MUNICIPAL, "CA-QC-16")
ABROAD = body("agency", "Agence d'Outre-mer / Overseas Agency", Kind.GOVERNMENT, Level.FEDERAL, "GB")


def entry(
    id: str = "e1",
    *,
    title: str = "Un titre",
    summary: str = "",
    publisher: Publisher = MINISTRY,
    lang: str = "fr",
    withheld: tuple[str, ...] = (),
    hours: float = 0,
    **also: Any,
) -> EntryRecord:
    """Make an entry; ``withheld`` are words of its title or summary."""
    spans = tuple(
        Span(field=field, start=text.index(word), end=text.index(word) + len(word))
        for word in withheld
        for field, text in (("title", title), ("summary", summary))
        if word in text
    )
    at = NOON - timedelta(hours=hours)
    given = {"url": f"{publisher.homepage}a/{id}", "version": 1, "published": at, "first_seen": at} | also
    return EntryRecord(id=id, title=title, summary=summary, publisher=publisher, lang=lang, withheld=spans, **given)


def fact(kind: str, value: Any, words: str, of: EntryRecord, **also: Any) -> StoryFact:
    """Make a fact of the first place where its words stand."""
    field = "summary" if words in of.summary else "title"
    start = getattr(of, field).index(words)
    return StoryFact(
        entry=of.id,
        fact=Fact(kind=kind, value=value, field=field, start=start, end=start + len(words), text=words, **also),
    )


def money(
    value: str, words: str, of: EntryRecord, role: str = "total", qualifier: str = "exact", **also: Any
) -> StoryFact:
    also = {"currency": "CAD"} | also
    return fact("amount", Decimal(value), words, of, role=role, qualifier=qualifier, **also)


def story(category: Category, *entries: EntryRecord, facts: tuple[StoryFact, ...] = (), **also: Any) -> StoryRecord:
    given = {"id": f"s-{entries[0].id}", "score": 0.9, "published": entries[0].published} | also
    return StoryRecord(category=category, entries=entries, facts=facts, first_seen=entries[0].first_seen, **given)


def funding(*entries: EntryRecord, facts: tuple[StoryFact, ...] = (), **also: Any) -> StoryRecord:
    return story(Category.FUNDING, *entries, facts=facts, **also)


def arrest(*entries: EntryRecord, facts: tuple[StoryFact, ...] = (), **also: Any) -> StoryRecord:
    return story(Category.ARREST, *entries, facts=facts, **also)
