"""How much CPU a poll costs, side by side with readers that people admire, whatever of them is installed.

    python -m tests.bench.polling --bed DIR [--feeds N …] [--peers NAME,…] [--phases …] [--tls] [--repeat N]

DIR holds the bed: a loopback server of generated feeds, and a runner that polls it with each peer in turn. We join as
one more peer, by our command line; the CPU is that of the whole tree of processes. As for the peers that run in
Python, imports and set-up are not counted: what the same command takes with nothing to do is taken off.
BED_ROOT says where the peers' environments are; a peer whose environment is missing is named and left out.
"""

import argparse
import importlib
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

OURS = "greffier"
SCRIPT = Path(__file__).with_name("bed_peer.py").resolve()
PEERS = "reader,rsstt,newsboat"
PHASES = "cold,warm,304,200,changed"
# phase -> what it is, and of which peers the least is what ours is measured by
ASKED = {
    "304": ("unchanged, 304", ("rsstt", "reader")),
    "200": ("unchanged, no validators", ("reader,rsstt,newsboat",)),
    "changed": ("one new entry", ("reader,rsstt,newsboat",)),
    "cold": ("first poll", ("reader", "newsboat")),
}


def main() -> None:
    """Run the bed with us in it, and print the ratios."""
    asked = arguments()
    bed = bed_in(asked.bed)
    peers = installed(bed, asked.peers)
    for feeds in asked.feeds:
        with tempfile.TemporaryDirectory() as work:
            run(bed, asked, feeds, [OURS, *peers], Path(work))
            report(feeds, Path(work, "polls.jsonl"), is_tls=asked.tls)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--bed", type=Path, required=True, help="the folder that holds the package `bed`")
    parser.add_argument("--feeds", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--peers", default=PEERS, help="by comma; an empty one for ours alone")
    parser.add_argument("--phases", default=PHASES)
    parser.add_argument("--tls", action="store_true", help="over https, with a throw-away authority")
    parser.add_argument("--repeat", type=int, default=1)
    return parser.parse_args()


def bed_in(folder: Path) -> ModuleType:
    """Import the bed's runner."""
    sys.path.insert(0, str(folder.resolve()))
    return importlib.import_module("bed.poll")


def installed(bed: ModuleType, names: str) -> list[str]:
    """Give the peers that can run here, and name the others."""
    found = []
    for name in filter(None, names.split(",")):
        is_there = Path(bed.ROOT, bed.PEERS[name][0], "bin", "python").exists()
        if name == "newsboat":
            is_there &= shutil.which("newsboat") is not None or "BED_DEBS" in os.environ
        if is_there:
            found.append(name)
        else:
            sys.stdout.write(f"{name}: not installed, left out\n")
    return found


def run(bed: ModuleType, asked: argparse.Namespace, feeds: int, peers: list[str], work: Path) -> None:
    """Let each peer poll, phase by phase."""
    bed.PEERS[OURS] = (str(Path(sys.executable).parent.parent), str(SCRIPT), 0)
    bed.poll(
        argparse.Namespace(
            feeds=feeds,
            hosts=min(feeds, 200 if asked.tls else 1000),
            port=8181,
            seed=7,
            peers=",".join(peers),
            phases=asked.phases,
            latency=0,
            gzip=False,
            tls=str(work / "tls") if asked.tls else "",
            repeat=asked.repeat,
            out=str(work / "polls.jsonl"),
            work=str(work / "work"),
            timeout=1500,
        )
    )


def report(feeds: int, results: Path, *, is_tls: bool) -> None:
    """Print what each took, and ours against theirs."""
    took: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for line in results.read_text().splitlines():
        row: dict[str, Any] = json.loads(line)
        took[row["phase"]][row["peer"]].append(row["ms_per_feed"])
    sys.stdout.write(
        f"\n{feeds} feeds{', over TLS' if is_tls else ''}: CPU in ms a feed, and ours as a part of theirs\n"
    )
    for phase, (name, measures) in ASKED.items():
        if OURS not in took[phase]:
            continue
        cost = {peer: statistics.median(values) for peer, values in took[phase].items()}
        figures = "  ".join(f"{peer} {value:.3f}" for peer, value in cost.items())
        parts = [part for measure in measures if (part := ratio(cost, measure))]
        sys.stdout.write(f"  {name:26} {figures}   {'  '.join(parts)}\n")


def ratio(cost: dict[str, float], measure: str) -> str | None:
    """Say what part of the least of some peers ours is; None where none of them ran."""
    theirs = [cost[peer] for peer in measure.split(",") if peer in cost]
    if not theirs:
        return None
    label = measure if "," not in measure else "the best"
    return f"{cost[OURS] / min(theirs):.3f} of {label}"


if __name__ == "__main__":
    main()
