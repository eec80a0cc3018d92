"""The key index: what an entry or a story is filed under, and who else stands there.

Entries are found by it that may tell the same, stories that may mean the same money. A key that too many share leads
nowhere in particular, so that a search costs what it asks for, however long the record is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from storage.lots import batches, put, table_of
from storage.tables import LinkKeyRow, StoryKeyRow

AT_ONCE = 64  # keys that one statement asks for, always as many, so that it is prepared once
PARAMETERS = tuple(f"k{n}" for n in range(AT_ONCE))
EMPTY: dict[str, str | None] = dict.fromkeys(PARAMETERS)


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """Who is filed under which keys: ``holder`` is the column of who, and more than ``common`` make a key useless."""

    rows: type[SQLModel]
    holder: str
    common: int

    def file(self, session: Session, filed: Mapping[str, Iterable[str]]) -> None:
        """File some holders under their keys, and under no others."""
        for lot in batches(filed):
            session.execute(sa.delete(self.table).where(self.table.c[self.holder].in_(lot)))
        rows = [{"key": key, self.holder: holder} for holder, keys in filed.items() for key in sorted(keys)]
        put(session, sa.insert(self.table), rows)

    def under(self, session: Session, keys: Collection[str]) -> Iterator[tuple[str, str]]:
        """Give (key, holder) for every holder under some keys; nobody for a key that more than ``common`` share."""
        for lot in lots(keys):
            asked = dict(zip(PARAMETERS, lot, strict=False))  # no key is NULL: what is left over finds nothing
            statement = uncommon(self.table.name, self.holder, self.common)
            yield from session.execute(statement, EMPTY | asked).all()

    @property
    def table(self) -> sa.Table:
        """The table of the rows: asked and filled as it is, at a part of what objects cost."""
        return table_of(self.rows)


@dataclass(slots=True)
class Shelf:
    """What stands in an index now, each key asked for once; for as long as nothing more is filed."""

    session: Session
    index: KeyIndex
    _under: dict[str, list[str]] = field(default_factory=dict)

    def fetch(self, keys: Collection[str]) -> None:
        """Look up what is not known yet, all at once."""
        missing = set(keys) - self._under.keys()
        self._under |= {key: [] for key in missing}
        for key, holder in self.index.under(self.session, missing):
            self._under[key].append(holder)

    def sharing(self, keys: Collection[str], *, besides: str, most: int, least: int = 1) -> list[str]:
        """Give those who share most of some keys, ``least`` at least, the likest first."""
        self.fetch(keys)
        found = Counter(holder for key in keys for holder in self._under[key])
        found.pop(besides, None)
        enough = sorted((-shared, holder) for holder, shared in found.items() if shared >= least)
        return [holder for _, holder in enough[:most]]


def lots(values: Iterable[str]) -> Iterator[list[str]]:
    """Cut values into lots that one statement takes, in their order."""
    rest = iter(sorted(values))
    while lot := list(islice(rest, AT_ONCE)):
        yield lot


@cache
def uncommon(table: str, holder: str, most: int) -> sa.TextClause:
    """Write the question who stands under `AT_ONCE` keys that ``most`` share at most: no more is read to know that."""
    too_many = f"SELECT 1 FROM {table} WHERE key = :k{{n}} LIMIT 1 OFFSET {most}"  # noqa: S608  (names of ours)
    each = f"SELECT key, {holder} FROM {table} WHERE key = :k{{n}} AND ({too_many}) IS NULL"  # noqa: S608
    return sa.text(" UNION ALL ".join(each.format(n=n) for n in range(AT_ONCE)))


ENTRIES = KeyIndex(StoryKeyRow, "entry_id", 32)
STORIES = KeyIndex(LinkKeyRow, "story_id", 200)
