"""What is told as one story and how money is linked: over real polls, whatever the order and however often."""

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.house import utc_now
from bot.linking import link_lot
from storage.tables import StoryRow
from tests.bot.invented_chain import (
    CHAIN,
    COURIER,
    DRAWN,
    ENGLISH,
    FRENCH,
    GAZETTE,
    OTHER,
    PLAN,
    SWEEP,
    TOLD_AS_ONE,
)
from tests.bot.polled import later, program

# --- whatever the order, however often ------------------------------------------------------------------------------


async def test_a_chain_is_told_as_its_stories_and_its_money_is_linked() -> None:
    async with program() as record:
        await record.poll(*CHAIN)
        assert record.stories() == {
            frozenset(TOLD_AS_ONE),
            frozenset({"plan"}),
            frozenset({"rivage"}),
            frozenset({"sweep", "sweep-copy"}),
            frozenset({"port"}),
        }
        [(source, relation, target, state, *_)] = record.links()
        assert (source, relation, target, state) == ({"rivage"}, "part_of", {"plan"}, "certain")


@pytest.fixture(scope="module")
def said_at_once() -> object:
    """What the record says of the chain when it comes in one poll."""

    async def told() -> object:
        async with program() as record:
            await record.poll(*CHAIN)
            return record.said()

    with ThreadPoolExecutor(1) as apart:  # an event loop of its own, beside that of the tests
        return apart.submit(asyncio.run, told()).result()


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 10))])
async def test_the_order_of_arrival_makes_no_difference(seed, said_at_once) -> None:
    chance, told = random.Random(seed), list(CHAIN)
    chance.shuffle(told)
    cuts = sorted(chance.sample(range(1, len(told)), 3))
    async with program() as record:
        for cut in (*cuts, len(told)):
            await record.poll(*told[:cut])
        assert record.said() == said_at_once


async def test_polling_again_and_linking_all_anew_change_nothing() -> None:
    async with program() as record:
        await record.poll(*CHAIN[:5])
        await record.poll(*CHAIN)
        before = record.whole()
        await record.poll(*CHAIN)
        assert record.whole()[1] == before[1]  # type: ignore[index]
        record.relink()
        record.relink()
        assert record.whole() == before


async def test_what_a_session_holds_is_linked_before_it_is_written_and_is_as_it_stands_afterwards() -> None:
    def linked_again(session: Session) -> tuple[int, bool]:
        rows = session.exec(select(StoryRow)).all()
        for row in rows:
            row.is_link_pending = True
        looked_at = link_lot(session, utc_now())
        return looked_at, any(row.is_link_pending for row in rows)

    async with program() as record:
        await record.poll(*CHAIN)
        entries = sum(len(told) for told in record.stories())
        assert record.house.db.write(linked_again) == (entries, False)


# --- ids ------------------------------------------------------------------------------------------------------------


async def test_stories_that_a_later_text_joins_keep_the_older_id_and_the_other_leads_to_it_for_ever() -> None:
    async with program() as record:
        await record.poll(GAZETTE)
        await record.poll(GAZETTE, COURIER)
        ids = record.ids()
        assert len(ids) == 2  # nothing ties a newsroom's text to another's in the other language
        older, younger = ids[frozenset({"gazette"})], ids[frozenset({"courier"})]
        await record.poll(GAZETTE, COURIER, FRENCH, ENGLISH)
        assert record.ids() == {frozenset(TOLD_AS_ONE): older}
        for more in ([], [OTHER], [OTHER, SWEEP]):
            await record.poll(GAZETTE, COURIER, FRENCH, ENGLISH, *more)
            assert [record.find(id).id for id in (older, younger)] == [older, older]


