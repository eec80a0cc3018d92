"""A maintainer's grouping is told as a grouping: it corrects no figure, and an undo gives back what was posted."""

from contextlib import asynccontextmanager

import pytest

from bot.desk.rulings import Why, merge, split, undo
from bot.settings import load_settings
from storage.decisions import list_decisions
from storage.stories import list_stories
from tests.bot.retelling.desk import NBSP, TWIN, Desk, grant, now, today, under

TOLD, OTHER = f"6,5{NBSP}M$", f"2,4{NBSP}M$"
APART = "deux annonces distinctes, et non une seule"
GROUPED = f"Regroupée avec une autre annonce ({OTHER})"
NOTE = f"Regroupée le {today()} avec une autre annonce ({OTHER})"
LONGUEUIL = {
    "title": "Exploitation sexuelle des mineurs : Québec accorde 2,4 M$ à Longueuil",
    "description": "Le gouvernement du Québec accorde 2,4 M$ à la Ville de Longueuil contre l'exploitation sexuelle "
    "des mineurs.",
}


class Ruled:
    """A desk where a newspaper's story was told, beside a ministry's that was not."""

    def __init__(self, d: Desk) -> None:
        self.d = d

    async def decide(self, act, *ids: str) -> None:
        done = await self.d.house.db.run(act, list(ids), Why(who="m", reason="essai", at=now()))
        assert done.is_done

    async def merge(self) -> None:
        await self.decide(merge, *(story.id for story in await self.stories()))

    async def split(self) -> None:
        [story] = await self.stories()
        await self.decide(split, story.id)

    async def undo(self, back: int = 1) -> None:
        """Take back the last decision but some."""
        await self.decide(undo, str((await self.d.house.db.look(list_decisions))[back - 1].id))

    async def stories(self):
        return await self.d.house.db.look(list_stories, ("funding",), None)

    async def correct(self) -> list[str]:
        before = len(self.d.api.messages)
        await self.d.house.corrector.correct()
        await self.d.house.sender.send_due()
        self.d.seen = len(self.d.api.messages)
        return [message.text for message in self.d.api.messages[before:]]

    @property
    def post(self) -> str:
        return self.d.api.messages[0].text


@pytest.fixture
def ruled(desk):
    @asynccontextmanager
    async def open_it(*settings):
        async with desk(*settings) as d:
            await d.publish("hebdo-fr", "h", **grant("5,6 M$"))
            await d.digest()
            await d.publish("hebdo-fr", "h", **grant("6,5 M$"))
            await d.publish("ministere-fr", "g", **LONGUEUIL)
            r = Ruled(d)
            await r.correct()
            assert f"{TOLD}, et non 5,6{NBSP}M$" in r.post
            yield r

    return open_it


async def test_a_merge_split_and_undo_leave_no_false_correction_in_what_was_posted(ruled) -> None:
    async with ruled() as r:
        posted = r.post
        await r.merge()
        [reply] = await r.correct()
        assert reply.startswith(f"{GROUPED} — ")
        assert NOTE in r.post
        assert r.post.count(OTHER) == 1
        assert f"• {TOLD}" in r.post
        assert "Rivage" in r.post
        assert f"et non {TOLD}" not in r.post
        line = under("RECTIFIÉ", await r.d.digest())[0]
        assert f"{TOLD}, et non 5,6{NBSP}M$ — " in line
        assert "Rivage" in line
        assert "Longueuil" not in line
        assert await r.correct() == []
        await r.d.publish("ministere-fr", "g", **LONGUEUIL | {"title": LONGUEUIL["title"] + " pour trois ans"})
        assert await r.correct() == []
        await r.split()
        [reply] = await r.correct()
        assert reply.startswith(f"Rectifié{NBSP}: {APART} — ")
        assert APART in r.post
        assert NOTE not in r.post
        await r.undo(1)
        await r.undo(3)
        assert await r.correct() == []
        assert r.post == posted
        following = await r.d.digest()
        assert OTHER in following.partition("RECTIFIÉ")[0]
        assert await r.correct() == []
        assert r.post == posted


async def test_an_undone_merge_gives_the_item_back_and_says_so_once(ruled) -> None:
    async with ruled() as r:
        posted = r.post
        await r.merge()
        await r.correct()
        await r.undo()
        [reply] = await r.correct()
        assert reply.startswith(f"Rectifié{NBSP}: {APART} — ")
        assert "Rivage" in reply
        assert r.post == posted
        assert await r.correct() == []


async def test_a_merge_that_is_undone_before_anything_was_sent_says_nothing(ruled) -> None:
    async with ruled() as r:
        posted = r.post
        await r.merge()
        await r.undo()
        assert await r.correct() == []
        assert r.post == posted


async def test_an_undone_split_of_a_merge_is_a_grouping_again(ruled) -> None:
    async with ruled() as r:
        await r.merge()
        await r.correct()
        grouped = r.post
        await r.split()
        await r.correct()
        await r.undo()
        [reply] = await r.correct()
        assert reply.startswith(f"{GROUPED} — ")
        assert r.post == grouped


async def test_what_was_told_as_one_is_one_again_after_an_undone_split(ruled) -> None:
    async with ruled() as r:
        await r.d.publish("ministere-fr", "h", **grant("6,5 M$"))
        await r.correct()
        one = next(story for story in await r.stories() if len(story.entries) > 1)
        posted = r.post
        await r.decide(split, one.id)
        [reply] = await r.correct()
        assert APART in reply
        assert APART in r.post
        await r.undo()
        [reply] = await r.correct()
        assert reply.startswith(f"Rectifié{NBSP}: une seule annonce, et non plusieurs — ")
        assert r.post == posted
        assert await r.correct() == []


async def test_a_grouped_story_is_still_corrected_by_its_own_entries_alone(ruled) -> None:
    async with ruled() as r:
        await r.merge()
        await r.correct()
        await r.d.publish("hebdo-fr", "h", **grant("7,5 M$"))
        [reply] = await r.correct()
        assert reply.startswith(f"Rectifié{NBSP}: 7,5{NBSP}M$, et non {TOLD} — ")
        assert NOTE in r.post
        await r.undo()
        [reply] = await r.correct()
        assert APART in reply
        assert "Regroupée" not in r.post
        assert f"7,5{NBSP}M$, et non {TOLD}" in r.post


async def test_two_that_were_told_lead_to_each_other_without_a_word_on_their_figures(ruled) -> None:
    async with ruled() as r:
        await r.d.digest()
        before = [message.text for message in r.d.api.messages]
        await r.merge()
        assert await r.correct() == []
        lines = [
            line for line in "\n".join(m.text for m in r.d.api.messages).splitlines() if "Même annonce que" in line
        ]
        assert len(lines) == 1
        assert "Regroupée" not in r.post
        await r.undo()
        assert await r.correct() == []
        assert [message.text for message in r.d.api.messages] == before


async def test_a_grouping_is_told_in_english_too(desk, monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_LANGUAGE", "en")
    async with desk(load_settings()) as d:
        await d.publish("ministere-en", "g", **TWIN)
        await d.digest("en")
        await d.publish("ministere-fr", "l", **LONGUEUIL)
        r = Ruled(d)
        posted = r.post
        await r.merge()
        [reply] = await r.correct()
        assert reply.startswith("Grouped with another announcement ($2.4 million) — ")
        assert "with another announcement ($2.4 million)" in r.post
        await r.undo()
        [reply] = await r.correct()
        assert reply.startswith("Corrected: two separate announcements, not one — ")
        assert r.post == posted
