"""From a publisher to the chats and back again, end to end: real processes, real HTTP, the clock on the wall.

    python -m tests.faults.ends

A publisher and a stand-in for Telegram answer on loopback; `greffier run` is another process. Two channels and a person
were told of announcements three days ago. Then a new one is served; one digit of an amount changes, a name is taken
out, a maintainer withdraws a story: how long until every chat has it right? And a process that is stopped while it
holds messages, until another one has sent them: how many of them does it send when it goes on?
"""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine
from sqlmodel import Session, select

from bot.desk.curate import Why
from bot.desk.rulings import approve
from bot.house import House, Source, open_house
from bot.settings import Settings
from feeds import catalog
from storage.database import Database
from storage.deliveries import list_deliveries
from storage.lanes import OPEN
from storage.model import StoryRecord
from storage.outgoing import Delivery, DeliveryKind, DeliveryStatus
from storage.stories import TOLD_CATEGORIES, list_stories
from storage.tables import ChatRow, SubscriptionRow
from tests.bot.announcements import arrest, funding
from tests.bot.conftest import CATALOG, TOKEN
from tests.bot.curation.deciding import FARM, of_a_farm
from tests.documents import rss
from tests.faults.outbox import open_for, queue
from tests.faults.senders import silence
from tests.publisher import Publisher
from tests.telegram_api.chats import Chat, Message
from tests.telegram_api.server import TelegramApi

AGO = timedelta(days=3)
LONGEST = 180  # seconds that anything may take before it counts as never
# Jobs that come round each second and leases that lapse soon: for a run that is not to take minutes.
HURRY = (
    "from datetime import timedelta as t; import storage.lanes; storage.lanes.LEASE = t(seconds=3); "
    "import bot.service as s; s.POLL_EVERY = s.POST_EVERY = s.SEND_EVERY = t(seconds=1); "
)
MAIN = "from bot.commands import main; main()"
ROOT = str(Path(__file__).parents[2])
Entries = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Both ends, and what a process needs to stand between them."""

    folder: Path
    publisher: Publisher
    api: TelegramApi
    is_hurried: bool
    chats: tuple[Chat, ...]  # two channels and a person

    @property
    def variables(self) -> dict[str, str]:
        channels = ",".join(f"@{chat.username}" for chat in self.chats if chat.type == "channel")
        values = {
            "DATABASE_URL": f"sqlite:///{self.folder / 'greffier.db'}",
            "CATALOG": str(self.folder / "catalog.toml"),
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": self.api.url,
            "CHANNEL": channels,
            "FOLLOW": "all",
            "DIGEST_AT": "at once",
            "CONTACT": "greffe@example.org",
            "ALLOW_PRIVATE": "127.0.0.0/8",
            "SETTLE_AFTER": "1s",
            "PROBE": "on",
            "WEB": "off",
            "LOG": "json",
        }
        return {f"GREFFIER_{name}": value for name, value in values.items()}

    @property
    def db(self) -> Database:
        return Database(self.variables["GREFFIER_DATABASE_URL"])

    def publish(self, fundings: Entries, arrests: Entries = ()) -> None:
        for path, entries in (("/gov.xml", fundings), ("/police.xml", arrests)):
            document = rss(entries, lang="fr")
            self.publisher.serve(path, document, etag=f'"{hash(document)}"')

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-c", (HURRY if self.is_hurried else "") + MAIN, *arguments]

    @property
    def environment(self) -> dict[str, str]:
        return self.variables | {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": ROOT,
            "PYTHONUTF8": "1",
            "LANG": "fr_CA.UTF-8",
        }

    def greffier(self, *arguments: str) -> str:
        """Run one command and give what it said."""
        return self.run(*arguments).stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )

    @contextmanager
    def service(self, *arguments: str) -> Iterator["Service"]:
        """Start a service; whatever happens, it does not outlive us."""
        process = subprocess.Popen(
            self.command("run", *arguments),
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        running = Service(process)
        try:
            yield running
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            try:
                process.wait(20)
            finally:
                process.kill()
                process.wait()
                running.reader.join()


class Service:
    """A service that runs, and what it logs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.log: list[dict[str, Any]] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            self.log.extend(json.loads(line) for line in lines if line.startswith("{"))

    def events(self, name: str) -> list[dict[str, Any]]:
        return [event for event in list(self.log) if event.get("event") == name]


@contextmanager
def stage(*, is_hurried: bool) -> Iterator[Stage]:
    """Open both ends."""
    with tempfile.TemporaryDirectory() as folder, Publisher() as publisher, TelegramApi(TOKEN) as api:
        chats = (api.channel("@greffe_un"), api.channel("@greffe_deux"), api.private())
        made = Stage(folder=Path(folder), publisher=publisher, api=api, is_hurried=is_hurried, chats=chats)
        text = CATALOG.format(gov=publisher.url("/gov.xml"), police=publisher.url("/police.xml"))
        every = "1s" if is_hurried else "15s"
        (made.folder / "catalog.toml").write_text(
            text.replace('  lang = "fr"\n', f'  lang = "fr"\n  every = "{every}"\n')
        )
        yield made


