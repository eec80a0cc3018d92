"""What was published, and what was read in it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import document, maybe_moment, moment, text


class EntryRow(SQLModel, table=True):
    """One item of a feed, with an id of ours."""

    __tablename__ = "entries"
    __table_args__ = (sa.Index("ix_entries_feed_id_last_served_at", "feed_id", "last_served_at"),)
    id: str = Field(primary_key=True)
    feed_id: str = Field(foreign_key="feeds.id")
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
    guid: str = Field(primary_key=True, index=True)


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
