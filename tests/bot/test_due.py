"""When a channel is told: at its hour, late and once after an outage, never by a clock that cannot be right."""

import asyncio
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlmodel import Session

from bot.app import tell
from bot.house import House
from bot.service import Service
from bot.telling import Asked, ClockError
from storage.model import WantedSubscription
from tests.faults.clocks import Program, item, program, publish, subscription

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)  # in Montreal
ZONE = "America/Montreal"
AT_HALF_PAST_SEVEN = subscription("@channel", ZONE, time(7, 30))
AT_ONCE = WantedSubscription(chat="@channel", lang="fr", filters="all", hours=(), timezone=ZONE)


def montreal(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) + timedelta(hours=5)


async def announced(running: Program, number: int, at: datetime) -> None:
    """Let something be announced, and polled a minute before a moment."""
    running.clock.shows = at - timedelta(minutes=1)
    publish(running.memory, [item(n, NOON) for n in range(number + 1)])
    await running.poller.poll(regardless_of_pace=True)


async def posted(running: Program, at: datetime) -> list[str]:
    """Post what is due at a moment; give the messages."""
    running.clock.shows = at
    before = len(running.texts())
    await running.post()
    return [text.replace("\u00a0", " ") for text in running.texts()[before:]]


async def test_after_an_outage_what_was_missed_is_one_digest_that_says_so_and_the_next_is_on_time() -> None:
    async with program(NOON, [AT_HALF_PAST_SEVEN]) as running:
        await announced(running, 0, montreal(21, 7))
        await announced(running, 1, montreal(22, 20))
        [late] = await posted(running, montreal(24, 6))
        assert "En retard : prévu le 21 novembre 2026 à 7 h 30." in late
        assert "Période : 20–24 novembre 2026." in late
        assert "/annonces/0" in late
        assert "/annonces/1" in late
        assert await posted(running, montreal(24, 6, 1)) == []
        [next_one] = await posted(running, montreal(24, 7, 31))
        assert "En retard" not in next_one


async def test_a_digest_that_is_a_few_minutes_late_does_not_speak_of_it() -> None:
    async with program(NOON, [AT_HALF_PAST_SEVEN]) as running:
        assert await posted(running, montreal(21, 7, 29)) == []
        [on_time] = await posted(running, montreal(21, 7, 40))
        assert "En retard" not in on_time


async def test_a_first_digest_is_not_late_however_long_it_had_to_wait() -> None:
    async with program(NOON, []) as running:
        running.db.write(sync_late)
        [first] = await posted(running, NOON)
        assert "Premier bulletin" in first
        assert "En retard" not in first


def sync_late(session: Session) -> None:
    from storage.subscriptions import sync_channel

    row = sync_channel(session, AT_HALF_PAST_SEVEN)
    row.next_due_at = NOON - timedelta(hours=3)


async def test_a_clock_set_back_while_a_digest_is_composed_does_not_make_it_due_again(monkeypatch) -> None:
    async with program(NOON, [AT_HALF_PAST_SEVEN]) as running:
        shown = iter([montreal(21, 7, 31)] * 3)  # the check, the look, the digest's period; then it is set back
        monkeypatch.setattr(running.teller, "_now", lambda: next(shown, montreal(21, 6, 31)))
        assert await running.post() == 1
        monkeypatch.undo()
        assert await posted(running, montreal(21, 7, 32)) == []
        assert len(await posted(running, montreal(22, 7, 32))) == 1


@pytest.fixture
def house(settings, opened) -> AbstractAsyncContextManager[House]:
    return opened(settings)


@pytest.mark.parametrize("shown", [datetime(1970, 1, 1, tzinfo=UTC), NOON - timedelta(days=1, minutes=1)])
async def test_by_a_clock_that_lost_more_than_a_day_nothing_is_posted_neither_by_hour_nor_by_hand(shown) -> None:
    async with program(NOON, [AT_HALF_PAST_SEVEN, AT_ONCE]) as running:
        running.clock.shows = shown
        for post in (running.teller.post_due(), tell(running, Asked())):  # type: ignore[arg-type]
            with pytest.raises(ClockError, match=r"more than a day before 2026-11-20 17:00 UTC"):
                await post


