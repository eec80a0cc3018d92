"""What comes faster than it should be read."""

import asyncio

import pytest

from feeds.wire.exchange import BITE, Exchange
from feeds.wire.failure import WireError
from feeds.wire.limits import Limits
from tests.feeds.wire.far_end import ok

BODY = bytes(range(256)) * 1_000
ANSWER = ok(BODY)


class Held(asyncio.Transport):
    """A connection that knows whether anybody reads it."""

    is_read = True

    def write(self, data: bytes) -> None:
        """Send nothing."""

    def pause_reading(self) -> None:
        self.is_read = False

    def resume_reading(self) -> None:
        self.is_read = True

    def abort(self) -> None:
        """Have nothing to end."""


@pytest.fixture
async def exchange():
    made = Exchange(b"", Limits())
    made.connection_made(Held())
    yield made
    made.close()


async def turns_until(outcome: "asyncio.Future[object]") -> int:
    turns = 0
    while not outcome.done():
        turns += 1
        await asyncio.sleep(0)
    return turns


async def test_much_that_comes_at_once_is_read_bite_by_bite_and_the_sender_waits(exchange) -> None:
    connection = exchange._transport
    exchange.data_received(ANSWER[:-1])
    assert not connection.is_read
    exchange.data_received(ANSWER[-1:])  # what TLS had in its hands
    assert await turns_until(exchange.outcome) >= len(BODY) // BITE
    assert exchange.outcome.result().body.read() == BODY


async def test_the_sender_goes_on_when_all_is_read(exchange) -> None:
    connection = exchange._transport
    exchange.data_received(ANSWER[:-1])
    for _ in range(len(ANSWER) // BITE + 2):
        await asyncio.sleep(0)
    assert connection.is_read
    exchange.data_received(ANSWER[-1:])
    assert exchange.outcome.result().body.read() == BODY


@pytest.mark.parametrize(("answer", "expected"), [(ANSWER, BODY), (ANSWER[:-1], "truncated")], ids=["whole", "cut"])
async def test_a_connection_that_ends_meanwhile_takes_nothing_with_it(exchange, answer, expected) -> None:
    exchange.data_received(answer)
    exchange.connection_lost(None)
    outcome = await exchange.outcome
    assert (outcome.name if isinstance(outcome, WireError) else outcome.body.read()) == expected
