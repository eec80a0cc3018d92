"""A fact as a row, and back."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from feeds.model import Fact

HUNDREDTHS = 100
ALSO = ("currency", "role", "qualifier", "scope", "of", "region", "since", "until")
WRITTEN = {Decimal: "decimal", int: "int", str: "text"}
COLUMNS = ("kind", "value", "value_type", "field", "start", "end", "text", *ALSO)
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


def fact_of(values: Iterable[Any]) -> Fact:
    """Read a fact from the values of its `COLUMNS`."""
    kind, value, value_type, field, start, end, text, *also = values
    return Fact(
        kind=kind,
        value=READ_VALUE[value_type](value),
        field="title" if field == "title" else "summary",
        start=start,
        end=end,
        text=text,
        **dict(zip(ALSO, also, strict=True)),
    )
