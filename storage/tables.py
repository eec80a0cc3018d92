"""The tables. Rows never leave ``storage``; what does is a value of ``storage.model``.

Money is exact: an amount is stored as whole hundredths of its currency's unit. Every moment is aware, in UTC.
"""

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(sa.TypeDecorator[datetime]):
    """An aware moment in UTC on every database: SQLite hands back naive ones, whatever the column says."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse a naive moment, store the others in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value!r}")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def moment(*, index: bool = False) -> Any:
    """Declare a moment that must be known."""
    return Field(sa_type=UTCDateTime, index=index)


def maybe_moment(*, index: bool = False) -> Any:
    """Declare a moment that may be unknown."""
    return Field(default=None, sa_type=UTCDateTime, index=index)


def document(empty: type[list[Any]] | type[dict[str, Any]] = list) -> Any:
    """Declare a small JSON value."""
    return Field(default_factory=empty, sa_type=sa.JSON)


def text() -> Any:
    """Declare a text of any length."""
    return Field(sa_type=sa.Text)


# --- who publishes --------------------------------------------------------------------------------------------------


class PublisherRow(SQLModel, table=True):
    """A body that speaks, or that matters and cannot be polled (``absent``: why)."""

    __tablename__ = "publishers"
    id: str = Field(primary_key=True)
    name_fr: str
    name_en: str
    kind: str
    level: str
    region: str | None = None
    homepage: str
    absent: str | None = None
    is_listed: bool = True  # in the catalogue now


class FeedRow(SQLModel, table=True):
    """A feed, and what its last answers were. A removed one stays, not listed, with its record."""

    __tablename__ = "feeds"
    id: str = Field(primary_key=True)
    publisher_id: str = Field(foreign_key="publishers.id", index=True)
    url: str
    lang: str
    every_seconds: int | None = None
    only: list[str] = document()
    never: list[str] = document()
    adapter: str | None = None
    seen: str | None = None
    confirmed_on: date | None = None
    is_listed: bool = True
    paused_at: datetime | None = maybe_moment()
    # what it did when it was asked: the fields of a FeedState
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    polls: int = 0
    news_counts: list[int] = document()
    next_poll_at: datetime | None = maybe_moment(index=True)
    polled_at: datetime | None = maybe_moment()
    answered_at: datetime | None = maybe_moment()
    news_at: datetime | None = maybe_moment()
    failing_since: datetime | None = maybe_moment()
    failures: int = 0
    error: str | None = None
    detail: str | None = None
    retry_at: datetime | None = maybe_moment()
    # the claim of the process that polls it
    lease_epoch: int = 0
    lease_until: datetime | None = maybe_moment()


class FeedAddressRow(SQLModel, table=True):
    """One address that a feed has, or had."""

    __tablename__ = "feed_addresses"
    url: str = Field(primary_key=True)
    feed_id: str = Field(primary_key=True, foreign_key="feeds.id", index=True)
    since: datetime = moment()
    until: datetime | None = maybe_moment()


# --- what was published ---------------------------------------------------------------------------------------------


class EntryRow(SQLModel, table=True):
    """One item of a feed, with an id of ours."""

    __tablename__ = "entries"
    id: str = Field(primary_key=True)
    feed_id: str = Field(foreign_key="feeds.id", index=True)
    link: str | None = None
    canonical_link: str | None = Field(default=None, index=True)
    version: int = 1  # the number of the current one
    content_hash: str  # of the current version
    published_at: datetime | None = maybe_moment(index=True)
    first_seen_at: datetime = moment(index=True)
    last_served_at: datetime = moment()
    announce: str


class EntryGuidRow(SQLModel, table=True):
    """A GUID under which an entry was served. Publishers reuse them, so one may lead to several entries."""

    __tablename__ = "entry_guids"
    entry_id: str = Field(primary_key=True, foreign_key="entries.id")
    guid: str = Field(primary_key=True)


class VersionRow(SQLModel, table=True):
    """What an entry said at one time: the raw text, and beside it the ranges that are never shown."""

    __tablename__ = "versions"
    __table_args__ = (sa.UniqueConstraint("entry_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    entry_id: str = Field(foreign_key="entries.id", index=True)
    number: int
    title: str = text()
    summary: str = text()
    content_hash: str
    withheld: list[list[Any]] = document()  # [field, start, end]
    seen_at: datetime = moment()
    masked_at: datetime | None = maybe_moment()


class ReadingRow(SQLModel, table=True):
    """What was understood of one version under one version of the rules."""

    __tablename__ = "readings"
    __table_args__ = (sa.UniqueConstraint("version_id", "rules"),)
    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="versions.id", index=True)
    rules: str
    lang: str
    category: str = Field(index=True)
    score: float
    cues: list[list[Any]] = document()  # [cue, field, start, end]
    read_at: datetime = moment()


class FactRow(SQLModel, table=True):
    """One fact with its evidence. Without a span it cannot be stored, so it cannot be published."""

    __tablename__ = "facts"
    __table_args__ = (sa.CheckConstraint('"end" > start', name="has_evidence"),)
    id: int | None = Field(default=None, primary_key=True)
    reading_id: int = Field(foreign_key="readings.id", index=True)
    kind: str = Field(index=True)
    value: str = text()  # exact, as written by `str`: of a decimal, a whole number or a term
    value_type: str  # decimal | int | text
    hundredths: int | None = Field(default=None, sa_type=sa.BigInteger)  # of an amount, to be added exactly
    field: str
    start: int
    end: int
    text: str = text()
    currency: str | None = None
    role: str | None = None
    qualifier: str | None = None
    scope: str | None = None
    of: str | None = None
    region: str | None = None
    since: str | None = None
    until: str | None = None


# --- what is told as one --------------------------------------------------------------------------------------------


class StoryRow(SQLModel, table=True):
    """The entries that tell one announcement."""

    __tablename__ = "stories"
    id: str = Field(primary_key=True)
    category: str = Field(index=True)
    score: float
    first_seen_at: datetime = moment(index=True)
    published_at: datetime | None = maybe_moment()
    state: str = Field(default="published", index=True)
    announce: str
    is_link_pending: bool = Field(default=True, index=True)


class StoryEntryRow(SQLModel, table=True):
    """An entry's place in a story; an entry stands in one story only."""

    __tablename__ = "story_entries"
    entry_id: str = Field(primary_key=True, foreign_key="entries.id")
    story_id: str = Field(foreign_key="stories.id", index=True)
    because: list[str] = document()


