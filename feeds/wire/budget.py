"""The seconds that are left of a deadline which spans several requests."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from feeds.wire.failure import WireError

T = TypeVar("T")


class Budget:
    """Only what is awaited through `spend` costs: waiting for a host's turn, or for room, is free."""

    def __init__(self, seconds: float) -> None:
        self._whole = self.left = seconds

    async def spend(self, work: Awaitable[T]) -> T:
        """Await within what is left; raise `WireError` when that is not enough."""
        clock = asyncio.get_running_loop().time
        started = clock()
        try:
            async with asyncio.timeout(self.left):
                return await work
        except TimeoutError as error:
            raise WireError("timeout", f"total: not complete within {self._whole:g} s") from error
        finally:
            self.left -= clock() - started
