"""Large bodies take turns; small ones, and the seconds of a feed, do not suffer from that."""

import asyncio
import errno
import gc
import gzip
import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import pytest

from feeds.model import Fetched, Validators
from feeds.wire import spool
from feeds.wire.answer import AnswerParser
from feeds.wire.failure import WireError
from feeds.wire.limits import USUAL, Limits
from feeds.wire.room import Room
from feeds.wire.spool import Spool
from tests.feeds.wire.far_end import far_end, ok, say

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


async def test_a_large_body_that_stalls_holds_no_room(open_fetcher) -> None:
    fetcher = open_fetcher(limits=ONE_LARGE)

    async def stall(_: bytes, writer: asyncio.StreamWriter) -> None:
        await say(ok(LARGE)[:-1], writer)
        await asyncio.sleep(5)

    async with far_end(stall) as slow, far_end(ok(LARGE)) as end:
        stalled = [asyncio.create_task(fetcher.fetch(slow.url(), NONE)) for _ in range(3)]
        await asyncio.sleep(0.1)
        assert isinstance(await asyncio.wait_for(fetcher.fetch(end.url(), NONE), 0.2), Fetched)
        assert [(await one).error for one in stalled] == ["timeout"] * 3


def test_a_large_body_is_held_in_a_file() -> None:
    with closing(Spool(in_memory=10)) as body:
        body.add(b"0123456789")
        before = len(os.listdir("/dev/fd"))
        body.add(b"a")
        assert len(os.listdir("/dev/fd")) == before + 1
        body.add(b"b")
        assert (body.size, body.read()) == (12, b"0123456789ab")
    assert len(os.listdir("/dev/fd")) == before


def test_a_disk_that_fills_up_is_named_and_the_file_let_go(monkeypatch) -> None:
    class Short:
        is_closed = False

        def write(self, data: bytes) -> int:
            return len(data) - 1

        def close(self) -> None:
            self.is_closed = True

    file = Short()
    monkeypatch.setattr(spool, "TemporaryFile", lambda **_: file)
    with closing(Spool(in_memory=10)) as body, pytest.raises(WireError, match="No space left on device") as refused:
        body.add(b"0123456789a")
    assert (refused.value.name, file.is_closed) == ("internal", True)


async def test_where_there_is_no_place_for_a_file_a_large_body_is_refused(open_fetcher, monkeypatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(spool, "TemporaryFile", full)
    async with far_end(ok(LARGE)) as end:
        result = await open_fetcher().fetch(end.url(), NONE)
    assert (result.error, result.detail) == (
        "internal",
        f"no place for a temporary file: {os.strerror(errno.ENOSPC)}",
    )


def test_a_body_that_was_taken_is_not_held_until_garbage_is_looked_for() -> None:
    class Parser(AnswerParser):
        __slots__ = ("__weakref__",)

    gc.collect()
    gc.disable()
    try:
        parser = Parser(USUAL)
        parser.feed(ok(SMALL))
        assert parser.answer().body.read() == SMALL
        parser.close()
        del parser
        assert not [held for held in gc.get_objects() if isinstance(held, Parser)]
    finally:
        gc.enable()
