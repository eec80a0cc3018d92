"""Ourselves as one more peer of the bed: one pass of the poller, the CPU of the whole tree of processes.

    bed_peer.py --work DIR --urls FILE --phase NAME [--workers N]

As for the other peers in Python the clock starts after imports and set-up: the house is open, its parsing processes run
and the rules have read the texts of the samples once, as in a service that has been up for a while. What that takes is
given beside it (`cpu_setup`).
"""

import argparse
import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.worker.pool import Parser

TICKS = os.sysconf("SC_CLK_TCK")
PUBLISHER = """\
[[publisher]]
id = "bed"
name = { fr = "Banc", en = "Bed" }
kind = "news"
level = "federal"
region = "CA"
homepage = "https://bed.example/"
"""


def main() -> None:
    """Poll once and print what it took."""
    parser = argparse.ArgumentParser()
    for name in ("--work", "--urls", "--phase", "--workers"):
        parser.add_argument(name)
    asked = parser.parse_args()
    settle_in(Path(asked.work), json.loads(Path(asked.urls).read_text()))
    sys.stdout.write("RESULT " + json.dumps(run()) + "\n")


def settle_in(work: Path, urls: Iterable[str]) -> None:
    """Make some addresses the catalogue, and a folder the place of the store."""
    catalog = work / "catalog.toml"
    catalog.write_text(PUBLISHER + "".join(map(feed, urls)))
    os.environ |= {
        "GREFFIER_DATABASE_URL": f"sqlite:///{work / 'greffier.db'}",
        "GREFFIER_CATALOG": str(catalog),
        "GREFFIER_ALLOW_PRIVATE": "127.0.0.0/8",
    }


def feed(url: str) -> str:
    """Write a feed as the catalogue has it."""
    return f'\n[[publisher.feed]]\nurl = "{url}"\nlang = "fr"\n'


def run() -> dict[str, object]:
    """Run the pass on the loop that the program runs on."""
    from bot.loop import run_on_loop

    return run_on_loop(polled())


async def polled() -> dict[str, object]:
    """Open the house, warm it up, and measure one pass over every feed."""
    from bot.app import house_for
    from bot.settings import load_settings
    from storage.polls import count_entries

    async with house_for(load_settings()) as house:
        await warm_up(house.parser)
        set_up, started = spent(), time.perf_counter()
        report = await house.poller.poll(regardless_of_pace=True)
        cpu, wall = spent() - set_up, time.perf_counter() - started
        return {
            "cpu": round(cpu, 4),
            "cpu_setup": round(set_up, 3),
            "wall": round(wall, 4),
            "new": report.entries_new,
            "err": report.failed,
            "entries": await house.db.look(count_entries),
            "report": report.as_json(),
        }


async def warm_up(parser: "Parser") -> None:
    """Start the parsing processes, and let the rules read what the samples say."""
    from bot.demo import sample_source
    from bot.intake import understood
    from bot.warm import warm
    from feeds import samples

    now = datetime.now(UTC)
    catalog = sample_source("http://127.0.0.1").catalog
    bodies = {body.id: body for body in catalog.publishers}
    parsed = [
        parser.parse(samples.document(name, now, stage="now"), url="http://x.example/", content_type=None, now=now)
        for name in samples.names()
    ]
    for document in await asyncio.gather(*parsed):
        for entry in document.entries:
            for one in catalog.feeds[:2]:
                understood(entry, one, bodies[one.publisher], now)
    warm()


def spent() -> float:
    """Give the CPU seconds of this process, of the children it has, and of those that have ended."""
    ours = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    living = (Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children())
    return sum(one.ru_utime + one.ru_stime for one in ours) + sum(
        (int(values[11]) + int(values[12])) / TICKS for values in living
    )


def children() -> list[str]:
    """Give the processes that this one has started and that still run."""
    tasks = Path("/proc/self/task").iterdir()
    return [child for task in tasks for child in (task / "children").read_text().split()]


if __name__ == "__main__":
    main()
