"""The nouns of what publishers say: values only, no input or output.

Unknown is ``None``, never ``""``, ``0`` or ``-1``. Every datetime is aware. Money is exact (``Decimal``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

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


# --- what one request gave ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """ETag and Last-Modified of the last body that was *stored* (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A body came. It need not be a feed."""

    url: str  # the address that answered, after redirects
    body: bytes
    body_hash: str
    validators: Validators
    content_type: str | None = None
    moved_to: str | None = None  # where permanent redirects (301, 308), and only those, led
    fresh_for: timedelta | None = None  # how long the publisher asks not to be asked again: Cache-Control, Expires


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The publisher says that the body we have is still the one (304)."""

    moved_to: str | None = None
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsText:
    """What a host's robots.txt said when it was last read (RFC 9309); None where there is none."""

    host: str  # scheme, host and port
    text: bytes | None
    stale_at: datetime  # when it is read again


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailed:
    """No usable body. ``error`` is one of a closed list of short names, ``detail`` a line for a person."""

    error: str
    detail: str
    retry_after: timedelta | None = None


Fetch = Fetched | NotModified | FetchFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """What was new in one poll, and how long the poll before lay back; dumps of an archive do not count."""

    at: datetime
    new: int
    within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Where a feed's permanent redirects lead: the same place, since when, in how many answers."""

    to: str
    since: datetime
    polls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a feed behaves over weeks: what its pace and its health are told from."""

    asked_since: datetime | None = None  # our first request
    well_since: datetime | None = None  # the first answer since the last trouble
    whole_at: datetime | None = None  # the last time its whole body came: a server may say "not modified" and be wrong
    window: int | None = None  # how many entries its last document held
    ttl: timedelta | None = None  # what that document asked for
    lots: tuple[Lot, ...] = ()  # of the last polls that brought news, the newest last; not of the first poll
    days: tuple[date, ...] = ()  # the last days with news, the newest last
    flood: str | None = None  # the last burst: "burst" or "mass-id-change"
    flood_at: datetime | None = None
    overruns: int = 0  # how often nothing of one document was left in the next, until a week has passed without
    overrun_at: datetime | None = None
    moved: Moved | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What one document brought, as far as pace and health are concerned."""

    entries: int
    new: int
    days: tuple[date, ...] = ()  # of what is new; a first document's are as published
    flood: str | None = None
    is_overrun: bool = False  # nothing of the document before is left in it
    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What we know of a feed's behaviour; the next one follows from it and one result (`watch.pace.after`)."""

    validators: Validators = Validators()
    body_hash: str | None = None  # of the last body that was stored
    polls: int = 0  # how many bodies of it were a feed
    news_counts: tuple[int, ...] = ()  # new entries of the last polls that had any, the newest last
    next_poll_at: datetime | None = None
    polled_at: datetime | None = None
    answered_at: datetime | None = None  # the last time it was read: a feed, or "not modified"
    news_at: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    error: str | None = None
    detail: str | None = None
    retry_at: datetime | None = None  # the end of a running Retry-After
    habits: Habits = Habits()

    @property
    def is_gone(self) -> bool:
        """Whether its publisher said that it is there no more (410): that pauses it."""
        return self.error == "gone"


# --- what one document holds ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEntry:
    """One item as published, reduced to plain text. ``link`` is absolute, http or https."""

    guid: str | None
    link: str | None
    title: str
    summary: str
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A feed document that was understood."""

    entries: tuple[ParsedEntry, ...]
    title: str | None = None
    lang: str | None = None
    ttl: timedelta | None = None  # how long the document itself asks not to be asked again (RSS 2.0, `ttl`)
    slices: tuple[int, ...] = ()  # a hash of each entry's bytes, also of those left out; none where they blur
    cut: int = 0  # how many entries were left out because their bytes are known


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAFeed:
    """A body that holds no feed: ``html``, ``empty``, ``truncated``, ``not-a-feed``; an adapter's: ``empty-list``.

    Or one of `feeds.worker.pool`: ``parser-timeout``, ``parser-memory``, ``parser-crashed``.
    """

    error: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """What matching needs of an entry that is stored. ``title`` is the current one, not folded."""

    id: str
    guids: frozenset[str]
    link: str | None  # canonical, without its scheme
    title: str
    content_hash: str
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A parsed entry beside the known one it is; ``known`` is None for a new one."""

    entry: ParsedEntry
    known: KnownEntry | None
    content_hash: str
    is_changed: bool  # the hash differs from the known one's; False for a new entry
    new_guid: str | None = None  # to be kept as one more alias


# --- what we read in one version ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An announcement as `read` takes it: taken verbatim, offsets are code points of these very strings."""

    title: str
    summary: str
    lang: str | None = None
    publisher: str | None = None
    publisher_kind: Kind | None = None
    url: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A pattern that spoke for or against a category, and where."""

    cue: str
    field: Field
    start: int
    end: int


FactValue = Decimal | int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure or term with its evidence: ``text == field[start:end]``, the shortest text the value follows from.

    The kinds, their values and which of the other fields go with each are those of the contract (`greffier read`).
    """

    kind: str
    value: FactValue
    field: Field
    start: int
    end: int
    text: str
    currency: str | None = None
    role: str | None = None
    qualifier: str | None = None
    scope: str | None = None
    of: str | None = None
    region: str | None = None
    since: str | None = None  # a period's stated beginning, "from" in JSON
    until: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The contract's shape: keys without a value are left out."""
        also = {
            "currency": self.currency,
            "role": self.role,
            "qualifier": self.qualifier,
            "scope": self.scope,
            "of": self.of,
            "region": self.region,
            "from": self.since,
            "until": self.until,
        }
        span = {"field": self.field, "start": self.start, "end": self.end, "text": self.text}
        return (
            {"kind": self.kind, "value": as_number(self.value)}
            | span
            | {k: v for k, v in also.items() if v is not None}
        )


def as_number(value: FactValue) -> int | float | str:
    """A value that JSON can carry: whole numbers stay whole."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood of one version under one version of the rules."""

    lang: str
    category: Category
    score: float  # confidence in the category, 0..1
    rules: str  # the version of the rules that read it
    cues: tuple[Cue, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a stored text: half open, in code points."""

    field: Field
    start: int
    end: int
