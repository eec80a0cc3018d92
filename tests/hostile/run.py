"""Hostile documents among good feeds, served over HTTP and polled by the whole program, as in the field.

    python -m tests.hostile.run [--every 1] [--good 50]

Each document has to end in a verdict within 11 s of its parser, whose process holds 512 MB at most; we hold 64 MB more
at most, our loop is never late by 50 ms more than a process that does nothing beside us, and every good feed is read.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.house import Source, open_house
from bot.loop import run_on_loop
from bot.settings import Settings
from bot.warm import warm
from feeds.model import Catalog, Document, Feed, Kind, Level, NotAFeed, Publisher
from feeds.worker.message import Question
from feeds.worker.pool import Child, Parser
from tests.hostile.documents import documents

MB = 1024 * 1024
SECONDS, WORKER, OURS, LAG = 11.0, 512, 64, 0.050  # seconds, MB, MB, seconds
SLOWEST = 12  # documents that are named
BEAT = 0.005
BODY = Publisher(
    id="a",
    name={"fr": "A", "en": "A"},
    kind=Kind.NEWS,
    level=Level.MUNICIPAL,
    region="CA-QC-06",
    homepage="https://exemple.test",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one document, after how long with its parser."""

    url: str
    said: str
    seconds: float
    at: float


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was seen over the whole run."""

    names: list[str]
    verdicts: dict[str, Verdict] = field(default_factory=dict)  # by path
    good: int = 0
    fetched: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    worker: int = 0  # MB
    ours: int = 0  # MB more than before
    lag: float = 0.0  # seconds
    late: int = 0  # beats that were later than they may be
    idle_lag: float = 0.0  # seconds, of a process that does nothing: what the machine is late by
    seconds: float = 0.0

    def wrong(self, *, timed: bool = True) -> list[str]:
        """Say what is not as it has to be; on a machine that is busy otherwise, how late the loop is says nothing."""
        wanted = {f"/hostile/{number}": name for number, name in enumerate(self.names) if name}
        missing = [name for path, name in wanted.items() if path not in self.verdicts]
        limits = [
            (f"no verdict: {missing}", bool(missing)),
            *((f"{v.url}: {v.seconds:.1f} s", v.seconds > SECONDS) for v in self.verdicts.values()),
            (f"a parser held {self.worker} MB", self.worker > WORKER),
            (f"we held {self.ours} MB more", self.ours > OURS),
            (f"the loop was late by {self.lag * 1000:.0f} ms", timed and self.lag - self.idle_lag > LAG),
            (f"{self.good - len(self.read())} good feeds were not read", len(self.read()) < self.good),
            (f"internal errors: {self.errors['internal']}", self.errors["internal"] > 0),
        ]
        return [words for words, is_wrong in limits if is_wrong]

    def read(self) -> list[Verdict]:
        """Give the good feeds that were read."""
        return [v for path, v in self.verdicts.items() if path.startswith("/good/") and v.said == "20 entries"]


class Watched(Parser):
    """A parser that notes how long each document took, and what for."""

    def __init__(self, tally: Tally) -> None:
        super().__init__()
        self._tally, self._began = tally, time.monotonic()

    async def _ask(self, child: Child, question: Question) -> Document | NotAFeed:
        started = time.monotonic()
        found = await super()._ask(child, question)
        ended = time.monotonic()
        said = f"{len(found.entries)} entries" if isinstance(found, Document) else f"{found.error}: {found.detail}"
        path = question.url.partition("/")[2].partition("/")[2].partition("/")[2]
        self._tally.verdicts[f"/{path}"] = Verdict(
            url=question.url, said=said, seconds=ended - started, at=ended - self._began
        )
        return found

    def peak(self) -> int:
        """Give the most that any of the processes holds or held, in MB."""
        return max((held(child.process.pid, "VmHWM") for child in self._children), default=0)


def held(pid: int | str, what: str) -> int:
    """Read one of the figures of a process, in MB; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(what)), 0)


async def beat(tally: Tally, parser: Watched, before: int) -> None:
    """Note how late the loop is, and how much is held, for as long as it runs."""
    loop, looked = asyncio.get_running_loop(), 0.0
    while True:
        due = loop.time() + BEAT
        await asyncio.sleep(BEAT)
        late = loop.time() - due
        tally.lag = max(tally.lag, late)
        tally.late += late > LAG
        if due - looked > 0.1:
            looked = due
            tally.worker = max(tally.worker, parser.peak())
            tally.ours = max(tally.ours, held("self", "VmRSS") - before)


