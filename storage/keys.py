"""The key index: what an entry or a story is filed under, and who else stands there.

Entries are found by it that may tell the same, stories that may mean the same money. A key that too many share leads
nowhere in particular, so that a search costs what it asks for, however long the record is.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from storage.tables import LinkKeyRow, StoryKeyRow


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """Who is filed under which keys: ``holder`` is the column of who, and more than ``common`` make a key useless."""

    rows: type[SQLModel]
    holder: str
    common: int

    def file(self, session: Session, holder: str, keys: Iterable[str]) -> None:
        """File somebody under some keys, and under no others."""
        session.execute(sa.delete(self.rows).where(self._columns[self.holder] == holder))
        rows = [{"key": key, self.holder: holder} for key in sorted(keys)]
        if rows:
            session.execute(sa.insert(self.rows), rows)

    def sharing(self, session: Session, keys: Iterable[str], *, besides: str, most: int, least: int = 1) -> list[str]:
        """Give those who share most of some keys, ``least`` at least, the likest first."""
        found: Counter[str] = Counter()
        asked = self._under_key()
        for key in sorted(keys):
            under = session.execute(asked, {"key": key}).scalars().all()
            found.update(under if len(under) <= self.common else ())
        found.pop(besides, None)
        enough = sorted((-shared, holder) for holder, shared in found.items() if shared >= least)
        return [holder for _, holder in enough[:most]]

    @property
    def _columns(self) -> sa.ColumnCollection[str, sa.Column[str]]:
        return sa.inspect(self.rows).local_table.c  # type: ignore[no-any-return]

    def _under_key(self) -> Any:
        """Ask who stands under a key: one statement for every key, so that it is compiled once."""
        asked = sa.select(self._columns[self.holder]).where(self._columns["key"] == sa.bindparam("key"))
        return asked.limit(self.common + 1)


ENTRIES = KeyIndex(StoryKeyRow, "entry_id", 32)
STORIES = KeyIndex(LinkKeyRow, "story_id", 200)
