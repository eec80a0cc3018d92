"""Say what each amount of an announcement is: the promise, a part of it, a year of it, or another's money.

A cue of ``tables/money.toml`` decides; without one the first amount is the headline, a rounding of it is the same money,
a smaller one is a part of it, and a larger one is somebody else's. Only funding commits money.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from feeds.model import Category, Fact
from feeds.reading import patterns, vocabulary
from feeds.reading.money import Amount
from feeds.reading.passage import MONEY, OTHER, Passage, cover

_ORDER = ("annual", "earlier", "envelope", "other", "part")
COMMITTED = ("total", "part", "annual")


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {name: patterns.any_of(words) for name, words in vocabulary.section("tables/money.toml", "roles").items()}


def amount_facts(found: Sequence[tuple[Passage, Sequence[Amount]]], category: Category) -> list[Fact]:
    """Give the facts of the amounts of a whole announcement, title first."""
    hinted = [(p, a, _hint(p, amounts, a)) for p, amounts in found for a in amounts]
    roles = _settle([(a, hint) for _, a, hint in hinted])
    if category is not Category.FUNDING:
        roles = ["other" if role in COMMITTED else role for role in roles]
    return [_fact(p, a, role) for (p, a, _), role in zip(hinted, roles, strict=True)]


def _hint(passage: Passage, amounts: Sequence[Amount], amount: Amount) -> str | None:
    """Give the role that the words around an amount name, if they do."""
    start, end = passage.sentence_at(amount.start)
    others = [(a.start, a.end) for a in amounts if a is not amount]
    alone = cover(cover(passage.plain, others, OTHER), [(amount.start, amount.end)], MONEY)[start:end]
    for name in _ORDER:
        if _cues()[name].search(alone):
            return name
    if _is_listed(alone):
        return "part"
    is_from_payer = _cues()["payers"].search(alone) is not None and alone.count(OTHER) > 0
    if _cues()["maybe_envelope"].search(alone):
        return "maybe_envelope"
    return "payer" if is_from_payer else None


def _is_listed(sentence: str) -> bool:
    """Say whether the amount follows another one and a mark that opens its parts."""
    before = sentence[: sentence.index(MONEY)] if MONEY in sentence else ""
    opened = re.search(rf"{OTHER}[^:.]{{0,120}}: ", before) or _cues()["part"].search(
        before.replace(OTHER, MONEY)
    )
    return opened is not None and OTHER in before


def _settle(hinted: Sequence[tuple[Amount, str | None]]) -> list[str]:
    """Turn hints into roles, by the headline."""
    open_ = [a for a, hint in hinted if hint in (None, "payer", "annual")]
    maybe = [a for a, hint in hinted if hint == "maybe_envelope"]
    headline = _headline(open_ or maybe)
    payers = [a for a, hint in hinted if hint == "payer"]
    are_shares = len({a.value for a in payers}) > 1 and headline in payers
    return [_role(a, hint, headline, are_shares=are_shares) for a, hint in hinted]


def _headline(amounts: Sequence[Amount]) -> Amount | None:
    """Choose the first amount, or the exact one that it rounds."""
    return amounts[0] if amounts else None


def _role(amount: Amount, hint: str | None, headline: Amount | None, *, are_shares: bool) -> str:
    if hint in _ORDER and hint != "part":
        return str(hint)
    if headline is None or amount.currency != headline.currency:
        return "part" if hint == "part" else "total"
    if hint == "maybe_envelope" and not is_same_money(amount, headline) and amount.value > headline.value:
        return "envelope"
    if are_shares and hint == "payer":
        return "part"
    if hint == "part":
        return "part"
    if is_same_money(amount, headline):
        return "total"
    return "part" if amount.value < headline.value else "other"


def is_same_money(one: Amount, other: Amount) -> bool:
    """Say whether one figure can be a rounding of the other: within a twentieth, and not both exact to the unit."""
    low, high = sorted((one.value, other.value))
    return low == high or (low > 0 and (high - low) / high <= Decimal("0.06"))


def _fact(passage: Passage, amount: Amount, role: str) -> Fact:
    return Fact(
        kind="amount",
        value=amount.value,
        field=passage.field,
        start=amount.start,
        end=amount.end,
        text=passage.text[amount.start : amount.end],
        currency=amount.currency,
        role=role,
        qualifier=amount.qualifier,
    )
