"""What a maintainer may settle or has settled: proposed links, decisions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from feeds.model import Category, Kind
from feeds.stories.model import LinkState, StoryLink
from storage.decisions import decision_of
from storage.links import links_of
from storage.model import Decision, StoryState
from storage.redactions import SpanRow, redacted
from storage.rulings import in_force
from storage.tables import DecisionRow, EntryRow, FeedRow, LinkRow, PublisherRow, VersionRow


def proposed_links(session: Session) -> list[StoryLink]:
    """Give the links that a maintainer may confirm or refuse, and has not."""
    return [link for link in links_of(session) if link.state is LinkState.PROPOSED]


def is_proposed(session: Session, source: str, target: str) -> bool:
    """Tell whether the texts suggest a link from one story to another, whatever was ruled of it."""
    asked = select(LinkRow.part).where(
        LinkRow.source_id == source, LinkRow.target_id == target, LinkRow.state == LinkState.PROPOSED
    )
    return session.exec(asked).first() is not None


def is_of_police(session: Session, entries: Sequence[str]) -> bool:
    """Tell whether a police service published one of some entries."""
    published = select(EntryRow.id).join(FeedRow).join(PublisherRow)
    return (
        session.exec(published.where(col(EntryRow.id).in_(entries), PublisherRow.kind == Kind.POLICE)).first()
        is not None
    )


def redacted_already(session: Session, hides: Mapping[str, list[SpanRow]], whole: Collection[str]) -> bool:
    """Tell whether redactions in force withhold all of some spans, by a version's id, and ``whole`` entries whole."""
    decisions = in_force(session)
    if not set(whole) <= {entry for row in decisions for entry in row.detail.get("hides_all_of", ())}:
        return False
    for version, spans in hides.items():
        held = redacted(session, decisions, session.get_one(VersionRow, int(version)))
        if not all(any(f == field and s <= start and end <= e for f, s, e in held) for field, start, end in spans):
            return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassified:
    """The decision because of which a story waits: what the story was called, and what it is called now."""

    decision: int
    was: Category
    now: Category


def reclassification_of(session: Session, entries: Sequence[str]) -> Reclassified | None:
    """Give the last decision in force that called a story of some entries something else and let it wait."""
    for row in reversed(in_force(session)):
        ruled = row.detail.get("ruled", {})
        if row.detail.get("entry") in entries and ruled.get("state") == StoryState.REVIEW:
            was, now = Category(row.detail["was"]["category"]), Category(ruled["category"])
            return Reclassified(decision=row.id or 0, was=was, now=now)
    return None


def decisions_about(session: Session, ids: Sequence[str]) -> list[Decision]:
    """Give the decisions that concern some entries or stories, the oldest first."""
    wanted = set(ids)
    rows = session.exec(select(DecisionRow).order_by(col(DecisionRow.id))).all()
    return [
        decision_of(row) for row in rows if row.subject in wanted or wanted.intersection(row.detail.get("about", ()))
    ]
