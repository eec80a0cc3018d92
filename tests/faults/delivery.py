"""What becomes of messages when processes die and the network fails: lost, doubled, out of order.

    python -m tests.faults.delivery [--messages 1500] [--kills 200] [--faults 0.1] [--seed 1]

A stand-in for Telegram answers over real HTTP on loopback; the sender is another process with a real store, killed with
SIGKILL at random moments and at each named failpoint. Meanwhile another admin posts, people write, and answers go out
in the same chats. Ours is run with the probe and without; two naive ways are run beside it.
"""

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.say.screen import possible_repeat
from storage.database import Database
from storage.deliveries import list_deliveries
from storage.lanes import OPEN
from storage.outgoing import Delivery
from tests.faults.outbox import Arrived, added, arrived, open_for, queue
from tests.faults.senders import FAILPOINTS, Work, count_open, simulated_now, work
from tests.telegram_api.chats import ALL_RIGHTS, Chat
from tests.telegram_api.server import TelegramApi

RATES = {  # shares of the calls that fail
    "429/1": 0.2,
    "close-stored": 0.2,
    "502-stored": 0.1,
    "500": 0.15,
    "close": 0.15,
    "hang-stored": 0.1,
    "hang": 0.1,
}
POSTING = ALL_RIGHTS - {"can_edit_messages"}  # what a channel's bot needs, and no more
LONGEST = 900  # seconds that one run may take
CONTEXT = multiprocessing.get_context("forkserver")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One run of the experiment."""

    way: str
    probe: str = "on"
    messages: int = 1_500
    kills: int = 200
    faults: float = 0.1
    seed: int = 1
    longest: float = 1.2  # seconds that a sender may live


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of it; ``open`` are the messages whose fate nobody knows at the end."""

    trial: Trial
    arrived: Arrived
    kills: int
    open: int


def run(trial: Trial) -> Verdict:
    """Queue, send, kill, and count."""
    die = random.Random(trial.seed)
    with tempfile.TemporaryDirectory() as folder, TelegramApi() as api:
        chats = scene(api)
        db = Database(f"sqlite:///{Path(folder) / 'greffier.db'}")
        db.upgrade()
        names = {str(chat.id): chat for chat in chats}
        db.write(open_for, names)
        queued = fill(db, list(names), trial.messages)
        api.faults.at_random({name: rate * trial.faults for name, rate in RATES.items()}, seed=trial.seed)
        given = Work(database=db.url, api=api.url, token=api.token, way=trial.way, probe=trial.probe)
        stage = Stage(api=api, db=db, chats=names, queued=queued, die=die)
        kills = stage.drive(given, trial)
        mark = possible_repeat("fr")
        found = added(arrived(queued[name], chat, mark) for name, chat in names.items())
        left = db.read(list_deliveries, OPEN)
        db.close()
        return Verdict(trial=trial, arrived=found, kills=kills, open=len(left))


def scene(api: TelegramApi) -> list[Chat]:
    """Open a channel, a supergroup and two private chats."""
    channel = api.channel("@greffe_essai", rights=POSTING)
    return [channel, api.supergroup("@greffe_groupe"), api.private(), api.private()]


def fill(db: Database, chats: Sequence[str], messages: int) -> dict[str, list[str]]:
    """Queue the same number of messages for each chat."""
    queued = {chat: [f"{chat} no {n}" for n in range(messages // len(chats))] for chat in chats}
    for chat, texts in queued.items():
        queue(db, chat, texts, simulated_now(), "first")
    return queued


@dataclass(slots=True, kw_only=True)
class Stage:
    """The chats while the sender works: others write, answers are queued, and the sender is killed."""

    api: TelegramApi
    db: Database
    chats: dict[str, Chat]
    queued: dict[str, list[str]]
    die: random.Random
    answers: int = 0

    def drive(self, given: Work, trial: Trial) -> int:
        """Let senders work and die until everything is settled; give how many died."""
        until, died, kills = time.monotonic() + LONGEST, 0, trial.kills
        failpoints = list(FAILPOINTS) if given.way == "ours" and kills else []
        while self.db.read(count_open):
            assert time.monotonic() < until, f"not settled after {LONGEST} s"
            dies_at = failpoints.pop() if failpoints and died % 2 == 0 else None
            is_last = died >= kills and not failpoints
            with process(given, dies_at) as sender:
                sender.join(LONGEST if is_last else self.die.uniform(0.1, trial.longest))
                died += self.ended(sender)
            if not is_last:
                self.others_write()
        return died

    def ended(self, sender: "multiprocessing.process.BaseProcess") -> int:
        """Kill a sender that is still at work; give whether it died before its work was done."""
        if sender.exitcode is None:
            sender.kill()
            sender.join()
        return int(sender.exitcode != 0)

    def others_write(self) -> None:
        """Let another admin post, a person write, and an answer go out, now and then."""
        for name, chat in self.chats.items():
            if self.die.random() < 0.3:
                self.api.foreign_post(chat, "autre chose")
            if self.die.random() < 0.2:
                self.answers += 1
                text = f"{name} réponse {self.answers}"
                self.queued[name].append(text)
                queue(self.db, name, [text], simulated_now(), f"answer {self.answers}")


@contextmanager
def process(given: Work, dies_at: str | None) -> Iterator["multiprocessing.process.BaseProcess"]:
    """Start a sender; whatever happens, it does not outlive us."""
    told = {**asdict(given), "dies_at": dies_at}
    sender = CONTEXT.Process(target=work, args=(Work(**told),))
    sender.start()
    try:
        yield sender
    finally:
        if sender.is_alive():
            sender.kill()
        sender.join()


def waiting(session: object) -> list[Delivery]:
    """Give what is not settled."""
    return list_deliveries(session, OPEN)  # type: ignore[arg-type]


def line(verdict: Verdict) -> str:
    """Write one line of the table."""
    found, trial = verdict.arrived, verdict.trial
    name = trial.way + (f", probe {trial.probe}" if trial.way == "ours" else "")
    return (
        f"{name:<22}{trial.messages:>9}{verdict.kills:>7}{trial.faults:>8.0%}"
        f"{found.lost:>7}{found.doubled:>9}{found.marked:>8}{found.misplaced:>7}{verdict.open:>6}"
    )


HEAD = (
    f"{'way':<22}{'messages':>9}{'kills':>7}{'faults':>8}{'lost':>7}{'doubled':>9}{'marked':>8}{'order':>7}{'open':>6}"
)


def main() -> None:
    """Run all ways and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=1_500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--faults", type=float, default=0.1, help="the share of calls that fail")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    sys.stdout.write(HEAD + "\n")
    for way, probe in (("ours", "on"), ("ours", "off"), ("send-then-mark", "on"), ("mark-then-send", "on")):
        trial = Trial(
            way=way, probe=probe, messages=given.messages, kills=given.kills, faults=given.faults, seed=given.seed
        )
        verdict = run(trial)
        sys.stdout.write((json.dumps(asdict(verdict)) if given.json else line(verdict)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    CONTEXT.set_forkserver_preload(["tests.faults.senders"])
    main()
