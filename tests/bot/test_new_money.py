"""How much of a posted announcement's money is new is kept in step with what maintainers decide, and never silently."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.rulings import link, withdraw
from feeds.stories.model import Relation
from tests.bot.announcements import funding
from tests.bot.maintained import Maintained

NO_NEW = "pas d'argent neuf"
ALL_NEW = "tout en argent neuf"


@pytest.fixture
async def desk(maintained) -> Maintained:
    """Two announcements that were told, and of which no text says that one holds the other."""
    earlier = {**funding(2, "7 M$"), "published": datetime.now(UTC) - timedelta(days=3)}
    await maintained.publish(funding(1, "4 M$"), earlier)
    assert NO_NEW not in await maintained.digest()
    return maintained


def make_part(desk: Maintained) -> None:
    one, other = desk.stories()
    desk.decide(link, one.id, other.id, relation=Relation.PART_OF)


async def test_a_link_that_makes_money_old_is_a_visible_correction_in_place_and_in_the_next_digest(desk) -> None:
    make_part(desk)
    [reply] = await desk.correct()
    assert reply.startswith(f"Rectifié : 4 M$, {NO_NEW} — ")
    assert f": 4 M$, {NO_NEW}" in desk.post
    assert "Dans le plan de 7 M$" in desk.post
    assert "7 M$ sur trois ans" in desk.post
    assert await desk.correct() == []
    assert f": 4 M$, {NO_NEW}" in (await desk.digest()).partition("RECTIFIÉ")[2]
    assert await desk.digest() == ""


@pytest.mark.parametrize("how", ["undo", "withdraw"])
async def test_money_that_is_new_after_all_is_a_visible_correction_too(desk, how) -> None:
    make_part(desk)
    await desk.correct()
    assert await desk.digest()
    desk.undo() if how == "undo" else desk.decide(withdraw, desk.stories()[1].id)
    replies = await desk.correct()  # to the message of the item, and to the one that told of its correction
    assert [reply.startswith(f"Rectifié : 4 M$, {ALL_NEW} — ") for reply in replies] == [True, True]
    assert f": 4 M$, {ALL_NEW}" in desk.post
    assert "Dans le plan" not in desk.post
    assert f": 4 M$, {ALL_NEW}" in (await desk.digest()).partition("RECTIFIÉ")[2]
    assert await desk.digest() == ""


async def test_what_was_told_as_no_new_money_says_so_when_its_plan_is_merged_away(desk) -> None:
    make_part(desk)
    await desk.correct()
    desk.merge()
    await desk.correct()
    assert f": 4 M$, {NO_NEW}" in desk.post or "Même annonce que" in desk.post
    desk.undo()
    await desk.correct()
    assert "Dans le plan de 7 M$" in desk.post


async def test_a_sum_that_is_corrected_says_once_what_is_other_of_it(desk) -> None:
    make_part(desk)
    await desk.correct()
    desk.entries[0] = funding(1, "5 M$")
    await desk.publish()
    [reply] = await desk.correct()
    assert reply.startswith("Rectifié : 5 M$, et non 4 M$ — ")
    assert desk.post.count(NO_NEW) == 2  # what it was corrected to, and the item


async def test_a_decision_that_leaves_the_money_as_it_was_told_changes_no_message(desk) -> None:
    before = desk.post
    one, other = desk.stories()
    desk.decide(link, one.id, other.id, relation=None)
    assert await desk.correct() == []
    assert desk.post == before
    assert not desk.api.messages[0].is_edited
    assert await desk.digest() == ""
