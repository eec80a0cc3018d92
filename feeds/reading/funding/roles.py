"""Say what each amount of an announcement is: the promise, a part of it, a year of it, or another's money.

A cue of ``tables/money.toml`` decides; without one the first amount is the headline, a rounding of it is the same
money, a smaller one is a part of it, and a larger one is somebody else's. Only funding commits money.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from feeds.model import Category, Fact
from feeds.reading.funding.money import Amount
from feeds.reading.passage import MONEY, OTHER, Passage, cover
from feeds.reading.phrases import Hit, Phrasebook

_ORDER = ("annual", "earlier", "envelope", "other", "part")
_WINDOW = 180  # code points on either side, within the sentence
COMMITTED = ("total", "part", "annual")


def amount_facts(found: Sequence[tuple[Passage, Sequence[Amount]]], category: Category, book: Phrasebook) -> list[Fact]:
    """Give the facts of the amounts of a whole announcement, title first."""
    cues = book.only("roles")
    hinted = [(p, a, _hint(p, amounts, a, cues)) for p, amounts in found for a in amounts]
    roles = _settle([(a, hint) for _, a, hint in hinted])
    if category is not Category.FUNDING:
        roles = ["other" if role in COMMITTED else role for role in roles]
    return [_fact(p, a, role) for (p, a, _), role in zip(hinted, roles, strict=True)]


def _hint(passage: Passage, amounts: Sequence[Amount], amount: Amount, book: Phrasebook) -> str | None:
    """Give the role that the words around an amount name, if they do."""
    start, end = passage.sentence_at(amount.start)
    start, end = max(start, amount.start - _WINDOW), min(end, amount.end + _WINDOW)
    spans = [(max(a.start, start) - start, a.end - start) for a in amounts if start < a.end and a.start < end]
    itself = (amount.start - start, amount.end - start)
    alone = cover(cover(passage.plain[start:end], [s for s in spans if s != itself], OTHER), [itself], MONEY)
    heard = {hit.id for hit in book.listen(alone).hits("roles") if not _is_of_another(hit, alone)}
    if named := next((name for name in _ORDER if name in heard), None):
        return named
    if _is_listed(alone, book):
        return "part"
    if "maybe_envelope" in heard:
        return "maybe_envelope"
    return "payer" if "payers" in heard and OTHER in alone else None


def _is_of_another(hit: Hit, sentence: str) -> bool:
    """Say whether a cue reaches over another amount, which it then speaks of."""
    return hit.id in ("annual", "earlier", "envelope") and OTHER in sentence[hit.start : hit.end]


def _is_listed(sentence: str, book: Phrasebook) -> bool:
    """Say whether the amount follows another one and a mark that opens its parts."""
    before = sentence[: sentence.index(MONEY)] if MONEY in sentence else ""
    if OTHER not in before:
        return False
    opened = re.search(rf"{OTHER}[^:.]{{0,120}}: ", before) is not None
    return opened or any(hit.id == "part" for hit in book.listen(before.replace(OTHER, MONEY)).hits("roles"))


def _settle(hinted: Sequence[tuple[Amount, str | None]]) -> list[str]:
    """Turn hints into roles, by the headline."""
    open_ = [a for a, hint in hinted if hint in (None, "payer", "annual")]
    maybe = [a for a, hint in hinted if hint == "maybe_envelope"]
    headline = next(iter(open_ or maybe), None)
    payers = [a for a, hint in hinted if hint == "payer"]
    are_shares = len({a.value for a in payers}) > 1 and headline in payers
    return [_role(a, hint, headline, are_shares=are_shares) for a, hint in hinted]


def _role(amount: Amount, hint: str | None, headline: Amount | None, *, are_shares: bool) -> str:
    if hint in _ORDER:
        return str(hint)
    if headline is None or amount.currency != headline.currency:
        return "total"
    if are_shares and hint == "payer":
        return "part"
    if is_same_money(amount, headline):
        return "total"
    if amount.value < headline.value:
        return "part"
    return "envelope" if hint == "maybe_envelope" else "other"


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
