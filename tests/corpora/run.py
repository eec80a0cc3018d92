"""Whole corpora of feeds through the parser: a verdict for each, in time, and what was seen cut out without a trace.

python -m tests.corpora.run [FOLDER …]      default: .cache/corpora, which `make corpora` fills
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from feeds.model import Document, NotAFeed
from feeds.parsing.parse import parse
from tests.fuzz.bodies import wrong_with

CORPORA = Path(__file__).parents[2] / ".cache" / "corpora"
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
P99, MOST = 0.050, 1.0  # seconds
SHOWN = 20


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the files."""

    verdicts: Counter[str] = field(default_factory=Counter)
    entries: int = 0
    seconds: list[float] = field(default_factory=list)
    split: int = 0
    cuts: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def p99(self) -> float:
        return quantiles(self.seconds, n=100)[-1] if len(self.seconds) > 1 else 0.0


def run(folders: Iterable[Path]) -> Tally:
    """Parse every file below some folders."""
    tally = Tally()
    for file in sorted(file for folder in folders for file in folder.rglob("*") if file.is_file()):
        try:
            tally.wrong += [f"{file}: {words}" for words in wrong_with_file(file.read_bytes(), tally)]
        except Exception as problem:  # the very thing that is looked for
            tally.wrong.append(f"{file}: {type(problem).__name__}: {problem}")
    if tally.p99 > P99:
        tally.wrong.append(f"p99 is {tally.p99 * 1000:.0f} ms")
    return tally


def wrong_with_file(body: bytes, tally: Tally) -> Iterator[str]:
    """Parse one file; where its entries are told apart, all but some are cut, and what is left compared."""
    started = time.process_time()
    found = read(body)
    tally.seconds.append(time.process_time() - started)
    tally.verdicts[found.error if isinstance(found, NotAFeed) else "a feed"] += 1
    yield from wrong_with(found)
    if isinstance(found, NotAFeed):
        return
    tally.entries += len(found.entries)
    tally.split += bool(found.slices)
    for kept in {0, len(found.slices) // 2, len(found.slices) - 1} if found.slices else ():
        tally.cuts += 1
        cut = read(body, frozenset(found.slices) - {found.slices[kept]})
        if not agree(found, cut, found.slices[kept]):
            yield f"cut to entry {kept}, it is another"


def agree(whole: Document, cut: Document | NotAFeed, kept: int) -> bool:
    """Tell whether a document that was cut to one entry reads as that entry of the whole."""
    wanted = tuple(entry for entry, hashed in zip(whole.entries, whole.slices, strict=True) if hashed == kept)
    return (
        isinstance(cut, Document)
        and cut.entries == wanted
        and cut.cut == len(whole.entries) - len(wanted)
        and (cut.title, cut.lang, cut.ttl, cut.slices) == (whole.title, whole.lang, whole.ttl, whole.slices)
    )


def read(body: bytes, seen: frozenset[int] = frozenset()) -> Document | NotAFeed:
    return parse(body, url="https://exemple.test/feed.xml", content_type=None, now=NOW, seen=seen)


def table(tally: Tally) -> Iterator[str]:
    """Give the figures, a line each, and the first failures."""
    yield f"corpora, {len(tally.seconds)} files, {tally.entries} entries"
    yield from (f"  {verdict:<14} {count:>6}" for verdict, count in tally.verdicts.most_common())
    yield f"  told apart     {tally.split:>6}   feeds; {tally.cuts} times cut to one entry"
    yield f"  p99            {tally.p99 * 1000:>6.1f} ms of a processor, at most {P99 * 1000:.0f}"
    yield f"  slowest        {max(tally.seconds, default=0) * 1000:>6.0f} ms"
    yield f"  failures       {len(tally.wrong):>6}"
    yield from (f"    {wrong[:300]}" for wrong in tally.wrong[:SHOWN])


def main() -> None:
    """Run and print; the exit code is 1 where something went wrong, or nothing was there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[CORPORA], help="default: %(default)s")
    tally = run(parser.parse_args().folders)
    sys.stdout.write("\n".join((*table(tally), "")))
    sys.exit(bool(tally.wrong) or not tally.seconds)


if __name__ == "__main__":
    main()
