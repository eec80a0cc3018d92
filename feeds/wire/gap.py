"""The pause between two requests to one host and port."""

import asyncio
from datetime import timedelta

FEW = 256


class HostGap:
    """Gives each caller the host's next free moment, in the order in which they ask."""

    def __init__(self, gap: timedelta) -> None:
        self._gap = gap.total_seconds()
        self._free: dict[str, float] = {}
        self._most = FEW  # hosts remembered before those whose pause is over are forgotten

    async def wait(self, host: str) -> None:
        """Sleep until it is this caller's turn with ``host``."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._free.get(host, now))
        self._free[host] = turn + self._gap
        if len(self._free) > self._most:
            self._forget(now)
        await asyncio.sleep(turn - now)

    def _forget(self, now: float) -> None:
        self._free = {host: free for host, free in self._free.items() if free > now}
        self._most = max(FEW, 2 * len(self._free))