def subscribe(session: Session, chat: str) -> None:
    """Subscribe a person, as somebody who writes to us is."""
    if session.get(ChatRow, chat) is None:
        session.add(ChatRow(id=chat))
        session.flush()
    row = SubscriptionRow(chat_id=chat, lang="fr", filters="all", timezone="America/Montreal")
    row.hours = []
    session.add(row)


# --- three days ago ---------------------------------------------------------------------------------------------------


TOLD = (funding(1), funding(2, "4 M$"), of_a_farm())
ARRESTS = (arrest(1),)
SUM, OTHER_SUM = "2,5 M$", "2,6 M$"


def tell_of_them(made: Stage) -> None:
    """Let all three chats be told, as a program that ran three days ago did."""
    with time_machine.travel(datetime.now(UTC) - AGO):
        asyncio.run(told(made))


async def told(made: Stage) -> None:
    names = {name.removeprefix("GREFFIER_").lower(): value for name, value in made.variables.items()}
    settings = Settings(_env_file=None, **names)  # type: ignore[arg-type]
    async with open_house(settings, Source(catalog=catalog.load(made.folder / "catalog.toml"))) as house:
        house.db.write(subscribe, str(made.chats[-1].id))
        made.publish([])
        await house.poller.poll(regardless_of_pace=True)
        made.publish(dated(TOLD), dated(ARRESTS))
        await house.poller.poll(regardless_of_pace=True)
        named = story_of(house.db, "Ferme")
        house.db.write(approve, [named.entries[0].id], Why(reason="une entreprise", who="essai", at=datetime.now(UTC)))
        await post(house)


def dated(entries: Entries) -> list[dict[str, Any]]:
    """Give entries the date of three days ago."""
    return [entry | {"published": TODAY - AGO} for entry in entries]


TODAY = datetime.now(UTC) - timedelta(hours=1)


async def post(house: House) -> None:
    await house.teller.post_due()
    await house.sender.send_due()


def story_of(db: Database, words: str) -> StoryRecord:
    """Find a story by words of its title."""
    found = db.read(list_stories, TOLD_CATEGORIES, None)
    return next(story for story in found if words in story.entries[0].title)


# --- what happens now -------------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of it: seconds until all three chats had each thing right (None: never), and what other faces say."""

    interval: float  # seconds between two polls
    seconds: dict[str, float | None] = field(default_factory=dict)
    faces: dict[str, bool] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        limits = {NEWS: self.interval + 60.0}
        in_time = all(took is not None and took <= limits.get(name, 120.0) for name, took in self.seconds.items())
        return bool(self.seconds) and in_time and bool(self.faces) and all(self.faces.values())


NEWS, AMOUNT, WITHDRAWN, NAME = "a new announcement", "a digit of an amount", "a withdrawal", "a name taken out"


def live(*, is_hurried: bool) -> Outcome:
    """Let it all happen, and look at every chat."""
    with stage(is_hurried=is_hurried) as made:
        tell_of_them(made)
        outcome = Outcome(interval=1.0 if is_hurried else 15.0)
        withdrawn = story_of(made.db, "Rivage 2").id
        with made.service() as service:
            assert made.publisher.wait_for("/gov.xml", made.publisher.hits("/gov.xml") + 1, LONGEST)
            made.db.write(resubscribe, str(made.chats[-1].id))
            made.publish([*dated(TOLD), fresh()], dated(ARRESTS))
            outcome.seconds |= wait(made, {NEWS: has_news})
            change(made, withdrawn)
            outcome.seconds |= wait(made, RIGHT)
            settle(made)
        look(made, service, withdrawn, outcome)
        return outcome


def resubscribe(session: Session, chat: str) -> None:
    """Let a person go on: the channels of the settings are all that a start knows of."""
    for row in session.exec(select(SubscriptionRow).where(SubscriptionRow.chat_id == chat)).all():
        row.is_active = True
        session.add(row)


def fresh() -> dict[str, Any]:
    return funding(7, "7 M$") | {"published": TODAY}


def change(made: Stage, withdrawn: str) -> None:
    """Change one digit, take out a name, withdraw a story."""
    first, second, farm = dated(TOLD)
    other = {key: value.replace(SUM, OTHER_SUM) if isinstance(value, str) else value for key, value in first.items()}
    unnamed = {key: value.replace(FARM, "ferme") if isinstance(value, str) else value for key, value in farm.items()}
    made.publish([other, second, unnamed, fresh()], dated(ARRESTS))
    made.greffier("withdraw", withdrawn, "--reason", "publiée par erreur")


