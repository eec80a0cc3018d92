"""Where what we show of an entry comes from: its version's moment, and the rules that read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.stories import BATCH
from storage.tables import EntryRow, ReadingRow, VersionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """When an entry's current version was first seen, and under which rules it was last read."""

    seen_at: datetime
    rules: str | None


def provenance_of(session: Session, entries: Sequence[str]) -> dict[str, Provenance]:
    """Give the provenance of entries by their ids."""
    found: dict[str, Provenance] = {}
    for start in range(0, len(entries), BATCH):
        rows = session.exec(current_versions(entries[start : start + BATCH]))
        found |= {entry: Provenance(seen_at=seen_at, rules=rules) for entry, seen_at, rules in rows}
    return found


def current_versions(entries: Sequence[str]) -> Any:
    """Ask for the current version of entries with its newest reading's rules."""
    newest = (
        select(sa.func.max(ReadingRow.id)).where(ReadingRow.version_id == VersionRow.id).correlate(VersionRow)
    ).scalar_subquery()
    return (
        select(EntryRow.id, VersionRow.seen_at, ReadingRow.rules)
        .join(VersionRow, sa.and_(col(VersionRow.entry_id) == EntryRow.id, col(VersionRow.number) == EntryRow.version))
        .outerjoin(ReadingRow, col(ReadingRow.id) == newest)
        .where(col(EntryRow.id).in_(entries))
    )
