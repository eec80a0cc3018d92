"""What feeds answer: one request, how a feed behaves over time, one document."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


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
