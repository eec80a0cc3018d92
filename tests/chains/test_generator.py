"""The generator knows its own truth: what it writes states it, and its sums follow from what happened."""

import re
from dataclasses import replace

import pytest

from tests.chains.acts import Kind, Plan, Reference, Tie
from tests.chains.figures import MONTHS, Pen, day_of, spelled
from tests.chains.generator import chains, make
from tests.chains.grammar import tell
from tests.chains.model import Chain, ChainEntry
from tests.chains.more_subjects import ALL_SUBJECTS
from tests.chains.outside import loaded as load
from tests.chains.plan import draw
from tests.chains.run import write
from tests.chains.truth import committed, headline, truth_of

SEEDS = range(100_000, 100_200)


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [draw(seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def made() -> list[Chain]:
    return list(chains(len(SEEDS), 1))


def test_a_seed_always_makes_the_same_chain(made) -> None:
    assert made[:20] == [make(int(chain.name)) for chain in made[:20]]
    assert len({chain.entries[0].summary for chain in made}) > 190


def test_two_hundred_chains_hold_every_kind_of_act_every_tie_and_every_subject(plans) -> None:
    acts = [act for plan in plans for act in plan.acts]
    assert {act.kind for act in acts} == set(Kind)
    assert {reference.tie for act in acts for reference in act.references} == set(Tie)
    assert {plan.subject.key for plan in plans} == {subject.key for subject in ALL_SUBJECTS}
    assert len(ALL_SUBJECTS) >= 12
    assert {payer.level for act in acts for payer in act.payers} == {"federal", "provincial", "municipal"}
    assert len({act.payers[0].key for act in acts}) > 10


def test_announcements_are_told_in_both_languages_and_by_up_to_three_newspapers(made) -> None:
    entries = [entry for chain in made for entry in chain.entries]
    assert {(entry.body.kind, entry.lang) for entry in entries} == {
        (kind, lang) for kind in ("government", "police", "news") for lang in ("fr", "en")
    }
    share = sum(entry.lang == "fr" for entry in entries) / len(entries)
    assert 0.3 < share < 0.7
    twins = [{e.lang for e in chain.entries if e.act == act} for chain in made for act in chain.truth.stories]
    assert sum(len(langs) == 2 for langs in twins) > len(twins) / 3


def test_every_figure_stands_in_the_text_as_it_was_written(made) -> None:
    for entry in (entry for chain in made for entry in chain.entries):
        for written, _ in entry.figures:
            assert written in f"{entry.title}\n{entry.summary}", entry


def test_some_text_states_the_headline_sum_of_every_act(plans) -> None:
    for plan in plans:
        entries = tell(plan)
        for act in plan.acts:
            stated = {value for entry in entries if entry.act == act.key for _, value in entry.figures}
            wanted = {amount for _, amount in act.parts} if act.sum is None else {headline(act)}
            assert act.kind is Kind.SWEEP or wanted <= stated, (plan.seed, act)


def test_every_tie_that_is_not_silent_is_said_in_each_release(plans) -> None:
    for plan in plans:
        entries = tell(plan)
        for act in plan.acts:
            releases = [entry for entry in entries if entry.act == act.key and entry.body.kind == "government"]
            for reference in act.references:
                if reference.tie is not Tie.SILENT:
                    assert all(is_said(plan, reference, entry) for entry in releases), (plan.seed, reference)


def is_said(plan: Plan, reference: Reference, entry: ChainEntry) -> bool:
    """Tell whether a release says the plan's name, or a sum or the month of the other act."""
    told, text = plan.act(reference.to), f"{entry.title} {entry.summary}"
    names = told.scheme.name if told.scheme else ()
    if reference.tie is Tie.COMPRISES:
        return any(value == reference.amount for _, value in entry.figures)
    if reference.tie is Tie.REPEATS:
        return f"{MONTHS[entry.lang][told.at.month - 1]} {told.at.year}" in text or day_of(told.at, entry.lang) in text
    is_sum = any(told.sum and value == told.sum.value for _, value in entry.figures)
    return is_sum or any(name in text for name in names)


def test_an_act_that_draws_on_another_in_silence_names_no_plan(plans) -> None:
    for plan in plans:
        for act in plan.acts:
            if any(reference.tie is Tie.SILENT for reference in act.references):
                envelope = plan.act(act.references[0].to)
                assert envelope.scheme
                texts = [f"{entry.title} {entry.summary}" for entry in tell(plan) if entry.act == act.key]
                assert not any(name in text for name in envelope.scheme.name for text in texts)


def test_announced_is_the_sum_of_headlines_and_distinct_is_never_more_than_what_is_committed(plans) -> None:
    for plan in plans:
        truth = truth_of(plan, tell(plan))
        promised = sum(committed(act) for act in plan.acts if act.is_money)
        assert truth.announced == sum(truth.headlines.values())
        assert 0 < truth.floor <= truth.distinct <= promised
        assert (truth.floor < truth.distinct) == any(not link.stated for link in truth.links)


def test_money_that_is_drawn_or_told_again_adds_nothing_and_other_money_adds_itself(plans) -> None:
    for plan in plans:
        whole = truth_of(plan, ()).distinct
        spoken_of = {reference.to for act in plan.acts for reference in act.references}
        for act in plan.acts:
            if act.kind not in (Kind.PART, Kind.AGAIN) or act.key in spoken_of:
                continue
            without = replace(plan, acts=tuple(other for other in plan.acts if other is not act))
            ties = {reference.tie for reference in act.references}
            adds = 0 if ties & {Tie.DRAWS, Tie.REPEATS} else headline(act)
            assert whole - truth_of(without, ()).distinct == adds, (plan.seed, act.key)


def test_a_joint_announcement_counts_by_its_shares_whatever_its_headline_rounds(plans) -> None:
    counted = 0
    for plan in plans:
        for act in plan.acts:
            is_alone = not act.references and not any(r.to == act.key for other in plan.acts for r in other.references)
            if act.kind is Kind.JOINT and is_alone and sum(amount for _, amount in act.parts) != headline(act):
                without = replace(plan, acts=tuple(other for other in plan.acts if other is not act))
                added = truth_of(plan, ()).distinct - truth_of(without, ()).distinct
                assert added == sum(amount for _, amount in act.parts)
                counted += 1
    assert counted


def test_a_share_that_is_told_again_inside_a_larger_sum_counts_once(plans) -> None:
    larger = [(plan, act) for plan in plans for act in plan.acts if act.kind is Kind.LARGER]
    assert len(larger) > 20
    for plan, act in larger:
        without = replace(plan, acts=tuple(other for other in plan.acts if other is not act))
        joint = plan.act(act.references[0].to)
        share = next(amount for payer, amount in joint.parts if payer is act.payers[0])
        assert truth_of(plan, ()).distinct - truth_of(without, ()).distinct == headline(act) - share


def test_no_text_has_a_hole_a_doubled_space_or_a_de_that_should_be_elided(made) -> None:
    for entry in (entry for chain in made for entry in chain.entries):
        text = f"{entry.title} | {entry.summary}"
        assert not re.search(r"[{}]|  |None|\b(?:de|à) les? |\bde [aeiouyéêâîAEIOUÉ]", text) or entry.lang == "en", text
        assert entry.title[0] == entry.title[0].upper()
        assert entry.url.startswith("https://")


def test_a_chain_that_was_written_to_files_is_loaded_with_its_truth(tmp_path, made) -> None:
    for chain in made[:20]:
        write(chain, tmp_path / chain.name)
        loaded = load(tmp_path / chain.name)
        assert [(e.id, e.title, e.summary, e.published) for e in loaded.entries] == [
            (e.id, e.title, e.summary, e.published) for e in chain.entries
        ]
        assert loaded.truth.as_json() == chain.truth.as_json()


@pytest.mark.parametrize(
    ("value", "lang", "is_press", "forms"),
    [
        (5_600_000, "fr", False, {"5,6 M$", "5,6 millions de dollars", "5 600 000 $"}),
        (5_600_000, "fr", True, {"5,6 M$", "5,6 millions de dollars", "5,6 millions $"}),
        (5_600_000, "en", False, {"$5.6 million", "$5,600,000"}),
        (5_600_000, "en", True, {"$5.6 million", "$5.6M"}),
        (5_557_900, "fr", False, {"5 557 900 $"}),
        (430_000, "en", True, {"$430,000"}),
        (1_000_000_000, "fr", False, {"1 G$", "1 milliard de dollars"}),
        (1_250_000_000, "en", False, {"$1.25 billion"}),
        (1_200_000, "fr", True, {"1,2 M$", "1,2 million de dollars", "1,2 million $"}),
    ],
)
def test_a_sum_takes_every_form_of_its_language(value, lang, is_press, forms) -> None:
    from random import Random

    pen = Pen(rng=Random(1), lang=lang, is_press=is_press, gap=" ")
    assert {pen.money(value) for _ in range(60)} == forms


@pytest.mark.parametrize(
    ("count", "fr", "en"), [(21, "vingt et un", "twenty-one"), (47, "quarante-sept", "forty-seven")]
)
def test_a_count_is_spelled_in_both_languages(count, fr, en) -> None:
    assert (spelled(count, "fr"), spelled(count, "en")) == (fr, en)
