"""From a publisher to the chats and back again, end to end: real processes, real HTTP, the clock on the wall.

    python -m tests.faults.ends

A publisher and a stand-in for Telegram answer on loopback; `greffier run` is another process. Two channels and a person
were told of announcements three days ago. Then a new one is served; one digit of an amount changes, a name is taken
out, a maintainer withdraws a story: how long until every chat has it right? And a process that is stopped while it
holds messages, until another one has sent them: how many of them does it send when it goes on?
"""

import asyncio
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
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
from storage.model import StoryRecord
from storage.outgoing import DeliveryKind, DeliveryStatus
from storage.stories import TOLD_CATEGORIES, list_stories
from storage.tables import ChatRow, SubscriptionRow
from tests.bot.announcements import arrest, funding
from tests.bot.curation.deciding import FARM, of_a_farm
from tests.faults.senders import silence
from tests.faults.stage import LONGEST, Entries, Service, Stage, open_deliveries, stage
from tests.faults.stopped import stop_the_owner
from tests.telegram_api.chats import Chat, Message

AGO = timedelta(days=3)


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
