"""Facts as rows, and rows as facts."""

from decimal import Decimal
from typing import Any

from feeds.model import Fact
from storage.tables import FactRow

HUNDREDTHS = 100


def fact_row(reading: int, fact: Fact) -> FactRow:
    """Write a fact as a row; an amount also as whole hundredths."""
    return FactRow(
        reading_id=reading,
        kind=fact.kind,
        value=str(fact.value),
        value_type={Decimal: "decimal", int: "int", str: "text"}[type(fact.value)],
        hundredths=int(fact.value * HUNDREDTHS) if fact.kind == "amount" and not isinstance(fact.value, str) else None,
        field=fact.field,
        start=fact.start,
        end=fact.end,
        text=fact.text,
        **{name: getattr(fact, name) for name in FACT_ALSO},
    )


FACT_ALSO = ("currency", "role", "qualifier", "scope", "of", "region", "since", "until")
READ_VALUE: dict[str, Any] = {"decimal": Decimal, "int": int, "text": str}


def fact_of(row: Any) -> Fact:
    """Read a fact from its row, or from the columns of one."""
    return Fact(
        kind=row.kind,
        value=READ_VALUE[row.value_type](row.value),
        field="title" if row.field == "title" else "summary",
        start=row.start,
        end=row.end,
        text=row.text,
        **{name: getattr(row, name) for name in FACT_ALSO},
    )
