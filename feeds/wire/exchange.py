"""One request and its answer, on a connection of their own."""

import asyncio

from feeds.wire.answer import Answer, AnswerParser
from feeds.wire.failure import WireError
from feeds.wire.limits import Limits


class Exchange(asyncio.Protocol):
    """Writes the request as soon as it is connected; ``outcome`` is the answer or what stood in its way.

    Once it turns out to be large, or not, ``needs`` is the bytes of room to be had before it goes on; 0 for none.
    """

    __slots__ = ("_heard_at", "_limits", "_loop", "_parser", "_request", "_silence", "_transport",
                 "needs", "outcome")  # fmt: skip

    def __init__(self, request: bytes, limits: Limits) -> None:
        self._loop = asyncio.get_running_loop()
        self._request, self._limits = request, limits
        self._parser = AnswerParser(limits)
        self._transport: asyncio.Transport | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._heard_at = 0.0
        self.needs: asyncio.Future[int] = self._loop.create_future()
        # A failure is a result here: an exception that a cancelled caller never looks at would be logged.
        self.outcome: asyncio.Future[Answer | WireError] = self._loop.create_future()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Send the request, and start to listen."""
        self._transport = transport
        self._listen()
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Read on."""
        self._heard_at = self._loop.time()
        if self.outcome.done():
            return
        try:
            self._parser.feed(data)
            if self._parser.is_whole:
                self._settle(self._parser.answer())
            elif not self.needs.done() and (needs := self._parser.needs):
                self._pause(needs)
        except WireError as error:
            self._settle(error)

    def go_on(self) -> None:
        """Read on, now that there is room."""
        if self._transport is not None and not self.outcome.done():
            self._listen()
            self._transport.resume_reading()

    def connection_lost(self, error: Exception | None) -> None:
        """Take what there is, if it is whole."""
        if self.outcome.done():
            return
        try:
            if error is not None and not self._parser.is_whole:
                raise WireError("truncated", f"the connection broke: {type(error).__name__}")
            self._parser.end()
            self._settle(self._parser.answer())
        except WireError as problem:
            self._settle(problem)

    def close(self) -> None:
        """Drop the connection at once: there is nothing more to hear, and a farewell can take 30 s over TLS."""
        self._parser.drop()
        if self._silence is not None:
            self._silence.cancel()
        if self._transport is not None:
            self._transport.abort()

    def _listen(self) -> None:
        """Wait for a next piece, but not for ever."""
        self._heard_at = self._loop.time()
        self._silence = self._loop.call_at(self._heard_at + self._limits.read, self._on_silence)

    def _pause(self, needs: int) -> None:
        """Leave the rest with the sender until there is room: silence is ours meanwhile."""
        if self._silence is not None:
            self._silence.cancel()
        if self._transport is not None:
            self._transport.pause_reading()
            self.needs.set_result(needs)

    def _settle(self, outcome: Answer | WireError) -> None:
        if not self.outcome.done():
            self.outcome.set_result(outcome)
        if not self.needs.done():
            self.needs.set_result(0)
        self.close()

    def _on_silence(self) -> None:
        """Give up a connection that is silent; the one timer is set again where something was heard meanwhile."""
        ends_at = self._heard_at + self._limits.read
        if self._loop.time() < ends_at:
            self._silence = self._loop.call_at(ends_at, self._on_silence)
            return
        self._settle(WireError("timeout", f"read: silent for {self._limits.read:g} s"))
