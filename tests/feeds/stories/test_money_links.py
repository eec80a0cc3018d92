"""How the money of one story stands to that of others: what texts state is certain, what only agrees is proposed."""

from decimal import Decimal
from itertools import permutations

import pytest

from feeds.stories.links import links
from feeds.stories.model import LinkState, Relation, StoryLink
from feeds.stories.promises import Profile
from tests.feeds.stories.telling import CANADA, money_of, tell

FOR_SHELTERS = "pour lutter contre la violence conjugale"
PLAN = money_of(
    tell(
        "Violence conjugale : Québec lance le Plan d'action Horizon 2022-2027, doté de 40 M$",
        "Le gouvernement du Québec investit 40 M$ dans le Plan d'action Horizon 2022-2027.",
        on="2022-06-10",
    ),
    id="plan",
)
GIVEN = money_of(
    tell(f"Québec accorde 3 M$ à la Maison Ancrage {FOR_SHELTERS}", "L'aide durera trois ans.", on="2024-06-12"),
    id="given",
)
TITLE = f"Québec accorde 3 M$ à la Maison Ancrage {FOR_SHELTERS}"


def later(title: str, summary: str = "", lang: str = "fr", by=None) -> Profile:
    more = {"by": by} if by else {}
    return money_of(tell(title, summary, lang=lang, **more), id="later")


def said(story: Profile, *others: Profile) -> list[tuple[str, Relation, str, LinkState]]:
    return [(f.source, f.relation, f.target, f.state) for f in links(story, others)]


CERTAIN, PROPOSED = LinkState.CERTAIN, LinkState.PROPOSED


# --- stated ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "title", "summary"),
    [
        (
            "fr",
            f"Québec accorde 2 M$ à la Maison Rivage {FOR_SHELTERS}",
            "La somme est tirée de l'enveloppe de 40 M$ du Plan d'action Horizon 2022-2027.",
        ),
        (
            "en",
            "Quebec gives $2 million to Rivage House against domestic violence",
            "The funding comes from the Horizon Action Plan 2022-2027.",
        ),
    ],
)
def test_money_that_a_text_draws_on_a_plan_is_certainly_part_of_it(lang, title, summary) -> None:
    assert said(later(title, summary, lang), PLAN, GIVEN) == [("later", Relation.PART_OF, "plan", CERTAIN)]


@pytest.mark.parametrize(
    "summary", ["Les 3 M$ annoncés en juin 2024 seront versés.", "Ce financement a été annoncé en juin 2024."]
)
def test_money_that_a_text_says_was_announced_then_certainly_repeats(summary) -> None:
    assert said(later(TITLE, summary), PLAN, GIVEN) == [("later", Relation.REPEATS, "given", CERTAIN)]


def test_what_a_larger_sum_includes_is_the_part_though_it_came_first() -> None:
    story = later(
        f"Québec investit 9 M$ {FOR_SHELTERS}",
        "Cette somme comprend les 3 M$ annoncés en juin 2024 pour la Maison Ancrage.",
    )
    [link] = links(story, [PLAN, GIVEN])
    assert (link.source, link.relation, link.target, link.state) == ("given", Relation.PART_OF, "later", CERTAIN)
    assert link.amount == Decimal(3_000_000)


def test_a_sum_that_is_raised_certainly_amends_the_one_it_was() -> None:
    story = later(f"Québec porte de 3 M$ à 5 M$ son aide à la Maison Ancrage {FOR_SHELTERS}")
    assert said(story, PLAN, GIVEN) == [("later", Relation.AMENDS, "given", CERTAIN)]


@pytest.mark.parametrize(
    "summary",
    ["Cette aide s'ajoute aux 3 M$ annoncés en juin 2024.", "L'aide s'ajoute au Plan d'action Horizon 2022-2027."],
)
def test_money_that_is_added_to_other_money_is_linked_to_nothing(summary) -> None:
    story = later(f"Québec accorde 2 M$ à la Maison Ancrage {FOR_SHELTERS}", summary)
    assert said(story, PLAN, GIVEN) == []


# --- only likely ----------------------------------------------------------------------------------------------------


def test_the_same_payer_subject_and_sum_without_a_word_of_it_is_only_proposed() -> None:
    assert said(later(TITLE, "L'aide servira à ouvrir dix chambres."), PLAN, GIVEN) == [
        ("later", Relation.REPEATS, "given", PROPOSED)
    ]


def test_what_two_stories_answer_to_is_only_proposed() -> None:
    twin = money_of(tell(TITLE, "L'aide durera trois ans.", on="2024-06-20"), id="twin")
    [link, *_] = links(later(TITLE, "Les 3 M$ annoncés en juin 2024 seront versés."), [GIVEN, twin])
    assert (link.relation, link.state) == (Relation.REPEATS, PROPOSED)


@pytest.mark.parametrize(
    "story",
    [
        later("Ottawa accorde 3 M$ à la Maison Ancrage contre la violence conjugale", by=CANADA),
        later("Québec accorde 3 M$ à la Maison Ancrage contre l'itinérance"),
        later(f"Québec accorde 7 M$ à la Maison Ancrage {FOR_SHELTERS}"),
    ],
    ids=["another payer", "another subject", "another sum"],
)
def test_where_one_of_payer_subject_and_sum_is_another_nothing_is_even_proposed(story) -> None:
    assert said(story, GIVEN) == []


# --- what speaks against it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "summary",
    [
        "Les 3 M$ annoncés en octobre 2023 seront versés.",
        "Les 8 M$ annoncés en juin 2024 seront versés.",
        "La somme est tirée du Plan d'action Horizon 2027-2032.",
        "La somme est tirée de la Stratégie Boréale 2022-2027.",
    ],
    ids=["another month", "another sum", "other years", "another plan"],
)
def test_what_agrees_with_no_story_states_no_certain_link(summary) -> None:
    assert CERTAIN not in {state for *_, state in said(later(TITLE, summary), PLAN, GIVEN)}


def test_a_text_never_means_what_came_after_it() -> None:
    for summary in ("Les 3 M$ annoncés en juin seront versés.", "Les 3 M$ déjà annoncés seront versés."):
        story = money_of(tell(TITLE, summary, on="2023-01-10"), id="early")
        assert said(story, PLAN, GIVEN) == []


def test_two_stories_have_one_link_and_the_one_with_a_sum_says_more() -> None:
    summary = "La somme est tirée de l'enveloppe de 40 M$ du Plan d'action Horizon 2022-2027. Le Plan d'action Horizon "
    story = later(f"Québec accorde 2 M$ {FOR_SHELTERS}", f"{summary} 2022-2027 a été annoncé en juin 2022.")
    assert [(f.source, f.target) for f in links(story, [PLAN, GIVEN])] == [("later", "plan")]


def test_the_order_of_the_other_stories_makes_no_difference() -> None:
    twin = money_of(tell(TITLE, "L'aide durera trois ans.", on="2024-06-20"), id="twin")
    story = later(TITLE, "Les 3 M$ annoncés en juin 2024 sont tirés du Plan d'action Horizon 2022-2027.")
    found: set[tuple[StoryLink, ...]] = {links(story, others) for others in permutations([PLAN, GIVEN, twin])}
    assert len(found) == 1


def test_a_reason_quotes_a_sum_or_years_and_nobody() -> None:
    story = later(TITLE, "Les 3 M$ annoncés en juin 2024 par Zéphyrine Canarivole seront versés.")
    assert [link.because for link in links(story, [GIVEN])] == ["repeats:3 M$"]
