"""Whom we tell, and what they got."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import added, document, maybe_moment, moment, text


class ChatRow(SQLModel, table=True):
    """A place to post to: a channel, a group's topic, a person, or the console."""

    __tablename__ = "chats"
    id: str = Field(primary_key=True)  # "@name", a numeric id, either with ":topic", or "console"
    title: str | None = None
    state: str = "open"
    state_since: datetime | None = maybe_moment()
    reason: str | None = None  # why nothing arrives there
    failures: int = Field(default=0, sa_column_kwargs=added("0"))  # in a row, since ``state_since``
    moved_to: str | None = None
    probe_confirmed_at: datetime | None = maybe_moment()


class SubscriptionRow(SQLModel, table=True):
    """What one chat gets in one language, and when."""

    __tablename__ = "subscriptions"
    __table_args__ = (sa.UniqueConstraint("chat_id", "lang"),)
    id: int | None = Field(default=None, primary_key=True)
    chat_id: str = Field(foreign_key="chats.id")
    lang: str
    filters: str = text()
    hours: list[str] = document()  # "HH:MM" of every day, "0 HH:MM" of each Monday; none: at once
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
    version: int = Field(default=1, sa_column_kwargs=added("1"))  # of the story, when it was last told
    said: dict[str, Any] = Field(
        default_factory=dict, sa_type=sa.JSON, sa_column_kwargs=added("'{}'")
    )  # the figures it was told with, so that a changed one can be corrected


class DeliveryRow(SQLModel, table=True):
    """One message on its way to one chat, its text frozen."""

    __tablename__ = "deliveries"
    __table_args__ = (sa.UniqueConstraint("chat_id", "kind", "period", "lang", "part", "revision"),)
    id: int | None = Field(default=None, primary_key=True)
    chat_id: str = Field(foreign_key="chats.id", index=True)
    lane: str = Field(default="", index=True, sa_column_kwargs=added("''"))  # the chat without its topic
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
    is_held: bool = Field(default=False, sa_column_kwargs=added("false"))
    after_id: int | None = Field(default=None, sa_type=sa.BigInteger)  # the newest id known when it was last sent
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
    state: str = Field(default="published", sa_column_kwargs=added("'published'"))
    said: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON, sa_column_kwargs=added("'{}'"))
    lead: str | None = None
    notes: list[str] = Field(default_factory=list, sa_type=sa.JSON, sa_column_kwargs=added("'[]'"))
    is_current: bool = Field(default=True, index=True, sa_column_kwargs=added("true"))  # in the message as it is now
