"""What was loaded of entries a moment ago, for as long as nobody else has written to the store."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

MOST = 1_000  # entries: some ten megabytes
AS_OF = sa.text("SELECT total_changes(), data_version FROM pragma_data_version")  # what we wrote, what others did


@dataclass(slots=True)
class Recent:
    """What the lots of one pass have loaded of entries, the one used last at the end.

    Any write between two lots, of ours or of another process, makes it forget all: what is masked is remembered
    nowhere. A server's store does not say whether it was written to, so that nothing is remembered there.
    """

    told: dict[str, list[Any]] = field(default_factory=dict)
    compared: dict[str, list[Any]] = field(default_factory=dict)
    _as_of: tuple[int, int] | None = None

    def begin(self, session: Session) -> None:
        """Begin a lot: forget what may be otherwise by now, and what is more than is to be kept."""
        is_as_it_was = self._as_of is not None and self._as_of == as_of(session)
        self._as_of = None  # until the lot has come to its end
        for found in (self.told, self.compared):
            for entry in list(found)[: -MOST if is_as_it_was else None]:
                del found[entry]

    def end(self, session: Session) -> None:
        """End a lot, all of it written."""
        self._as_of = as_of(session)


def as_of(session: Session) -> tuple[int, int] | None:
    """Say how much this connection has written so far, and which of the others' writes it sees."""
    if session.get_bind().dialect.name != "sqlite":
        return None
    ours, others = session.execute(AS_OF).one()
    return ours, others


def use(found: dict[str, list[Any]], entry: str) -> bool:
    """Tell whether something is known of an entry, and note that it is used."""
    if entry not in found:
        return False
    found[entry] = found.pop(entry)
    return True
