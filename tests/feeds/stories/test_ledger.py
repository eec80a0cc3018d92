"""What the books say of the record, of a period of it, and by each dimension."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from feeds.stories.dimensions import DIMENSIONS, fiscal_year
from feeds.stories.ending import ending_soon
from feeds.stories.ledger import ledger
from feeds.stories.links import links
from feeds.stories.model import Announcement, Ledger, StoryLink
from feeds.stories.promises import profile
from tests.feeds.stories.telling import CANADA, GATINEAU, POLICE, story, tell

M = 1_000_000
PLAN = story(
    tell(
        "Violence conjugale : Québec lance le Plan d'action Horizon 2022-2027, doté de 40 M$",
        "Le gouvernement du Québec investit 40 M$ dans le Plan d'action Horizon 2022-2027.",
        on="2022-06-10",
    ),
    id="plan",
)
PART = story(
    tell(
        "Violence conjugale : Québec accorde 3 M$ à la Maison Ancrage",
        "La somme est tirée de l'enveloppe de 40 M$ du Plan d'action Horizon 2022-2027.",
        on="2023-06-12",
    ),
    id="part",
)
JOINT = story(
    tell(
        "Itinérance : Ottawa et Québec versent 5 M$ au refuge Escale",
        "Le gouvernement du Canada verse 3 M$ et le gouvernement du Québec, 2 M$.",
        by=CANADA,
        on="2024-09-02",
    ),
    id="joint",
)
AGAIN = story(
    tell(
        "Itinérance : 5 M$ pour le refuge Escale",
        "Les 5 M$ annoncés en septembre 2024 par Ottawa et Québec seront versés au refuge Escale.",
        by=CANADA,
        on="2025-05-05",
    ),
    id="again",
)
DOLLARS = story(
    tell("Itinérance : Ottawa donne 2 millions de dollars américains au refuge Escale", by=CANADA, on="2024-10-01"),
    id="dollars",
)
UNSTATED = story(
    tell("Itinérance : la Ville de Gatineau aidera le refuge Escale", by=GATINEAU, on="2024-10-03"), id="no"
)
FUNDING = (PLAN, PART, JOINT, AGAIN, DOLLARS, UNSTATED)
SWEEP = story(
    tell(
        "12 hommes arrêtés pour exploitation sexuelle d'enfants à Gatineau",
        "Parmi les 12 hommes arrêtés mardi, 9 ont été accusés. Depuis 2021, 486 personnes ont été arrêtées.",
        by=POLICE,
        on="2024-10-09",
    ),
    id="sweep",
)


def linked(funding: Sequence[Announcement]) -> list[StoryLink]:
    """Link every story to those before it, as linking does."""
    known = [profile(told) for told in funding]
    return [held for own in known for held in links(own, [other for other in known if other is not own])]


def books(*funding: Announcement, arrests: Sequence[Announcement] = (), **more) -> Ledger:
    told = funding or FUNDING
    return ledger(told, arrests, linked(told), **more)


def within(first: str, last: str):
    """Keep the stories of some days."""
    dated = {told.story: told.dated for told in (*FUNDING, SWEEP)}
    return lambda id: date.fromisoformat(first) <= dated[id] <= date.fromisoformat(last)


# --- the whole, and a period of it ----------------------------------------------------------------------------------


def test_what_was_announced_is_what_headlines_sum_to_and_distinct_money_counts_once() -> None:
    found = books().money["CAD"]
    assert (found.announced, found.distinct) == ((40 + 3 + 5 + 5) * M, (40 + 5) * M)


def test_money_that_is_repeated_from_an_earlier_period_counts_nothing_in_a_later_one() -> None:
    later = books(keeps=within("2025-04-01", "2026-03-31"))
    assert (later.money["CAD"].announced, later.money["CAD"].distinct) == (5 * M, 0)
    assert {held.counts_because for held in later.commitments} == {"repeats joint"}


def test_a_part_of_an_earlier_plan_counts_nothing_in_its_own_period() -> None:
    [held] = books(keeps=within("2023-04-01", "2024-03-31")).commitments
    assert (held.story, held.amount, held.counts, held.counts_because) == ("part", 3 * M, 0, "part_of plan")


def test_periods_add_up_to_the_whole() -> None:
    years = [(f"{y}-04-01", f"{y + 1}-03-31") for y in range(2021, 2026)]
    parts = [books(keeps=within(*year)).money.get("CAD") for year in years]
    whole = books().money["CAD"]
    assert sum(p.distinct for p in parts if p) == whole.distinct
    assert sum(p.announced for p in parts if p) == whole.announced


def test_a_promise_without_a_sum_is_counted_as_one_and_never_guessed() -> None:
    assert books(UNSTATED).money["CAD"].without_amount == 1
    [held] = books(UNSTATED).commitments
    assert (held.amount, held.counts, held.evidence) == (None, 0, None)


def test_currencies_are_never_added() -> None:
    found = books(JOINT, DOLLARS).money
    assert {currency: held.announced for currency, held in found.items()} == {"CAD": 5 * M, "USD": 2 * M}


def test_every_promise_with_a_sum_opens_the_words_it_rests_on() -> None:
    texts = {told.entry: told for found in FUNDING for told in found.tellings}
    for held in books().commitments:
        if held.amount is not None:
            assert held.evidence is not None
            fact = held.evidence.fact
            assert getattr(texts[held.evidence.entry], fact.field)[fact.start : fact.end] == fact.text


def test_a_sum_that_only_may_be_old_lowers_nothing_and_is_told_as_an_overlap() -> None:
    again = story(tell("Violence conjugale : Québec accorde 3 M$ à la Maison Ancrage", on="2025-01-10"), id="likely")
    first = story(tell("Violence conjugale : Québec accorde 3 M$ à la Maison Ancrage", on="2024-01-10"), id="first")
    found = books(first, again).money["CAD"]
    assert (found.distinct, found.proposed_overlap) == (6 * M, 3 * M)


# --- by each dimension ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", DIMENSIONS)
@pytest.mark.parametrize("currency", ["CAD", "USD"])
def test_groups_add_up_to_the_total(by, currency) -> None:
    found = books(arrests=[SWEEP], by=by)
    groups = [group for group in found.groups if group.currency == currency]
    assert sum(group.distinct for group in groups) == found.money[currency].distinct
    assert sum(group.announced for group in groups) == found.money[currency].announced
    assert sum(group.people for group in found.groups) == found.people
    assert sum(group.events for group in found.groups) == len(found.events)


def test_a_joint_announcement_is_divided_among_those_who_pay() -> None:
    found = {group.key: group.announced for group in books(JOINT, by="payer").groups}
    assert found == {"federal:CA": 3 * M, "provincial:CA-QC": 2 * M}
    assert {group.key for group in books(JOINT, by="level").groups} == {"federal", "provincial"}


def test_what_several_pay_undivided_stands_under_joint() -> None:
    told = story(tell("Itinérance : Ottawa et Québec versent 5 M$ au refuge Escale", by=CANADA), id="both")
    assert [(group.key, group.announced) for group in books(told, by="payer").groups] == [("joint", 5 * M)]


@pytest.mark.parametrize(
    ("day", "year"), [("2025-03-31", "2024-2025"), ("2025-04-01", "2025-2026"), ("2025-12-31", "2025-2026")]
)
def test_a_fiscal_year_begins_on_the_first_of_april(day, year) -> None:
    assert fiscal_year(date.fromisoformat(day)) == year


def test_the_order_of_stories_and_links_makes_no_difference() -> None:
    expected, held = books(by="topic"), linked(FUNDING)
    for told in list(permutations(FUNDING))[::60]:
        assert ledger(told, [], list(reversed(held)), by="topic") == expected


# --- arrests --------------------------------------------------------------------------------------------------------


def test_an_event_counts_its_people_once_and_a_count_over_years_stands_apart() -> None:
    found = books(arrests=[SWEEP])
    assert [(held.story, held.people) for held in found.events] == [("sweep", 12)]
    assert found.people == 12
    [said] = found.cumulative
    assert (said.story, said.value) == ("sweep", 486)
    assert said.evidence.fact.text.startswith("486 personnes")


def test_an_event_that_nobody_counts_is_one_event_and_no_people() -> None:
    told = story(tell("Arrestations pour fraude à Gatineau", by=POLICE), id="some")
    found = books(arrests=[told])
    assert ([held.people for held in found.events], found.people) == ([None], 0)


# --- what ends soon -------------------------------------------------------------------------------------------------

TODAY, SOON = date(2025, 12, 1), timedelta(days=180)


def given(id: str, on: str, years: str, payee: str = "la Maison Ancrage", amount: str = "3 M$") -> Announcement:
    title = f"Québec accorde {amount} sur {years} à {payee}"
    return story(tell(title, "L'aide servira contre la violence conjugale.", on=on), id=id)


def ending(*funding: Announcement) -> list[str]:
    return [held.story for held in ending_soon(books(*funding), TODAY, SOON).commitments]


def test_a_promise_whose_years_end_soon_is_told_and_one_that_runs_on_or_is_over_is_not() -> None:
    assert ending(
        given("over", "2021-02-01", "trois ans", "la Maison Borée"),
        given("soon", "2023-02-01", "trois ans"),
        given("runs-on", "2024-02-01", "cinq ans", "la Maison Rivage", "7 M$"),
    ) == ["soon"]


def test_a_promise_that_goes_on_is_not_told_as_ending() -> None:
    assert ending(given("soon", "2023-02-01", "trois ans"), given("next", "2025-10-01", "trois ans")) == []
    other = given("other", "2025-10-01", "trois ans", "la Maison Rivage", "7 M$")
    assert ending(given("soon", "2023-02-01", "trois ans"), other) == ["soon"]


def test_a_promise_to_another_is_no_successor_though_the_sum_is_the_same() -> None:
    other = given("other", "2025-10-01", "trois ans", "la Maison Rivage")
    assert ending(given("soon", "2023-02-01", "trois ans"), other) == ["soon"]


def test_what_ends_soon_is_summed_without_arrests() -> None:
    found = ending_soon(books(given("soon", "2023-02-01", "trois ans"), arrests=[SWEEP]), TODAY, SOON)
    assert found.money["CAD"].announced == Decimal(3 * M)
    assert (found.events, found.people, found.cumulative) == ((), 0, ())
