"""Who publishes, and how their feeds behave."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import added, document, maybe_moment, moment

CATALOGUE, MAINTAINER = "catalogue", "maintainer"  # by whom a body or a feed is listed


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
    is_listed: bool = True  # in the catalogue now, or added by a maintainer
    listed_by: str = Field(default=CATALOGUE, sa_column_kwargs=added("'catalogue'"))


class FeedRow(SQLModel, table=True):
    """A feed, and what its last answers were. A removed one stays, not listed, with its record."""

    __tablename__ = "feeds"
    id: str = Field(primary_key=True)
    publisher_id: str = Field(foreign_key="publishers.id", index=True)
    url: str
    adopted_from: str | None = None  # the catalogue's address, where ``url`` is the one that it moved to for good
    lang: str
    every_seconds: int | None = None
    only: list[str] = document()
    never: list[str] = document()
    adapter: str | None = None
    seen: str | None = None
    confirmed_on: date | None = None
    is_listed: bool = True
    listed_by: str = Field(default=CATALOGUE, sa_column_kwargs=added("'catalogue'"))
    removed_at: datetime | None = maybe_moment()  # by a maintainer, whatever the catalogue says
    confirmed_by_hand_on: date | None = None  # by a maintainer, over what the catalogue says
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
    habits: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON, sa_column_kwargs=added("'{}'"))
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


class FeedPlacesRow(SQLModel, table=True):
    """Which entry each stretch of a feed's last document held: what needs no parsing when it comes again."""

    __tablename__ = "feed_places"
    feed_id: str = Field(primary_key=True, foreign_key="feeds.id")
    places: list[list[Any]] = document()  # [hash of the stretch, entry]
    whole_at: datetime = moment()  # the last time all of a document was read


class RobotsRow(SQLModel, table=True):
    """What a host said in its robots.txt, and until when that holds."""

    __tablename__ = "robots"
    host: str = Field(primary_key=True)
    text: bytes | None = None
    stale_at: datetime = moment()
