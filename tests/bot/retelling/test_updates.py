"""What moved on is one line; a copy, or the other language of what was told, is nothing new."""

from datetime import timedelta

import sqlalchemy as sa

from bot.settings import load_settings
from storage.tables import ToldRow
from tests.bot.retelling.desk import NBSP, TWIN, grant, now, raid, today, under


async def test_an_update_is_one_line_that_says_the_figures_stand_and_whose_text_is_new(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        await d.digest()
        title = "MISE À JOUR - Exploitation sexuelle des enfants : {} à l'organisme Rivage"
        await d.publish("ministere-fr", "g2", **grant("6,5 M$", title), published=now() + timedelta(minutes=1))
        text = await d.digest()
        text_by = f"nouveau texte{NBSP}: Ministère d'Exemple"
        assert under("MIS À JOUR", text)[0].startswith(f"• {today()}{NBSP}: 6,5{NBSP}M$, sans changement; {text_by} — ")
        assert 'href="https://ministere.example/g2"' in d.api.messages[-1].html
        assert "FINANCEMENT" not in text
        await d.publish("hebdo-fr", "h", **grant("6,5 M$", title), published=now() + timedelta(minutes=2))
        assert await d.digest() == ""


async def test_an_update_that_counts_more_says_how_many_there_were(desk) -> None:
    async with desk() as d:
        await d.publish("police-fr", "r", **raid(26))
        await d.digest()
        title = "MISE À JOUR - Pornographie juvénile : {} hommes arrêtés en Montérégie"
        await d.publish("police-fr", "r2", **raid(31, title), published=now() + timedelta(minutes=1))
        text = await d.digest()
        expected = f"• {today()}{NBSP}: maintenant 31 personnes arrêtées (26 personnes arrêtées alors) — "
        assert under("MIS À JOUR", text)[0].startswith(expected)
        assert "RECTIFIÉ" not in text


async def test_a_matter_that_moved_on_is_an_update(desk) -> None:
    async with desk() as d:
        await d.publish("police-fr", "r", **raid(26))
        await d.digest()
        await d.publish("police-fr", "r", **raid(26, more="Ils ont été accusés jeudi de possession."))
        line = under("MIS À JOUR", await d.digest())[0]
        assert line.startswith(f"• {today()}{NBSP}: 26 personnes arrêtées; maintenant{NBSP}: accusation — ")
        assert await d.digest() == ""


async def test_a_twin_or_a_copy_that_arrives_later_is_not_told_again(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("5 557 900 $"))
        await d.digest()
        await d.publish("ministere-en", "g-en", **TWIN)
        await d.publish("hebdo-fr", "h", **grant("5,6 M$"))
        story = await d.only_story()
        assert await d.digest() == ""
        await d.publish("police-fr", "r", **raid(26))
        assert "RECTIFIÉ" not in (text := await d.digest())
        assert "MIS À JOUR" not in text
        assert await d.house.db.look(told_version, story) > 1


async def test_a_twin_that_rounds_corrects_nobody_in_its_own_language(desk, monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_LANGUAGE", "en")
    async with desk(load_settings()) as d:
        await d.publish("ministere-fr", "g", **grant("5 557 900 $"))
        assert "$5,557,900" in await d.digest()
        await d.publish("ministere-en", "g-en", **TWIN)
        assert await d.only_story()
        assert await d.digest() == ""


async def test_a_story_is_told_once_with_the_links_of_both_languages(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        await d.publish("ministere-en", "g-en", **TWIN)
        await d.publish("hebdo-fr", "h", **grant("5,6 M$"))
        text = await d.digest()
        assert text.count("• ") == 1
        assert "Ministère d'Exemple · L'Hebdo · Ministère d'Exemple (EN)" in text


def told_version(session, story: str) -> int:
    return session.execute(sa.select(ToldRow.version).where(ToldRow.story_id == story)).scalar_one()
