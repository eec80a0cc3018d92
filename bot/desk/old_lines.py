"""Old entries as JSON Lines: from one line to an entry, and to the body that published it.

    {"id", "title", "summary", "lang"?, "publisher", "publisher_kind"?, "published"?, "url"?,
     "level"?, "region"?, "homepage"?}

The last three describe a publisher that is not known yet. Other keys are left alone.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from feeds.catalog_shape import REGION, Check, address, member, words
from feeds.model import Feed, Kind, Level, ParsedEntry, Publisher
from feeds.parsing.raw import RawEntry, RawFeed, document, two_letters
from feeds.parsing.text import strip_accents
from feeds.reading.funding.parties import level_facts
from feeds.reading.geography.places import find_places
from feeds.reading.lang import language, rules_language
from feeds.reading.passage import Passage
from feeds.reading.phrasebook import book

LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class OldEntry:
    """An entry of the past, and the feed under which it stands, which is never polled."""

    publisher: Publisher
    feed: Feed
    entry: ParsedEntry


def text(value: object) -> str:
    """Take a text, an empty one too."""
    if not isinstance(value, str):
        raise ValueError("must be a text")
    return value


def identity(value: object) -> str:
    """Take an id: a text or a whole number."""
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise ValueError("must be a text or a number")
    return str(value)


KEYS: Mapping[str, Check] = {
    "id": identity,
    "title": text,
    "summary": text,
    "lang": text,
    "publisher": words,
    "publisher_kind": member(Kind),
    "published": text,
    "url": address,
    "level": member(Level),
    "region": REGION,
    "homepage": address,
}


class Bodies:
    """The publishers that are known, by id and by name; a line adds the one that it names first."""

    def __init__(self, known: Iterable[Publisher], home: str) -> None:
        self._home = home
        self._by_slug: dict[str, Publisher] = {}
        for publisher in known:
            for name in (publisher.id, *publisher.name.values()):
                self._by_slug.setdefault(slug(name), publisher)

    def named(self, row: Mapping[str, Any]) -> Publisher:
        """Give the publisher of a line; raise `ValueError` where the record describes it otherwise."""
        name, kind = row["publisher"], row.get("publisher_kind")
        publisher = self._by_slug.get(slug(name)) or described(row, self._home)
        if kind is not None and kind is not publisher.kind:
            raise ValueError(f'publisher_kind: "{publisher.id}" is known as {publisher.kind}')
        return self._by_slug.setdefault(slug(name), publisher)


def old_entry(line: bytes, bodies: Bodies, now: datetime) -> OldEntry:
    """Read one line; raise `ValueError` with the reason where that cannot be."""
    row = checked(json.loads(line))
    lang = language_of(row)
    entry = entry_of(row, lang, now)
    publisher = bodies.named(row)
    feed = Feed(
        id=f"file-{publisher.id}-{lang}", publisher=publisher.id, url=publisher.homepage, lang=lang, seen="a file"
    )
    return OldEntry(publisher=publisher, feed=feed, entry=entry)


def checked(row: object) -> dict[str, Any]:
    """Put each value through the check of its key; null is no value."""
    if not isinstance(row, dict):
        raise ValueError("not an object")
    given = {key: value for key, value in row.items() if key in KEYS and value not in (None, "")}
    for key in ("id", "publisher"):
        if key not in given:
            raise ValueError(f"{key} is missing")
    if not ("title" in given or "summary" in given):
        raise ValueError("neither title nor summary")
    return {key: value_of(key, value) for key, value in given.items()}


def value_of(key: str, value: object) -> Any:
    """Check one value; the reason says no address, as one may name someone."""
    try:
        return KEYS[key](value)
    except ValueError as error:
        reason = "not an http or https address" if KEYS[key] is address else str(error)
        raise ValueError(f"{key}: {reason}") from error


def language_of(row: Mapping[str, Any]) -> str:
    """Give a line's language: as declared, else the one its words speak."""
    stated = row.get("lang")
    if stated is None:
        return language(None, f"{row.get('title', '')}\n{row.get('summary', '')}")
    lang = two_letters(stated)
    if lang is None:
        raise ValueError(f'lang: "{stated}" is no language such as fr or en')
    return lang


def entry_of(row: Mapping[str, Any], lang: str, now: datetime) -> ParsedEntry:
    """Reduce a line to an entry as a feed's would be."""
    raw = RawEntry(
        guid=row["id"],
        link=row.get("url"),
        title=row.get("title"),
        bodies=(row.get("summary", ""),),
        dates=(row.get("published", ""),),
    )
    [entry] = document(
        RawFeed(title=None, link=None, lang=lang, entries=(raw,)), url="", now=now, fallback_lang=lang
    ).entries
    if entry.guid is None:
        raise ValueError("id: has no character that can be seen")
    if "published" in row and entry.published is None:
        raise ValueError("published: no day or moment of the past that can be read, such as 2025-11-04T09:00:00-05:00")
    if "url" in row and entry.link is None:
        raise ValueError("url: not an http or https address")
    return entry


def described(row: Mapping[str, Any], home: str) -> Publisher:
    """Describe a publisher that is not known yet, by what its line says, else by its name."""
    homepage = row.get("homepage") or root_of(row.get("url"))
    if homepage is None:
        raise ValueError("neither url nor homepage, and the publisher is not known: nothing would lead to the source")
    name, kind = row["publisher"], row.get("publisher_kind", Kind.NEWS)
    level = row.get("level") or level_of(name)
    return Publisher(
        id=slug(name),
        name={"fr": name, "en": name},
        kind=kind,
        level=level,
        region=row.get("region") or (None if kind is Kind.NEWS else region_of(name, level, home)),
        homepage=homepage,
    )


def slug(name: str) -> str:
    """Make an id of a name."""
    plain = re.sub(r"[^a-z0-9]+", "-", strip_accents(name).casefold()).strip("-")[:LONGEST_SLUG].strip("-")
    return plain or f"body-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def root_of(url: str | None) -> str | None:
    """Give the front page of an address's site."""
    return f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/" if url else None


def level_of(name: str) -> Level:
    """Give the level that a body's name says; provincial where it says none."""
    passage = Passage.of("title", name).listen(book(rules_language("", name)))
    said = next((str(fact.value) for fact in level_facts(passage)), None)
    return Level(said) if said else Level.PROVINCIAL


def region_of(name: str, level: Level, home: str) -> str | None:
    """Give the region of a public body: of the place in its name, else as far as its level reaches from home."""
    if level is Level.INTERNATIONAL:
        return None
    places = find_places("title", name, rules_language("", name))
    country, _, rest = home.partition("-")
    at_home = country if level is Level.FEDERAL or not rest else f"{country}-{rest.partition('-')[0]}"
    return next((place.region for place in places if place.region), at_home)
