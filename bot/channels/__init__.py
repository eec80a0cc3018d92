"""Where messages go: one delivery in, one outcome out."""

from contextvars import ContextVar
from typing import Protocol

from bot.inquiring import No, Silence, Standing
from bot.settling import Met, Undecided
from storage.outgoing import Delivery, Outcome, RetryLater, Uncertain

# By when, on the monotonic clock, a request has to have left: later, its claim may be another process's.
LEAVE_BY: ContextVar[float] = ContextVar("LEAVE_BY", default=float("inf"))


class Channel(Protocol):
    """A way to reach chats."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Send one delivery; whatever happens is a value."""

    async def probe(self, delivery: Delivery, message_id: int) -> Met | Undecided | RetryLater | Uncertain:
        """Say what stands under a number of the delivery's chat, and change nothing there."""

    async def stands_in(self, chat: str) -> Standing | No | Silence:
        """Say what we may do in a chat now."""

    async def close(self) -> None:
        """Let go of every connection."""
