"""How far entries that tell one announcement are found to: pairwise, on a labelled file.

    python -m tests.feeds.stories.pairs FILE [--ids FILE] [--show N]

FILE has a JSON object a line: ``id title summary lang source date``, and ``same_story`` (a name that the entries of one
story share) or ``twin_of`` (the id of the same text in the other language). ``--ids`` narrows it to the ids of a second
file. A pair counts once; the pairs that a third entry joins count as well. What has no date is compared with nothing.
"""

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from feeds.model import Kind, Level, Publisher, Text
from feeds.reading.read import read
from feeds.stories.group import Pair, Rulings, group, pair
from feeds.stories.model import Telling
from feeds.stories.same import bond, is_another_item
from feeds.stories.signature import Signature, signature

UNDATED = datetime(1970, 1, 1, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
GOVERNMENT, POLICE = re.compile(r"overn|minist|CNW|Ville de|City of"), re.compile(r"olice|SQ|GRC|RCMP|SPVM|S[ûu]ret")


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs that were joined and are one story, were joined and are not, are one and were not joined."""

    right: int
    wrong: int
    missed: int

    def __str__(self) -> str:
        precision = self.right / ((self.right + self.wrong) or 1)
        recall = self.right / ((self.right + self.missed) or 1)
        return (
            f"precision {precision:.3f} ({self.right} of {self.right + self.wrong}), "
            f"recall {recall:.3f} ({self.right} of {self.right + self.missed})"
        )


def main() -> None:
    """Score a file and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--ids", type=Path, help="score only the ids that stand in this file")
    parser.add_argument("--show", type=int, default=0, help="how many wrong pairs to print")
    given = parser.parse_args()
    rows = rows_of(given.file)
    if given.ids:
        wanted = {row["id"] for row in rows_of(given.ids)}
        rows = [row for row in rows if row["id"] in wanted]
    found, truth = joined([signature(telling(row, number)) for number, row in enumerate(rows)]), labelled(rows)
    print(f"{len(rows)} entries:", score(found, truth))  # noqa: T201
    for a, b in sorted(found ^ truth)[: given.show]:
        print("wrong" if (a, b) in found else "missed", a, b)  # noqa: T201


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(found: set[Pair], truth: set[Pair]) -> Score:
    """Compare pairs."""
    return Score(len(found & truth), len(found - truth), len(truth - found))


def joined(entries: Sequence[Signature]) -> set[Pair]:
    """Give the pairs of entries that are told as one story."""
    bonds = [held for a, b in combinations(entries, 2) if (held := bond(a, b)) is not None]
    apart = {pair(a.entry, b.entry) for a, b in combinations(entries, 2) if is_another_item(a, b)}
    return pairs_of(group([entry.entry for entry in entries], bonds, Rulings(apart=frozenset(apart))))


def labelled(rows: Iterable[Mapping[str, Any]]) -> set[Pair]:
    """Give the pairs that are one story by their labels."""
    known: dict[str, set[str]] = {}
    for row in rows:
        names = (row["id"], f"story {row['same_story']}" if row.get("same_story") else None, row.get("twin_of"))
        together = set().union(*(known.get(name, {name}) for name in names if name))
        known |= dict.fromkeys(together, together)
    ids = {row["id"] for row in rows}
    return pairs_of({frozenset(found & ids) for found in known.values()})


def pairs_of(stories: Iterable[Iterable[str]]) -> set[Pair]:
    """Give the pairs within stories."""
    return {pair(a, b) for story in stories for a, b in combinations(sorted(story), 2)}


def telling(row: Mapping[str, Any], number: int = 0) -> Telling:
    """Read a labelled entry as if it had been polled; ``number`` keeps those without a date apart."""
    publisher = publisher_of(str(row.get("source") or ""))
    moment = moment_of(str(row.get("date") or "")) or UNDATED + number * YEAR
    title, summary, lang = row["title"], row.get("summary") or "", row["lang"]
    reading = read(
        Text(
            title=title,
            summary=summary,
            lang=lang,
            publisher=publisher.name["en"],
            publisher_kind=publisher.kind,
            published=moment,
        )
    )
    return Telling(
        entry=row["id"],
        publisher=publisher,
        feed=f"{publisher.id}-{lang}",
        lang=lang,
        title=title,
        summary=summary,
        moment=moment,
        category=reading.category,
        score=reading.score,
        facts=reading.facts,
    )


def publisher_of(source: str) -> Publisher:
    """Guess what sort of body a named source is."""
    name = source.rpartition("/")[2].strip() or "unknown"
    kind = Kind.POLICE if POLICE.search(source) else Kind.GOVERNMENT if GOVERNMENT.search(source) else Kind.NEWS
    return Publisher(
        id=re.sub(r"\W+", "-", name.lower()),
        name={"fr": name, "en": name},
        kind=kind,
        level=Level.FEDERAL,
        region="CA",
        homepage="https://example.org",
    )


def moment_of(date: str) -> datetime | None:
    """Read a day or a month; the middle of the month where no day is known."""
    parts = list(numbers(date))
    if len(parts) < 2:
        return None
    return datetime(parts[0], parts[1], parts[2] if len(parts) > 2 else 15, 12, tzinfo=UTC)


def numbers(date: str) -> Iterator[int]:
    """Give the numbers of a date."""
    return (int(part) for part in date.split("-") if part.isdigit())


if __name__ == "__main__":
    main()
