"""Money that was announced before is never told as new."""

from datetime import timedelta

from bot.say.typography import day
from bot.settings import load_settings
from tests.bot.retelling.desk import FR, NBSP, PLAN, grant, now, under


async def test_a_repeat_a_year_later_is_announced_again_and_no_new_money(desk) -> None:
    async with desk() as d:
        then = now() - timedelta(days=366)
        await d.publish("ministere-fr", "g", **grant("5,6 M$"), published=then)
        assert await d.digest() == ""
        on = day(then.astimezone(load_settings().zone).date(), FR)
        again = grant(
            "5,6 M$", "Rivage : le gouvernement rappelle son aide de {} contre l'exploitation sexuelle des enfants"
        )
        again["description"] += f" Cette somme de 5,6 M$ avait été annoncée le {on}."
        await d.publish("ministere-fr", "g2", **again)
        text = await d.digest()
        assert "FINANCEMENT" not in text
        item = under("ANNONCÉ DE NOUVEAU", text)
        assert item[0].startswith(f"• 5,6{NBSP}M$")
        assert item[1] == f"Annoncé le {on}{NBSP}: pas d'argent neuf"
        assert await d.digest() == ""


async def test_a_part_of_a_plan_stays_among_what_is_new_and_says_it_is_no_new_money(desk) -> None:
    async with desk() as d:
        then = now() - timedelta(days=200)
        await d.publish("ministere-fr", "p", **PLAN, published=then)
        await d.publish(
            "ministere-fr",
            "g",
            title="Exploitation sexuelle des mineurs : 1,2 M$ à dix organismes",
            description="Le gouvernement du Québec octroie 1,2 M$ à dix organismes contre l'exploitation sexuelle des "
            "mineurs, tiré de l'enveloppe de 150 M$ du plan d'action 2021-2026.",
        )
        text = await d.digest()
        item = under("FINANCEMENT · Québec", text)
        on = day(then.astimezone(load_settings().zone).date(), FR)
        assert item[0].startswith(f"• 1,2{NBSP}M$")
        assert item[1] == f"Dans le plan de 150{NBSP}M$ du {on}{NBSP}: pas d'argent neuf"
        assert "ANNONCÉ DE NOUVEAU" not in text
