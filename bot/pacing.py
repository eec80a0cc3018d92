"""The pace of what is sent: evenly spaced in each chat, in each group or channel, and overall.

About 30 messages a second overall, one a second in a chat, twenty a minute in a group or channel
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Even spacing keeps within any window;
a little is left for messages that travel at different speeds.
"""

import asyncio
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """The seconds between two messages; only a person's chat has a positive id."""

    overall: float = 1 / 29
    chat: float = 1.0
    group: float = 3.0

    def of(self, lane: str) -> float:
        """Give the seconds between two messages to one chat."""
        return self.chat if lane.isdigit() else self.group


class Pace:
    """Gives turns. ``clock`` counts seconds and never goes back."""

    def __init__(self, spacing: Spacing | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._spacing, self._clock = spacing or Spacing(), clock
        self._free = 0.0  # when the next message may leave
        self._lanes: dict[str, float] = {}  # when the next one may leave to a chat

    async def turn(self, lane: str) -> None:
        """Wait until a message may leave to a chat, and take that turn."""
        await asyncio.sleep(max(0.0, self._lanes.get(lane, 0.0) - self._clock()))
        at = max(self._clock(), self._free)
        self._free = at + self._spacing.overall
        self._lanes[lane] = at + self._spacing.of(lane)
        await asyncio.sleep(max(0.0, at - self._clock()))

    def answered(self, lane: str) -> None:
        """Note that a message has arrived by now at the latest: the next one keeps its distance from that."""
        self._lanes[lane] = self._clock() + self._spacing.of(lane)

    def busy(self) -> frozenset[str]:
        """Give the chats to which nothing may leave yet."""
        now = self._clock()
        self._lanes = {lane: at for lane, at in self._lanes.items() if at > now}
        return frozenset(self._lanes)

    def rest(self, lanes: Collection[str]) -> float | None:
        """Give the seconds until the first of some busy chats is free; None where none of them is busy."""
        waits = [self._lanes[lane] - self._clock() for lane in lanes if lane in self._lanes]
        return max(0.0, min(waits)) if waits else None
