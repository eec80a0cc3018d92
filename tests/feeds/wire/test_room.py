"""Large bodies take turns; small ones, and the seconds of a feed, do not suffer from that."""

import asyncio
import gc
import gzip
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from feeds.model import Fetched, Validators
from feeds.wire.answer import AnswerParser
from feeds.wire.exchange import Exchange
from feeds.wire.limits import USUAL, Limits
from feeds.wire.room import Room
from tests.feeds.wire.far_end import far_end, ok

NONE = Validators()
LARGE, SMALL = b"<rss>" + b"x" * 900_000, random.Random(1).randbytes(1_000)
ONE_LARGE = Limits(room=1_000_000, total=0.5, read=0.3)
HEAD = b"HTTP/1.1 200 OK\r\n"


async def is_stuck(work: "asyncio.Future[object]") -> bool:
    """Tell whether something waits, after longer than it would have lasted and longer than its deadline."""
    done, _ = await asyncio.wait([work], timeout=0.6)
    return not done


@asynccontextmanager
async def taken(fetcher, url: str) -> AsyncIterator[Fetched]:
    """Fetch a body, and keep its room meanwhile."""
    with fetcher.room.share() as share:
        result = await fetcher.fetch(url, NONE, share)
        assert isinstance(result, Fetched), result
        yield result


ANSWERS = {
    "of a known length": ok(LARGE),
    "of a length that only its end tells": HEAD + b"\r\n" + LARGE,
    "that is small until it is unpacked": ok(gzip.compress(LARGE), "Content-Encoding: gzip"),
    "that is large even when packed": ok(gzip.compress(LARGE, 0), "Content-Encoding: gzip"),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
async def test_a_large_body_waits_until_the_one_before_has_been_read_and_its_deadline_with_it(
    open_fetcher, answer
) -> None:
    fetcher = open_fetcher(limits=ONE_LARGE)
    async with far_end(answer) as end:
        async with taken(fetcher, end.url()):
            second = asyncio.create_task(fetcher.fetch(end.url(), NONE))
            assert await is_stuck(second)
        result = await second
        assert isinstance(result, Fetched), result
        assert result.body == LARGE


async def test_a_small_body_never_waits_for_room(open_fetcher) -> None:
    fetcher, small_answer = open_fetcher(limits=ONE_LARGE), ok(gzip.compress(SMALL), "Content-Encoding: gzip")
    async with far_end(ok(LARGE)) as large, far_end(small_answer) as small, taken(fetcher, large.url()):
        waiting = asyncio.create_task(fetcher.fetch(large.url(), NONE))
        async with taken(fetcher, small.url()) as result:
            assert result.body == SMALL
        assert not waiting.done()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)


async def test_a_body_keeps_no_more_room_than_it_fills(open_fetcher) -> None:
    fetcher = open_fetcher(limits=Limits(room=5_000_000))
    async with far_end(ANSWERS["of a length that only its end tells"]) as end, taken(fetcher, end.url()):
        assert isinstance(await asyncio.wait_for(fetcher.room.take(4_000_000), 1), int)


async def test_the_room_of_a_fetch_that_fails_is_for_others(open_fetcher) -> None:
    fetcher = open_fetcher(limits=ONE_LARGE)
    async with far_end(ok(LARGE)[:-1]) as end:
        assert (await fetcher.fetch(end.url(), NONE)).error == "truncated"
        assert await asyncio.wait_for(fetcher.room.take(1_000_000), 1) == 1_000_000


async def test_who_comes_first_is_let_in_first_and_who_gives_up_holds_up_nobody() -> None:
    room = Room(10)
    assert await room.take(6) == 6
    first, second = (asyncio.create_task(room.take(size)) for size in (8, 4))
    await asyncio.sleep(0)
    assert not second.done()
    first.cancel()
    assert await asyncio.wait_for(second, 1) == 4
    third = asyncio.create_task(room.take(10))
    await asyncio.sleep(0)
    room.give(10)
    third.cancel()  # in the moment of being let in
    await asyncio.gather(third, return_exceptions=True)
    assert await asyncio.wait_for(room.take(99), 1) == 10


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


@pytest.mark.parametrize("answer", [ok(LARGE)[:200], HEAD + b"\r\n" + LARGE], ids=["announced", "grown"])
async def test_what_a_large_body_still_has_to_say_is_not_read_before_there_is_room(answer) -> None:
    connection, exchange = Held(), Exchange(b"", USUAL)
    exchange.connection_made(connection)
    exchange.data_received(answer)
    assert await exchange.needs >= len(LARGE)
    assert not connection.is_read
    exchange.go_on()
    exchange.data_received(b"x")
    assert connection.is_read
    exchange.close()


def test_a_body_that_was_taken_is_not_held_until_garbage_is_looked_for() -> None:
    class Parser(AnswerParser):
        __slots__ = ("__weakref__",)

    gc.collect()
    gc.disable()
    try:
        parser = Parser(USUAL)
        parser.feed(ok(SMALL))
        assert parser.answer().body == SMALL
        parser.drop()
        del parser
        assert not [held for held in gc.get_objects() if isinstance(held, Parser)]
    finally:
        gc.enable()
