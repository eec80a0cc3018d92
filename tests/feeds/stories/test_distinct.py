"""How much of each promise is new money."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from feeds.stories.distinct import Node, count
from feeds.stories.distinct import counted as walk
from feeds.stories.distinct import place as stand_inside
from feeds.stories.model import LinkState, Relation, StoryLink
from feeds.stories.promises import JOINT, Promise

DAY = date(2024, 1, 1)
PART, REPEATS, AMENDS = Relation.PART_OF, Relation.REPEATS, Relation.AMENDS


def promise(story: str, amount: int | None, payer: str | None = "qc", number: int = 1) -> Promise:
    value = None if amount is None else Decimal(amount)
    return Promise(
        story=story, number=number, payer=payer, payer_key=payer, amount=value, currency="CAD", evidence=None
    )


def link(
    source: str, relation: Relation, target: str, amount: int | None = None, state: LinkState = LinkState.CERTAIN
) -> StoryLink:
    value = None if amount is None else Decimal(amount)
    return StoryLink(
        source=source, target=target, relation=relation, state=state, because="", amount=value, currency="CAD"
    )


def counts(amounts: dict[str, int | None], *links: StoryLink) -> dict[str, int]:
    """Count stories of one promise each; they come in the order in which they are given, a day apart."""
    promises = {story: (promise(story, amount),) for story, amount in amounts.items()}
    dates = {story: DAY + timedelta(days=n) for n, story in enumerate(amounts)}
    return {key.removesuffix("-1"): int(found.counts) for key, found in count(promises, dates, links).items()}


# --- parts and envelopes --------------------------------------------------------------------------------------------


def test_what_nothing_links_counts_whole() -> None:
    assert counts({"a": 5, "b": 7}) == {"a": 5, "b": 7}


def test_a_part_after_its_envelope_adds_nothing() -> None:
    assert counts({"plan": 100, "a": 5, "b": 7}, link("a", PART, "plan"), link("b", PART, "plan")) == {
        "plan": 100,
        "a": 0,
        "b": 0,
    }


def test_an_envelope_after_its_parts_adds_what_they_do_not_hold() -> None:
    assert counts({"a": 5, "b": 7, "plan": 100}, link("a", PART, "plan"), link("b", PART, "plan")) == {
        "a": 5,
        "b": 7,
        "plan": 88,
    }


def test_parts_that_are_more_than_their_envelope_count_as_themselves() -> None:
    said = counts({"plan": 10, "a": 7, "b": 8}, link("a", PART, "plan"), link("b", PART, "plan"))
    assert said == {"plan": 10, "a": 0, "b": 5}


def test_a_part_of_a_part_is_part_of_the_whole() -> None:
    said = counts({"plan": 100, "fund": 30, "a": 5}, link("fund", PART, "plan"), link("a", PART, "fund"))
    assert said == {"plan": 100, "fund": 0, "a": 0}
    said = counts({"a": 5, "fund": 30, "plan": 100}, link("fund", PART, "plan"), link("a", PART, "fund"))
    assert said == {"a": 5, "fund": 25, "plan": 70}


def test_a_circle_of_parts_counts_once() -> None:
    said = counts({"a": 5, "b": 7}, link("a", PART, "b"), link("b", PART, "a"))
    assert sum(said.values()) == 7


# --- said again -----------------------------------------------------------------------------------------------------


def test_money_that_is_said_again_counts_once() -> None:
    assert counts({"a": 5, "b": 5}, link("b", REPEATS, "a")) == {"a": 5, "b": 0}


def test_money_that_is_said_again_rounded_counts_once_and_as_the_exact_sum() -> None:
    assert counts({"a": 4_987_250, "b": 5_000_000}, link("b", REPEATS, "a")) == {"a": 4_987_250, "b": 0}
    assert sum(counts({"a": 5_000_000, "b": 4_987_250}, link("b", REPEATS, "a")).values()) == 4_987_250


def test_a_larger_sum_that_holds_one_of_before_adds_the_rest() -> None:
    assert counts({"a": 5, "b": 20}, link("b", REPEATS, "a", 5)) == {"a": 5, "b": 15}


def test_a_piece_of_what_was_said_again_is_taken_off_where_no_text_says_which_piece() -> None:
    assert counts({"a": 50, "b": 20}, link("b", REPEATS, "a", 5)) == {"a": 50, "b": 15}


def test_a_part_that_is_said_again_leaves_the_sum_that_it_was_a_part_of_as_it_is() -> None:
    assert counts({"a": 9_000_000, "b": 1_250_000}, link("b", REPEATS, "a")) == {"a": 9_000_000, "b": 0}
    assert counts({"a": 1_250_000, "b": 9_000_000}, link("b", REPEATS, "a")) == {"a": 1_250_000, "b": 7_750_000}


def test_a_sum_that_is_repeated_within_a_larger_repetition_adds_nothing() -> None:
    assert counts({"a": 50, "b": 20}, link("b", REPEATS, "a", 50)) == {"a": 50, "b": 0}


# --- changed --------------------------------------------------------------------------------------------------------


def test_a_sum_that_is_raised_adds_the_difference() -> None:
    assert counts({"a": 3, "b": 5}, link("b", AMENDS, "a")) == {"a": 3, "b": 2}


def test_a_sum_that_is_cut_leaves_the_smaller_one_standing() -> None:
    assert sum(counts({"a": 5, "b": 3}, link("b", AMENDS, "a")).values()) == 3


def test_a_sum_that_is_raised_twice_adds_each_difference() -> None:
    assert counts({"a": 3, "b": 5, "c": 9}, link("b", AMENDS, "a"), link("c", AMENDS, "b")) == {"a": 3, "b": 2, "c": 4}


# --- several payers, no amount, proposals ---------------------------------------------------------------------------


def joint_counts(*links: StoryLink) -> dict[str, int]:
    promises = {
        "plan": (promise("plan", 100),),
        "ours": (promise("ours", 2), promise("ours", 3, "ca", number=2)),
    }
    found = count(promises, {"plan": DAY, "ours": DAY + timedelta(days=9)}, links)
    return {key: int(held.counts) for key, held in found.items()}


def test_of_a_joint_announcement_only_the_part_of_the_plan_s_own_payer_stands_inside_the_plan() -> None:
    assert joint_counts(link("ours", PART, "plan")) == {"plan-1": 100, "ours-1": 0, "ours-2": 3}


def test_what_repeats_a_joint_sum_whole_adds_nothing() -> None:
    promises = {"ours": (promise("ours", 2), promise("ours", 3, "ca", number=2)), "again": (promise("again", 5, "ca"),)}
    found = count(promises, {"ours": DAY, "again": DAY + timedelta(days=9)}, [link("again", REPEATS, "ours", 5)])
    assert {key: int(held.counts) for key, held in found.items()} == {"ours-1": 2, "ours-2": 3, "again-1": 0}


def test_what_several_pay_undivided_is_inside_no_single_payer_s_plan() -> None:
    promises = {"plan": (promise("plan", 100),), "ours": (promise("ours", 5, JOINT),)}
    found = count(promises, {"plan": DAY, "ours": DAY + timedelta(days=9)}, [link("ours", PART, "plan")])
    assert found["ours-1"].counts == 5


def test_a_promise_without_an_amount_counts_nothing_and_takes_nothing_away() -> None:
    assert counts({"plan": 100, "a": None}, link("a", PART, "plan")) == {"plan": 100, "a": 0}
    assert counts({"a": None, "plan": 100}, link("a", PART, "plan")) == {"a": 0, "plan": 100}


def test_a_link_that_is_only_proposed_lowers_nothing() -> None:
    said = counts({"a": 5, "b": 5}, link("b", REPEATS, "a", state=LinkState.PROPOSED))
    assert said == {"a": 5, "b": 5}


def test_a_promise_that_is_not_all_new_says_because_of_which_link() -> None:
    held = link("b", REPEATS, "a")
    promises = {"a": (promise("a", 5),), "b": (promise("b", 5),)}
    found = count(promises, {"a": DAY, "b": DAY + timedelta(days=1)}, [held])
    assert (found["a-1"].link, found["b-1"].link) == (None, held)


# --- whatever the record --------------------------------------------------------------------------------------------

NAMES = "abcdef"
AMOUNTS = st.fixed_dictionaries({name: st.integers(1, 300) for name in NAMES})
LINKS = st.lists(
    st.builds(
        link,
        st.sampled_from(NAMES),
        st.sampled_from([PART, REPEATS, AMENDS]),
        st.sampled_from(NAMES),
        st.none() | st.integers(1, 300),
    ).filter(lambda held: held.source != held.target),
    max_size=6,
    unique_by=lambda held: (held.source, held.relation, held.target),
)
PARTS = st.lists(
    st.builds(link, st.sampled_from(NAMES), st.just(PART), st.sampled_from(NAMES)).filter(
        lambda held: held.source != held.target
    ),
    max_size=6,
)


@given(AMOUNTS, PARTS)
def test_parts_and_envelopes_never_take_away_what_was_counted(amounts, links) -> None:
    assert all(counted >= 0 for counted in counts(amounts, *links).values())


@given(AMOUNTS, LINKS)
def test_distinct_is_never_more_than_what_was_announced_nor_nothing(amounts, links) -> None:
    assert 0 <= sum(counts(amounts, *links).values()) <= sum(amounts.values())


@given(AMOUNTS, LINKS, st.permutations(range(6)), st.randoms(use_true_random=False))
def test_the_order_of_stories_and_links_makes_no_difference(amounts, links, order, chance) -> None:
    promises = {story: (promise(story, amount),) for story, amount in amounts.items()}
    dates = {story: DAY + timedelta(days=n) for n, story in enumerate(amounts)}
    shuffled, links_again = [list(promises.items())[n] for n in order], list(links)
    chance.shuffle(links_again)
    assert count(dict(shuffled), dates, links_again) == count(promises, dates, links)


@given(AMOUNTS, LINKS, st.integers(1, 300))
def test_a_promise_that_nothing_links_adds_its_amount(amounts, links, more) -> None:
    before, after = counts(amounts, *links), counts({**amounts, "new": more}, *links)
    assert after == {**before, "new": more}


@given(AMOUNTS, LINKS, st.permutations(range(6)))
def test_what_a_tree_holds_does_not_depend_on_its_days(amounts, links, days) -> None:
    promises = {story: (promise(story, amount),) for story, amount in amounts.items()}
    sums = [
        sum(held.counts for held in count(promises, dates, links).values())
        for dates in (
            {story: DAY + timedelta(days=n) for n, story in enumerate(amounts)},
            {story: DAY + timedelta(days=n) for n, story in zip(days, amounts, strict=True)},
        )
    ]
    assert sums[0] == sums[1]


@given(AMOUNTS, PARTS)
def test_a_tree_is_worth_its_outermost_sum_or_what_stands_inside(amounts, links) -> None:
    nodes = {
        name: Node(promise=promise(name, value), dated=DAY + timedelta(days=n), amount=Decimal(value))
        for n, (name, value) in enumerate(amounts.items())
    }
    for held in links:
        stand_inside(nodes[held.source], nodes[held.target], held)

    def worth(node: Node) -> Decimal:
        return max(node.amount, sum(map(worth, node.children), Decimal(0)))

    counted = {node.promise.story: new for node, new, _ in walk(nodes.values())}
    for root in (node for node in nodes.values() if node.parent is None):
        members = [name for name, node in nodes.items() if node.root is root]
        assert sum(counted[name] for name in members) == worth(root)
