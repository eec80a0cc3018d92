"""The dimensions by which the books are divided: each commitment and each event stands under one key. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from feeds.stories.model import ArrestEvent, Commitment, Group
from feeds.stories.promises import JOINT, Profile
from feeds.stories.sums import announced, total

DIMENSIONS = ("fiscal-year", "month", "region", "payer", "programme", "level", "topic")
UNKNOWN = "unknown"


def groups(
    commitments: Sequence[Commitment], events: Sequence[ArrestEvent], profiles: Mapping[str, Profile], by: str
) -> Iterator[Group]:
    """Divide what is shown by a dimension; each promise and each event falls under one key."""
    money: dict[tuple[str, str], list[Commitment]] = {}
    for found in commitments:
        if found.currency:
            money.setdefault((key_of(found, by), found.currency), []).append(found)
    people: dict[str, list[ArrestEvent]] = {}
    for found_event in events:
        people.setdefault(key_of(found_event, by), []).append(found_event)
    told: set[str] = set()
    for key, currency in sorted({*money, *((key, "") for key in people.keys() - {key for key, _ in money})}):
        held = money.get((key, currency), [])
        here = people.get(key, []) if key not in told else []
        told.add(key)
        yield Group(
            key=key,
            name=next((one.payer for one in held if one.payer), None) if by == "payer" else None,
            currency=currency or None,
            announced=announced(held, profiles),
            committed=total(one.amount for one in held),
            distinct=total(one.counts for one in held),
            commitments=tuple(one.id for one in held),
            events=len(here),
            people=sum(e.people or 0 for e in here),
        )


def key_of(found: Commitment | ArrestEvent, by: str) -> str:
    """Give the key under which a promise or an event falls."""
    if by in SPANS:
        return SPANS[by](found.dated)
    if by == "region":
        return next(iter(found.regions), UNKNOWN)
    if by == "topic":
        return next(iter(found.topics), UNKNOWN)
    if isinstance(found, ArrestEvent):
        return UNKNOWN
    if by == "level" and found.payer_key == JOINT:
        return JOINT
    return {"payer": found.payer_key, "programme": found.programme, "level": found.level}[by] or UNKNOWN


def fiscal_year(day: date) -> str:
    """Name the fiscal year of a day; it begins on 1 April."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{first + 1}"


def month(day: date) -> str:
    """Name the month of a day."""
    return f"{day:%Y-%m}"


SPANS = {"fiscal-year": fiscal_year, "month": month}
