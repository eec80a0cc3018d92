"""The sums that close a posted message are those of its day, and say so once what they add up is corrected there."""

import pytest

from bot.desk.rulings import withdraw
from tests.bot.announcements import arrest, funding, publish
from tests.bot.maintained import Maintained, text_of

SUMS = "6,5 M$ annoncés; distincts, au plus : 6,5 M$. Annoncé n'est pas dépensé."
MARK = "ce qui a été rectifié depuis n'y est pas."


@pytest.fixture
async def desk(maintained) -> Maintained:
    await maintained.publish(funding(1), funding(2, "4 M$"))
    assert SUMS in await maintained.digest()
    assert MARK not in maintained.post
    return maintained


async def test_a_sum_that_is_corrected_in_a_message_dates_the_sums_that_close_it_once(desk) -> None:
    for amount in ("2,6 M$", "2,7 M$"):
        desk.entries[0] = funding(1, amount)
        await desk.publish()
        await desk.correct()
        assert f"{SUMS} Sommes au " in desk.post
        assert desk.post.count(MARK) == 1


async def test_a_message_whose_items_stand_keeps_its_sums_as_they_are(desk) -> None:
    await desk.publish(funding(3, "7 M$"))
    assert "13,5 M$ annoncés" in await desk.digest()
    second = desk.api.messages[-1]
    desk.entries[0] = funding(1, "2,6 M$")
    await desk.publish()
    await desk.correct()
    assert MARK in desk.post
    assert not second.is_edited
    assert "13,6 M$ annoncés" in await desk.digest()
    assert MARK not in text_of(desk.api.messages[-1])


async def test_what_is_withdrawn_dates_the_sums_and_what_stands_again_does_not(desk) -> None:
    before = desk.post
    desk.decide(withdraw, desk.stories()[0].id)
    await desk.correct()
    assert f"{SUMS} Sommes au " in desk.post
    desk.undo()
    await desk.correct()
    lines = [line for line in desk.post.splitlines() if not line.startswith("Rétabli le ")]
    assert "\n".join(lines) == before


async def test_another_source_or_a_count_of_people_leaves_the_sums_alone(maintained, publisher) -> None:
    publish(publisher, [funding(1)], [arrest(1)])
    await maintained.house.poller.poll(regardless_of_pace=True)
    await maintained.digest()
    publish(publisher, [funding(1)], [{**arrest(2), "guid": arrest(1)["guid"], "link": arrest(1)["link"]}])
    await maintained.house.poller.poll(regardless_of_pace=True)
    [reply] = await maintained.correct()
    assert "7 personnes arrêtées, et non 6" in reply
    assert "Annoncé n'est pas dépensé." in maintained.post
    assert MARK not in maintained.post
