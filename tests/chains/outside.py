"""Poll a chain from files and print what is said otherwise than expected.

python -m tests.chains.outside DIR [--orders 20] [--in-memory]

DIR holds ``chain.jsonl``, an entry a line, and ``expected.json``. The chain arrives in random orders; with every entry
changed by one digit and changed back; and in two halves, twice. Nothing is printed of a run that says what is expected
but its name. Ends with 1 where one differs.
"""

import argparse
import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from bot.log import set_up_logging
from tests.chains.bodies import PROVINCES
from tests.chains.judge import Verdict, judge
from tests.chains.model import Body, Chain, ChainEntry, TrueLink, Truth
from tests.chains.serving import Service, served

LEVELS = {"government": "provincial", "police": "provincial", "news": "provincial"}


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="holds chain.jsonl and expected.json")
    parser.add_argument("--orders", type=int, default=20, help="how many random orders (default: %(default)s)")
    parser.add_argument("--in-memory", action="store_true", help="hand the feeds over without HTTP, for speed")
    given = parser.parse_args()
    set_up_logging("console")
    chain = loaded(given.folder)
    sys.exit(asyncio.run(reported(chain, given.orders, over_http=not given.in_memory)))


async def reported(chain: Chain, orders: int, *, over_http: bool) -> int:
    """Print each run as it ends; give the exit code."""
    is_wrong = False
    async for name, verdict in runs(chain, orders, over_http=over_http):
        remarks = [*verdict.remarks, *youth_remarks(verdict)]
        is_wrong |= bool(remarks)
        sys.stdout.write("\n".join([f"{name}: {'as expected' if not remarks else ''}", *remarks, ""]))
        if remarks and verdict.said.commitments:
            sys.stdout.write("".join(f"    said {line}\n" for line in verdict.said.commitments))
    return int(is_wrong)


async def runs(chain: Chain, orders: int, *, over_http: bool) -> AsyncIterator[tuple[str, Verdict]]:
    """Run every manner of arriving, each into a store of its own."""
    for number in range(orders):
        async with served(chain, over_http=over_http) as service:
            await arrive(service, Random(number))
            yield f"order {number + 1}", judge(chain, service.said())
    for name, act in (("one digit, and back", change_and_return), ("two halves, twice", halves_twice)):
        async with served(chain, over_http=over_http) as service:
            await act(service)
            yield name, judge(chain, service.said())


async def arrive(service: Service, rng: Random) -> None:
    """Let entries arrive in a random order, one to four between two polls."""
    entries = rng.sample(service.chain.entries, len(service.chain.entries))
    there = 0
    while there < len(entries):
        there += rng.randrange(1, 5)
        service.publish(entries[:there])
        await service.poll()


async def change_and_return(service: Service) -> None:
    """Change a digit of every entry, and change it back."""
    entries = service.chain.entries
    for published in (entries, tuple(map(changed, entries)), entries):
        service.publish(published)
        await service.poll()


async def halves_twice(service: Service) -> None:
    """Show one half, then the other alone, and both once more."""
    entries = service.chain.entries
    half = len(entries) // 2
    for published in (entries[:half], entries[half:]) * 2:
        service.publish(published)
        await service.poll()


def changed(entry: ChainEntry) -> ChainEntry:
    """Raise the first digit of an entry's text by one, of its title where the text has none."""
    summary = one_digit(entry.summary)
    return replace(entry, summary=summary, title=entry.title if summary != entry.summary else one_digit(entry.title))


def one_digit(text: str) -> str:
    return re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), text, count=1)


def youth_remarks(verdict: Verdict) -> Iterator[str]:
    """Compare who is said to be under eighteen, where that is expected of anything."""
    wanted = verdict.chain.truth.youth
    if wanted is not None and dict(verdict.said.youth) != dict(wanted):
        yield f"youth {dict(verdict.said.youth)} and not {dict(wanted)}"


# --- from files -----------------------------------------------------------------------------------------------------


def loaded(folder: Path) -> Chain:
    """Load a chain from files."""
    lines = (folder / "chain.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    entries = [entry_of(row) for row in rows]
    truth = truth_of(json.loads((folder / "expected.json").read_text(encoding="utf-8")))
    act_of = {name: act for act, names in truth.stories.items() for name in names}
    placed = tuple(replace(entry, act=act_of.get(entry.id, entry.id)) for entry in entries)
    return Chain(name=folder.name, entries=placed, truth=truth)


def entry_of(row: Mapping[str, Any]) -> ChainEntry:
    return ChainEntry(
        id=row["id"],
        act="",
        published=datetime.fromisoformat(row["published"]),
        lang=row["lang"],
        body=body_of(row),
        title=row["title"],
        summary=row["summary"],
        url=row["url"],
    )


def body_of(row: Mapping[str, Any]) -> Body:
    """Describe a publisher: its level and region as given, else as its name says."""
    name, kind = row["publisher"], row["publisher_kind"]
    level, region = level_and_region(name, kind)
    return Body(
        id=re.sub(r"[^a-z0-9]+", "-", name.lower().translate(PLAIN)).strip("-"),
        name={"fr": name, "en": name},
        kind=kind,
        level=row.get("publisher_level") or level,
        region=row.get("publisher_region") or region,
    )


def level_and_region(name: str, kind: str) -> tuple[str, str]:
    """Guess a publisher's level and region from its name; Quebec's where nothing tells."""
    if "Canada" in name:
        return "federal", "CA"
    named = [home.region for home in PROVINCES if home.name in name or home.en_name in name]
    is_city = re.search(r"\b(Ville|City|Town|Municipalité)\b", name)
    return "municipal" if is_city else LEVELS[kind], named[0] if named else "CA-QC"


PLAIN = str.maketrans("àâäçéèêëîïôöûùüœ’'", "aaaceeeeiioouuuo--")


def truth_of(expected: Mapping[str, Any]) -> Truth:
    """Read an ``expected.json``; an act goes by its first entry."""
    stories = {names[0]: tuple(names) for names in expected["stories"]}
    act_of = {name: act for act, names in stories.items() for name in names}
    arrests = expected.get("arrests", {})
    return Truth(
        stories=stories,
        headlines={act_of[name]: amount for name, amount in expected["headline_totals"].items()},
        links=tuple(link_of(link, act_of) for link in expected["links"]),
        announced=expected["announced"],
        distinct=expected["distinct"],
        floor=expected["distinct"],
        events={act_of[name]: people for name, people in arrests.get("events", {}).items()},
        cumulative={act_of[name]: tuple(of) for name, of in arrests.get("cumulative_statements", {}).items()},
        youth=expected.get("youth"),
    )


def link_of(link: Mapping[str, Any], act_of: Mapping[str, str]) -> TrueLink:
    return TrueLink(
        source=act_of[link["from"]],
        target=act_of[link["to"]],
        relation=link["relation"],
        because=link.get("because", ""),
        amount=link.get("what"),
        other=link.get("other"),
    )


if __name__ == "__main__":
    main()
