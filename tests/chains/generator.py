"""Chains from seeds: the same seed, the same chain."""

from collections.abc import Iterator

from tests.chains.acts import Act, Plan
from tests.chains.grammar import tell
from tests.chains.model import Chain
from tests.chains.plan import draw
from tests.chains.truth import truth_of


def make(seed: int) -> Chain:
    """Make one chain."""
    plan = draw(seed)
    entries = tell(plan)
    return Chain(name=str(seed), entries=entries, truth=truth_of(plan, entries), story=outline(plan))


def chains(count: int, seed: int) -> Iterator[Chain]:
    """Make so many chains, each of a seed of its own."""
    return (make(seed * 100_000 + number) for number in range(count))


def outline(plan: Plan) -> str:
    """Write what happened, a line an act."""
    return "\n".join([f"{plan.subject.key}, {plan.home.name}", *map(line_of, plan.acts)])


def line_of(act: Act) -> str:
    payers = "+".join(payer.key for payer in act.payers)
    shares = " + ".join(f"{amount:,}" for _, amount in act.parts)
    money = f"{act.sum.value:,}" if act.sum else f"{act.people} people" if act.people else "no total"
    ties = ", ".join(f"{reference.tie} {reference.to} {reference.amount or ''}".strip() for reference in act.references)
    orphan = "draws on a plan that nobody announced" if act.orphan_envelope else ""
    said = f"{money}{f' = {shares}' if shares else ''} {ties}{orphan}".rstrip()
    return f"{act.key} {act.at:%Y-%m-%d} {act.kind} {payers}: {said}"
