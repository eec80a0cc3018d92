"""Ourselves as one more peer of the bed: `greffier poll --all --json`, the CPU of its whole tree of processes.

bed_peer.py --work DIR --urls FILE --phase NAME [--workers N]
"""

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

GREFFIER = Path(sys.executable).with_name("greffier")
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
    """Poll once with feeds and once with none, and print what the feeds took."""
    parser = argparse.ArgumentParser()
    for name in ("--work", "--urls", "--phase", "--workers"):
        parser.add_argument(name)
    asked = parser.parse_args()
    work = Path(asked.work)
    _, idle, _ = poll(work / "none", [])
    report, cpu, wall = poll(work / "feeds", json.loads(Path(asked.urls).read_text()))
    result = {
        "cpu": round(cpu - idle, 4),
        "cpu_setup": round(idle, 3),
        "wall": round(wall, 4),
        "new": report["entries_new"],
        "err": report["failed"],
        "entries": entries(work / "feeds"),
    }
    sys.stdout.write("RESULT " + json.dumps(result | {"report": report}) + "\n")


def poll(folder: Path, urls: list[str]) -> tuple[dict[str, int], float, float]:
    """Poll every address once from a folder's store; return the report, CPU seconds and seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    catalog = folder / "catalog.toml"
    catalog.write_text(PUBLISHER + "".join(f'\n[[publisher.feed]]\nurl = "{url}"\nlang = "fr"\n' for url in urls))
    settings = {
        "GREFFIER_DATABASE_URL": f"sqlite:///{folder / 'greffier.db'}",
        "GREFFIER_CATALOG": str(catalog),
        "GREFFIER_ALLOW_PRIVATE": "127.0.0.0/8",
    }
    before, started = spent(), time.perf_counter()
    done = subprocess.run(
        [GREFFIER, "poll", "--all", "--json"], env=os.environ | settings, cwd=folder, capture_output=True, check=False
    )
    took = spent() - before, time.perf_counter() - started
    if done.returncode:
        raise SystemExit(done.stderr.decode()[-400:])
    return json.loads(done.stdout), *took


def spent() -> float:
    """Give the CPU seconds of all the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def entries(folder: Path) -> int:
    """Count what a store holds."""
    with sqlite3.connect(folder / "greffier.db") as store:
        (count,) = store.execute("SELECT count(*) FROM entries").fetchone()
    return int(count)


if __name__ == "__main__":
    main()
