"""What the ledger must say of a plan, by the contract's rules and from the plan alone.

announced    the headline of every act of money, once: the stated total, else the sum of the stated shares
distinct     the stated shares, or the sum, of every act, but for what is inside another act's money and a text says so
floor        the same, where it is enough that the money is inside another act's
"""

from collections.abc import Iterator, Sequence

from tests.chains.acts import Act, Kind, Plan, Reference, Tie
from tests.chains.model import ChainEntry, TrueLink, Truth


def truth_of(plan: Plan, entries: Sequence[ChainEntry]) -> Truth:
    """Work out what is true of a plan and of the entries that tell it."""
    links = tuple(link for act in plan.acts for link in links_of(plan, act))
    money = [act for act in plan.acts if act.is_money]
    return Truth(
        stories={act.key: tuple(entry.id for entry in entries if entry.act == act.key) for act in plan.acts},
        headlines={act.key: headline(act) for act in money},
        links=links,
        announced=sum(headline(act) for act in money),
        distinct=counted(money, [link for link in links if link.stated]),
        floor=counted(money, links),
        events={act.key: act.people or 0 for act in plan.acts if act.kind is Kind.SWEEP},
        cumulative={act.key: act.cumulative for act in plan.acts if act.cumulative},
    )


def headline(act: Act) -> int:
    """Give the sum that an act puts forward."""
    return act.sum.value if act.sum else sum(amount for _, amount in act.parts)


def committed(act: Act) -> int:
    """Give what an act promises: its payers' stated shares, else its sum."""
    return sum(amount for _, amount in act.parts) or headline(act)


def counted(acts: Sequence[Act], links: Sequence[TrueLink]) -> int:
    """Count money once: what is linked leaves the smaller side of the link."""
    return sum(committed(act) - inside(act, links) for act in acts)


def inside(act: Act, links: Sequence[TrueLink]) -> int:
    """Give how much of an act's money stands in another act's. A whole act leaves once, however many links it has."""
    away = 0
    for link in links:
        if link.relation == "amends" and link.target == act.key and link.amount is None:
            return committed(act)
        if link.relation in ("part_of", "repeats") and link.source == act.key and link.amount is None:
            return committed(act)
        if link.relation == "part_of" and link.source == act.key:
            away += link.amount or 0
        if link.relation == "repeats" and link.target == act.key:
            away += link.other or 0  # the later sum holds it, more exactly
    return away


def links_of(plan: Plan, act: Act) -> Iterator[TrueLink]:
    """Give the links of one act: those that a text states, and the one that none does."""
    for reference in act.references:
        yield from MAKING[reference.tie](plan, act, reference)


def draws(plan: Plan, act: Act, reference: Reference) -> Iterator[TrueLink]:
    """Draw on an envelope: wholly, or with one payer's share. Once it was raised, either act may be meant."""
    because = f"{act.key} says that it draws on {reference.to}"
    yield TrueLink(source=act.key, target=reference.to, relation="part_of", because=because, amount=reference.amount)
    for raised in plan.raises(plan.act(reference.to)):
        yield TrueLink(
            source=act.key, target=raised.key, relation="part_of", because=because, amount=0, is_needed=False
        )


def comprises(plan: Plan, act: Act, reference: Reference) -> Iterator[TrueLink]:
    because = f"{act.key} says that it comprises {reference.to}"
    yield TrueLink(source=reference.to, target=act.key, relation="part_of", because=because)


def instead(plan: Plan, act: Act, reference: Reference) -> Iterator[TrueLink]:
    because = f"{act.key} raises {reference.to}"
    yield TrueLink(source=act.key, target=reference.to, relation="amends", because=because)


def adds(plan: Plan, act: Act, reference: Reference) -> Iterator[TrueLink]:
    """Add to an envelope: it may be called an amendment, and all of both counts; a part besides it has no link."""
    if act.kind is Kind.TOPPED_UP:
        because = f"{act.key} adds to {reference.to}"
        yield TrueLink(
            source=act.key, target=reference.to, relation="amends", because=because, amount=0, is_needed=False
        )


def repeats(plan: Plan, act: Act, reference: Reference) -> Iterator[TrueLink]:
    """Repeat another act whole, or one payer's share of it within a larger sum."""
    told = plan.act(reference.to)
    because = f"{act.key} says that it repeats {reference.to}"
    share = next((amount for payer, amount in told.parts if payer is act.payers[0]), None)
    yield TrueLink(
        source=act.key,
        target=told.key,
        relation="repeats",
        because=because,
        amount=reference.amount,
        other=share,
    )


def silent(plan: Plan, act: Act, reference: Reference) -> Iterator[TrueLink]:
    because = f"{act.key} draws on {reference.to}, and no text says so"
    yield TrueLink(
        source=act.key, target=reference.to, relation="part_of", because=because, stated=False, is_needed=False
    )


MAKING = {
    Tie.DRAWS: draws,
    Tie.COMPRISES: comprises,
    Tie.INSTEAD: instead,
    Tie.ADDS: adds,
    Tie.REPEATS: repeats,
    Tie.SILENT: silent,
}
