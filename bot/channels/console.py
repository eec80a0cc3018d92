"""The console stands in for the channel while there is no token: a message is printed."""

import sys
from typing import TextIO

from bot.inquiring import PRIVATELY, Standing
from bot.settling import Undecided
from storage.outgoing import Delivery, Outcome, Refused, Sent


class Console:
    """Prints each message to a stream, standard output unless told otherwise."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    async def send(self, delivery: Delivery) -> Outcome:
        """Print a delivery's text."""
        stream = self._stream or sys.stdout
        try:
            print(delivery.text, end="\n\n", file=stream, flush=True)
        except OSError as error:
            return Refused(reason=f"the console cannot be written: {error.strerror}")
        return Sent(message_id=None)

    async def probe(self, delivery: Delivery, message_id: int) -> Undecided:
        """Tell nothing: what was printed cannot be looked for."""
        return Undecided(reason="a terminal keeps nothing")

    async def stands_in(self, chat: str) -> Standing:
        """Say that anything may be printed."""
        return PRIVATELY

    async def close(self) -> None:
        """Do nothing: the stream is not ours."""
