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
        for lot in lots(filed):
            session.execute(sa.delete(self.rows).where(self._columns[self.holder].in_(lot)))
        rows = [{"key": key, self.holder: holder} for holder, keys in filed.items() for key in sorted(keys)]
        if rows:
            session.execute(sa.insert(self.rows), rows)

    def under(self, session: Session, keys: Collection[str]) -> Iterator[tuple[str, str]]:
        """Give (key, holder) for every holder under some keys, of none more than one beyond ``common``."""
        for lot in lots(keys):
            asked = dict(zip(PARAMETERS, lot, strict=False))  # no key is NULL: what is left over finds nothing
            statement = limited(str(self._columns["key"].table), self.holder, self.common + 1)
            yield from session.execute(statement, EMPTY | asked)

    @property
    def _columns(self) -> sa.ColumnCollection[str, sa.Column[str]]:
        return sa.inspect(self.rows).local_table.c  # type: ignore[no-any-return]


@dataclass(slots=True)
class Shelf:
    """What stands in an index now, each key asked for once; for as long as nothing more is filed."""

    session: Session
    index: KeyIndex
    _under: dict[str, frozenset[str]] = field(default_factory=dict)

    def fetch(self, keys: Collection[str]) -> None:
        """Look up what is not known yet, all at once."""
        missing = set(keys) - self._under.keys()
        found: dict[str, set[str]] = {key: set() for key in missing}
        for key, holder in self.index.under(self.session, missing):
            found[key].add(holder)
        self._under |= {key: frozenset(h if len(h) <= self.index.common else ()) for key, h in found.items()}

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
def limited(table: str, holder: str, most: int) -> sa.TextClause:
    """Write the question who stands under `AT_ONCE` keys, ``most`` of each: one of a thousand holders costs no more."""
    each = f"SELECT key, {holder} FROM {table} WHERE key = :k{{n}} LIMIT {most}"  # noqa: S608  (names of ours)
    return sa.text(" UNION ALL ".join(f"SELECT * FROM ({each.format(n=n)}) AS k{n}" for n in range(AT_ONCE)))  # noqa: S608


ENTRIES = KeyIndex(StoryKeyRow, "entry_id", 32)
STORIES = KeyIndex(LinkKeyRow, "story_id", 200)
