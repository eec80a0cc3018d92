"""A fact as a row, and back."""

from decimal import Decimal
from typing import Any

from feeds.model import Fact

HUNDREDTHS = 100
ALSO = ("currency", "role", "qualifier", "scope", "of", "region", "since", "until")
WRITTEN = {Decimal: "decimal", int: "int", str: "text"}
READ_VALUE: dict[str, Any] = {"decimal": Decimal, "int": int, "text": str}


def fact_values(reading: int, fact: Fact) -> dict[str, Any]:
    """Write a fact as the values of its row; an amount also as whole hundredths."""
    return {
        "reading_id": reading,
        "kind": fact.kind,
        "value": str(fact.value),
        "value_type": WRITTEN[type(fact.value)],
        "hundredths": hundredths(fact),
        "field": fact.field,
        "start": fact.start,
        "end": fact.end,
        "text": fact.text,
        **{name: getattr(fact, name) for name in ALSO},
    }


def hundredths(fact: Fact) -> int | None:
    """Give an amount in whole hundredths of its unit."""
    if fact.kind != "amount" or isinstance(fact.value, str):
        return None
    return int(fact.value * HUNDREDTHS)


def fact_of(row: Any) -> Fact:
    """Read a fact from its row, or from the columns of one."""
    return Fact(
        kind=row.kind,
        value=READ_VALUE[row.value_type](row.value),
        field="title" if row.field == "title" else "summary",
        start=row.start,
        end=row.end,
        text=row.text,
        **{name: getattr(row, name) for name in ALSO},
    )
