"""What entries are found by goes into the index in the transaction that stores the version it is of."""

import re
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from storage.model import NewVersion, Searchable
from storage.tables import SearchRow, VersionRow

LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})  # letters that the index does not take apart


def index(session: Session, version: VersionRow, searchable: Searchable) -> None:
    """Let an entry be found by this and by nothing of before."""
    assert version.id is not None  # noqa: S101  (it was flushed)
    forget(session, version.entry_id)
    session.add(SearchRow(**searchable_values(version.id, version.entry_id, searchable)))
    session.flush()


def searchable_values(version: int, entry: str, searchable: Searchable) -> dict[str, Any]:
    """Write what an entry is found by as the values of its row."""
    return {
        "version_id": version,
        "entry_id": entry,
        "title": spelled(searchable.title),
        "summary": spelled(searchable.summary),
        "terms": spelled(" ; ".join((searchable.terms, *map(token, searchable.ids)))),
        "is_quotable": bool(searchable.title or searchable.summary),
    }


def index_as_brought(session: Session, version: VersionRow, brought: NewVersion) -> None:
    """Index a version as it came; where more is withheld of it by now, it waits to be indexed anew."""
    withheld = [[span.field, span.start, span.end] for span in brought.withheld]
    if brought.searchable is None or version.withheld != withheld:
        forget(session, version.entry_id)
    else:
        index(session, version, brought.searchable)


def forget(session: Session, entry: str) -> None:
    """Let an entry be found no more, until it is indexed anew (`storage.search.unindexed`)."""
    session.execute(sa.delete(SearchRow).where(col(SearchRow.entry_id) == entry))


def token(id: str) -> str:
    """Write the id of an offence or topic as one word of the index, which no text has."""
    return "is" + re.sub(r"[\W_]", "", id)


def spelled(text: str) -> str:
    """Write a text as the index and the queries to it have it."""
    return text.translate(LIGATURES)
