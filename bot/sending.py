"""From the outbox to the chats: claim, send, settle; one message a chat at a time, in order, at Telegram's pace.

A request that has left is never abandoned: when the program is told to stop in the middle of one, it waits for the
answer as long as it may, and else the message is on the record as uncertain.
"""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.channels import LEAVE_BY, Channel
from bot.inquiring import No, Standing
from bot.pacing import Pace
from bot.rights import Probe, objection
from bot.settling import Missing, Probed, Undecided, find
from storage.database import Database
from storage.field_checks import rights_seen
from storage.lanes import LEASE, claim, keep_claim, lanes_due, next_open_at, send_again, settle
from storage.outgoing import Closed, Delivery, DeliveryKind, Held, Moved, Outcome, Refused, RetryLater, Sent, Uncertain

CONSOLE = "console"
UNSET = "the token is not set: GREFFIER_TELEGRAM_TOKEN"
UNREACHABLE = ("unreachable", "the token")  # how a reason begins when the API could not be used at all
IN_FLIGHT = 40  # messages at a time
ROOM = 10  # for so many more, more are claimed: in one transaction
PATIENCE = LEASE / 3  # a claim that is older sends nothing: another process may hold it by now
LOOK = 0.5  # seconds after which lanes are looked at again while messages are under way
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
            case Closed() | Moved():
                self.later += 1
            case Refused():
                self.refused += 1
            case Uncertain() | Held():
                self.uncertain += 1

    def add(self, more: "SendReport") -> None:
        """Go on from another pass: what was put off before has been tried again."""
        self.sent, self.refused = self.sent + more.sent, self.refused + more.refused
        self.later, self.uncertain, self.unreachable = more.later, self.uncertain + more.uncertain, more.unreachable


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is done with a message of unknown fate: when it is looked at, by what means, and what if nothing tells.

    ``holds`` are the chats in which a maintainer decides; in the others it is sent again, with its language's mark.
    """

    settle_after: timedelta = timedelta(seconds=60)
    probe: Probe = "confirmed"
    holds: Collection[str] = ()
    marks: Mapping[str, str] = field(default_factory=dict)

    def may_probe(self, delivery: Delivery) -> bool:
        """Tell whether the edit probe may be used for a message."""
        return self.probe == "on" or (self.probe == "confirmed" and delivery.may_be_probed)

    def marked(self, delivery: Delivery) -> Delivery:
        """Give a message as it leaves: one that may be a repeat says so."""
        mark = self.marks.get(delivery.lang) if delivery.is_possible_repeat else None
        return replace(delivery, text=f"{mark}\n{delivery.text}") if mark else delivery


class Sender:
    """Sends what is due; ``channels`` maps ``console`` and ``telegram`` to ways of reaching chats."""

    def __init__(
        self,
        db: Database,
        channels: Mapping[str, Channel],
        now: Callable[[], datetime],
        policy: Policy,
        pace: Pace | None = None,
    ) -> None:
        self._db, self._channels, self._now, self._policy = db, channels, now, policy
        self._pace = pace or Pace()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Take up nothing more."""
        self._stopping.set()

    async def send_due(self) -> SendReport:
        """Send what may go now, chat beside chat, in each chat one after the other."""
        report = SendReport()
        under_way: dict[asyncio.Task[Outcome], str] = {}
        try:
            while not self._stopping.is_set():
                for delivery in await self._claim(frozenset(under_way.values())):
                    under_way[asyncio.create_task(self._send_one(delivery, time.monotonic()))] = delivery.lane
                if not (under_way or await self._is_free_again()):
                    break
                for task in await self._ended(under_way):
                    del under_way[task]
                    report.count(task.result())
            for outcome in await asyncio.gather(*under_way):
                report.count(outcome)
        finally:
            await given_up(under_way)
        return report

    async def _claim(self, under_way: frozenset[str]) -> list[Delivery]:
        """Claim what there is room for, of lanes that are free."""
        most = IN_FLIGHT - len(under_way)
        if most < ROOM and under_way:
            return []
        busy = under_way | self._pace.busy()
        return await self._db.run(claim, self._now(), self._policy.settle_after, most=most, busy=busy)

    async def _is_free_again(self) -> bool:
        """Wait for the first lane that has a message and no turn yet; False where there is none."""
        waiting = await self._db.look(lanes_due, self._now())
        rest = self._pace.rest(waiting)
        if rest is None:
            return False
        await asyncio.sleep(rest)
        return True

    async def _ended(self, under_way: Collection[asyncio.Task[Outcome]]) -> Collection[asyncio.Task[Outcome]]:
        """Wait until a message is settled, or a lane may be free."""
        if not under_way:
            return ()
        ended, _ = await asyncio.wait(under_way, timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
        return ended

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

    async def _send_one(self, delivery: Delivery, claimed_at: float) -> Outcome:
        """Send one claimed delivery and settle it; a surprise leaves it uncertain."""
        outcome: Outcome = Uncertain(reason="stopped in the middle")
        try:
            outcome = await self._outcome_of(delivery, claimed_at)
        except Exception as error:
            log.exception("send failed", delivery=delivery.id)
            outcome = Uncertain(reason=type(error).__name__)
        finally:
            await asyncio.shield(self._settle(delivery, outcome))
        return outcome

    async def _outcome_of(self, delivery: Delivery, claimed_at: float) -> Outcome:
        if delivery.chat != CONSOLE and "telegram" not in self._channels:
            return Uncertain(reason=UNSET) if delivery.was_uncertain else RetryLater(wait=PATIENCE, reason=UNSET)
        return await (self._settled(delivery) if delivery.was_uncertain else self._sent(delivery, claimed_at))

    async def _sent(self, delivery: Delivery, claimed_at: float) -> Outcome:
        """Send a message when its turn comes, unless its claim has grown old meanwhile."""
        await self._turn(delivery)
        if time.monotonic() - claimed_at > PATIENCE.total_seconds():
            return RetryLater(wait=timedelta(0), reason="the claim had grown old")
        LEAVE_BY.set(claimed_at + 2 * PATIENCE.total_seconds())  # in this message's own task
        outcome = await self._channel(delivery).send(self._policy.marked(delivery))
        self._pace.answered(delivery.lane)
        return outcome

    async def _settled(self, delivery: Delivery) -> Outcome:
        """Find out what became of a message, or else do what the chat's policy says. An edit may be made twice."""
        if delivery.kind is DeliveryKind.EDIT:
            return await self._again(delivery, is_repeat=False)
        found = await self._looked_for(delivery)
        match found:
            case Missing():
                return await self._again(delivery, is_repeat=False)
            case Undecided(reason=reason) if delivery.chat in self._policy.holds:
                return Held(reason=reason)
            case Undecided():
                return await self._again(delivery, is_repeat=True)
        return found

    async def _looked_for(self, delivery: Delivery) -> "Sent | Missing | Undecided | RetryLater | Uncertain":
        if not self._policy.may_probe(delivery):
            return Undecided(reason=delivery.reason or "no answer")
        if against := await self._against_probing(delivery):
            return against
        probed = Probed(
            delivery=self._policy.marked(delivery),
            channel=self._channel(delivery),
            pace=self._pace,
            is_kept=lambda: self._db.run(keep_claim, delivery, self._now()),
        )
        found = await find(self._db, probed)
        return Uncertain(reason=found.reason) if isinstance(found, RetryLater) else found

    async def _against_probing(self, delivery: Delivery) -> Undecided | Uncertain | None:
        """Ask how the bot stands in the chat before anything is edited there; say what speaks against it."""
        await self._pace.turn(delivery.lane)
        stands = await self._channel(delivery).stands_in(delivery.chat)
        if isinstance(stands, No):
            return Undecided(reason=stands.words)
        if not isinstance(stands, Standing):
            return Uncertain(reason=stands.reason)
        why = objection(stands, await self._db.look(rights_seen, delivery.chat), self._policy.probe)
        if why is None:
            return None
        log.warning("the edit probe is not used", chat=delivery.chat, delivery=delivery.id, reason=why)
        return Undecided(reason=why)

    async def _again(self, delivery: Delivery, *, is_repeat: bool) -> Outcome:
        """Send a message of unknown fate once more, when that is on the record."""
        again = await self._db.run(send_again, delivery, self._now(), is_repeat=is_repeat)
        if again is None:
            return Uncertain(reason="the claim was lost")
        return await self._sent(again, time.monotonic())

    async def _turn(self, delivery: Delivery) -> None:
        """Wait for a message's turn; a terminal has no pace."""
        if delivery.chat != CONSOLE:
            await self._pace.turn(delivery.lane)

    def _channel(self, delivery: Delivery) -> Channel:
        return self._channels[CONSOLE if delivery.chat == CONSOLE else "telegram"]

    async def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        noted = await self._db.run(settle, delivery, outcome, self._now(), self._policy.settle_after)
        name = type(outcome).__name__.lower()
        log.info(
            "delivery" if noted else "delivery not ours any more",
            delivery=delivery.id,
            chat=delivery.chat,
            outcome=name,
            reason=getattr(outcome, "reason", None),
        )


async def given_up(under_way: Collection[asyncio.Task[Outcome]]) -> None:
    """End what is still under way: each is on the record as uncertain."""
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)
