"""Split a labelled file of announcements, by group, into a part to read (60 %) and a part to score (40 %).

    python tests/feeds/reading/split.py FILE --part read|score

Items that share a ``same_story`` or name one another as ``twin_of`` are one group, transitively: rules that were
written after one telling of a story must not be scored on another. The side follows from a hash of the group's
smallest id.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

READ_SHARE = 0.6


def groups(items: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Give each item's id the smallest id of its group."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    ids = [item["id"] for item in items]
    for item in items:
        for other in (item.get("same_story") and f"story:{item['same_story']}", item.get("twin_of")):
            if other:
                parent[root(other)] = root(item["id"])
    smallest: dict[str, str] = {}
    for each in sorted(ids):
        smallest.setdefault(root(each), each)
    return {each: smallest[root(each)] for each in ids}


def part_of(group: str) -> str:
    """Say on which side a group stands."""
    share = int.from_bytes(hashlib.sha256(group.encode()).digest()[:8]) / 2**64
    return "read" if share < READ_SHARE else "score"


def split(lines: Iterable[str], part: str) -> Iterator[str]:
    """Give the lines of one side, as they were."""
    kept = [line for line in lines if line.strip()]
    items = [json.loads(line) for line in kept]
    group = groups(items)
    for line, item in zip(kept, items, strict=True):
        if part_of(group[item["id"]]) == part:
            yield line if line.endswith("\n") else line + "\n"


def main() -> None:
    """Write one side of a file to stdout."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--part", choices=("read", "score"), required=True)
    wanted = parser.parse_args()
    with wanted.file.open(encoding="utf-8") as lines:
        sys.stdout.writelines(split(lines, wanted.part))


if __name__ == "__main__":
    main()
