"""A story that is joined with one told before was told, under whichever id it goes on."""

import pytest

from bot.desk.rulings import Why, merge
from bot.settings import load_settings
from storage.stories import list_stories
from tests.bot.retelling.desk import NBSP, Desk, grant, now, under

SHELTER = {
    "title": "Un refuge à Gaspé reçoit 80 000 $",
    "description": "Le gouvernement du Québec verse 80 000 $ à un refuge de Gaspé.",
}


async def join(d: Desk) -> None:
    """Let a maintainer say that the two stories are one."""
    ids = [story.id for story in await d.house.db.look(list_stories, ("funding",), None)]
    assert len(ids) == 2
    await d.house.db.run(merge, ids, Why(who="m", reason="test", at=now()))


@pytest.fixture
def large_only(settings, monkeypatch):
    """Follow large sums only, so that a shelter's grant is told to nobody."""
    monkeypatch.setenv("GREFFIER_FOLLOW", "min:1M")
    return load_settings()


async def test_a_story_that_is_joined_to_one_told_before_is_not_told(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        await d.digest()
        await d.publish("hebdo-fr", "h", **SHELTER)
        await join(d)
        assert await d.digest() == ""


async def test_an_older_story_that_takes_in_one_that_was_told_is_not_told_again(desk, large_only) -> None:
    async with desk(large_only) as d:
        await d.publish("hebdo-fr", "h", **SHELTER)
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        assert f"5,6{NBSP}M$" in await d.digest()
        await join(d)
        assert await d.digest() == ""


async def test_what_was_told_under_another_id_is_corrected_under_the_new_one(desk, large_only) -> None:
    async with desk(large_only) as d:
        await d.publish("hebdo-fr", "h", **SHELTER)
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        await d.publish("ministere-fr", "g", **grant("6,4 M$"))
        assert f"6,4{NBSP}M$" in await d.digest()
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        await join(d)
        assert f"5,6{NBSP}M$, et non 6,4{NBSP}M$" in under("RECTIFIÉ", await d.digest())[0]
        assert await d.digest() == ""
