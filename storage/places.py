"""Which entries of a feed's document have been seen before, by the hash of their bytes: only the others are parsed.

Once a day a document is read whole whatever has been seen, so that what a newer Greffier reads otherwise is noticed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storage.lots import table_of
from storage.model import PollOutcome
from storage.tables import FeedPlacesRow

WHOLE_EVERY = timedelta(days=1)
TABLE = table_of(FeedPlacesRow)
FEED: sa.BindParameter[str] = sa.bindparam("feed")
HELD: sa.BindParameter[Any] = sa.bindparam("places", type_=TABLE.c.places.type)
PLACES = sa.select(TABLE.c.whole_at, TABLE.c.places).where(TABLE.c.feed_id == FEED)


def seen_places(session: Session, feed: str, now: datetime) -> dict[int, str]:
    """Give the entries of a feed's last document by the hashes of their bytes; none once a day."""
    row = session.connection().execute(PLACES, {"feed": feed}).first()
    if row is None or not now - WHOLE_EVERY < row.whole_at <= now:
        return {}
    return dict(row.places)


def save_places(session: Session, outcomes: Iterable[PollOutcome], now: datetime) -> None:
    """Note what the documents of some feeds held."""
    held: dict[bool, list[dict[str, Any]]] = {True: [], False: []}  # by whether it was read whole
    for outcome in outcomes:
        if outcome.places is not None:
            places = [[hashed, entry] for hashed, entry in outcome.places.entries.items()]
            held[outcome.places.is_whole].append({"feed": outcome.feed, "places": places})
    connection = session.connection()
    if whole := held[True]:
        connection.execute(sa.delete(TABLE).where(TABLE.c.feed_id.in_([one["feed"] for one in whole])))
        connection.execute(sa.insert(TABLE).values(feed_id=FEED, places=HELD, whole_at=now), whole)
    if cut := held[False]:
        connection.execute(sa.update(TABLE).where(TABLE.c.feed_id == FEED).values(places=HELD), cut)
