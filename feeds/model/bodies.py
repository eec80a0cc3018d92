"""Who speaks, in which feeds, and what may be told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

Language = Literal["fr", "en"]
Field = Literal["title", "summary"]


class Kind(StrEnum):
    """What sort of body a publisher is."""

    GOVERNMENT = "government"
    POLICE = "police"
    NEWS = "news"


class Level(StrEnum):
    """Whom a body answers to."""

    MUNICIPAL = "municipal"
    PROVINCIAL = "provincial"
    FEDERAL = "federal"
    INTERNATIONAL = "international"


class Category(StrEnum):
    """What an announcement is, for us."""

    FUNDING = "funding"
    ARREST = "arrest"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A body that speaks."""

    id: str
    name: Mapping[str, str]  # language -> name; always has "fr" and "en"
    kind: Kind
    level: Level
    region: str | None  # ISO 3166-1 or 3166-2, or CA-QC-01 ... CA-QC-17; None for an international body
    homepage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What we poll of a publisher in one language. Its id is not its address."""

    id: str
    publisher: str
    url: str
    lang: str
    was: tuple[str, ...] = ()
    every: timedelta | None = None
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    adapter: str | None = None
    seen: str | None = None
    confirmed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A body that matters and cannot be polled; digests name it."""

    id: str
    name: Mapping[str, str]
    kind: Kind
    level: Level
    region: str | None
    homepage: str
    reason: Literal["no-feed", "robots", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The desired state: who is polled, and who cannot be."""

    publishers: tuple[Publisher, ...]
    feeds: tuple[Feed, ...]
    absent: tuple[Absent, ...] = ()


class Announce(StrEnum):
    """Whether an entry may be told as new."""

    YES = "yes"
    BACKFILL = "backfill"  # a first poll, an import, or old when first seen: never told
    HELD = "held"  # a burst that a maintainer has to look at first
    FILTERED = "filtered"  # dropped by the feed's own `only` or `never`: stored, not read
