"""One request and its answer, on a connection of their own."""

import asyncio

from feeds.wire.answer import Answer, AnswerParser
from feeds.wire.failure import WireError
from feeds.wire.limits import Limits

BITE = 16_384  # bytes


class Exchange(asyncio.Protocol):
    """Writes the request as soon as it is connected; ``outcome`` is the answer or what stood in its way.

    The body of the answer can be read until this is closed.
    """

    __slots__ = ("_heard", "_heard_at", "_limits", "_loop", "_parser", "_request", "_silence", "_transport", "outcome")

    def __init__(self, request: bytes, limits: Limits) -> None:
        self._loop = asyncio.get_running_loop()
        self._request, self._limits = request, limits
        self._parser = AnswerParser(limits)
        self._transport: asyncio.Transport | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._heard = bytearray()  # and not read yet
        self._heard_at = 0.0
        # A failure is a result here: an exception that a cancelled caller never looks at would be logged.
        self.outcome: asyncio.Future[Answer | WireError] = self._loop.create_future()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Send the request, and wait for a next piece, but not for ever."""
        self._transport = transport
        self._heard_at = self._loop.time()
        self._silence = self._loop.call_at(self._heard_at + self._limits.read, self._on_silence)
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Read on; much of it bite by bite, for a body in a hundred thousand chunks would hold the loop up."""
        self._heard_at = self._loop.time()
        if self._heard:
            self._heard += data
        elif len(data) <= BITE:
            self._read(data)
        elif not self.outcome.done():
            self._heard += data
            if self._transport is not None:
                self._transport.pause_reading()
            self._bite()

    def connection_lost(self, error: Exception | None) -> None:
        """Take what there is, if it is whole."""
        while self._heard:
            self._read(self._bitten())
        if self.outcome.done():
            return
        try:
            if error is not None and not self._parser.is_whole:
                raise WireError("truncated", f"the connection broke: {type(error).__name__}")
            self._parser.end()
            self._settle(self._parser.answer())
        except WireError as problem:
            self._settle(problem)

    def _read(self, data: bytes) -> None:
        if self.outcome.done():
            return
        try:
            self._parser.feed(data)
            if self._parser.is_whole:
                self._settle(self._parser.answer())
        except WireError as error:
            self._settle(error)

    def _bite(self) -> None:
        """Read a bite of what was heard, and the next one when others have had their turn."""
        if self._heard:
            self._read(self._bitten())
            self._loop.call_soon(self._bite)
        elif self._transport is not None and not self.outcome.done():
            self._transport.resume_reading()

    def _bitten(self) -> bytes:
        bite = bytes(self._heard[:BITE])
        del self._heard[:BITE]
        return bite

    def close(self) -> None:
        """Let go of everything."""
        self._hang_up()
        self._parser.close()

    def _settle(self, outcome: Answer | WireError) -> None:
        if not self.outcome.done():
            self.outcome.set_result(outcome)
        self._hang_up()

    def _hang_up(self) -> None:
        """Drop the connection at once: there is nothing more to hear, and a farewell can take 30 s over TLS."""
        self._parser.stop()
        self._heard.clear()
        if self._silence is not None:
            self._silence.cancel()
        if self._transport is not None:
            self._transport.abort()

    def _on_silence(self) -> None:
        """Give up a connection that is silent; the one timer is set again where something was heard meanwhile."""
        ends_at = self._heard_at + self._limits.read
        if self._loop.time() < ends_at:
            self._silence = self._loop.call_at(ends_at, self._on_silence)
            return
        self._settle(WireError("timeout", f"read: silent for {self._limits.read:g} s"))
