"""What is told as one, why, and how one story's money stands to another's."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import UTCDateTime, added, document, maybe_moment, moment, text

EPOCH = "'1970-01-01 00:00:00.000000'"


class StoryRow(SQLModel, table=True):
    """The entries that tell one announcement."""

    __tablename__ = "stories"
    id: str = Field(primary_key=True)
    category: str = Field(index=True)
    score: float
    first_seen_at: datetime = moment(index=True)
    published_at: datetime | None = maybe_moment()
    news_at: datetime = Field(
        sa_type=UTCDateTime, index=True, sa_column_kwargs=added(EPOCH)
    )  # since when it may be told: a digest's period goes by it
    state: str = Field(default="published", index=True)
    announce: str
    version: int = Field(default=1, sa_column_kwargs=added("1"))  # grows whenever what its entries say changes
    fingerprint: str = Field(
        default="", sa_column_kwargs=added("''")
    )  # of the entries and their content, to tell whether that has changed
    ruled_state: str | None = None  # what a maintainer decided; wins over what the reading gives
    ruled_category: str | None = None
    is_link_pending: bool = Field(default=True, index=True)


class StoryEntryRow(SQLModel, table=True):
    """An entry's place in a story; an entry stands in one story only."""

    __tablename__ = "story_entries"
    entry_id: str = Field(primary_key=True, foreign_key="entries.id")
    story_id: str = Field(foreign_key="stories.id", index=True)
    because: list[str] = document()
    birth_id: str = Field(default="", sa_column_kwargs=added("''"))  # the story that the entry brought along


class StoryAliasRow(SQLModel, table=True):
    """An id that was given once and leads to another story for ever."""

    __tablename__ = "story_aliases"
    alias: str = Field(primary_key=True)
    story_id: str = Field(foreign_key="stories.id", index=True)


class StoryKeyRow(SQLModel, table=True):
    """A rare word, figure or place of an entry in its days: entries that share one may tell the same."""

    __tablename__ = "story_keys"
    key: str = Field(primary_key=True)
    entry_id: str = Field(primary_key=True, foreign_key="entries.id", index=True)


class BondRow(SQLModel, table=True):
    """Two entries that tell the same announcement, and why; ``a`` is the smaller id."""

    __tablename__ = "bonds"
    a: str = Field(primary_key=True, foreign_key="entries.id")
    b: str = Field(primary_key=True, foreign_key="entries.id", index=True)
    strength: float
    because: str = text()


class LinkKeyRow(SQLModel, table=True):
    """What a story's money could be recognised by, or refers to."""

    __tablename__ = "link_keys"
    key: str = Field(primary_key=True)
    story_id: str = Field(primary_key=True, foreign_key="stories.id", index=True)


class LinkRow(SQLModel, table=True):
    """How the money of one story stands to that of an earlier one."""

    __tablename__ = "story_links"
    source_id: str = Field(primary_key=True, foreign_key="stories.id")
    target_id: str = Field(primary_key=True, foreign_key="stories.id", index=True)
    relation: str = Field(primary_key=True)  # part_of | repeats | amends | updates
    part: int = Field(default=0, primary_key=True)  # several sums of one story may each have its link
    origin_id: str = Field(foreign_key="stories.id", index=True)  # the story whose texts say so
    state: str  # certain | proposed
    because: str = text()
    currency: str | None = None
    hundredths: int | None = Field(default=None, sa_type=sa.BigInteger)  # of the sum that is linked, as its source says


class RulingRow(SQLModel, table=True):
    """What a maintainer's decision holds two things to, for as long as it is not undone.

    ``must``, ``cannot``: entries; ``confirm``, ``refuse``: stories whose link is meant; a relation: stories that are
    linked so, whatever their texts say.
    """

    __tablename__ = "rulings"
    decision_id: int = Field(primary_key=True, foreign_key="decisions.id")
    kind: str = Field(primary_key=True)
    a: str = Field(primary_key=True, index=True)
    b: str = Field(primary_key=True, index=True)
