"""What maintainers see and do."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import document, maybe_moment, moment, text


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
