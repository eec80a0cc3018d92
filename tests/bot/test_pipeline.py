"""The main job, end to end: an HTTP response of a publisher in, a message in the channel out."""

from bot.app import tell
from bot.settings import load_settings
from bot.telling import Asked
from storage.deliveries import count_by_status
from tests.bot.announcements import arrest, funding, publish
from tests.telegram_api.server import TelegramApi


def sent(api: TelegramApi) -> list[str]:
    return [message.text for message in api.messages]


async def test_an_announcement_reaches_the_channel_once_with_its_figure_and_its_sentence(
    settings, opened, publisher, api
) -> None:
    async with opened(settings) as house:
        publish(publisher, [], [])
        await house.poller.poll(regardless_of_pace=True)
        publish(publisher, [funding(1)], [])
        report = await house.poller.poll(regardless_of_pace=True)
        assert report.entries_new == 1
        assert await tell(house, Asked())
        await house.sender.send_due()
        [message] = api.messages
        assert "2,5\u00a0M$" in message.text
        assert "Rivage 1" in message.text
        assert "blockquote" in message.html
        assert "https://ministere.example/annonces/1" in message.html
        assert "Ville Muette" in message.text
        assert not message.has_preview
        assert not await tell(house, Asked())
        await house.sender.send_due()
        assert len(api.messages) == 1


async def test_a_first_poll_is_history_and_tells_the_channel_nothing(settings, opened, publisher, api) -> None:
    async with opened(settings) as house:
        publish(publisher, [funding(n) for n in range(1, 6)], [arrest(1)])
        report = await house.poller.poll(regardless_of_pace=True)
        assert report.entries_new == 6
        assert not await tell(house, Asked())
        assert api.messages == []


async def test_no_message_on_an_arrest_holds_the_publisher_s_words_or_a_name(settings, opened, publisher, api) -> None:
    async with opened(settings) as house:
        publish(publisher, [], [])
        await house.poller.poll(regardless_of_pace=True)
        publish(publisher, [], [arrest(n) for n in range(3)])
        await house.poller.poll(regardless_of_pace=True)
        assert await tell(house, Asked())
        await house.sender.send_due()
        [message] = api.messages
        for word in ("Zéphyrin", "Canarivole", "canarivole", "palais", "41 ans", "hommes arrêtés"):
            assert word not in message.html
        assert "6 personnes arrêtées" in message.text.replace("\u00a0", " ")
        assert "présumée innocente" in message.text
        assert not message.has_preview


async def test_every_part_of_a_hundred_announcements_is_accepted_and_each_is_told_once(
    settings, opened, publisher, api, monkeypatch
) -> None:
    monkeypatch.setenv("GREFFIER_DIGEST_MAX", "0")
    async with opened(load_settings()) as house:
        publish(publisher, [], [])
        await house.poller.poll(regardless_of_pace=True)
        publish(publisher, [funding(n, f"{n + 2},5 M$") for n in range(100)], [])
        assert (await house.poller.poll(regardless_of_pace=True)).entries_new == 100
        await tell(house, Asked())
        await house.sender.send_due()
        text = "\n".join(sent(api))
        assert len(api.messages) > 1
        assert all(text.count(f"annonces/{n}\n") <= 1 for n in range(100))
        assert all(f"Rivage {n} " in text or f"Rivage {n}\n" in text or f"Rivage {n}." in text for n in range(100))
        assert await house.db.look(count_by_status) == {"sent": len(api.messages)}
        assert not await tell(house, Asked())


async def test_an_unchanged_feed_is_not_parsed_and_a_second_poll_stores_nothing(settings, opened, publisher) -> None:
    async with opened(settings) as house:
        publish(publisher, [funding(1)], [arrest(1)])
        first = await house.poller.poll(regardless_of_pace=True)
        second = await house.poller.poll(regardless_of_pace=True)
        assert (first.fetched, first.entries_new) == (2, 2)
        assert (second.not_modified, second.entries_new, second.entries_changed) == (2, 0, 0)


async def test_one_feed_in_trouble_costs_the_others_nothing_and_the_channel_is_told(
    settings, opened, publisher, api
) -> None:
    async with opened(settings) as house:
        publish(publisher, [], [])
        await house.poller.poll(regardless_of_pace=True)
        publish(publisher, [funding(1)], [])
        publisher.serve("/police.xml", "<!doctype html><html><body>Bonjour</body></html>", content_type="text/html")
        report = await house.poller.poll(regardless_of_pace=True)
        assert (report.fetched, report.failed, dict(report.errors)) == (1, 1, {"html": 1})
        await tell(house, Asked())
        await house.sender.send_due()
        assert "Sûreté d'Exemple" in api.messages[0].text.replace("’", "'")
