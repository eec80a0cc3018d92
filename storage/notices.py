"""What a maintainer has to know, told once: raised when it begins, settled when it is over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.model import Notice
from storage.tables import NoticeRow

LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StandingNotices:
    """Notices of some kinds, each by (kind, subject)."""

    still_open: frozenset[tuple[str, str]]
    lately_told: frozenset[tuple[str, str]]


def raise_notice(session: Session, kind: str, subject: str, detail: str, now: datetime) -> None:
    """Raise a notice unless one of its kind stands open for its subject."""
    is_open = select(NoticeRow.id).where(
        NoticeRow.kind == kind, NoticeRow.subject == subject, col(NoticeRow.settled_at).is_(None)
    )
    if session.exec(is_open).first() is None:
        session.add(NoticeRow(kind=kind, subject=subject, detail=detail, raised_at=now))


def settle_notice(session: Session, kind: str, subject: str, now: datetime) -> None:
    """Note that what was raised is over."""
    standing = sa.update(NoticeRow).where(
        col(NoticeRow.kind) == kind, col(NoticeRow.subject) == subject, col(NoticeRow.settled_at).is_(None)
    )
    session.execute(standing.values(settled_at=now))


def standing_notices(session: Session, kinds: Collection[str], now: datetime) -> StandingNotices:
    """Give the notices of some kinds that are open, and those that were told within a day."""
    since = now - LATELY
    asked = select(NoticeRow).where(
        col(NoticeRow.kind).in_(kinds), sa.or_(col(NoticeRow.settled_at).is_(None), col(NoticeRow.told_at) > since)
    )
    rows = session.exec(asked).all()
    return StandingNotices(
        still_open=frozenset((row.kind, row.subject) for row in rows if row.settled_at is None),
        lately_told=frozenset((row.kind, row.subject) for row in rows if row.told_at and row.told_at > since),
    )


def untold_notices(session: Session, kinds: Sequence[str]) -> list[Notice]:
    """Give the notices of some kinds that no maintainer was told of, the oldest first; none that is over."""
    waiting = select(NoticeRow).where(
        col(NoticeRow.kind).in_(kinds), col(NoticeRow.told_at).is_(None), col(NoticeRow.settled_at).is_(None)
    )
    rows = session.exec(waiting.order_by(col(NoticeRow.id))).all()
    return [
        Notice(id=row.id or 0, kind=row.kind, subject=row.subject, detail=row.detail, at=row.raised_at) for row in rows
    ]


def mark_notices_told(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Note that maintainers were told."""
    session.execute(sa.update(NoticeRow).where(col(NoticeRow.id).in_(ids)).values(told_at=now))
