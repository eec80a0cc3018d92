"""The jobs go on when somebody sets the clock; what it jumped over is not made up for."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot import service
from bot.service import After, mind_the_clock, scheduler_in_utc


def test_a_job_that_was_jumped_over_runs_once_and_then_a_while_later() -> None:
    now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    again = After(timedelta(seconds=15))
    assert again.get_next_fire_time(None, now) == now
    assert again.get_next_fire_time(datetime(1970, 1, 1, tzinfo=UTC), now) == now + timedelta(seconds=15)


async def test_a_clock_that_is_set_back_stops_no_job(monkeypatch) -> None:
    monkeypatch.setattr(service, "CLOCK_EVERY", 0.01)
    step, ran = timedelta(0), asyncio.Event()
    monkeypatch.setattr(service, "utc_now", lambda: datetime.now(UTC) + step)
    scheduler = scheduler_in_utc()
    soon = datetime.now(UTC) + timedelta(hours=1)  # as a job stands after the clock went back by an hour

    async def job() -> None:
        ran.set()

    scheduler.add_job(job, After(timedelta(hours=1)), next_run_time=soon)
    scheduler.start()
    watch = asyncio.create_task(mind_the_clock(scheduler))
    await asyncio.sleep(0.05)
    assert not ran.is_set()
    step = -timedelta(hours=1)
    await asyncio.wait_for(ran.wait(), 5)
    watch.cancel()
    scheduler.shutdown(wait=False)
