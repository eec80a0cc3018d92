"""The nouns of what we remember: values only. No sqlmodel here; rows never leave ``storage``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

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
class FeedRecord:
    """A feed as it stands, for a person."""

    feed: Feed
    publisher: Publisher
    state: FeedState
    is_listed: bool
    paused_at: datetime | None
    held: int


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
class NewVersion:
    """A version to be stored: of a new entry where ``known`` is None.

    ``reading`` is None for a filtered one, and for one that could not be read.
    """

    entry: ParsedEntry
    known: KnownEntry | None
    content_hash: str
    canonical_link: str | None
    announce: Announce
    reading: Reading | None
    is_sure: bool = True  # False: a maintainer looks before anyone is told
    withheld: tuple[Span, ...] = ()
    doubt: str | None = None  # a mark of what may still identify somebody: a maintainer looks at it
    searchable: Searchable | None = None  # without one, it is indexed when it is next looked for

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
class PollOutcome:
    """All that one poll of one feed leaves behind; stored in one transaction or not at all."""

    feed: str
    epoch: int
    state: FeedState
    versions: tuple[NewVersion, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()  # (entry id, one more GUID)
    seen: tuple[str, ...] = ()  # known entries that the document still serves

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


# --- messages on their way ------------------------------------------------------------------------------------------


class DeliveryKind(StrEnum):
    """What a delivery does in the chat."""

    POST = "post"
    EDIT = "edit"
    REPLY = "reply"


class DeliveryStatus(StrEnum):
    """``queued -> sending -> sent``, or ``uncertain``, ``refused``."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryItem:
    """Which story at which version stands where in a message (``start`` and ``end`` in UTF-16 units of its text).

    ``said`` are the figures that it tells, ``lead`` its first words where it tells of a change, ``notes`` what was
    corrected in place; ``state`` is the story's as the message has it.
    """

    story: str
    version: int
    start: int
    end: int
    state: StoryState = StoryState.PUBLISHED
    said: Mapping[str, Any] = field(default_factory=dict)
    lead: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message to be queued."""

    kind: DeliveryKind
    period: str
    part: int
    text: str
    items: tuple[DeliveryItem, ...] = ()
    revision: int = 0
    target: int | None = None  # the delivery that it edits or answers


FIRST = "first"  # among what was said: the story that it was told as, where that one led to another


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story that a subscription was told of, beside what it was told: ``said`` are its figures as it read them.

    ``parted`` counts the stories that were told as parts of it alone, and stand apart by now.
    """

    story: StoryRecord
    version: int
    said: Mapping[str, Any]
    at: datetime
    parted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story as a digest tells it. ``is_item``: it stands there, rather than being a number or nothing.

    ``was`` is the version at which it was told before; None for what is told as new.
    """

    story: str
    is_item: bool
    version: int = 1
    said: Mapping[str, Any] = field(default_factory=dict)
    was: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingDigest:
    """What one subscription is about to be told."""

    subscription: Subscription
    period: Period
    messages: tuple[Outgoing, ...]
    told: tuple[Told, ...]
    due_at: datetime | None = None  # the scheduled moment that it answers
    next_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedItem:
    """A story as it stands in a message, beside the story as the record has it now: the one it leads to, if merged.

    ``version`` and ``state`` are those of the story that was told. ``is_elsewhere``: the one that it leads to stands in
    another item of the same chat and language. ``is_in_doubt``: a text of it may name somebody, or could not be read.
    ``parted`` counts the stories that the item told as parts of it alone, and that stand apart by now.
    """

    item: DeliveryItem
    story: StoryRecord
    version: int
    state: StoryState
    is_elsewhere: bool = False
    is_in_doubt: bool = False
    parted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A message of a digest as a chat has it, or is about to: its text after every edit; ``stale`` are its items that
    the record has moved on from, ``items`` all of them.
    """

    message: int  # the delivery that posted it
    current: int  # the delivery that says what it says now
    revision: int
    chat: str
    lang: str
    timezone: str
    text: str
    at: datetime  # when it was queued
    has_left: bool  # or may have
    items: tuple[DeliveryItem, ...]
    stale: tuple[PostedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a posted message is to become; ``text`` is None where only what stands in it is noted anew.

    ``reply`` tells the chat of it, None for a quiet one. ``is_scrubbed``: the words of before leave the record too.
    """

    posted: Posted
    text: str | None
    items: tuple[DeliveryItem, ...]
    reply: str | None = None
    is_scrubbed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message on its way to one chat, its text frozen when queued.

    ``target`` is the message that is edited or replied to, None where it never arrived. ``after_id`` is the newest
    message id that was known where this one counts its ids, when it was last sent: its own is greater.
    """

    id: int
    chat: str
    kind: DeliveryKind
    status: DeliveryStatus
    period: str
    lang: str
    part: int
    revision: int
    text: str
    attempts: int
    epoch: int  # of the claim: a process that lost its claim settles nothing
    reason: str | None = None  # of the last attempt that did not arrive
    is_possible_repeat: bool = False
    is_held: bool = False  # nobody knows whether it arrived, and a maintainer decides
    was_uncertain: bool = False  # when it was claimed
    may_be_probed: bool = False  # a field check has confirmed in this chat what the probe assumes
    target: int | None = None
    after_id: int | None = None
    items: tuple[DeliveryItem, ...] = field(default=())

    @property
    def lane(self) -> str:
        """What one message at a time goes through: the chat, whatever its topic."""
        return lane_of(self.chat)


def lane_of(chat: str) -> str:
    """Give a chat's lane: the topics of a forum share their chat's message ids, and its limits."""
    return chat.partition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The chat has it."""

    message_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryLater:
    """It surely did not arrive; ask again after ``wait``."""

    wait: timedelta
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """It will never arrive as it is."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """It did not arrive, and nothing would: the chat is blocked, gone, or the right to write there is lost."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """It did not arrive: the chat lives on under another id."""

    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain:
    """It may or may not have arrived."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """It may or may not have arrived, nothing can tell, and a maintainer decides."""

    reason: str


Outcome = Sent | RetryLater | Refused | Closed | Moved | Uncertain | Held


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
