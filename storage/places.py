"""Which entries of a feed's document have been seen before, by the hash of their bytes: only the others are parsed.

Once a day a document is read whole whatever has been seen, so that what a newer Greffier reads otherwise is noticed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from storage.model import PollOutcome
from storage.tables import FeedPlacesRow

WHOLE_EVERY = timedelta(days=1)


def seen_places(session: Session, feed: str, now: datetime) -> dict[int, str]:
    """Give the entries of a feed's last document by the hashes of their bytes; none once a day."""
    row = session.get(FeedPlacesRow, feed)
    if row is None or not now - WHOLE_EVERY < row.whole_at <= now:
        return {}
    return dict(row.places)


def save_places(session: Session, outcomes: Iterable[PollOutcome], now: datetime) -> None:
    """Note what the documents of some feeds held."""
    for outcome in outcomes:
        if outcome.places is None:
            continue
        values = {"places": [[hashed, entry] for hashed, entry in outcome.places.entries.items()]}
        if outcome.places.is_whole:
            session.execute(sa.delete(FeedPlacesRow).where(col(FeedPlacesRow.feed_id) == outcome.feed))
            session.execute(sa.insert(FeedPlacesRow).values(feed_id=outcome.feed, whole_at=now, **values))
        else:
            held = sa.update(FeedPlacesRow).where(col(FeedPlacesRow.feed_id) == outcome.feed)
            session.execute(held.values(**values))
