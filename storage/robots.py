"""What hosts said in their robots.txt, for the week that it holds: a process that starts anew asks none again."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlmodel import Session, col

from feeds.model import RobotsText
from storage.lots import rows_by
from storage.tables import RobotsRow


def known_robots(session: Session, hosts: Collection[str]) -> list[RobotsText]:
    """Give what some hosts said, where it was ever read."""
    rows = rows_by(session, RobotsRow, RobotsRow.host, hosts)
    return [RobotsText(host=row.host, text=row.text, stale_at=row.stale_at) for row in rows]


def save_robots(session: Session, said: Iterable[RobotsText]) -> None:
    """Keep what hosts said in place of what they said before."""
    for one in said:
        session.execute(sa.delete(RobotsRow).where(col(RobotsRow.host) == one.host))
        session.execute(sa.insert(RobotsRow).values(host=one.host, text=one.text, stale_at=one.stale_at))
