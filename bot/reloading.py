"""The catalogue of a running service, read again: a bad one is refused whole, and the running one stays."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.house import Source
from feeds.errors import PlainError
from storage.database import Database, StoreError
from storage.feeds import sync_catalog

log = structlog.get_logger()


class Catalogue:
    """Reads what is polled; ``read`` gives it as it stands now, or raises `CatalogError`."""

    def __init__(self, db: Database, read: Callable[[], Source], now: Callable[[], datetime]) -> None:
        self._db, self._read, self._now = db, read, now

    async def reload(self) -> bool:
        """Bring the store to the catalogue of this moment; False, and one line of the log, where that fails."""
        try:
            source = await asyncio.to_thread(self._read)
            await self._db.run(sync_catalog, source.catalog, self._now())
        except (PlainError, StoreError) as error:
            log.error("the catalogue is refused, the running one stays", reason=str(error))
            return False
        except Exception as error:  # a catalogue is one unit of work
            log.exception("the catalogue could not be read", error=type(error).__name__)
            return False
        log.info("the catalogue was read", publishers=len(source.catalog.publishers), feeds=len(source.catalog.feeds))
        return True
