"""The nouns of what we remember: values only. No sqlmodel here; rows never leave ``storage``."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from feeds.model import (
    Announce,
    Category,
    Cue,
    Fact,
    Feed,
    FeedState,
    KnownEntry,
    ParsedEntry,
    Publisher,
    Reading,
    Span,
)

# --- the record -----------------------------------------------------------------------------------------------------


class StoryState(StrEnum):
    """Where a story stands with the maintainers."""

    PUBLISHED = "published"
    REVIEW = "review"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # its entries are told under another id, to which this one leads


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecord:
    """One entry of a story at its current version. ``title`` and ``summary`` are as stored: withhold before showing."""

    id: str
    url: str | None
    publisher: Publisher
    lang: str
    title: str
    summary: str
    version: int
    published: datetime | None
    first_seen: datetime
    withheld: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRecord:
    """What an entry said at one time; the last six are None or empty for a version that was not read.

    ``title`` and ``summary`` are as stored: withhold before showing.
    """

    id: int
    entry: str
    number: int
    title: str
    summary: str
    seen: datetime
    withheld: tuple[Span, ...]
    lang: str | None = None
    category: Category | None = None
    score: float | None = None
    rules: str | None = None
    cues: tuple[Cue, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFact:
    """A fact and the entry whose text it stands in."""

    entry: str
    fact: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRecord:
    """The entries that tell one announcement, the first one leading."""

    id: str
    category: Category
    score: float
    first_seen: datetime
    published: datetime | None
    entries: tuple[EntryRecord, ...]
    facts: tuple[StoryFact, ...]
    because: tuple[str, ...] = ()
    state: StoryState = StoryState.PUBLISHED
    announce: Announce = Announce.YES
    is_link_pending: bool = True
    version: int = 1  # grows when what its entries say changes
    is_reclassified: bool = False  # it waits because a maintainer called it something else: its words are withheld
    is_in_doubt: bool = False  # it waits only for a look at who may be named in it: its sums count, without names

    @property
    def is_wordless(self) -> bool:
        """Whether no word of a publisher is shown of it: an arrest, or what waits after it was called otherwise."""
        return self.category is Category.ARREST or self.is_reclassified

    def without(self, entries: Collection[str]) -> "StoryRecord":
        """Give the story as its other entries tell it; the whole where there is no other."""
        kept = tuple(entry for entry in self.entries if entry.id not in entries)
        if len(kept) in (0, len(self.entries)):
            return self
        return replace(
            self,
            entries=kept,
            facts=tuple(held for held in self.facts if held.entry not in entries),
            first_seen=min(entry.first_seen for entry in kept),
            published=min((entry.published for entry in kept if entry.published), default=None),
        )

    @property
    def dated(self) -> datetime:
        """The announcement's moment: as published, else when it was first seen."""
        return self.published or self.first_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadSource:
    """A source that a digest must own up to: ``error`` is a short name, ``since`` None for a body without a feed."""

    name: dict[str, str]
    error: str
    since: datetime | None
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What could be read, and what could not."""

    feeds: int
    answering: int
    unread: tuple[UnreadSource, ...] = ()
    absent: tuple[UnreadSource, ...] = ()
    silent: tuple[UnreadSource, ...] = ()  # read, and without news for longer than their rhythm explains


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTotal:
    """Announced money of one subject, never added across currencies. ``distinct`` is "at most"; None until known."""

    currency: str
    announced: Decimal
    distinct: Decimal | None
    stories: int
    since: datetime | None


# --- one poll on its way into the record ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PolledFeed:
    """A feed that is due, with its publisher and what we know of its behaviour, under a claim."""

    feed: Feed
    publisher: Publisher
    state: FeedState
    epoch: int  # of the claim: a process that lost it stores nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedText:
    """What an entry says, as far as it matters whether another says the same."""

    id: str
    title: str
    summary: str
    published: datetime | None
    first_seen: datetime
    is_held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRecord:
    """A feed as it stands, for a person."""

    feed: Feed
    publisher: Publisher
    state: FeedState
    is_listed: bool
    paused_at: datetime | None
    held: int
    removed_at: datetime | None = None  # by a maintainer
    stopped_because: str | None = None  # the reason of whoever removed or paused it


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFeed:
    """A feed of the record, and whether it is followed now."""

    feed: Feed
    is_listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandChanges:
    """What maintainers changed of the list of feeds, over the catalogue."""

    publishers: tuple[Publisher, ...]  # of the feeds that were added
    feeds: tuple[Feed, ...]  # added
    removed: frozenset[str]
    confirmed: Mapping[str, date]
    now_at: Mapping[str, str]  # the address of each feed of the record
    earlier: Mapping[str, tuple[str, ...]]  # those that it had, the oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """What an entry is found by: its withheld words, none for an arrest, and the terms of its facts in both languages.

    ``ids`` are those of its offences and topics.
    """

    title: str = ""
    summary: str = ""
    terms: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Names that a publisher took out of an entry: where they stand in its versions before, by the version's id.

    ``words`` are those that stand there, as a message has them. ``is_in_link``: the entry's address has one as well.
    """

    masks: Mapping[int, tuple[Span, ...]]
    words: tuple[str, ...]
    names: int  # how many
    is_in_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """A version to be stored: of a new entry where ``known`` is None.

    ``reading`` is None for a filtered one, and for one that could not be read.
    """

    entry: ParsedEntry
    known: KnownEntry | None
    id: str | None = None  # of a new entry; without one, it is given when it is stored
    content_hash: str
    canonical_link: str | None
    announce: Announce
    reading: Reading | None
    is_sure: bool = True  # False: a maintainer looks before anyone is told
    withheld: tuple[Span, ...] = ()
    doubt: str | None = None  # a mark of what may still identify somebody: a maintainer looks at it
    searchable: Searchable | None = None  # without one, it is indexed when it is next looked for
    removal: Removal | None = None  # of a known entry: who was named in it, and no longer is

    @property
    def is_unread(self) -> bool:
        """Whether it should have been read and could not be."""
        return self.reading is None and self.announce is not Announce.FILTERED


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Old entries of one feed, to be kept and never announced."""

    publisher: Publisher
    feed: Feed
    versions: tuple[NewVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Which entry each stretch of a feed's last document held, by the stretch's hash (`Document.slices`)."""

    entries: Mapping[int, str]
    is_whole: bool  # whether the whole document was read for it


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOutcome:
    """All that one poll of one feed leaves behind; stored in one transaction or not at all."""

    feed: str
    epoch: int
    state: FeedState
    versions: tuple[NewVersion, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()  # (entry id, one more GUID)
    seen: tuple[str, ...] = ()  # known entries that the document still serves
    places: Places | None = None  # None where the document could not be told apart
    adopted: str | None = None  # the feed's address from now on, where it moved for good

    @property
    def entries_new(self) -> int:
        """How many entries were not known."""
        return sum(v.known is None for v in self.versions)

    @property
    def entries_changed(self) -> int:
        """How many known entries have a new version."""
        return sum(v.known is not None for v in self.versions)


# --- whom we tell ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class WeekHour:
    """An hour of one day of each week; Monday is 0."""

    weekday: int
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One chat and thread, in one language, with its filter and its hours. The channel is one."""

    id: int
    chat: str  # "@name" or a numeric id, either with ":topic", or "console"
    lang: str
    filters: str
    hours: tuple[time, ...]  # of every day; without these and those of the week: at once
    timezone: str
    next_due_at: datetime | None
    told_until: datetime | None  # end of the last digest's period; None before the first
    weekly: tuple[WeekHour, ...] = ()

    @property
    def is_at_once(self) -> bool:
        """Whether it is told as soon as there is news."""
        return not self.hours and not self.weekly


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSubscription:
    """What the settings want of one channel in one language."""

    chat: str
    lang: str
    filters: str
    hours: tuple[time, ...]
    timezone: str
    weekly: tuple[WeekHour, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a digest covers: half open."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a maintainer has to know; ``detail`` depends on its kind."""

    id: int
    kind: str
    subject: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One act of a maintainer; append-only."""

    id: int
    act: str
    subject: str
    reason: str
    who: str
    at: datetime
    undoes: int | None = None
