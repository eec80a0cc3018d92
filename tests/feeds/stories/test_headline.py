from decimal import Decimal

import pytest

from feeds.model import Fact
from feeds.stories.headline import headline


def amount(value: str, role: str = "total", qualifier: str = "exact", currency: str = "CAD", at: int = 0) -> Fact:
    return Fact(
        kind="amount",
        value=Decimal(value),
        field="title",
        start=at,
        end=at + 1,
        text="x",
        currency=currency,
        role=role,
        qualifier=qualifier,
    )


def years(value: str) -> Fact:
    return Fact(kind="period", value=Decimal(value), field="title", start=0, end=1, text="x")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([amount("100000000", qualifier="nearly"), amount("79200000", "part")], "100000000"),
        ([amount("8500000"), amount("8354735")], "8354735"),
        ([amount("8500000", qualifier="about"), amount("8354735")], "8354735"),
        (
            [amount("19000000", qualifier="more_than"), amount("13500000", "part"), amount("5600000", "part")],
            "19000000",
        ),
        ([amount("13500000", "part"), amount("5600000", "part"), amount("5600000", "part", at=9)], "19100000"),
        ([amount("2200000", "annual"), years("5")], "11000000"),
        ([amount("2200000", "annual")], "2200000"),
        ([amount("150000000", "envelope"), amount("430000", "part")], "430000"),
    ],
)
def test_the_headline_is_the_total_else_the_sum_of_the_parts_else_the_years(facts, expected) -> None:
    found = headline(facts)
    assert found is not None
    assert (found.amount, found.currency) == (Decimal(expected), "CAD")


@pytest.mark.parametrize("role", ["envelope", "earlier", "other"])
def test_money_that_is_not_committed_here_is_no_headline(role) -> None:
    assert headline([amount("150000000", role)]) is None


def test_currencies_are_never_added() -> None:
    found = headline([amount("5", "part"), amount("7", "part", currency="USD")])
    assert found is not None
    assert found.amount == Decimal(5)
