"""What ten thousand feeds cost beside one thousand, a feed, and what memory they take; then ten thousand polls more.

    python -m tests.bench.scale [--feeds N …] [--passes N]

The feeds are short, one entry each, on a hundred loopback hosts; every pass after the first is answered with 304. CPU
is that of the whole tree of processes, in ms a feed; memory that of the main process, in MB; each number of feeds is
polled by a process of its own.
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.loop import run_on_loop
from tests.bench.bed_peer import children, settle_in, spent

HOSTS = 100
SOAK = 1_000  # feeds


def main() -> None:
    """Measure each number of feeds in a process of its own, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--feeds", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--passes", type=int, default=3, help="passes that are answered with 304, measured one by one")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        sys.stdout.write(json.dumps(run_on_loop(measured(asked.alone, asked.passes))) + "\n")
        return
    found = {feeds: alone(feeds, asked.passes) for feeds in asked.feeds}
    for feeds, one in found.items():
        sys.stdout.write(f"{feeds:6} feeds: a 304 {min(one['cpu']):.3f} ms, a first poll {one['first']:.3f} ms; ")
        sys.stdout.write(f"main process {one['memory'][-1]:.0f} MB, all {one['tree']:.0f} MB\n")
    least, most = min(found), max(found)
    sys.stdout.write(f"{most} against {least}, a feed: {min(found[most]['cpu']) / min(found[least]['cpu']):.2f}\n")
    memory = alone(SOAK, 1 + 10_000 // SOAK)["memory"]
    slope = (memory[-1] - memory[1]) / ((len(memory) - 2) * SOAK / 1_000)
    sys.stdout.write(f"soak: {(len(memory) - 1) * SOAK} polls, {slope:+.2f} MB a thousand\n")


def alone(feeds: int, passes: int) -> dict[str, Any]:
    """Measure in a process of its own."""
    asked = [sys.executable, "-m", "tests.bench.scale", "--alone", str(feeds), "--passes", str(passes)]
    return json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)


async def measured(feeds: int, passes: int) -> dict[str, object]:
    """Poll so many feeds again and again; give CPU a feed of each pass, and memory after it."""
    with tempfile.TemporaryDirectory() as folder, served() as port:
        settle_in(Path(folder), [f"http://127.0.0.{n % HOSTS + 1}:{port}/{n}" for n in range(feeds)])
        return await polled(passes)


async def polled(passes: int) -> dict[str, object]:
    """Poll every feed, the first time and then so many times."""
    from bot.app import house_for
    from bot.settings import load_settings

    async with house_for(load_settings()) as house:
        costs, memory = [], []
        for _ in range(passes + 1):
            before = spent()
            report = await house.poller.poll(regardless_of_pace=True)
            assert not report.failed, report.failures[:3]
            costs.append((spent() - before) / report.feeds * 1_000)
            gc.collect()
            memory.append(resident("self"))
        tree = memory[-1] + sum(map(resident, children()))
        return {"first": costs[0], "cpu": costs[1:], "memory": memory, "tree": tree}


@contextmanager
def served() -> Iterator[int]:
    """Run the publisher; give its port."""
    asked = [sys.executable, "-m", "tests.bench.short_feeds", str(HOSTS)]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as publisher:
        assert publisher.stdout is not None
        yield int(publisher.stdout.readline())
        publisher.terminate()


def resident(process: str) -> float:
    """Give the memory that a process holds, in MB."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20


if __name__ == "__main__":
    main()
