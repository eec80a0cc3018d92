"""How fast messages go out, and what a storm of 429 does to them.

    python -m tests.faults.pace [--chats 60] [--messages 600]

The stand-in holds us to Telegram's limits: 30 messages a second overall, one a second in a chat. The storm refuses
every second call for a moment.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.channels.telegram import Telegram
from bot.pacing import Pace
from bot.sending import Policy, Sender
from storage.database import Database
from tests.faults.outbox import Arrived, added, arrived, open_for, queue
from tests.faults.senders import QUICK, count_open, silence, simulated_now
from tests.telegram_api.limits import FloodLimits
from tests.telegram_api.server import TelegramApi

CEILING = 30.0  # messages a second
STORM_SPEED = 10  # a refusal for a second is over in a tenth of one, and no lease lapses under a request


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a run: messages, calls, refusals for haste, seconds, and what the chats got."""

    messages: int
    calls: int
    refused: int
    seconds: float
    arrived: Arrived

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.messages / self.seconds


def at_full_pace(chats: int, messages: int) -> Result:
    """Send to many people as fast as Telegram allows."""
    return run(chats, messages, Pace(), lambda: datetime.now(UTC), limits=FloodLimits())


def in_a_storm(chats: int, messages: int, share: float = 0.5) -> Result:
    """Send while Telegram refuses a share of all calls for a moment; our clock runs fast, and nothing is paced."""
    return run(chats, messages, Pace(QUICK), lambda: simulated_now(STORM_SPEED), storm=share)


def run(
    chats: int,
    messages: int,
    pace: Pace,
    now: Callable[[], datetime],
    *,
    limits: FloodLimits | None = None,
    storm: float = 0.0,
) -> Result:
    """Queue messages for some people, send them, and count."""
    with tempfile.TemporaryDirectory() as folder, TelegramApi(limits=limits) as api:
        people = [api.private() for _ in range(chats)]
        db = Database(f"sqlite:///{Path(folder) / 'greffier.db'}")
        db.upgrade()
        names = [str(person.id) for person in people]
        db.write(open_for, names)
        queued = {name: [f"{name} no {n}" for n in range(messages // chats)] for name in names}
        for name, texts in queued.items():
            queue(db, name, texts, now(), "first")
        if storm:
            api.faults.at_random({"429/1": storm}, seed=1)
        seconds = asyncio.run(sent(db, api, pace, now))
        db.close()
        calls = api.called("sendMessage")
        return Result(
            messages=sum(map(len, queued.values())),
            calls=len(calls),
            refused=sum(call.status == 429 for call in calls),
            seconds=seconds,
            arrived=added(arrived(queued[str(person.id)], person, "-") for person in people),
        )


async def sent(db: Database, api: TelegramApi, pace: Pace, now: Callable[[], datetime]) -> float:
    """Send until nothing is open; give the seconds from the first message to the last."""
    telegram = Telegram(api.token, api.url)
    sender = Sender(db, {"telegram": telegram}, now, Policy(), pace)
    began = time.monotonic()
    while await db.look(count_open):
        await sender.send_due()
        await asyncio.sleep(0.01)
    await telegram.close()
    return time.monotonic() - began


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chats", type=int, default=60)
    parser.add_argument("--messages", type=int, default=600)
    parser.add_argument("--storm", type=int, default=1_000, help="messages in the storm")
    given = parser.parse_args()
    silence()
    full = at_full_pace(given.chats, given.messages)
    sys.stdout.write(
        f"full pace: {full.rate:.1f} messages a second, {full.rate / CEILING:.2f} of the ceiling; "
        f"refused for haste {full.refused}; lost {full.arrived.lost}, doubled {full.arrived.doubled}\n"
    )
    storm = in_a_storm(given.chats, given.storm)
    sys.stdout.write(
        f"storm of 429: {storm.calls / storm.messages:.2f} calls a message, lost {storm.arrived.lost}, "
        f"doubled {storm.arrived.doubled}, out of order {storm.arrived.misplaced}\n"
    )


if __name__ == "__main__":
    main()
