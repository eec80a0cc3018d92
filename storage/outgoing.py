"""The nouns of messages on their way: what is to be told, deliveries and their outcomes, what stands in a chat.

Values only, as in `storage.model`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from storage.model import Period, StoryRecord, StoryState, Subscription


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
GROUPED = "grouped"  # among what was said: entries that only a maintainer's merge put there, of which nothing is said
MARK = "mark"  # among what was said: the note that tells of a grouping, for as long as it is so
RESTORED = "restored"  # among what was said: it was withdrawn and stands again, which a note tells
AS_ONE = "as one"  # in that mark: what was said before the item's story was told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story that a subscription was told of, beside what it was told: ``said`` are its figures as it read them.

    ``parted`` counts the stories that were told as parts of it alone, and stand apart by now. ``grouped`` are the
    entries, by announcement, that a maintainer's merge has put there since: what was told is not corrected by them.
    """

    story: StoryRecord
    version: int
    said: Mapping[str, Any]
    at: datetime
    parted: int = 0
    grouped: tuple[frozenset[str], ...] = ()

    @property
    def own(self) -> StoryRecord:
        """The story as the entries tell it that were told."""
        return self.story.without(frozenset().union(*self.grouped))


WITHDRAWN = "withdrawn"  # among what was said: a digest has told that the story is withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A story that a subscription was told of and that is withdrawn, its withdrawal still untold.

    ``version`` is the one at which it was told, with the figures ``said``.
    """

    story: str
    version: int
    said: Mapping[str, Any]
    at: datetime


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
    ``parted`` counts the stories that the item told as parts of it alone, and that stand apart by now;
    ``is_held_apart``: a maintainer's split keeps them so. ``grouped`` are the entries, by announcement, that a merge
    has put there since; ``is_other_told``: one of these stands in another item of the same chat and language.
    """

    item: DeliveryItem
    story: StoryRecord
    version: int
    state: StoryState
    is_elsewhere: bool = False
    is_in_doubt: bool = False
    parted: int = 0
    is_held_apart: bool = False
    grouped: tuple[frozenset[str], ...] = ()
    is_other_told: bool = False


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
