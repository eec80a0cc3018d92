"""The judge sees what is wrong, and nothing where all is right."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.chains.asking import Said, SaidLink
from tests.chains.generator import chains
from tests.chains.judge import CERTAIN, judge
from tests.chains.model import Chain


def perfect(chain: Chain) -> Said:
    """Say exactly what is true."""
    truth = chain.truth
    about = {act: frozenset(names) for act, names in truth.stories.items()}
    return Said(
        stories=tuple(about.values()),
        categories={},
        youth={},
        headlines={about[act]: amount for act, amount in truth.headlines.items()},
        links=tuple(
            SaidLink(
                source=about[link.source],
                target=about[link.target],
                relation=link.relation,
                state=CERTAIN if link.stated else "proposed",
                amount=link.amount,
            )
            for link in truth.links
            if link.is_needed or not link.stated
        ),
        announced=truth.announced,
        distinct=truth.distinct,
        proposed_overlap=0,
        events={about[act]: people for act, people in truth.events.items()},
        cumulative={about[act]: values for act, values in truth.cumulative.items()},
    )


@pytest.fixture(scope="module")
def made() -> list[Chain]:
    return list(chains(60, 3))


@pytest.fixture
def chain(made) -> Chain:
    return next(chain for chain in made if any(link.stated and link.is_needed for link in chain.truth.links))


def test_what_is_true_is_right_in_every_count(made) -> None:
    counts: Counter[str] = Counter()
    for chain in made:
        verdict = judge(chain, perfect(chain))
        assert verdict.is_right, verdict.remarks
        counts += verdict.counts
    assert counts["stories_exact"] == counts["distinct_exact"] == counts["announced_exact"] == len(made)
    assert counts["certain_right"] == counts["certain"] == counts["links_true"] == counts["links_found"]
    assert counts["distinct_below"] == 0


def test_a_link_that_no_text_states_is_wrong_as_certain_and_right_as_proposed(made) -> None:
    chain = next(chain for chain in made if any(not link.stated for link in chain.truth.links))
    said = perfect(chain)
    rash = replace(said, links=tuple(replace(link, state=CERTAIN) for link in said.links))
    verdict = judge(chain, rash)
    assert verdict.counts["certain_unstated"] >= 1
    assert verdict.counts["certain_right"] < verdict.counts["certain"]
    assert judge(chain, said).counts["proposed_right"] == judge(chain, said).counts["proposed"] >= 1


def test_a_link_that_is_missing_turned_round_or_of_another_relation_is_seen(chain) -> None:
    said = perfect(chain)
    first = said.links[0]
    turned = replace(first, source=first.target, target=first.source)
    other = replace(first, relation="amends" if first.relation != "amends" else "repeats")
    for links in (said.links[1:], (turned, *said.links[1:]), (other, *said.links[1:])):
        verdict = judge(chain, replace(said, links=links))
        assert verdict.counts["links_found"] == verdict.counts["links_true"] - 1
        assert verdict.counts["certain_right"] == verdict.counts["certain"] - (len(links) == len(said.links))


def test_a_torn_story_costs_recall_and_a_wrong_one_costs_precision(made) -> None:
    chain = next(chain for chain in made if any(len(names) > 2 for names in chain.truth.stories.values()))
    said = perfect(chain)
    large = next(story for story in said.stories if len(story) > 2)
    one = frozenset(sorted(large)[:1])
    torn = judge(chain, replace(said, stories=(one, large - one, *(s for s in said.stories if s != large))))
    assert torn.counts["pairs_right"] == torn.counts["pairs_said"] < torn.counts["pairs_true"]
    joined = judge(chain, replace(said, stories=(frozenset().union(*said.stories[:2]), *said.stories[2:])))
    assert joined.counts["pairs_right"] == joined.counts["pairs_true"] < joined.counts["pairs_said"]
    assert not torn.counts["stories_exact"] + joined.counts["stories_exact"]


def test_distinct_is_exact_to_the_dollar_and_below_is_told_apart_from_above(chain) -> None:
    said = perfect(chain)
    assert said.distinct is not None
    below, above = (judge(chain, replace(said, distinct=said.distinct + more)) for more in (-1, 1))
    assert (below.counts["distinct_exact"], below.counts["distinct_below"]) == (0, 1)
    assert (above.counts["distinct_exact"], above.counts["distinct_below"]) == (0, 0)


def test_an_event_that_is_merged_into_another_one_is_seen(made) -> None:
    chain = next(chain for chain in made if len(chain.truth.events) > 1)
    said = perfect(chain)
    assert said.events
    fewer = dict(list(said.events.items())[1:])
    assert judge(chain, replace(said, events=fewer)).counts["arrests_exact"] == 0