async def test_a_clock_that_cannot_be_right_is_one_line_of_the_log_and_the_reason_on_the_health_page(
    house, publisher, monkeypatch
) -> None:
    lines: list[object] = []
    monkeypatch.setattr("bot.service.log.error", lambda event, **said: lines.append((event, said)))
    async with house as opened:
        await opened.teller.post_due()
        monkeypatch.setattr(opened.teller, "_now", lambda: datetime(1970, 1, 1, tzinfo=UTC))
        service = Service(opened)
        for _ in range(3):
            await service._once("post")
        assert "post: the clock stands more than a day before" in str(service.health().reason)
        assert [event for event, _ in lines] == ["nothing is posted"]
        monkeypatch.undo()
        await service._once("post")
        assert service.health().reason is None


async def test_a_job_comes_again_by_a_clock_that_nobody_can_set(house, monkeypatch) -> None:
    monkeypatch.setattr("bot.service.POST_EVERY", timedelta(milliseconds=1))
    async with house as opened:
        service, times = Service(opened), iter(range(3))

        async def post() -> int:
            if next(times, None) is None:
                service.stop()
            return 0

        monkeypatch.setattr(opened.teller, "post_due", post)
        async with asyncio.timeout(10):
            await service.run(["worker"])
        assert list(times) == []


# --- at once ----------------------------------------------------------------------------------------------------------


async def test_in_quiet_hours_nothing_is_queued_and_at_their_end_all_of_it_is_one_message() -> None:
    async with program(NOON, [AT_ONCE], quiet="22:00-07:00") as running:
        await announced(running, 0, montreal(20, 21, 59))
        assert len(await posted(running, montreal(20, 21, 59))) == 1
        for number, at in enumerate((montreal(20, 22), montreal(21, 0, 30), montreal(21, 6, 59)), start=1):
            await announced(running, number, at)
            assert await posted(running, at) == []
        [waited] = await posted(running, montreal(21, 7))
        assert [n for n in range(4) if f"/annonces/{n}" in waited] == [1, 2, 3]
        assert await posted(running, montreal(21, 7, 1)) == []


async def test_without_quiet_hours_news_is_queued_at_the_next_look() -> None:
    async with program(NOON, [AT_ONCE]) as running:
        await announced(running, 0, montreal(21, 3))
        assert len(await posted(running, montreal(21, 3))) == 1


async def test_the_hours_of_a_channel_hold_whatever_is_quiet() -> None:
    async with program(NOON, [AT_HALF_PAST_SEVEN], quiet="07:00-09:00") as running:
        assert len(await posted(running, montreal(21, 7, 31))) == 1


async def test_news_waits_until_its_poll_has_looked_for_copies_of_it_but_not_for_ever(monkeypatch) -> None:
    monkeypatch.setattr("bot.polling.link_lot", lambda *_: False)
    async with program(NOON, [AT_ONCE]) as running:
        await announced(running, 0, montreal(21, 8))
        assert await posted(running, montreal(21, 8)) == []
        assert len(await posted(running, montreal(21, 8, 10))) == 1


async def test_news_that_a_digest_comes_too_early_for_stands_in_the_next_one(monkeypatch) -> None:
    async with program(NOON, [AT_HALF_PAST_SEVEN]) as running:
        with monkeypatch.context() as patched:
            patched.setattr("bot.polling.link_lot", lambda *_: False)
            await announced(running, 0, montreal(21, 7, 30))
        [early] = await posted(running, montreal(21, 7, 30))
        assert "/annonces/0" not in early
        await announced(running, 0, montreal(21, 7, 32))
        [following] = await posted(running, montreal(22, 7, 30))
        assert "/annonces/0" in following
