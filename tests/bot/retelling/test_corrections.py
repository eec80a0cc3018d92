"""A figure that was told and is no longer so is corrected, once a chat, in its language, with its source."""

from datetime import timedelta

import sqlalchemy as sa

from bot.desk.rulings import Why, withdraw
from bot.settings import load_settings
from storage.tables import StoryRow
from tests.bot.retelling.desk import EN, NBSP, TWIN, grant, now, raid, today, under


async def test_a_changed_digit_is_corrected_once_with_both_figures_its_day_and_its_source(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        assert f"• 6,5{NBSP}M$" in await d.digest()
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        text = await d.digest()
        assert under("RECTIFIÉ", text)[0].startswith(f"• {today()}{NBSP}: 5,6{NBSP}M$, et non 6,5{NBSP}M$ — ")
        assert "Rivage" in under("RECTIFIÉ", text)[0]
        assert under("RECTIFIÉ", text)[1] == "Ministère d'Exemple"
        assert 'href="https://ministere.example/g"' in d.api.messages[-1].html
        assert "FINANCEMENT" not in text
        assert await d.digest() == ""
        await d.publish("hebdo-fr", "other", title="Un concert au parc", description="La ville a chanté.")
        assert await d.digest() == ""


async def test_a_figure_that_is_changed_back_is_corrected_again(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        await d.digest()
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        await d.digest()
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        assert f"6,5{NBSP}M$, et non 5,6{NBSP}M$" in under("RECTIFIÉ", await d.digest())[0]
        assert await d.digest() == ""


async def test_a_figure_that_is_changed_and_changed_back_between_two_digests_was_never_wrong(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        await d.digest()
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        assert await d.digest() == ""


async def test_a_correction_stands_beside_what_is_new(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        await d.digest()
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        await d.publish("police-fr", "r", **raid(26))
        text = await d.digest()
        assert under("ARRESTATIONS · Québec", text)[0].startswith("• 26 personnes arrêtées")
        assert under("RECTIFIÉ", text)[0].startswith(f"• {today()}")


async def test_each_chat_is_corrected_in_its_language(desk, monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_LANGUAGE", "fr,en")
    async with desk(load_settings()) as d:
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        await d.digest()
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        french = await d.digest("fr")
        assert f"5,6{NBSP}M$, et non 6,5{NBSP}M$" in french
        assert "not $6.5" not in french
        english = await d.digest("en")
        assert under("CORRECTED", english)[0].startswith(f"• {today(EN)}: $5.6 million, not $6.5 million — ")
        assert under("CORRECTED", english)[1] == "Example Ministry (FR)"


async def test_a_figure_that_only_the_other_language_corrects_is_corrected_for_those_who_read_it(
    desk, monkeypatch
) -> None:
    monkeypatch.setenv("GREFFIER_LANGUAGE", "fr,en")
    async with desk(load_settings()) as d:
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        await d.publish("ministere-en", "g-en", **TWIN)
        await d.digest()
        await d.publish("ministere-en", "g-en", **{name: text.replace("5.6", "5.7") for name, text in TWIN.items()})
        assert await d.digest("fr") == ""
        assert "$5.7 million, not $5.6 million" in under("CORRECTED", await d.digest("en"))[0]


async def test_another_text_that_says_it_corrects_the_first_is_a_correction(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        await d.digest()
        title = "RECTIFICATIF - Exploitation sexuelle des enfants : {} à l'organisme Rivage"
        await d.publish("ministere-fr", "g2", **grant("5,6 M$", title), published=now() + timedelta(minutes=1))
        text = await d.digest()
        assert f"5,6{NBSP}M$, et non 6,5{NBSP}M$" in under("RECTIFIÉ", text)[0]
        assert 'href="https://ministere.example/g2"' in d.api.messages[-1].html
        assert "FINANCEMENT" not in text


async def test_a_count_of_people_is_corrected_in_our_own_words(desk) -> None:
    async with desk() as d:
        await d.publish("police-fr", "r", **raid(26))
        await d.digest()
        await d.publish("police-fr", "r", **raid(25))
        text = await d.digest()
        assert under("RECTIFIÉ", text)[0].startswith(f"• {today()}{NBSP}: 25 personnes arrêtées, et non 26 — ")
        assert "hommes" not in text
        assert "présumée innocente" in text


async def test_a_story_that_is_withdrawn_is_not_corrected(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        await d.digest()
        story = await d.only_story()
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        await d.house.db.run(withdraw, [story], Why(who="m", reason="test", at=now()))
        digest = await d.digest()
        assert "Retiré" in digest
        assert not [word for word in ("RECTIFIÉ", "5,6", "6,5") if word in digest]


async def test_a_story_in_review_is_corrected_only_once_it_is_published(desk) -> None:
    async with desk() as d:
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        await d.digest()
        await d.publish("ministere-fr", "g", **grant("5,6 M$"))
        await d.house.db.run(set_state, "review")
        assert await d.digest() == ""
        await d.house.db.run(set_state, "published")
        assert "RECTIFIÉ" in await d.digest()


async def test_a_story_that_was_only_a_number_showed_no_figure_to_correct(desk, monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_DIGEST_MAX", "1")
    async with desk(load_settings()) as d:
        await d.publish("ministere-fr", "g", **grant("6,5 M$"))
        small = {"title": "Un refuge de Gaspé reçoit 80 000 $", "description": "Québec verse 80 000 $ à un refuge."}
        await d.publish("ministere-fr", "h", **small)
        assert "1 autre annonce" in await d.digest()
        await d.publish("ministere-fr", "h", **{name: text.replace("80", "90") for name, text in small.items()})
        assert await d.digest() == ""


def set_state(session, state: str) -> None:
    session.execute(sa.update(StoryRow).values(state=state))