def wait(made: Stage, right: Mapping[str, Callable[[Chat], bool]]) -> dict[str, float | None]:
    """Give the seconds until all chats have each thing right; None for never."""
    since = time.monotonic()
    took: dict[str, float | None] = dict.fromkeys(right)

    def is_all_right() -> bool:
        for name in (name for name in right if took[name] is None):
            if all(right[name](chat) for chat in made.chats):
                took[name] = time.monotonic() - since
        return None not in took.values()

    with suppress(TimeoutError):
        made.api.until(is_all_right, LONGEST)
    return took


def settle(made: Stage) -> None:
    """Wait until nothing is on its way; the service's own polls tell the time."""
    until = time.monotonic() + LONGEST
    while open_deliveries(made.db) and time.monotonic() < until:
        made.publisher.wait_for("/gov.xml", made.publisher.hits("/gov.xml") + 1, LONGEST)


def first_of(chat: Chat) -> Message:
    """Give the message of three days ago."""
    return chat.sent[0]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def has_news(chat: Chat) -> bool:
    return any("Rivage 7" in message.text for message in chat.sent[1:])


def has_amount(chat: Chat) -> bool:
    message = first_of(chat)
    replies = [plain(reply.text) for reply in chat.sent if reply.reply_to == message.id]
    said = plain(message.text)
    is_said = f"{OTHER_SUM} sur trois ans" in said and f"{OTHER_SUM}, et non {SUM}" in said
    return is_said and len(replies) == 1 and f"{OTHER_SUM}, et non {SUM}" in replies[0]


def has_withdrawal(chat: Chat) -> bool:
    message = first_of(chat)
    return "Retiré du registre le" in plain(message.text) and "Rivage 2" not in message.html


def has_no_name(chat: Chat) -> bool:
    """Tell whether no message holds the name, and none but the item it stood in has changed for it."""
    is_gone = not any(name in message.html for message in chat.sent for name in ("Zorbec", "Rivard"))
    return is_gone and "[…]" in first_of(chat).text


RIGHT = {AMOUNT: has_amount, WITHDRAWN: has_withdrawal, NAME: has_no_name}


def look(made: Stage, service: Service, withdrawn: str, outcome: Outcome) -> None:
    """Look at what other faces say now."""
    amount = story_of(made.db, "Rivage 1").id
    exports = {form: made.greffier("export", "--format", form) for form in ("jsonl", "csv")}
    facts = made.greffier("export", "--format", "jsonl", "--table", "facts")
    outcome.faces["search: no name"] = made.greffier("search", "Zorbec") == ""
    outcome.faces["search: the new amount"] = OTHER_SUM in plain(made.greffier("search", "Rivage 1"))
    for form, said in exports.items():
        outcome.faces[f"export {form}: neither name nor withdrawn story"] = amount in said and not any(
            word in said for word in ("Zorbec", "Rivard", withdrawn)
        )
    outcome.faces["export of facts: the new amount alone"] = "2600000" in facts and "2500000" not in facts
    outcome.faces["history: no name"] = "Zorbec" not in made.greffier("history", story_of(made.db, "ferme").id)
    edits = [one for one in made.db.read(list_deliveries, list(DeliveryStatus)) if one.kind is not DeliveryKind.POST]
    logged = {event["delivery"]: event["outcome"] for event in service.events("delivery")}
    outcome.faces["outbox: every edit and reply arrived"] = bool(edits) and all(
        one.status is DeliveryStatus.SENT for one in edits
    )
    outcome.faces["log: every one of them"] = all(logged.get(one.id) == "sent" for one in edits)
    texts = [one.text for one in made.db.read(list_deliveries, list(DeliveryStatus))]
    outcome.faces["frozen texts: no name"] = not any("Zorbec" in text for text in texts)


def open_deliveries(db: Database) -> list[Delivery]:
    return db.read(list_deliveries, OPEN)


# --- who is stopped ---------------------------------------------------------------------------------------------------


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


# --- the tables -------------------------------------------------------------------------------------------------------


def main() -> bool:
    """Do all of it in full and print the tables; tell whether all is well."""
    silence()
    outcome = live(is_hurried=False)
    say("served, changed, taken out, withdrawn: right in 3 chats", "seconds")
    for name, took in outcome.seconds.items():
        say(name, "never" if took is None else f"{took:.1f}")
    for name, is_so in outcome.faces.items():
        say(name, "yes" if is_so else "NO")
    found = stop_the_owner(is_hurried=False)
    say(
        "\na sender stopped until another took over",
        "messages",
        "before",
        "claimed",
        "other",
        "after",
        "lost",
        "doubled",
    )
    cells = (found.messages, found.before, found.held, found.by_other, found.after, found.lost, found.doubled)
    say("messages sent, by whom", *cells)
    return outcome.is_well and found.is_well


def say(first: str, *cells: object) -> None:
    """Write one line of a table."""
    sys.stdout.write(f"{first:<56}" + "".join(f"{cell!s:>9}" for cell in cells) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
