"""Commitments whose end is near and that nothing goes on with. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from feeds.stories.model import Commitment, Ledger, LinkState, MoneySum
from feeds.stories.sums import total
from feeds.stories.terms import containment, terms

SAME_PURPOSE = 0.6


def ending_soon(found: Ledger, today: date, within: timedelta) -> Ledger:
    """Keep the commitments whose end is near and that nothing goes on with."""
    near = tuple(
        held
        for held in found.commitments
        if (last := last_day(held)) is not None
        and today <= last <= today + within
        and not any(goes_on(later, held, last) for later in found.commitments)
    )
    money = {currency: sum_of(near, currency) for currency in sorted({held.currency for held in near if held.currency})}
    return replace(found, commitments=near, money=money, events=(), people=0, cumulative=(), groups=())


def sum_of(near: Iterable[Commitment], currency: str) -> MoneySum:
    """Add up the amounts of what ends."""
    held = [one for one in near if one.currency == currency]
    amounts = total(one.amount for one in held)
    return MoneySum(
        announced=amounts,
        committed=amounts,
        distinct=total(one.counts for one in held),
        proposed_overlap=total(one.proposed_overlap for one in held),
        without_amount=0,
    )


def goes_on(later: Commitment, held: Commitment, last: date) -> bool:
    """Tell whether a later commitment goes on with one: the same payer and purpose, and it ends later."""
    end = last_day(later)
    if later.story == held.story or later.dated <= held.dated or end is None or end <= last:
        return False
    purpose, other = (terms(f"{found.payee or ''} {found.programme or ''}") for found in (held, later))
    linked = {link.target for link in later.links if link.state is LinkState.CERTAIN}
    is_one = containment(purpose, other) >= SAME_PURPOSE or held.story in linked
    return later.payer_key == held.payer_key and is_one


def last_day(held: Commitment) -> date | None:
    """Give the day on which a commitment ends: as stated, else its years after its announcement."""
    until = held.until or ""
    if len(until) == 4 and until.isdigit():
        return date(int(until), 3, 31)  # the end of the fiscal year that ends in that one
    try:
        return date.fromisoformat(until)
    except ValueError:
        return None if held.years is None else held.dated + timedelta(days=round(float(held.years) * 365.25))
