"""From the outbox to the chats: claim, send, settle.

A request that has left is never abandoned: when the program is told to stop in the middle of one, it waits for the
answer as long as it may, and else the message is on the record as uncertain.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.channels import Channel
from storage.database import Database
from storage.model import Delivery, Outcome, Refused, RetryLater, Sent, Uncertain
from storage.outbox import claim, next_open_at, settle

UNREACHABLE = ("unreachable", "the token")  # how a reason begins when the API could not be used at all
ROUNDS = 1_000  # more messages than one pass ever holds for one chat
log = structlog.get_logger()


@dataclass(slots=True)
class SendReport:
    """What one pass did."""

    sent: int = 0
    later: int = 0
    refused: int = 0
    uncertain: int = 0
    unreachable: int = 0

    def count(self, outcome: Outcome) -> None:
        """Add one delivery's outcome."""
        match outcome:
            case Sent():
                self.sent += 1
            case RetryLater(reason=reason):
                self.later += 1
                self.unreachable += reason.startswith(UNREACHABLE)
            case Refused():
                self.refused += 1
            case Uncertain():
                self.uncertain += 1

    def add(self, more: "SendReport") -> None:
        """Go on from another pass: what was put off before has been tried again."""
        self.sent, self.refused = self.sent + more.sent, self.refused + more.refused
        self.later, self.uncertain, self.unreachable = more.later, self.uncertain + more.uncertain, more.unreachable


class Sender:
    """Sends what is due; ``channels`` maps ``console`` and ``telegram`` to ways of reaching chats."""

    def __init__(
        self, db: Database, channels: Mapping[str, Channel], now: Callable[[], datetime], settle_after: timedelta
    ) -> None:
        self._db, self._channels, self._now, self._settle_after = db, channels, now, settle_after
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Take up nothing more."""
        self._stopping.set()

    async def send_due(self) -> SendReport:
        """Send what may go now, chat beside chat, in each chat one after the other."""
        report = SendReport()
        for _ in range(ROUNDS):
            if self._stopping.is_set():
                break
            claimed = await self._db.run(claim, self._now(), self._settle_after)
            if not claimed:
                break
            for outcome in await asyncio.gather(*(self._send_one(delivery) for delivery in claimed)):
                report.count(outcome)
        return report

    async def send_until(self, patience: timedelta) -> SendReport:
        """Send what is due, and wait for what a chat asked to be sent a little later, within ``patience``."""
        deadline, report = self._now() + patience, await self.send_due()
        while not (report.unreachable or self._stopping.is_set()):
            opens = await self._db.look(next_open_at)
            if opens is None or opens > deadline:
                break
            await asyncio.sleep(max(0.0, (opens - self._now()).total_seconds()))
            more = await self.send_due()
            if more == SendReport():
                break
            report.add(more)
        return report

    async def _send_one(self, delivery: Delivery) -> Outcome:
        """Send one claimed delivery and settle it; a surprise leaves it uncertain."""
        outcome: Outcome = Uncertain(reason="stopped in the middle")
        try:
            outcome = await self._channel(delivery).send(delivery)
        except Exception as error:
            log.exception("send failed", delivery=delivery.id)
            outcome = Uncertain(reason=type(error).__name__)
        finally:
            await asyncio.shield(self._settle(delivery, outcome))
        return outcome

    def _channel(self, delivery: Delivery) -> Channel:
        return self._channels["console" if delivery.chat == "console" else "telegram"]

    async def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        noted = await self._db.run(settle, delivery, outcome, self._now(), self._settle_after)
        name = type(outcome).__name__.lower()
        log.info(
            "delivery" if noted else "delivery not ours any more",
            delivery=delivery.id,
            chat=delivery.chat,
            outcome=name,
            reason=getattr(outcome, "reason", None),
        )
