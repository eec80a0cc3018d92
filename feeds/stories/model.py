"""The nouns of what several announcements say together: values only.

A *telling* is one version of one entry as linking sees it; a *bond* holds two entries to be one announcement; a *link*
says how the money of one story stands to that of an earlier one; a *commitment* is one distinct promise of money.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from feeds.model import Category, Fact, Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one version of an entry says, with what was read in it. ``link`` is canonical, without its scheme."""

    entry: str
    publisher: Publisher
    feed: str
    lang: str
    title: str
    summary: str
    moment: datetime  # published, else first seen
    category: Category
    score: float
    facts: tuple[Fact, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Two entries that tell the same announcement: how surely (0..1), and why, in one line for a person."""

    a: str
    b: str
    strength: float
    because: str


class Relation(StrEnum):
    """How the money, or the news, of one story stands to that of an earlier one."""

    PART_OF = "part_of"
    REPEATS = "repeats"
    AMENDS = "amends"
    UPDATES = "updates"


class LinkState(StrEnum):
    """A certain link is one that the texts state, or that a maintainer confirmed; only it lowers ``distinct``."""

    CERTAIN = "certain"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLink:
    """A link from one story to another. ``amount`` is the sum that is linked, as its source says; None for all of it.

    ``part`` numbers the linked sums of one story.
    """

    source: str
    target: str
    relation: Relation
    state: LinkState
    because: str
    part: int = 0
    amount: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A story as the ledger sees it: the day it counts on, and its tellings, the leading one first."""

    story: str
    title: str  # as it may be shown
    dated: date
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that a figure rests on: ``text == field[start:end]`` of the entry's stored text."""

    entry: str
    fact: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One distinct promise of money: a story's, or one payer's part of it.

    ``amount`` is None where no text states it. ``counts`` is what it adds to *distinct*; ``counts_because`` says why
    it is not all of it. ``payer_key`` and ``level`` name the payer the same way in both languages.
    """

    id: str  # the story's id and a number
    story: str
    title: str
    dated: date
    payer: str | None
    payer_key: str | None
    level: str | None
    payee: str | None
    programme: str | None
    amount: Decimal | None
    currency: str | None
    years: Decimal | None
    since: str | None
    until: str | None
    counts: Decimal
    counts_because: str
    proposed_overlap: Decimal
    links: tuple[StoryLink, ...]
    evidence: Evidence | None
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrestEvent:
    """One event and how many people it is about; None where no text counts them."""

    story: str
    title: str
    dated: date
    people: int | None
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeStatement:
    """A count over years that a text cites: told with its words, never added to anything."""

    story: str
    value: int
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySum:
    """Money of one currency. ``distinct`` is "at most"; a proposed link lowers nothing, its money is the overlap.

    ``announced`` adds headlines, ``committed`` the commitments: they differ where a joint total was announced rounded.
    """

    announced: Decimal
    committed: Decimal
    distinct: Decimal
    proposed_overlap: Decimal
    without_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What falls under one key of a dimension, in one currency; events and people stand with the key's first currency.

    ``name`` is a payer's as a source writes it. A face never shows money and arrests in one row.
    """

    key: str
    name: str | None
    currency: str | None
    announced: Decimal
    committed: Decimal
    distinct: Decimal
    commitments: tuple[str, ...]
    events: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What the record says of some stories together. Announced is not spent.

    ``in_review`` counts the funding stories that wait for a maintainer and are in none of the sums, ``waiting`` what
    they would add to *announced*, by currency. ``in_doubt`` counts those in the sums that are told and exported
    nowhere yet: a maintainer looks whether somebody is named in them.
    """

    since: date | None
    until: date | None
    money: Mapping[str, MoneySum]
    commitments: tuple[Commitment, ...]
    events: tuple[ArrestEvent, ...]
    people: int
    cumulative: tuple[CumulativeStatement, ...]
    groups: tuple[Group, ...] = ()
    in_review: int = 0
    in_doubt: int = 0
    waiting: Mapping[str, Decimal] = field(default_factory=dict)