@pytest.mark.parametrize(("old", "new"), [("2,5", "2,6"), ("2,5", "7,5"), ("dix", "six")])
async def test_a_corrected_digit_and_its_way_back_keep_the_story_together_under_its_id(old, new) -> None:
    async with program() as record:
        await record.poll(*CHAIN)
        [first] = [told for told in record.records() if len(told.entries) == 4]
        links = record.links()
        for turn, version in ((FRENCH.saying(old, new), 2), (FRENCH, 3), (FRENCH.saying(old, new), 4), (FRENCH, 5)):
            await record.poll(turn, *CHAIN[1:])
            [told] = [told for told in record.records() if record.told(told) == TOLD_AS_ONE]
            assert (told.id, told.version) == (first.id, version)
        assert record.links() == links


async def test_an_entry_changed_by_a_digit_that_links_it_is_linked_again_once_it_is_changed_back() -> None:
    async with program() as record:
        await record.poll(*CHAIN)
        links = record.links()
        await record.poll(*(DRAWN.saying("40 M$", "41,9 M$") if told is DRAWN else told for told in CHAIN))
        await record.poll(*CHAIN)
        assert record.links() == links


async def test_a_text_that_no_longer_says_where_its_money_comes_from_is_linked_to_nothing() -> None:
    async with program() as record:
        await record.poll(*CHAIN)
        silent = replace(DRAWN, summary="La maison ouvrira ses portes au printemps.")
        await record.poll(*(silent if told is DRAWN else told for told in CHAIN))
        assert record.links() == set()


async def test_a_publisher_that_dates_anew_what_it_edits_does_not_date_the_story_anew() -> None:
    async with program() as record:
        await record.poll(*CHAIN)
        dates = {record.told(told): told.published for told in record.records()}
        await record.poll(*later([DRAWN.saying("3 M$", "3,1 M$")], timedelta(days=100)), PLAN)
        assert {record.told(told): told.published for told in record.records()} == dates


async def test_other_guids_other_dates_and_another_order_change_nothing() -> None:
    async with program() as record:
        await record.poll(*CHAIN)
        stories, links = record.ids(), record.links()
        renamed = [replace(told, guid=f"https://elsewhere.example/{number}") for number, told in enumerate(CHAIN)]
        for feeds in (list(reversed(CHAIN)), later(CHAIN, timedelta(days=40)), renamed, CHAIN):
            await record.poll(*feeds)
            assert (record.ids(), record.links()) == (stories, links)
        assert {told.version for told in record.records()} == {1}


async def test_an_entry_that_a_publisher_no_longer_serves_stays_in_its_story() -> None:
    async with program() as record:
        await record.poll(*CHAIN)
        before = record.ids()
        await record.poll()
        await record.poll(OTHER)
        assert record.ids() == before


# --- what a maintainer ruled ----------------------------------------------------------------------------------------


async def test_what_was_merged_stays_one_through_later_polls_versions_and_texts() -> None:
    async with program() as record:
        await record.poll(FRENCH, OTHER)
        record.rule("merge", *record.ids().values())
        together = frozenset({"ancrage-fr", "port"})
        for told in ((FRENCH, OTHER), (FRENCH.saying("dix", "douze"), OTHER), (FRENCH, OTHER, SWEEP)):
            await record.poll(*told)
            assert together in record.stories()
        await record.poll(FRENCH, OTHER, SWEEP, ENGLISH)
        assert together | {"ancrage-en"} in record.stories()
        record.relink()
        assert together | {"ancrage-en"} in record.stories()


async def test_what_was_split_stays_apart_through_later_polls_and_though_new_texts_tie_both() -> None:
    async with program() as record:
        await record.poll(FRENCH, ENGLISH)
        [told] = record.records()
        french = next(entry.id for entry in told.entries if entry.lang == "fr")
        record.rule("split", french)
        for more in ([], [GAZETTE], [GAZETTE, COURIER], [GAZETTE, COURIER, OTHER]):
            await record.poll(FRENCH, ENGLISH, *more)
            assert not any({"ancrage-fr", "ancrage-en"} <= story for story in record.stories())
        record.relink()
        assert not any({"ancrage-fr", "ancrage-en"} <= story for story in record.stories())
