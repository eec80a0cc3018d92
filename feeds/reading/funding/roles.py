"""Say what each amount of an announcement is: the promise, a part of it, a year of it, or another's money.

A cue of ``tables/money.toml`` decides; without one the first amount is the headline, a rounding of it is the same
money, a smaller one is a part of it, and a larger one is somebody else's. Only funding commits money.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from feeds.model import Category, Fact
from feeds.reading.funding import cues
from feeds.reading.funding.money import Amount
from feeds.reading.funding.ranges import Span, is_change
from feeds.reading.passage import Passage
from feeds.reading.phrases import Phrasebook

_ORDER = ("annual", "earlier", "envelope", "other", "part")
_WINDOW = 180  # code points between two amounts of one list
COMMITTED = ("total", "part", "annual")


def amount_facts(found: Sequence[tuple[Passage, Sequence[Amount]]], category: Category, book: Phrasebook) -> list[Fact]:
    """Give the facts of the amounts of a whole announcement, title first; ``book`` is for a passage not yet heard."""
    hinted = [(p, a, hint) for p, amounts in found if amounts for a, hint in _hints(p, amounts, book)]
    roles = _settle([(a, hint) for _, a, hint in hinted])
    if category is not Category.FUNDING:
        roles = ["other" if role in COMMITTED else role for role in roles]
    return [_fact(p, a, role) for (p, a, _), role in zip(hinted, roles, strict=True)]


def _hints(passage: Passage, amounts: Sequence[Amount], book: Phrasebook) -> Iterator[tuple[Amount, str | None]]:
    """Give each amount with the role that the words around it name, if they do."""
    heard = passage if passage.heard else passage.listen(book)
    said = cues.around(heard, amounts)
    listed = _listed(passage, amounts, said)
    together, changed = _together(passage, amounts), _changed(passage, amounts)
    for amount, roles, is_listed, is_together, change in zip(amounts, said, listed, together, changed, strict=True):
        if change:
            yield amount, "earlier" if change == "old" else None
            continue
        named = next((name for name in _ORDER if name in roles), "part" if is_listed else None)
        maybe = "maybe_envelope" if "maybe_envelope" in roles else None
        yield amount, named or maybe or ("payer" if "payers" in roles and is_together else None)


def _listed(passage: Passage, amounts: Sequence[Amount], said: Sequence[set[str]]) -> list[bool]:
    """Say which amounts follow another one of their sentence and a mark that opens its parts: "dont", a colon."""
    listed, opened, before = [], False, -_WINDOW
    for at, amount in enumerate(amounts):
        begin = passage.sentence_at(amount.start)[0]
        is_next = before >= begin and amount.start - before <= _WINDOW
        opened = is_next and (opened or "part" in said[at - 1] or ": " in passage.marked[before : amount.start])
        listed.append(opened)
        before = amount.end
    return listed


def _changed(passage: Passage, amounts: Sequence[Amount]) -> list[str | None]:
    """Say which amounts are the old and the new of a change: "grows from $51 million to $64 million"."""
    found: list[str | None] = [None] * len(amounts)
    for at, (old, new) in enumerate(pairwise(amounts)):
        spans = (Span(amount.start, amount.end, amount.value) for amount in (old, new))
        if is_change(passage.plain, *spans):
            found[at : at + 2] = ["old", "new"]
    return found


def _together(passage: Passage, amounts: Sequence[Amount]) -> list[bool]:
    """Say which amounts share a sentence with another one."""
    ends = [passage.sentence_at(amount.start)[1] for amount in amounts]
    return [ends.count(end) > 1 for end in ends]


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
