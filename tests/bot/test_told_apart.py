"""What was told as one and stands apart again: told once each, and said where the two stood as one."""

import pytest

from bot.desk.rulings import split
from tests.bot.announcements import funding
from tests.bot.maintained import Maintained

APART = "deux annonces distinctes, et non une seule"


@pytest.fixture
def desk(maintained) -> Maintained:
    return maintained


async def test_two_stories_that_had_each_been_told_have_their_items_back_without_a_word(desk) -> None:
    await desk.publish(funding(1), funding(2, "4 M$"))
    await desk.digest()
    before = desk.post
    desk.merge()
    await desk.correct()
    assert "Même annonce que" in desk.post
    desk.undo()
    assert await desk.correct() == []
    assert desk.post == before
    assert await desk.digest() == ""


async def test_items_are_restored_after_a_digest_in_between_too(desk) -> None:
    await desk.publish(funding(1), funding(2, "4 M$"))
    await desk.digest()
    before = desk.post
    desk.merge()
    await desk.correct()
    await desk.publish(funding(3, "7 M$"))
    assert "Rivage 3" in await desk.digest()
    desk.undo()
    assert await desk.correct() == []
    assert desk.post == before
    assert await desk.digest() == ""


@pytest.mark.parametrize("act", ["undo", "split"])
async def test_what_was_grouped_with_a_told_one_is_told_as_new_once_they_are_two_and_the_chat_is_told_so(
    desk, act
) -> None:
    await desk.publish(funding(1))
    await desk.digest()
    await desk.publish(funding(2, "4 M$"))
    desk.merge()
    await desk.correct()
    await desk.publish(funding(3, "7 M$"))
    assert "Rivage 3" in await desk.digest()
    one = next(story for story in desk.stories() if len(story.entries) > 1)
    other = next(entry.id for entry in one.entries if "Rivage 2" in entry.title)
    desk.undo() if act == "undo" else desk.decide(split, other)
    [reply] = await desk.correct()
    assert reply.startswith(f"Rectifié : {APART} — ")
    assert (APART in desk.post) == (act == "split")  # an undo gives the item back as it was
    assert "Regroupée" not in desk.post
    assert "2,5 M$ sur trois ans" in desk.post
    assert "4 M$" not in desk.post
    following = await desk.digest()
    assert "4 M$" in following.partition("RECTIFIÉ")[0]
    assert f": {APART}" in following.partition("RECTIFIÉ")[2]
    assert await desk.correct() == []
    assert await desk.digest() == ""


async def test_of_two_that_were_told_as_one_from_the_start_the_other_is_told_as_new_once(desk) -> None:
    await desk.publish(funding(1, "4 M$"), funding(2))
    desk.merge()
    assert await desk.digest()
    desk.undo()
    [reply] = await desk.correct()
    assert APART in reply
    assert "et non 4 M$" not in desk.post
    assert "et non 2,5 M$" not in desk.post
    new = (await desk.digest()).partition("RECTIFIÉ")[0]
    for text in ("4 M$ sur trois ans", "2,5 M$ sur trois ans"):
        assert (text in desk.post) != (text in new)
    assert await desk.digest() == ""


async def test_what_parts_without_a_maintainer_is_told_among_the_corrections_once(desk, monkeypatch) -> None:
    await desk.publish(funding(1))
    await desk.digest()
    await desk.publish(funding(2, "4 M$"))
    desk.merge()
    await desk.correct()
    monkeypatch.setattr("bot.desk.rulings.tell_apart", lambda *_: None)  # as when texts alone part them
    desk.undo()
    [reply] = await desk.correct()
    assert reply.startswith(f"Rectifié : {APART} — ")
    following = await desk.digest()
    assert "FINANCEMENT" not in following
    assert f"4 M$ ici; {APART} — " in following.partition("RECTIFIÉ")[2]
    assert await desk.digest() == ""


@pytest.mark.parametrize("follow", ["min:3M"])
async def test_an_older_story_that_took_in_a_told_one_gives_its_item_back_and_counts_as_untold_itself(desk) -> None:
    await desk.publish(funding(1))
    await desk.publish(funding(2, "4 M$"))
    await desk.digest()
    before = desk.post
    desk.merge()
    await desk.correct()
    assert await desk.digest() == ""
    desk.undo()
    await desk.correct()
    assert "4 M$ sur trois ans à l'organisme Rivage 2" in desk.post
    assert "Rivage 1" not in desk.post
    assert unmarked(desk.post) == before
    desk.entries[0] = funding(1, "5 M$")
    await desk.publish()
    following = await desk.digest()
    assert "5 M$ sur trois ans à l'organisme Rivage 1" in following.partition("RECTIFIÉ")[0]
    assert "Rivage 2" not in following.partition("RECTIFIÉ")[0]
    assert await desk.digest() == ""


def unmarked(text: str) -> str:
    """Leave out what says that something was corrected."""
    lines = (line for line in text.splitlines() if not line.startswith("Rectifié le"))
    return "\n".join(line.partition(" Sommes au ")[0] for line in lines)
