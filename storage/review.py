"""What a maintainer may settle or has settled: proposed links, decisions."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from feeds.stories.model import LinkState, StoryLink
from storage.links import links_of
from storage.model import Decision
from storage.tables import DecisionRow, LinkRow


def proposed_links(session: Session) -> list[StoryLink]:
    """Give the links that a maintainer may confirm or refuse, and has not."""
    return [link for link in links_of(session) if link.state is LinkState.PROPOSED]


def is_proposed(session: Session, source: str, target: str) -> bool:
    """Tell whether the texts suggest a link from one story to another, whatever was ruled of it."""
    asked = select(LinkRow.part).where(
        LinkRow.source_id == source, LinkRow.target_id == target, LinkRow.state == LinkState.PROPOSED
    )
    return session.exec(asked).first() is not None


def decisions_about(session: Session, ids: Sequence[str]) -> list[Decision]:
    """Give the decisions that concern some entries or stories, the oldest first."""
    wanted = set(ids)
    rows = session.exec(select(DecisionRow).order_by(col(DecisionRow.id))).all()
    return [
        Decision(
            id=row.id or 0,
            act=row.act,
            subject=row.subject,
            reason=row.reason,
            who=row.who,
            at=row.decided_at,
            undoes=row.undoes_id,
        )
        for row in rows
        if row.subject in wanted or wanted.intersection(row.detail.get("about", ()))
    ]
