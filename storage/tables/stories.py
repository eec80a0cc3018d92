"""What is told as one."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import document, maybe_moment, moment


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
