"""Poll generated chains into stores of their own and count how far what is said of them is true.

python -m tests.chains.run [--chains 200] [--seed 1] [--http 5] [--jobs 2] [--show 3] [--only SEED] [--write DIR]
"""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from bot.log import set_up_logging
from tests.chains.generator import chains, make
from tests.chains.judge import Verdict, judge
from tests.chains.model import Chain
from tests.chains.serving import served


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--chains", type=int, default=200, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first chain (default: %(default)s)")
    parser.add_argument("--http", type=int, default=5, help="how many over HTTP, the others in memory")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes (default: %(default)s)")
    parser.add_argument("--show", type=int, default=0, help="how many chains that went wrong to print whole")
    parser.add_argument("--only", type=int, help="one chain by the name that --show prints")
    parser.add_argument("--write", type=Path, help="write each chain to DIR as chain.jsonl and expected.json, no more")
    given = parser.parse_args()
    set_up_logging("console")
    made = [make(given.only)] if given.only is not None else list(chains(given.chains, given.seed))
    if given.write:
        for chain in made:
            write(chain, given.write / chain.name)
        return
    verdicts = list(judged(made, over_http=given.http, jobs=given.jobs))
    sys.stdout.write("\n".join([*worst(verdicts, given.show or int(given.only is not None)), *totals(verdicts), ""]))


def judged(made: Sequence[Chain], *, over_http: int = 0, jobs: int = 1) -> Iterator[Verdict]:
    """Judge chains, in so many processes."""
    ways = [number < over_http for number in range(len(made))]
    if jobs == 1:
        yield from map(judged_alone, made, ways)
        return
    with ProcessPoolExecutor(jobs) as processes:
        yield from processes.map(judged_alone, made, ways)


def judged_alone(chain: Chain, over_http: bool) -> Verdict:
    return asyncio.run(judged_one(chain, over_http=over_http))


async def judged_one(chain: Chain, *, over_http: bool = False, order: int = 0) -> Verdict:
    """Let a chain arrive in a random order, in two or three polls, and judge what is said."""
    rng = Random(f"{chain.name} {order}")
    arriving = rng.sample(chain.entries, len(chain.entries))
    polls = rng.choice((2, 3))
    async with served(chain, over_http=over_http) as service:
        for number in range(1, polls + 1):
            service.publish(arriving[: len(arriving) * number // polls])
            await service.poll()
        return judge(chain, service.said())


# --- what is printed ------------------------------------------------------------------------------------------------


def totals(verdicts: list[Verdict]) -> Iterator[str]:
    """Give the totals, a line each."""
    counts: Counter[str] = sum((verdict.counts for verdict in verdicts), Counter())
    n = counts["chains"]
    yield f"chains {n}, entries {counts['entries']}; read as neither funding nor arrest: {counts['entries_other']}"
    yield f"stories exact            {share(counts['stories_exact'], n)}"
    yield f"pairs        precision   {share(counts['pairs_right'], counts['pairs_said'])}"
    yield f"             recall      {share(counts['pairs_right'], counts['pairs_true'])}"
    yield f"headlines exact          {share(counts['headlines_right'], counts['headlines'])}"
    yield f"certain links precision  {share(counts['certain_right'], counts['certain'])}"
    yield f"             recall      {share(counts['links_found'], counts['links_true'])}"
    yield f"   true, but unstated    {counts['certain_unstated']}; within one torn story {counts['links_within']}"
    yield f"   shared sums right     {share(counts['amounts_right'], counts['amounts'])}"
    yield f"proposed links right     {share(counts['proposed_right'], counts['proposed'])}"
    if any(verdict.said.announced is None for verdict in verdicts):
        yield "no ledger yet"
        return
    yield f"announced exact          {share(counts['announced_exact'], n)}"
    yield f"distinct exact           {share(counts['distinct_exact'], n)}"
    yield f"   below the truth       {counts['distinct_below']}"
    yield f"   below what happened   {counts['distinct_below_floor']}"
    yield f"arrests exact            {share(counts['arrests_exact'], n)}"
    yield f"cumulative exact         {share(counts['cumulative_exact'], n)}"


def share(part: int, whole: int) -> str:
    return f"{part / whole:.4f} ({int(part)} of {whole})" if whole else "none"


def worst(verdicts: list[Verdict], most: int) -> Iterator[str]:
    """Print chains that went wrong, those whose sums are wrong first."""
    wrong = [verdict for verdict in verdicts if not verdict.is_right]
    wrong.sort(key=lambda verdict: (verdict.counts["distinct_exact"], -verdict.counts["distinct_below"]))
    for verdict in wrong[:most]:
        yield f"=== {verdict.chain.name}: {verdict.chain.story}"
        for entry in verdict.chain.entries:
            yield f"  {entry.id} {entry.published:%Y-%m-%d} {entry.lang} {entry.body.id}: {entry.title}"
            yield f"      {entry.summary}"
        yield from (f"  said {line}" for line in verdict.said.commitments)
        yield from (f"  - {remark}" for remark in verdict.remarks)


def write(chain: Chain, folder: Path) -> None:
    """Write a chain as files: entries, and what is true of them."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(entry.as_json(), ensure_ascii=False) for entry in chain.entries]
    (folder / "chain.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")
    expected = json.dumps(chain.truth.as_json(), ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(expected, encoding="utf-8")


if __name__ == "__main__":
    main()
