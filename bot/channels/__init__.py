"""Where messages go: one delivery in, one outcome out."""

from typing import Protocol

from storage.model import Delivery, Outcome


class Channel(Protocol):
    """A way to reach chats."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Send one delivery; whatever happens is a value."""

    async def close(self) -> None:
        """Let go of every connection."""
