"""Where messages go: one delivery in, one outcome out."""

from contextvars import ContextVar
from typing import Protocol

from bot.settling import Met, Undecided
from storage.model import Delivery, Outcome, RetryLater, Uncertain

# By when, on the monotonic clock, a request has to have left: later, its claim may be another process's.
LEAVE_BY: ContextVar[float] = ContextVar("LEAVE_BY", default=float("inf"))


class Channel(Protocol):
    """A way to reach chats."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Send one delivery; whatever happens is a value."""

    async def probe(self, delivery: Delivery, message_id: int) -> Met | Undecided | RetryLater | Uncertain:
        """Say what stands under a number of the delivery's chat, and change nothing there."""

    async def close(self) -> None:
        """Let go of every connection."""
