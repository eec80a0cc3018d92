"""A sender that is stopped while it holds messages, until another one has sent them, and that then goes on."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database
from storage.outgoing import DeliveryStatus
from tests.faults.outbox import open_for, queue
from tests.faults.stage import LONGEST, Stage, open_deliveries, stage
from tests.telegram_api.chats import Chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What came of a sender that was stopped while it held messages, and of the one that took over."""

    messages: int
    before: int  # sent by the owner before it was stopped
    held: int  # claimed by it then, one of them on its way
    by_other: int
    after: int  # sent by the owner when it went on
    lost: int
    doubled: int
    is_second_refused: bool  # a second service, while the first was stopped

    @property
    def is_well(self) -> bool:
        is_taken_over = self.held > 1 and self.before + self.by_other == self.messages and self.is_second_refused
        return is_taken_over and not (self.after or self.lost or self.doubled)


def stop_the_owner(*, is_hurried: bool, chats: int = 40) -> Stopped:
    """Stop the process that holds the lanes until its claims have lapsed, let another send, and let it go on."""
    with stage(is_hurried=is_hurried) as made:
        people = [made.api.private() for _ in range(chats)]
        db = made.db
        db.upgrade()
        queue_for(db, people)
        with made.service("--role", "worker") as owner:
            made.api.until(lambda: count(people) > 0, LONGEST)
            stop_between_writes(owner.process, made.folder / "greffier.db")
            held = sum(one.status is DeliveryStatus.SENDING for one in open_deliveries(db))
            before = count(people)
            second = made.run("run", "--role", "worker")
            send_the_rest(made, db)
            by_other = count(people) - before
            owner.process.send_signal(signal.SIGCONT)
            last = made.api.private()
            queue_for(db, [last])  # once it is sent, the owner is at work again
            made.api.until(lambda: bool(last.sent), LONGEST)
        after = count(people) - before - by_other
        return Stopped(
            messages=chats,
            before=before,
            held=held,
            by_other=by_other,
            after=after,
            lost=sum(not person.sent for person in people),
            doubled=sum(len(person.sent) - 1 for person in people if person.sent),
            is_second_refused=second.returncode == 1 and "already runs" in second.stderr,
        )


def stop_between_writes(process: subprocess.Popen[str], store: Path) -> None:
    """Stop a process while it does not write: one stopped in the middle holds a SQLite file, and nobody takes over."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED)
        with closing(sqlite3.connect(store, timeout=0.2, isolation_level=None)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
                other.execute("ROLLBACK")
            except sqlite3.OperationalError:
                process.send_signal(signal.SIGCONT)
            else:
                return
    raise AssertionError("it never stopped between two writes")


def queue_for(db: Database, people: Sequence[Chat]) -> None:
    """Queue a message for each of some people."""
    names = [str(person.id) for person in people]
    db.write(open_for, names)
    for name in names:
        queue(db, name, [f"{name} no 1"], datetime.now(UTC), "first")


def count(people: Sequence[Chat]) -> int:
    return sum(len(person.sent) for person in people)


def send_the_rest(made: Stage, db: Database) -> None:
    """Let another process send until nothing is open, however often that takes."""
    until = time.monotonic() + LONGEST
    while open_deliveries(db):
        assert time.monotonic() < until, "the claims never lapsed"
        made.greffier("send")
