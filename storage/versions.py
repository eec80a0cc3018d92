"""An entry version by version: what it said, what was withheld of it, and what was read in it."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from feeds.model import Category, Cue, Span
from storage.model import VersionRecord
from storage.stories import load_facts
from storage.tables import ReadingRow, VersionRow


def versions_of(session: Session, entries: Sequence[str]) -> list[VersionRecord]:
    """Give every version of some entries, by entry and number."""
    asked = select(VersionRow).where(col(VersionRow.entry_id).in_(entries))
    rows = session.exec(asked.order_by(col(VersionRow.entry_id), col(VersionRow.number))).all()
    return [version_of(session, row) for row in rows]


def version_of(session: Session, row: VersionRow) -> VersionRecord:
    """Read a version with the newest reading of it."""
    newest = select(ReadingRow).where(ReadingRow.version_id == row.id).order_by(col(ReadingRow.id).desc())
    reading = session.exec(newest).first()
    found = load_facts(session, [reading.id]) if reading and reading.id else {}
    return VersionRecord(
        id=row.id or 0,
        entry=row.entry_id,
        number=row.number,
        title=row.title,
        summary=row.summary,
        seen=row.seen_at,
        withheld=tuple(Span(field=field, start=start, end=end) for field, start, end in row.withheld),
        lang=reading.lang if reading else None,
        category=Category(reading.category) if reading else None,
        score=reading.score if reading else None,
        rules=reading.rules if reading else None,
        cues=tuple(Cue(cue=c, field=f, start=s, end=e) for c, f, s, e in reading.cues) if reading else (),
        facts=tuple(fact for facts in found.values() for fact in facts),
    )
