"""The three promises of the ledger, on generated chains that arrive in a random order through real polls.

A twentieth of the full scale, with a fixed seed; `python -m tests.chains.run` is all of it.
"""

from collections import Counter

import pytest

from tests.chains.generator import chains
from tests.chains.judge import Verdict
from tests.chains.run import judged, judged_one

pytestmark = pytest.mark.slow


CHAINS, SEED, OVER_HTTP = 10, 1, 1


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return list(judged(list(chains(CHAINS, SEED)), over_http=OVER_HTTP))


@pytest.fixture
def counts(verdicts) -> Counter[str]:
    return sum((verdict.counts for verdict in verdicts), Counter())


def remarks(verdicts: list[Verdict]) -> str:
    """Say what went wrong, chain by chain."""
    return "\n".join(f"{verdict.chain.name}: {remark}" for verdict in verdicts for remark in verdict.remarks)


def test_certain_links_are_right(verdicts, counts) -> None:
    assert counts["certain"] > 0, "no link was made"
    assert counts["certain_right"] >= 0.99 * counts["certain"], remarks(verdicts)


def test_distinct_money_is_exact_in_nine_chains_of_ten(verdicts, counts) -> None:
    assert counts["distinct_exact"] >= 0.9 * CHAINS, remarks(verdicts)


def test_distinct_money_is_never_below_what_the_texts_state(verdicts, counts) -> None:
    assert all(verdict.said.distinct is not None for verdict in verdicts), "no ledger"
    assert counts["distinct_below"] == 0, remarks(verdicts)


async def test_the_order_of_arrival_changes_nothing_that_is_said() -> None:
    [chain] = chains(1, 4)
    first, *others = [await judged_one(chain, order=order) for order in range(3)]
    assert all(set(other.said.stories) == set(first.said.stories) for other in others)
    assert {(other.said.announced, other.said.distinct) for other in others} == {
        (first.said.announced, first.said.distinct)
    }
