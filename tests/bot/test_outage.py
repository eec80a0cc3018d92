"""While Telegram cannot be reached, or a message of unknown fate holds its chat up, digests do not pile up: what is due
meanwhile is one digest, composed when the one before has left. Over real HTTP, by a clock that a test moves.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.channels.telegram import Telegram
from bot.pacing import Pace
from bot.sending import Policy, Sender
from storage.deliveries import list_deliveries
from storage.lanes import OPEN, decide
from storage.model import WantedSubscription
from tests.bot.conftest import AT_ONCE, TOKEN
from tests.faults.clocks import Program, item, program, publish
from tests.telegram_api.chats import Chat
from tests.telegram_api.server import TelegramApi

START = datetime(2026, 11, 20, 17, tzinfo=UTC)  # noon in Montreal
HOURS = (time(7, 30), time(9, 30), time(16, 0))
STEP = timedelta(minutes=30)


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel in which a program posts; every eight hours something is announced."""

    running: Program
    sender: Sender
    api: TelegramApi
    chat: Chat
    announced: int = 0
    most_waiting: int = 0

    async def until(self, end: datetime, *, is_quiet: bool = False) -> None:
        """Let time go by in steps: poll, post, send."""
        while self.running.clock.shows < end:
            self.running.clock.shows += STEP
            if not is_quiet and self.running.clock.shows >= START + timedelta(hours=8) * (self.announced + 1):
                self.announced += 1
                publish(self.running.memory, [item(n, self.running.clock.shows) for n in range(self.announced)])
            await self.running.poller.poll(regardless_of_pace=True)
            await self.step()

    async def step(self) -> None:
        """Post what is due, and send it."""
        await self.running.teller.post_due()
        await self.sender.send_due()
        self.most_waiting = max(self.most_waiting, len(self.running.db.read(list_deliveries, OPEN)))

    def texts(self) -> list[str]:
        return [message.text.replace("\u00a0", " ") for message in self.chat.sent]

    def told(self) -> list[int]:
        """Give the numbers of what was announced, as often as messages tell it."""
        return sorted(int(n) for message in self.chat.sent for n in re.findall(r"/annonces/(\d+)", message.html))


@asynccontextmanager
async def channel(api: TelegramApi, hours: tuple[time, ...], **policy: object) -> AsyncIterator[Channel]:
    chat, telegram = api.channel("@greffe"), Telegram(TOKEN, api.url, patience=0.5)
    wanted = WantedSubscription(chat="@greffe", lang="fr", filters="all", hours=hours, timezone="America/Montreal")
    async with program(START, [wanted]) as running:
        given = Policy(settle_after=timedelta(minutes=1), **policy)  # type: ignore[arg-type]
        sender = Sender(running.db, {"telegram": telegram}, running.clock, given, Pace(AT_ONCE))
        try:
            yield Channel(running=running, sender=sender, api=api, chat=chat)
        finally:
            await telegram.close()


def montreal(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) + timedelta(hours=5)


async def test_after_six_hours_without_telegram_what_was_due_meanwhile_is_one_late_digest(api) -> None:
    async with channel(api, HOURS) as c:
        await c.until(montreal(21, 5))
        before = len(c.texts())
        api.go_down()
        await c.until(montreal(21, 11))
        api.come_back()
        await c.until(montreal(21, 12))
        first, late = c.texts()[before:]
        assert "En retard" not in first
        assert "En retard : prévu aujourd'hui à 9 h 30." in late
        assert "Période : 21 novembre 2026." in late
        assert c.most_waiting == 1


@pytest.mark.slow
async def test_after_three_days_without_telegram_one_digest_covers_them_says_so_and_nothing_is_lost_or_twice(
    api,
) -> None:
    async with channel(api, (time(7, 30),)) as c:
        await c.until(montreal(21, 7))
        before = len(c.texts())
        api.go_down()
        await c.until(montreal(24, 7))
        api.come_back()
        await c.until(montreal(24, 7, 30))
        await c.until(montreal(27, 8), is_quiet=True)
        frozen, late, *on_time = c.texts()[before:]
        assert "En retard" not in frozen
        assert "En retard : prévu le 22 novembre 2026 à 7 h 30." in late
        assert "Période : 21–24 novembre 2026." in late
        assert len(on_time) == 3
        assert not any("En retard" in text for text in on_time)
        assert c.told() == list(range(c.announced))
        assert c.most_waiting == 1


@pytest.mark.slow
async def test_a_digest_in_parts_that_has_not_left_whole_holds_the_next_one_back(api) -> None:
    async with channel(api, (time(7, 30),)) as c:
        c.announced = 60
        publish(c.running.memory, [item(n, START) for n in range(c.announced)])
        await c.until(montreal(21, 7), is_quiet=True)
        api.go_down()
        await c.until(montreal(23, 8), is_quiet=True)
        parts = c.most_waiting
        assert parts > 1
        api.come_back()
        await c.until(montreal(23, 12), is_quiet=True)
        assert [f"({n}/{parts})" in text for n, text in enumerate(c.texts(), 1)] == [True] * parts + [False]
        assert c.told() == list(range(c.announced))


@pytest.mark.slow
async def test_while_a_maintainer_is_asked_what_became_of_a_digest_no_other_is_queued_behind_it(api) -> None:
    async with channel(api, (time(7, 30),), probe="off", holds=["@greffe"]) as c:
        await c.until(montreal(21, 7))
        api.faults.next("close-stored", method="sendMessage")
        await c.until(montreal(24, 12))
        assert len(c.texts()) == 1
        [held] = c.running.db.read(list_deliveries, OPEN)
        c.running.db.write(decide, held.id, c.running.clock.shows, arrived=True)
        await c.step()
        _, late = c.texts()
        assert "En retard : prévu le 22 novembre 2026 à 7 h 30." in late
        await c.until(montreal(25, 12), is_quiet=True)
        assert c.told() == list(range(c.announced))


async def test_a_channel_that_is_told_at_once_gets_one_message_of_what_came_in_an_outage(api) -> None:
    async with channel(api, ()) as c:
        await c.until(montreal(21, 0))
        before = len(c.texts())
        api.go_down()
        await c.until(montreal(22, 0))
        api.come_back()
        await c.until(montreal(22, 1))
        assert len(c.texts()) == before + 2
        assert c.told() == list(range(c.announced))
