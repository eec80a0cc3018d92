"""The pace of what is sent: evenly spaced in each chat, in each group or channel, and overall.

About 30 messages a second overall, one a second in a chat, twenty a minute in a group or channel
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Even spacing keeps within any window;
a little is left for messages that travel at different speeds.
"""

import asyncio
import time
from collections.abc import Callable, Collection

OVERALL = 1 / 29
IN_A_CHAT = 1.05
IN_A_GROUP = 3.1


class Pace:
    """Gives turns. ``clock`` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._free = 0.0  # when the next message may leave
        self._lanes: dict[str, float] = {}  # when the next one may leave to a chat

    async def turn(self, lane: str) -> None:
        """Wait until a message may leave to a chat, and take that turn."""
        await asyncio.sleep(max(0.0, self._lanes.get(lane, 0.0) - self._clock()))
        at = max(self._clock(), self._free)
        self._free = at + OVERALL
        self._lanes[lane] = at + spacing(lane)
        await asyncio.sleep(max(0.0, at - self._clock()))

    def busy(self) -> frozenset[str]:
        """Give the chats to which nothing may leave yet."""
        now = self._clock()
        self._lanes = {lane: at for lane, at in self._lanes.items() if at > now}
        return frozenset(self._lanes)

    def rest(self, lanes: Collection[str]) -> float | None:
        """Give the seconds until the first of some busy chats is free; None where none of them is busy."""
        waits = [self._lanes[lane] - self._clock() for lane in lanes if lane in self._lanes]
        return max(0.0, min(waits)) if waits else None


def spacing(lane: str) -> float:
    """Give the seconds between two messages to a chat; only a person's id is positive."""
    return IN_A_CHAT if lane.isdigit() else IN_A_GROUP
