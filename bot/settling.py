"""What became of a message of unknown fate: the edit probe.

The message would stand under one of the next numbers of its chat. To edit each of them into the very same text changes
nothing: "not modified" is our message, "can't be edited" is somebody else's, and three in a row that are not there are
the end of the chat. Numbers on record are skipped, so that only this message can be met.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from bot.pacing import Pace
from storage.database import Database
from storage.ids import counts_alone, ids_after, newest_id
from storage.outgoing import Delivery, RetryLater, Sent, Uncertain

FARTHEST = 100  # numbers that are tried
MISSING_IN_A_ROW = 3
TIMES = 4  # that a number is asked for
LONGEST_WAIT = timedelta(seconds=15)
BEYOND = 20  # where all chats count together, and nothing later is known
FAR = tuple(2**power for power in range(2, 21))


class Met(StrEnum):
    """What stands under a number of a chat."""

    OURS = "ours"
    ANOTHER = "another"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Missing:
    """The message is not in the chat: it never arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """Nothing tells whether it arrived."""

    reason: str


Found = Sent | Missing | Undecided | RetryLater | Uncertain


class Prober(Protocol):
    """A channel whose messages can be looked for."""

    async def probe(self, delivery: Delivery, message_id: int) -> "Met | Undecided | RetryLater | Uncertain":
        """Say what stands under a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """A message that is looked for, by a channel, at a pace."""

    delivery: Delivery
    channel: Prober
    pace: Pace
    is_kept: Callable[[], Awaitable[bool]]  # holds the claim for longer, and says whether it still holds

    async def under(self, number: int) -> Met | Undecided | RetryLater | Uncertain:
        """Say what stands under a number; asked again where no answer came, since nothing is changed by asking."""
        met: Met | Undecided | RetryLater | Uncertain = Uncertain(reason="not asked")
        for _ in range(TIMES):
            await self.pace.turn(self.delivery.lane)
            if not await self.is_kept():
                return Uncertain(reason="the claim was lost")
            met = await self.channel.probe(self.delivery, number)
            if isinstance(met, Met | Undecided):
                return met
            await asyncio.sleep(min(met.wait, LONGEST_WAIT).total_seconds() if isinstance(met, RetryLater) else 0.0)
        return met


async def find(db: Database, probed: Probed) -> Found:
    """Look for a message of unknown fate."""
    delivery = probed.delivery
    known = await db.look(ids_after, delivery.lane, delivery.after_id)
    newest = await db.look(newest_id, delivery.lane)
    is_alone = counts_alone(delivery.lane)
    missing = 0
    for number in numbers(delivery.after_id, newest, known, is_alone=is_alone):
        met = await probed.under(number)
        if not isinstance(met, Met) or met is Met.OURS:
            return met if not isinstance(met, Met) else Sent(message_id=number)
        missing = missing + 1 if met is Met.NOTHING else 0
        if is_alone and missing == MISSING_IN_A_ROW:
            return Missing() if delivery.after_id else await at_all(probed, number)
    return Undecided(reason="the chat goes on") if is_alone else Missing()


def numbers(after: int | None, newest: int | None, known: Collection[int], *, is_alone: bool) -> Iterator[int]:
    """Give the numbers under which a message may stand, none that is on record."""
    first = (after or 0) + 1
    last = first + FARTHEST + len(known) if is_alone else max(newest or 0, first) + BEYOND
    return (number for number in range(first, last + 1) if number not in known)


async def at_all(probed: Probed, after: int) -> Found:
    """Look whether anything stands far behind, in a chat of which nothing is known: then it is no new chat."""
    for number in (far for far in FAR if far > after):
        met = await probed.under(number)
        if met is Met.OURS:
            return Sent(message_id=number)
        if met is not Met.NOTHING:
            return met if not isinstance(met, Met) else Undecided(reason="nothing is known of what stands in the chat")
    return Missing()
