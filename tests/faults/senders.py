"""Processes that send what is queued until nothing is, and may be killed at any moment: ours, and two naive ones.

``send-then-mark`` and ``mark-then-send`` are what is usually built; they show that the experiment can fail.
"""

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlmodel import Session, col, select

from bot.channels.telegram import Telegram
from bot.pacing import Pace, Spacing
from bot.say.screen import possible_repeat
from bot.sending import Policy, Probe, Sender
from storage.database import Database
from storage.deliveries import delivery_of
from storage.lanes import OPEN
from storage.outgoing import Delivery, DeliveryStatus, Sent
from storage.tables import DeliveryRow

SPEED = 40  # simulated seconds in one: leases lapse and rests end sooner
QUICK = Spacing(overall=0.0, chat=0.0, group=0.0)
PATIENCE = 0.6  # seconds for an answer
FAILPOINTS = (
    "before-claim", "after-claim", "before-request", "after-answer", "after-settle", "before-probe", "after-probe",
    "after-decision",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a process is to do. ``dies_at`` is a failpoint at which it dies, the first time it comes by."""

    database: str
    api: str
    token: str
    way: str = "ours"
    probe: Probe = "on"
    dies_at: str | None = None


def silence() -> None:
    """Log nothing: what a run prints is its table."""
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def simulated_now(speed: int = SPEED) -> datetime:
    """Give a clock that runs faster than time, the same in every process."""
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=time.time() % 10_000_000 * speed)


def work(given: Work) -> None:
    """Send until nothing is open, without a word."""
    silence()
    asyncio.run(WAYS[given.way](given))


async def ours(given: Work) -> None:
    """Send as Greffier does."""
    db = Dying(given.database, given.dies_at)
    telegram = DyingTelegram(given.token, given.api, given.dies_at)
    policy = Policy(settle_after=timedelta(seconds=15), probe=given.probe, marks={"fr": possible_repeat("fr")})
    sender = Sender(db, {"telegram": telegram}, simulated_now, policy, Pace(QUICK))
    while db.read(count_open):
        await sender.send_due()
        await asyncio.sleep(0.02)


class Dying(Database):
    """A store whose process dies at a failpoint."""

    def __init__(self, url: str, dies_at: str | None) -> None:
        super().__init__(url)
        self._dies_at = dies_at

    async def run(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Die before or after a step, if it is the one."""
        before, after = STEPS.get(function.__name__, (None, None))
        die(self._dies_at, before)
        result = await super().run(function, *args, **kwargs)
        if result:
            die(self._dies_at, after)
        return result


STEPS = {
    "claim": ("before-claim", "after-claim"),
    "settle": ("after-answer", "after-settle"),
    "send_again": (None, "after-decision"),
}


class DyingTelegram(Telegram):
    """A channel whose process dies at a failpoint."""

    def __init__(self, token: str, api: str, dies_at: str | None) -> None:
        super().__init__(token, api, patience=PATIENCE)
        self._dies_at = dies_at

    async def send(self, delivery: Delivery) -> Any:
        """Die before the request, if that is the moment."""
        die(self._dies_at, "before-request")
        return await super().send(delivery)

    async def probe(self, delivery: Delivery, message_id: int) -> Any:
        """Die around a probe, if that is the moment."""
        die(self._dies_at, "before-probe")
        met = await super().probe(delivery, message_id)
        die(self._dies_at, "after-probe")
        return met


def die(wanted: str | None, here: str | None) -> None:
    """End as a power cut ends."""
    if wanted is not None and wanted == here:
        os._exit(9)


# --- what is usually built ------------------------------------------------------------------------------------------


async def send_then_mark(given: Work) -> None:
    """Send the first queued message, then write that it was sent."""
    await naively(given, is_marked_first=False)


async def mark_then_send(given: Work) -> None:
    """Write that the first queued message was sent, then send it."""
    await naively(given, is_marked_first=True)


async def naively(given: Work, *, is_marked_first: bool) -> None:
    """Go through the queue of every chat in turn."""
    db = Database(given.database)
    telegram = Telegram(given.token, given.api, patience=PATIENCE)
    while waiting := db.read(first_open):
        for delivery in waiting:
            if is_marked_first:
                db.write(mark, delivery.id)
            if isinstance(await telegram.send(delivery), Sent) and not is_marked_first:
                db.write(mark, delivery.id)


def first_open(session: Session) -> list[Delivery]:
    """Give the first open message of each chat."""
    rows = session.exec(
        select(DeliveryRow).where(col(DeliveryRow.status).in_(OPEN)).order_by(col(DeliveryRow.id).desc())
    )
    return [delivery_of(session, row) for row in {row.lane: row for row in rows.all()}.values()]


def mark(session: Session, id: int | None) -> None:
    """Write that a message was sent."""
    row = session.get_one(DeliveryRow, id)
    row.status = DeliveryStatus.SENT
    session.add(row)


def count_open(session: Session) -> int:
    """Count what is not settled."""
    return len(session.exec(select(DeliveryRow.id).where(col(DeliveryRow.status).in_(OPEN))).all())


WAYS: dict[str, Callable[[Work], Awaitable[None]]] = {
    "ours": ours,
    "send-then-mark": send_then_mark,
    "mark-then-send": mark_then_send,
}
