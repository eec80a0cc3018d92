"""A channel that is told once a week: not before, not twice, and all of the week."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.settings import load_settings
from storage.subscriptions import active_subscriptions
from tests.bot.announcements import funding, publish

MONTREAL = ZoneInfo("America/Montreal")


@pytest.fixture
def weekly(settings, monkeypatch):
    monkeypatch.setenv("GREFFIER_DIGEST_AT", "lun 07:30")
    return load_settings()


async def poll(house, publisher, *numbers: int) -> None:
    publish(publisher, [funding(n) for n in numbers], [])
    await house.poller.poll(regardless_of_pace=True)


async def test_a_weekly_digest_is_queued_on_its_day_and_not_again_before_the_next(weekly, opened, publisher) -> None:
    async with opened(weekly) as house:
        await poll(house, publisher)
        assert await house.teller.post_due() == 1  # a new channel hears of us at once
        await house.sender.send_due()
        await poll(house, publisher, 1)
        assert await house.teller.post_due() == 0
        due = await house.teller.next_digest_at()
        assert f"{due.astimezone(MONTREAL):%a %H:%M}" == "Mon 07:30"
        house.teller._now = lambda: due + timedelta(minutes=1)
        assert (await house.teller.post_due(), await house.teller.post_due()) == (1, 0)
        again = await house.teller.next_digest_at()
        assert again.astimezone(MONTREAL).replace(tzinfo=None) == due.astimezone(MONTREAL).replace(
            tzinfo=None
        ) + timedelta(weeks=1)


async def test_other_hours_of_the_week_make_the_next_moment_unknown(weekly, opened, monkeypatch) -> None:
    async with opened(weekly) as house:
        [before] = await house.teller.subscriptions()
        await house.teller.post_due()
    async with opened(weekly) as house:
        assert (await house.teller.subscriptions())[0].next_due_at is not None
    monkeypatch.setenv("GREFFIER_DIGEST_AT", "18:00, fri 16:15")
    async with opened(load_settings()) as house:
        [after] = house.db.read(active_subscriptions)
    assert (before.weekly, before.hours) == (weekly.weekly, ())
    assert [(hour.weekday, f"{hour.at:%H:%M}") for hour in after.weekly] == [(4, "16:15")]
    assert ([f"{hour:%H:%M}" for hour in after.hours], after.next_due_at) == (["18:00"], None)