class StoryAliasRow(SQLModel, table=True):
    """An id that was given once and leads to another story for ever."""

    __tablename__ = "story_aliases"
    alias: str = Field(primary_key=True)
    story_id: str = Field(foreign_key="stories.id", index=True)


# --- whom we tell, and what they got --------------------------------------------------------------------------------


class ChatRow(SQLModel, table=True):
    """A place to post to: a channel, a group's topic, a person, or the console."""

    __tablename__ = "chats"
    id: str = Field(primary_key=True)  # "@name", a numeric id, either with ":topic", or "console"
    title: str | None = None
    state: str = "open"
    state_since: datetime | None = maybe_moment()


class SubscriptionRow(SQLModel, table=True):
    """What one chat gets in one language, and when."""

    __tablename__ = "subscriptions"
    __table_args__ = (sa.UniqueConstraint("chat_id", "lang"),)
    id: int | None = Field(default=None, primary_key=True)
    chat_id: str = Field(foreign_key="chats.id")
    lang: str
    filters: str = text()
    hours: list[str] = document()  # "HH:MM"; none: at once
    timezone: str
    next_due_at: datetime | None = maybe_moment(index=True)
    told_until: datetime | None = maybe_moment()
    is_active: bool = True


class DigestRow(SQLModel, table=True):
    """What one subscription got for one period."""

    __tablename__ = "digests"
    id: int | None = Field(default=None, primary_key=True)
    subscription_id: int = Field(foreign_key="subscriptions.id", index=True)
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    composed_at: datetime = moment()


class ToldRow(SQLModel, table=True):
    """A story that a subscription was told of as new, as an item or as one of the "others"."""

    __tablename__ = "told"
    subscription_id: int = Field(primary_key=True, foreign_key="subscriptions.id")
    story_id: str = Field(primary_key=True, foreign_key="stories.id")
    digest_id: int = Field(foreign_key="digests.id", index=True)
    is_item: bool


class DeliveryRow(SQLModel, table=True):
    """One message on its way to one chat, its text frozen."""

    __tablename__ = "deliveries"
    __table_args__ = (sa.UniqueConstraint("chat_id", "kind", "period", "lang", "part", "revision"),)
    id: int | None = Field(default=None, primary_key=True)
    chat_id: str = Field(foreign_key="chats.id", index=True)
    digest_id: int | None = Field(default=None, foreign_key="digests.id", index=True)
    kind: str
    period: str
    lang: str
    part: int
    revision: int = 0
    text: str = text()
    status: str = Field(index=True)
    target_id: int | None = Field(default=None, foreign_key="deliveries.id")  # what is edited or replied to
    message_id: int | None = Field(default=None, sa_type=sa.BigInteger)
    not_before: datetime | None = maybe_moment()
    attempts: int = 0
    lease_epoch: int = 0
    lease_until: datetime | None = maybe_moment()
    is_possible_repeat: bool = False
    reason: str | None = None
    queued_at: datetime = moment()
    settled_at: datetime | None = maybe_moment()


class DeliveryItemRow(SQLModel, table=True):
    """Which story at which version stands where in a message."""

    __tablename__ = "delivery_items"
    delivery_id: int = Field(primary_key=True, foreign_key="deliveries.id")
    story_id: str = Field(primary_key=True, foreign_key="stories.id", index=True)
    version: int
    start: int
    end: int


# --- what maintainers see and do ------------------------------------------------------------------------------------


class NoticeRow(SQLModel, table=True):
    """Something a maintainer has to know, told once."""

    __tablename__ = "notices"
    __table_args__ = (sa.UniqueConstraint("kind", "subject", "raised_at"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(index=True)
    subject: str
    detail: str = text()
    raised_at: datetime = moment()
    told_at: datetime | None = maybe_moment()
    settled_at: datetime | None = maybe_moment()


class DecisionRow(SQLModel, table=True):
    """One act of a maintainer; rows are added, never changed."""

    __tablename__ = "decisions"
    id: int | None = Field(default=None, primary_key=True)
    act: str
    subject: str = Field(index=True)
    detail: dict[str, Any] = document(dict)
    reason: str = text()
    who: str
    decided_at: datetime = moment()
    undoes_id: int | None = Field(default=None, foreign_key="decisions.id")
