"""A look at the health of all feeds, every few minutes: a dead one must not wait until somebody misses it."""

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.desk.health import watch_feeds
from storage.database import Database

log = structlog.get_logger()


class Watcher:
    """Raises a notice for what lasts and settles what is over; ``now`` gives the moment, aware."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db, self._now = db, now

    async def look(self) -> int:
        """Look once; return how many notices were raised."""
        raised: int = await self._db.run(watch_feeds, self._now())
        if raised:
            log.info("feeds in trouble", notices=raised)
        return raised