async def run(*, every: int = 1, good: int = 50) -> Tally:
    """Poll each ``every``-th document among good feeds; the first poll of the good ones warms the program up."""
    names = list(documents())
    chosen = range(0, len(names), every)
    tally = Tally(names=[name if number in chosen else "" for number, name in enumerate(names)], good=good)
    with tempfile.TemporaryDirectory() as folder, serving("server") as (base, _):
        settings = Settings(
            database_url=f"sqlite:///{folder}/greffier.db", allow_private=["127.0.0.0/8"], telegram_token=None
        )
        await warm_up(settings, base)
        paths = [*(f"/hostile/{number}" for number in chosen), *(f"/good/{number}" for number in range(good))]
        paths.sort(key=lambda path: (int(path.rpartition("/")[2]) % 50, path))  # good ones all along
        async with open_house(settings, Source(catalog=catalog(base, paths))) as house, Watched(tally) as parser:
            house.poller._parser = parser
            warm()
            watching = asyncio.create_task(beat(tally, parser, held("self", "VmRSS")))
            with serving("idle") as (_, idle):
                report = await house.poller.poll(regardless_of_pace=True)
                tally.idle_lag = float(last_line(idle))
            watching.cancel()
    tally.seconds, tally.fetched, tally.errors = report.seconds, report.fetched, report.errors
    return tally


async def warm_up(settings: Settings, base: str) -> None:
    """Poll a good feed in each language, so that what is loaded once is not counted."""
    async with open_house(settings, Source(catalog=catalog(base, ["/good/0", "/good/1"]))) as house:
        await house.poller.poll(regardless_of_pace=True)


def catalog(base: str, paths: list[str]) -> Catalog:
    """Describe one publisher of all of them."""
    feeds = (
        Feed(id=path.strip("/").replace("/", "-"), publisher="a", url=f"{base}{path}", lang="fr") for path in paths
    )
    return Catalog(publishers=(BODY,), feeds=tuple(feeds))


@contextmanager
def serving(what: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a process beside us, until its input ends; give the address that its first line makes."""
    command = [sys.executable, "-m", f"tests.hostile.{what}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}", process


def last_line(process: subprocess.Popen[str]) -> str:
    """End a process's input, and give what it says then."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    return process.stdout.read()


def table(tally: Tally) -> Iterator[str]:
    """Give the figures, a line each."""
    hostile = {path: v for path, v in tally.verdicts.items() if path.startswith("/hostile/")}
    good = sorted(v.at for v in tally.read())
    yield f"hostile documents, {tally.seconds:.0f} s"
    yield f"  documents      {len(hostile):>6}   of {sum(map(bool, tally.names))}, a verdict each"
    for error, count in Counter(v.said.partition(":")[0] for v in hostile.values() if ":" in v.said).most_common():
        yield f"  {error:<14} {count:>6}"
    yield f"  slowest        {max(v.seconds for v in hostile.values()):>6.1f} s   at most {SECONDS:.0f}"
    yield f"  parser's peak  {tally.worker:>6} MB  at most {WORKER}"
    yield f"  we, more       {tally.ours:>6} MB  at most {OURS}"
    yield f"  loop, late by  {tally.lag * 1000:>6.0f} ms  at most {LAG * 1000:.0f}; later {tally.late} times"
    yield f"  machine, late  {tally.idle_lag * 1000:>6.0f} ms  so many of these are not ours"
    yield f"  good feeds     {len(good):>6}   of {tally.good}; the last one after {good[-1] if good else 0:.0f} s"
    slowest = sorted(hostile.items(), key=lambda pair: -pair[1].seconds)[:SLOWEST]
    for path, v in slowest:
        yield f"    {v.seconds:5.1f} s  {tally.names[int(path.rpartition('/')[2])]}: {v.said[:60]}"
    yield from (f"  WRONG: {words}" for words in tally.wrong())


def main() -> None:
    """Run and print; the exit code is 1 where something is not as it has to be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--every", type=int, default=1, help="take every n-th document (default: all)")
    parser.add_argument("--good", type=int, default=50, help="how many good feeds (default: %(default)s)")
    given = parser.parse_args()
    tally = run_on_loop(run(every=given.every, good=given.good))
    sys.stdout.write("\n".join((*table(tally), "")))
    sys.exit(bool(tally.wrong()))


if __name__ == "__main__":
    main()
