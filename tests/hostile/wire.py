"""Hostile answers, polled by the whole program: bombs, drips, endless bodies, cut ones, silence.

    python -m tests.hostile.wire [--times 3] [--good 20]

Each answer is that of several feeds at once. Each has to end within 31 s; we hold 64 MB more at most, our loop is never
late by 50 ms more than a process that does nothing beside us, and every good feed is read.
"""

import argparse
import asyncio
import gzip
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.house import Source, open_house
from bot.loop import run_on_loop
from bot.settings import Settings
from bot.warm import warm
from feeds.model import Fetch, Fetched, FetchFailed, NotModified, Validators
from feeds.wire.room import Share
from tests.documents import rss
from tests.feeds.wire import test_memory
from tests.feeds.wire.test_memory import HEAD, encoded
from tests.hostile.run import LAG, OURS, Tally, Watched, beat, catalog, held, last_line, serving, warm_up

SECONDS = 31.0
LARGEST = 4_900_000  # bytes; that much is taken
ENTRY = {"guid": "a", "title": "Titre", "description": "mot " * 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What a server sends at once, what it sends on and on with pauses, and then: closes, or stays."""

    once: bytes = b""
    on_and_on: bytes = b""
    pause: float = 0.0  # seconds
    stays: bool = False
    ends: frozenset[str]  # how it may end: a name of a failure, or "fetched"


def document(size: int) -> bytes:
    """Make a feed of so many bytes."""
    body = rss([ENTRY])
    return body + b" " * (size - len(body))


def declared(body: bytes, *, length: int | None = None) -> bytes:
    """Give an answer that says how long it is, rightly or not."""
    return HEAD + f"Content-Length: {len(body) if length is None else length}\r\n\r\n".encode() + body


def answers() -> Mapping[str, Says]:
    """Give every answer by its name."""
    large = document(LARGEST)
    packed = gzip.compress(large)
    memory = {
        name: Says(once=once, on_and_on=more, ends=frozenset({error}))
        for name, (once, more, error) in test_memory.ANSWERS.items()
    }
    slow, cut, whole = frozenset({"timeout"}), frozenset({"truncated"}), frozenset({"fetched"})
    return memory | {
        "4.9 MB": Says(once=declared(large), ends=whole),
        "4.9 MB, of no known length": Says(once=HEAD + b"\r\n" + large, ends=whole),
        "4.9 MB, packed": Says(once=encoded("gzip", packed), ends=whole),
        "4.9 MB, packed as it was": Says(once=encoded("gzip", gzip.compress(large, 0)), ends=whole),
        "a drip of a body": Says(once=HEAD + b"\r\n", on_and_on=b"x", pause=0.5, ends=slow),
        "a drip of a large body": Says(once=HEAD + b"\r\n" + large[:600_000], on_and_on=b"x", pause=0.5, ends=slow),
        "a drip of an announced body": Says(
            once=declared(large[:9], length=LARGEST), on_and_on=b"x" * 20_000, pause=0.5, ends=slow
        ),
        "a drip of a head": Says(once=HEAD, on_and_on=b"A", pause=0.5, ends=slow),
        "a drip of chunks": Says(
            once=HEAD + b"Transfer-Encoding: chunked\r\n\r\n", on_and_on=b"1\r\nx\r\n", pause=0.5, ends=slow
        ),
        "a drip of gzip": Says(
            once=encoded("gzip", packed)[:200], on_and_on=b"\0", pause=0.5, ends=slow | {"encoding", "truncated"}
        ),
        "a drip of interim answers": Says(on_and_on=b"HTTP/1.1 103 \r\n\r\n", pause=0.5, ends=frozenset({"protocol"})),
        "silence": Says(stays=True, ends=slow),
        "silence after a head": Says(once=HEAD + b"\r\n", stays=True, ends=slow),
        "silence in a large body": Says(once=declared(large[:-1], length=LARGEST), stays=True, ends=slow),
        "nothing": Says(ends=frozenset({"protocol"})),
        "cut": Says(once=declared(large[:-9], length=LARGEST), ends=cut),
        "cut chunks": Says(once=HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFF\r\n" + large[:900_000], ends=cut),
        "cut gzip": Says(once=encoded("gzip", packed[:-9]), ends=cut),
    }


@dataclass(slots=True, kw_only=True)
class Heard:
    """How one answer ended, at each of its feeds, and the longest of them."""

    ends: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


async def run(*, times: int = 3, good: int = 20, only: frozenset[str] | None = None) -> tuple[Tally, dict[str, Heard]]:
    """Poll each answer as so many feeds, among good ones."""
    names = list(answers())
    tally, heard = Tally(names=[], good=good), {name: Heard() for name in names if only is None or name in only}
    with tempfile.TemporaryDirectory() as folder, serving("wire_server") as (base, _):
        settings = Settings(
            database_url=f"sqlite:///{folder}/greffier.db", allow_private=["127.0.0.0/8"], telegram_token=None
        )
        await warm_up(settings, base)
        paths = [f"/wire/{names.index(name)}/{time_}" for time_ in range(times) for name in heard]
        paths += [f"/good/{number}" for number in range(good)]
        async with open_house(settings, Source(catalog=catalog(base, paths))) as house, Watched(tally) as parser:
            house.poller._parser = parser
            watch(house.fetcher, names, heard)
            warm()
            watching = asyncio.create_task(beat(tally, parser, held("self", "VmRSS")))
            with serving("idle") as (_, idle):
                report = await house.poller.poll(regardless_of_pace=True)
                tally.idle_lag = float(last_line(idle))
            watching.cancel()
    tally.seconds, tally.errors = report.seconds, report.errors
    return tally, heard


def watch(fetcher: Any, names: list[str], heard: dict[str, Heard]) -> None:
    """Note how each fetch ends, and when."""
    fetch = fetcher.fetch

    async def timed(url: str, validators: Validators, share: Share) -> Fetch:
        started = time.monotonic()
        result = await fetch(url, validators, share)
        _, kind, number = f"{url}/".split("/", 3)[3].partition("wire/")
        if kind:
            one = heard[names[int(number.split("/")[0])]]
            one.ends[ended(result)] += 1
            one.seconds = max(one.seconds, time.monotonic() - started)
        return result

    fetcher.fetch = timed


def ended(result: Fetch) -> str:
    """Name how a fetch ended."""
    match result:
        case Fetched():
            return "fetched"
        case NotModified():
            return "not-modified"
        case FetchFailed(error=error):
            return error


def wrong(tally: Tally, heard: dict[str, Heard], *, timed: bool = True) -> list[str]:
    """Say what is not as it has to be."""
    allowed = {name: says.ends for name, says in answers().items()}
    return [
        *(f"{name}: {one.seconds:.1f} s" for name, one in heard.items() if one.seconds > SECONDS),
        *(f"{name}: {dict(one.ends)}" for name, one in heard.items() if not one.ends or set(one.ends) - allowed[name]),
        *([f"we held {tally.ours} MB more"] if tally.ours > OURS else []),
        *([f"the loop was late by {tally.lag:.3f} s"] if timed and tally.lag - tally.idle_lag > LAG else []),
        *([f"good feeds read: {len(tally.read())}"] if len(tally.read()) < tally.good else []),
        *(["internal errors"] if tally.errors["internal"] else []),
    ]


def table(tally: Tally, heard: dict[str, Heard]) -> Iterator[str]:
    """Give the figures, a line each."""
    good = sorted(v.at for v in tally.read())
    yield f"hostile answers, {tally.seconds:.0f} s"
    yield f"  answers        {len(heard):>6}   of {sum(sum(one.ends.values()) for one in heard.values())} feeds"
    yield f"  slowest        {max(one.seconds for one in heard.values()):>6.1f} s   at most {SECONDS:.0f}"
    yield f"  we, more       {tally.ours:>6} MB  at most {OURS}"
    yield f"  loop, late by  {tally.lag * 1000:>6.0f} ms  at most {LAG * 1000:.0f}; later {tally.late} times"
    yield f"  machine, late  {tally.idle_lag * 1000:>6.0f} ms  so many of these are not ours"
    yield f"  good feeds     {len(good):>6}   of {tally.good}; the last one after {good[-1] if good else 0:.0f} s"
    for name, one in sorted(heard.items(), key=lambda pair: -pair[1].seconds):
        yield f"    {one.seconds:5.1f} s  {name}: {dict(one.ends)}"
    yield from (f"  WRONG: {words}" for words in wrong(tally, heard))


def main() -> None:
    """Run and print; the exit code is 1 where something is not as it has to be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--times", type=int, default=3, help="how many feeds give each answer (default: %(default)s)")
    parser.add_argument("--good", type=int, default=20, help="how many good feeds (default: %(default)s)")
    given = parser.parse_args()
    tally, heard = run_on_loop(run(times=given.times, good=given.good))
    sys.stdout.write("\n".join((*table(tally, heard), "")))
    sys.exit(bool(wrong(tally, heard)))


if __name__ == "__main__":
    main()
