"""What became of an arrest is attached to it on an explicit mark, and otherwise only proposed."""

from datetime import date

import pytest

from feeds.model import Category
from feeds.stories.model import LinkState, Relation
from feeds.stories.outcomes import FILE, Case, keys, outcomes


def case(story: str, on: date, **known) -> Case:
    given: dict = {
        "category": Category.ARREST,
        "is_outcome": False,
        "addresses": frozenset(),
        "files": frozenset(),
        "operations": frozenset(),
        "services": frozenset({"spvm"}),
        "offences": frozenset({"fraud"}),
        "towns": frozenset({"longueuil"}),
        "people": frozenset(),
    }
    return Case(story=story, dated=on, **(given | known))


MARCH, MAY = date(2025, 3, 3), date(2025, 5, 5)


@pytest.mark.parametrize(
    "mark",
    [
        {"files": frozenset({"500-01-123456-789"})},
        {"operations": frozenset({"belette"})},
        {"addresses": frozenset({"police.example/1"})},
    ],
)
def test_an_explicit_mark_attaches_an_outcome_to_the_arrest(mark) -> None:
    arrest, outcome = case("a", MARCH, **mark), case("b", MAY, is_outcome=True, **mark)
    [link] = outcomes(outcome, [arrest, outcome])
    assert (link.source, link.target, link.relation) == ("b", "a", Relation.UPDATES)
    assert link.state is LinkState.CERTAIN
    assert keys(arrest) & keys(outcome)


def test_without_a_mark_it_is_only_proposed_and_not_at_all_where_two_arrests_may_be_meant() -> None:
    arrest, outcome = case("a", MARCH), case("b", MAY, is_outcome=True)
    assert [link.state for link in outcomes(outcome, [arrest])] == [LinkState.PROPOSED]
    assert outcomes(outcome, [arrest, case("c", MARCH)]) == ()


def test_another_count_another_town_or_an_arrest_of_later_is_another_case() -> None:
    outcome = case("b", MAY, is_outcome=True, people=frozenset({3}))
    others = [
        case("a", MARCH, people=frozenset({4})),
        case("c", MARCH, towns=frozenset({"laval"})),
        case("d", date(2025, 6, 1)),
    ]
    assert outcomes(outcome, others) == ()


def test_an_operation_of_another_service_is_another_operation() -> None:
    arrest = case("a", MARCH, operations=frozenset({"belette"}), services=frozenset({"opp"}))
    outcome = case("b", MAY, is_outcome=True, operations=frozenset({"belette"}))
    assert outcomes(outcome, [arrest]) == ()


def test_a_court_file_is_read_whole() -> None:
    assert FILE.findall("dossier 500-01-123456-789, et le 1500-01-123456-789") == ["500-01-123456-789"]
