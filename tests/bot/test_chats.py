"""The life of a chat: blocked, kicked, moved, closed; nothing that waits is lost, and a maintainer is told once."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels import LEAVE_BY
from bot.channels.telegram import Telegram
from bot.notifying import Notifier
from bot.pacing import Pace
from bot.sending import Policy, Sender
from bot.settings import Settings
from storage.database import Database
from storage.deliveries import list_deliveries
from storage.lanes import claim, decide
from storage.outgoing import DeliveryStatus, RetryLater, Sent
from storage.subscriptions import active_subscriptions
from tests.bot.conftest import AT_ONCE, TOKEN
from tests.faults.outbox import open_for, queue
from tests.telegram_api.chats import ALL_RIGHTS

QUICKLY = timedelta(seconds=1)
WAITS = [timedelta(minutes=16), timedelta(hours=2, minutes=1), timedelta(hours=22, minutes=1)]
MARK = "Répétition possible"


class Desk:
    """A sender with a clock that a test moves."""

    def __init__(self, db: Database, telegram: Telegram, **policy: object) -> None:
        self.now = datetime(2026, 3, 4, 12, tzinfo=UTC)
        self.db = db
        told = Policy(settle_after=QUICKLY, marks={"fr": MARK}, **policy)  # type: ignore[arg-type]
        self.sender = Sender(db, {"telegram": telegram}, lambda: self.now, told, Pace(AT_ONCE))
        settings = Settings(_env_file=None, telegram_token=TOKEN, maintainers=[77])  # type: ignore[call-arg]
        self.notifier = Notifier(db, settings, lambda: self.now)

    def queue(self, chat: str, *texts: str) -> None:
        self.db.write(open_for, [chat])
        queue(self.db, chat, texts, self.now, str(self.now))

    async def later(self, wait: timedelta) -> None:
        self.now += wait
        await self.sender.send_due()

    def standing(self, *statuses: DeliveryStatus) -> list[str]:
        return [delivery.text for delivery in self.db.read(list_deliveries, statuses)]


@pytest.fixture
async def telegram(api) -> AsyncIterator[Telegram]:
    opened = Telegram(TOKEN, api.url, patience=2)
    yield opened
    await opened.close()


@pytest.fixture
def db(tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'greffier.db'}")
    opened.upgrade()
    yield opened
    opened.close()


@pytest.mark.parametrize("standing", ["kicked", "left", "deactivated"])
async def test_a_chat_that_comes_back_gets_what_waited_for_it_in_order(db, api, telegram, standing) -> None:
    chat, desk = api.private(), Desk(db, telegram)
    desk.queue(str(chat.id), "un", "deux")
    api.stand(chat, standing)
    await desk.sender.send_due()
    assert desk.standing(DeliveryStatus.QUEUED) == ["un", "deux"]
    api.stand(chat, "member")
    await desk.later(timedelta(minutes=1))
    assert not chat.sent
    await desk.later(timedelta(minutes=15))
    assert [message.text for message in chat.sent] == ["un", "deux"]


async def test_a_maintainer_is_told_once_of_a_channel_that_takes_nothing_for_a_day(db, api, telegram) -> None:
    channel, maintainer, desk = api.channel("@greffe"), api.private(77), Desk(db, telegram)
    desk.queue("@greffe", "un")
    api.stand(channel, "administrator", ALL_RIGHTS - {"can_post_messages"})
    await desk.sender.send_due()
    for wait in WAITS:
        assert await desk.notifier.notify() == 0
        await desk.later(wait)
    assert [await desk.notifier.notify() for _ in range(2)] == [1, 0]
    await desk.later(timedelta(days=2))
    [word] = maintainer.sent
    assert word.text.startswith("Plus rien n'arrive dans @")
    assert await desk.notifier.notify() == 0
    api.stand(channel, "administrator")
    await desk.later(timedelta(days=2))
    assert [message.text for message in channel.sent] == ["un"]


async def test_a_group_that_becomes_a_supergroup_gets_its_messages_there_and_so_from_then_on(db, api, telegram) -> None:
    group, desk = api.group(), Desk(db, telegram)
    desk.queue(str(group.id), "un", "deux")
    new = api.upgrade(group)
    await desk.sender.send_due()
    assert [message.text for message in new.sent] == ["un", "deux"]
    assert [found.chat for found in db.read(active_subscriptions)] == [str(new.id)]
    desk.now += timedelta(days=1)
    db.write(open_for, [str(group.id)])  # as the settings still say
    assert [found.chat for found in db.read(active_subscriptions)] == [str(new.id)]


async def test_one_message_that_cannot_be_read_goes_out_as_plain_text_and_holds_nothing_up(db, api, telegram) -> None:
    chat, desk = api.private(), Desk(db, telegram)
    desk.queue(str(chat.id), "un", "<b>deux & <i>demi", "trois")
    await desk.sender.send_due()
    assert [message.text for message in chat.sent] == ["un", "deux & demi", "trois"]


async def test_a_closed_topic_holds_its_own_lane_only(db, api, telegram) -> None:
    forum, other = api.supergroup(topics={4: "open"}), api.private()
    desk = Desk(db, telegram)
    forum.topics[4] = "closed"
    forum.rights = frozenset()
    desk.queue(f"{forum.id}:4", "un")
    desk.queue(str(other.id), "deux")
    await desk.sender.send_due()
    assert desk.standing(DeliveryStatus.QUEUED) == ["un"]
    assert [message.text for message in other.sent] == ["deux"]
    forum.topics[4] = "open"
    await desk.later(timedelta(minutes=16))
    assert [(message.text, message.thread) for message in forum.sent] == [("un", 4)]


async def test_what_is_for_telegram_waits_while_there_is_no_token(db, api, telegram) -> None:
    chat, desk = api.private(), Desk(db, telegram)
    desk.queue(str(chat.id), "un")
    without = Sender(db, {}, lambda: desk.now, Policy(), Pace(AT_ONCE))
    assert (await without.send_due()).unreachable == 1
    await desk.later(timedelta(minutes=1))
    assert [message.text for message in chat.sent] == ["un"]


# --- what nobody knows the fate of ----------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["close-stored", "hang-stored", "502-stored", "broken-json", "close", "500", "hang"])
@pytest.mark.parametrize("kind", ["channel", "private"])
async def test_the_probe_finds_out_whether_an_ambiguous_message_arrived(db, api, telegram, fault, kind) -> None:
    chat = api.channel(rights=ALL_RIGHTS - {"can_edit_messages"}) if kind == "channel" else api.private()
    desk = Desk(db, telegram, probe="on")
    desk.queue(str(chat.id), "un", "deux", "trois")
    api.faults.next(fault, method="sendMessage")
    await desk.sender.send_due()
    api.foreign_post(chat, "autre chose")
    await desk.later(QUICKLY)
    ours = [message.text for message in chat.messages if not message.is_foreign]
    assert ours == ["un", "deux", "trois"]
    assert not [message for message in chat.messages if message.is_edited]


@pytest.mark.parametrize("probe", ["off", "confirmed"])
async def test_where_nothing_may_be_probed_a_repeat_says_that_it_is_one(db, api, telegram, probe) -> None:
    chat, desk = api.private(), Desk(db, telegram, probe=probe)
    desk.queue(str(chat.id), "un", "deux")
    api.faults.next("close-stored", method="sendMessage")
    await desk.sender.send_due()
    await desk.later(QUICKLY)
    assert [message.text for message in chat.sent] == ["un", f"{MARK}\nun", "deux"]


@pytest.mark.parametrize(("arrived", "texts"), [(True, ["un", "deux"]), (False, ["un", "un", "deux"])])
async def test_where_a_maintainer_decides_nothing_goes_out_before(db, api, telegram, arrived, texts) -> None:
    chat, maintainer = api.private(), api.private(77)
    desk = Desk(db, telegram, probe="off", holds=[str(chat.id)])
    desk.queue(str(chat.id), "un", "deux")
    api.faults.next("close-stored", method="sendMessage", chat=chat.id)
    await desk.sender.send_due()
    await desk.later(QUICKLY)
    await desk.later(timedelta(days=1))
    assert [message.text for message in chat.sent] == ["un"]
    await desk.notifier.notify()
    await desk.sender.send_due()
    assert "Nul ne sait" in maintainer.sent[0].text
    [held] = db.read(list_deliveries, [DeliveryStatus.UNCERTAIN])
    db.write(decide, held.id, desk.now, arrived=arrived)
    await desk.sender.send_due()
    assert [message.text for message in chat.sent] == texts


async def test_a_request_that_stood_still_while_its_claim_lapsed_never_leaves(db, api, telegram) -> None:
    chat, desk = api.private(), Desk(db, telegram)
    desk.queue(str(chat.id), "un")
    [delivery] = db.write(claim, desk.now, QUICKLY)
    LEAVE_BY.set(time.monotonic() - 1)
    assert await telegram.send(delivery) == RetryLater(wait=timedelta(0), reason="the claim had grown old")
    assert not chat.messages
    LEAVE_BY.set(time.monotonic() + 60)
    assert isinstance(await telegram.send(delivery), Sent)
