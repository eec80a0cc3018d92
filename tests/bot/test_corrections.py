"""A correction reaches what was posted: in place, visibly, with one reply; what is withheld goes quietly."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.app import tell
from bot.desk.curate import Why
from bot.desk.redact import redact
from bot.desk.rulings import merge, reclassify, undo, withdraw
from bot.house import House
from bot.linking import link_pending
from bot.telling import Asked
from feeds.model import Category
from storage.decisions import list_decisions
from storage.deliveries import list_deliveries
from storage.outgoing import DeliveryStatus
from tests.bot.announcements import arrest, funding, publish

NBSP = "\u00a0"
WHY = Why(reason="à revoir", who="essai", at=datetime(2026, 3, 1, tzinfo=UTC))


@pytest.fixture
async def house(settings, opened, publisher) -> AsyncIterator[House]:
    """A house whose feeds are known, so that what comes next is news."""
    settings.follow = "all"
    async with opened(settings) as house:
        publish(publisher, [], [])
        await house.poller.poll(regardless_of_pace=True)
        yield house


async def poll(house: House) -> None:
    await house.poller.poll(regardless_of_pace=True)


async def post(house: House) -> None:
    """Poll, tell what is new, and send it."""
    await poll(house)
    assert await tell(house, Asked())
    await house.sender.send_due()


async def correct(house: House) -> int:
    queued = await house.corrector.correct()
    await house.sender.send_due()
    return queued


def decided(house: House, act, *arguments):
    done = house.db.write(act, *arguments)
    house.db.write(link_pending, WHY.at)
    return done


def text_of(message) -> str:
    return message.text.replace(NBSP, " ").replace("\u202f", " ")


def items(post: str) -> set[str]:
    """Give what a post tells of announcements; its sums say by now of which day they are."""
    return {line for line in post.splitlines() if "distincts" not in line}


async def test_one_digit_of_an_amount_is_corrected_in_place_with_one_reply_and_in_the_next_digest(
    house, publisher, api
) -> None:
    publish(publisher, [funding(1), funding(2, "4 M$")], [])
    await post(house)
    publish(publisher, [funding(1, "2,6 M$"), funding(2, "4 M$")], [])
    await poll(house)
    assert await correct(house) == 1
    message, reply = api.messages
    assert message.is_edited
    assert "2,6 M$ sur trois ans" in text_of(message)
    assert "Rectifié le" in text_of(message)
    assert "2,6 M$, et non 2,5 M$" in text_of(message)
    assert "4 M$ sur trois ans" in text_of(message)
    assert reply.reply_to == message.id
    assert text_of(reply).startswith("Rectifié : 2,6 M$, et non 2,5 M$")
    assert await correct(house) == 0
    assert await tell(house, Asked())
    await house.sender.send_due()
    assert "RECTIFIÉ" in api.messages[-1].text


async def test_two_corrections_in_turn_are_both_said(house, publisher, api) -> None:
    publish(publisher, [funding(1)], [])
    await post(house)
    for amount in ("2,6 M$", "2,7 M$"):
        publish(publisher, [funding(1, amount)], [])
        await poll(house)
        assert await correct(house) == 1
    message = text_of(api.messages[0])
    assert "2,7 M$ sur trois ans" in message
    assert "2,6 M$, et non 2,5 M$" in message
    assert "2,7 M$, et non 2,6 M$" in message
    assert len(api.messages) == 3


async def test_a_count_of_people_is_corrected_without_a_word_of_the_publisher_s(house, publisher, api) -> None:
    publish(publisher, [], [arrest(1)])
    await post(house)
    again = {**arrest(2), "guid": arrest(1)["guid"], "link": arrest(1)["link"]}
    publish(publisher, [], [again])
    await poll(house)
    assert await correct(house) == 1
    message, reply = api.messages
    assert "7 personnes arrêtées, et non 6" in text_of(message)
    for said in (message.html, reply.html):
        assert not [word for word in ("Zéphyrin", "Canarivole", "canarivole", "palais") if word in said]
    assert text_of(message).count("présumée innocente") == 1
    assert text_of(reply).count("présumée innocente") == 1


async def test_a_reply_about_money_alone_speaks_of_no_presumption(house, publisher, api) -> None:
    publish(publisher, [funding(1)], [arrest(1)])
    await post(house)
    publish(publisher, [funding(1, "2,6 M$")], [arrest(1)])
    await poll(house)
    assert await correct(house) == 1
    assert "innocente" in text_of(api.messages[0])
    assert "innocente" not in text_of(api.messages[1])


async def test_a_reply_about_several_arrests_says_once_that_all_are_presumed_innocent(house, publisher, api) -> None:
    publish(publisher, [], [arrest(1), arrest(5)])
    await post(house)
    again = [{**arrest(n + 1), "guid": arrest(n)["guid"], "link": arrest(n)["link"]} for n in (1, 5)]
    publish(publisher, [], again)
    await poll(house)
    assert await correct(house) == 1
    reply = text_of(api.messages[1])
    assert (reply.count("Rectifié"), reply.count("présumée innocente")) == (2, 1)


async def test_what_leaves_the_feed_changes_nothing(house, publisher, api) -> None:
    publish(publisher, [funding(1)], [])
    await post(house)
    publish(publisher, [funding(9)], [])
    await poll(house)
    assert await correct(house) == 0
    assert not api.messages[0].is_edited


async def test_a_withdrawal_leaves_a_line_in_its_place_and_an_undo_gives_the_item_back(house, publisher, api) -> None:
    publish(publisher, [funding(1), funding(2, "4 M$")], [])
    await post(house)
    before = api.messages[0].text
    story = next(found for found in house.db.read(stories) if "Rivage 1" in found.entries[0].title)
    decided(house, withdraw, [story.id], WHY)
    assert await correct(house) == 1
    [message] = api.messages
    assert "Rivage 1" not in message.html
    assert "Retiré du registre le" in text_of(message)
    assert "Rivage 2" in message.text
    decided(house, undo, [str(house.db.read(list_decisions)[0].id)], WHY)
    assert await correct(house) == 1
    again = text_of(api.messages[0])
    assert "Rétabli le" in again
    assert items(before.replace(NBSP, " ").replace("\u202f", " ")) < items(again)
    assert "Retiré" not in again


async def test_the_next_digest_lists_a_withdrawal_once_without_its_words(house, publisher, api) -> None:
    publish(publisher, [funding(1), funding(2, "4 M$")], [])
    await post(house)
    story = next(found for found in house.db.read(stories) if "Rivage 1" in found.entries[0].title)
    decided(house, withdraw, [story.id], WHY)
    assert await tell(house, Asked())
    await house.sender.send_due()
    digest = text_of(api.messages[-1])
    assert "Retiré : 1 annonce (" in digest
    assert "Rivage" not in digest
    assert not await tell(house, Asked())


async def test_a_story_that_is_withdrawn_again_is_listed_again(house, publisher, api) -> None:
    publish(publisher, [funding(1)], [])
    await post(house)
    [story] = house.db.read(stories)
    for number in (2, 3):
        decided(house, withdraw, [story.id], WHY)
        await tell(house, Asked())
        await house.sender.send_due()
        assert "Retiré : 1 annonce (" in text_of(api.messages[-1])
        decided(house, undo, [str(house.db.read(list_decisions)[0].id)], WHY)
        publish(publisher, [funding(1), funding(number)], [])
        await post(house)
        assert "Retiré" not in text_of(api.messages[-1])


async def test_a_story_that_was_never_told_is_listed_under_no_withdrawal(house, publisher, api) -> None:
    publish(publisher, [funding(1)], [])
    await poll(house)
    [story] = house.db.read(stories)
    decided(house, withdraw, [story.id], WHY)
    await tell(house, Asked())
    await house.sender.send_due()
    assert "Retiré" not in "".join(text_of(message) for message in api.messages)


async def test_a_redaction_is_quiet_and_leaves_the_frozen_text_of_every_delivery(house, publisher, api) -> None:
    named = {**funding(1), "title": "Exploitation sexuelle des enfants : 2,5 M$ pour le refuge Hortensia"}
    publish(publisher, [named], [])
    await post(house)
    assert "Hortensia" in api.messages[0].text
    [story] = house.db.read(stories)
    decided(house, redact, story.id, WHY, ["Hortensia"])
    assert await correct(house) == 1
    [message] = api.messages
    assert "Hortensia" not in message.html
    assert "Rectifié" not in message.text
    frozen = house.db.read(list_deliveries, list(DeliveryStatus))
    assert not [delivery for delivery in frozen if "Hortensia" in delivery.text]


async def test_a_merge_leads_from_the_later_item_to_the_one_that_stands(house, publisher, api) -> None:
    publish(publisher, [funding(1), funding(2, "4 M$")], [])
    await post(house)
    first, second = sorted(house.db.read(stories), key=lambda story: story.entries[0].title)
    done = decided(house, merge, [first.id, second.id], WHY)
    assert done.is_done
    assert await correct(house) >= 1
    message = text_of(api.messages[0])
    assert "Même annonce que" in message
    assert len(api.messages) == 1


async def test_a_refused_edit_is_on_the_record(house, publisher, api) -> None:
    publish(publisher, [funding(1)], [])
    await post(house)
    api.messages[0].is_deleted = True
    publish(publisher, [funding(1, "2,6 M$")], [])
    await poll(house)
    assert await correct(house) == 1
    [refused] = house.db.read(list_deliveries, [DeliveryStatus.REFUSED])
    assert "not found" in (refused.reason or "")


async def test_a_message_that_has_not_left_is_put_right_without_a_word(house, publisher, api) -> None:
    publish(publisher, [funding(1)], [])
    await poll(house)
    assert await tell(house, Asked())
    publish(publisher, [funding(1, "2,6 M$")], [])
    await poll(house)
    await correct(house)
    [message] = api.messages
    assert not message.is_edited
    assert "2,6 M$ sur trois ans" in text_of(message)


def stories(session):
    from storage.stories import TOLD_CATEGORIES, list_stories

    return list_stories(session, TOLD_CATEGORIES, None)


async def test_a_correction_and_a_redaction_at_once_leave_no_withheld_word_in_the_frozen_texts(
    house, publisher, api
) -> None:
    publish(publisher, [of_a_refuge("2,5 M$")], [])
    await post(house)
    publish(publisher, [of_a_refuge("2,6 M$")], [])
    await poll(house)
    decided(house, redact, house.db.read(stories)[0].id, WHY, ["Hortensia"])
    assert await correct(house) == 1
    assert "2,6 M$, et non 2,5 M$" in text_of(api.messages[0])
    frozen = house.db.read(list_deliveries, list(DeliveryStatus))
    assert not [delivery for delivery in frozen if "Hortensia" in delivery.text]


def of_a_refuge(amount: str) -> dict[str, object]:
    return {**funding(1, amount), "title": f"Exploitation sexuelle des enfants : {amount} pour le refuge Hortensia"}


async def test_what_was_merged_names_nothing_that_may_be_withheld_later(house, publisher, api) -> None:
    publish(publisher, [of_a_refuge("2,5 M$"), funding(2, "4 M$")], [])
    await post(house)
    first, second = sorted(house.db.read(stories), key=lambda story: "Rivage 2" in story.entries[0].title)
    decided(house, merge, [first.id, second.id], WHY)
    await correct(house)
    [standing] = house.db.read(stories)
    decided(house, redact, standing.id, WHY, ["Hortensia"])
    await correct(house)
    assert "Même annonce que" in text_of(api.messages[0])
    assert "Hortensia" not in api.messages[0].html


async def test_what_is_taken_back_is_said_once_whatever_its_text_becomes(house, publisher, api) -> None:
    publish(publisher, [funding(1), funding(2, "4 M$")], [])
    await post(house)
    first, second = sorted(house.db.read(stories), key=lambda story: story.entries[0].title)
    decided(house, reclassify, [second.id], WHY, Category.OTHER)
    assert await correct(house) == 1
    decided(house, withdraw, [first.id], WHY)
    assert await correct(house) == 1
    message, reply = api.messages
    assert "ce n'était pas une annonce de financement" in text_of(message)
    assert "Retiré du registre le" in text_of(message)
    said = message.text
    publish(publisher, [funding(1, "3 M$"), funding(2, "5 M$")], [])
    await poll(house)
    assert await correct(house) == 0
    assert (api.messages, message.text, reply.is_edited) == ([message, reply], said, False)


async def test_what_is_called_an_arrest_loses_its_publisher_s_words_in_the_message_at_once(
    house, publisher, api
) -> None:
    publish(publisher, [funding(1)], [])
    await post(house)
    decided(house, reclassify, [house.db.read(stories)[0].id], WHY, Category.ARREST)
    assert [await correct(house) for _ in range(2)] == [1, 0]
    [message] = api.messages
    assert "Rivage" not in message.html
    assert "en vérification" in message.text
