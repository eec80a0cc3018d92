"""The pause between two requests to one host and port."""

import asyncio
from datetime import timedelta


class HostGap:
    """Gives each caller the host's next free moment, in the order in which they ask."""

    def __init__(self, gap: timedelta) -> None:
        self._gap = gap.total_seconds()
        self._free: dict[str, float] = {}

    async def wait(self, host: str) -> None:
        """Sleep until it is this caller's turn with ``host``."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._free.get(host, now))
        self._free[host] = turn + self._gap
        await asyncio.sleep(turn - now)
