"""The field check: what the edit probe counts on is seen in a chat before the probe is used there."""

import json
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.channels.inquiry import Inquiry
from bot.channels.telegram import Telegram
from bot.checkup import exit_code
from bot.commands import app
from bot.field_check import Asked, FieldError, UnreachedError, check_field, failed
from bot.pacing import Pace
from bot.say.doctor import Observation, observation_line
from bot.sending import Policy, Sender
from feeds.errors import PlainError, UsageError
from storage.chats import confirm_probe, probe_confirmed_at
from storage.database import Database
from storage.decisions import list_decisions
from storage.deliveries import list_deliveries
from storage.ids import newest_id
from storage.lanes import claim, hold_lane
from storage.outgoing import DeliveryStatus
from tests.bot.conftest import AT_ONCE, TOKEN
from tests.faults.outbox import open_for, queue
from tests.telegram_api.chats import ALL_RIGHTS, Chat

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MARK = "Répétition possible"
OURS_ONLY = ALL_RIGHTS - {"can_edit_messages"}
ALL_STEPS = ["rights", "post", "same", "other", "next", "behind", "behind", "behind", "delete"]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A store as it is made, once for all tests."""
    path = tmp_path_factory.mktemp("made") / "greffier.db"
    db = Database(f"sqlite:///{path}")
    db.upgrade()
    db.close()
    return path


@pytest.fixture
def db(tmp_path, made):
    shutil.copy(made, tmp_path / "greffier.db")
    opened = Database(f"sqlite:///{tmp_path / 'greffier.db'}")
    yield opened
    opened.close()


@pytest.fixture
async def inquiry(api) -> AsyncIterator[Inquiry]:
    opened = Inquiry(TOKEN, api.url, patience=0.5)
    yield opened
    await opened.close()


@pytest.fixture
def channel(api) -> Chat:
    return api.channel("@greffe", rights=OURS_ONLY)


@dataclass
class Field:
    """Checks chats; ``meanwhile``: what happens in one when a step has been seen."""

    db: Database
    inquiry: Inquiry
    meanwhile: dict[str, Callable[[], object]] = field(default_factory=dict)

    def see(self, seen: Observation) -> None:
        self.meanwhile.pop(seen.step, lambda: None)()

    async def check(self, chat: Chat | str, foreign: int | None = None) -> list[Observation]:
        asked = Asked(chat=chat if isinstance(chat, str) else str(chat.id), who="greffière", foreign=foreign)
        return await check_field(self.db, self.inquiry, asked, now=lambda: NOW, tell=self.see, pace=Pace(AT_ONCE))

    def confirmed(self, chat: Chat | str) -> datetime | None:
        return self.db.read(probe_confirmed_at, chat if isinstance(chat, str) else str(chat.id))


@pytest.fixture
def site(db, inquiry) -> Field:
    return Field(db, inquiry)


def kinds(api) -> dict[str, Chat]:
    return {
        "channel": api.channel(rights=OURS_ONLY),
        "supergroup": api.supergroup(),
        "group": api.group(),
        "private": api.private(),
    }


@pytest.mark.parametrize("kind", ["channel", "supergroup", "group", "private"])
async def test_where_telegram_does_as_assumed_the_probe_is_confirmed(site, api, kind) -> None:
    chat = kinds(api)[kind]
    observed = await site.check(chat)
    assert [seen.step for seen in observed] == ALL_STEPS
    assert (failed(observed), exit_code(observed)) == (None, 0)
    assert site.confirmed(chat) == NOW


async def test_a_forums_topics_are_confirmed_with_it_and_no_other_chat_is(site, api, db) -> None:
    forum, other = api.supergroup(topics={4: "open", 5: "open"}), api.supergroup()
    db.write(open_for, [f"{forum.id}:5", str(other.id)])
    observed = await site.check(f"{forum.id}:4")
    assert (failed(observed), forum.messages[0].thread) == (None, 4)
    assert [site.confirmed(f"{forum.id}:{topic}") for topic in (4, 5)] == [NOW, NOW]
    assert site.confirmed(other) is None


async def test_what_was_seen_is_written_down_as_a_decision(site, db, channel) -> None:
    await site.check("@greffe")
    [decision] = db.read(list_decisions, "@greffe")
    assert (decision.act, decision.who, decision.reason) == ("field-check", "greffière", "as assumed")


async def test_the_test_messages_say_what_they_are_in_silence_and_are_gone_after(site, api, channel) -> None:
    await site.check("@greffe")
    assert len(channel.messages) == 2
    assert all(message.is_silent and message.is_deleted for message in channel.messages)
    for version in channel.messages[0].versions:
        assert "Essai du Greffier" in version.text
        assert "Test by Greffier" in version.text


async def test_a_message_of_somebody_else_is_tried_only_where_it_cannot_be_changed(site, api, channel) -> None:
    foreign = api.foreign_post(channel, "d'une autre main")
    observed = await site.check("@greffe", foreign.id)
    assert "foreign" in [seen.step for seen in observed]
    assert (failed(observed), foreign.is_edited) == (None, False)


async def test_a_message_of_ours_is_not_taken_for_somebody_elses(site, api, db, channel) -> None:
    telegram = Telegram(TOKEN, api.url)
    db.write(open_for, ["@greffe"])
    queue(db, "@greffe", ["un"], NOW, "1")
    await Sender(db, {"telegram": telegram}, lambda: NOW, Policy(), Pace(AT_ONCE)).send_due()
    await telegram.close()
    with pytest.raises(FieldError, match="is ours"):
        await site.check(channel, 1)
    assert [message.text for message in channel.messages] == ["un"]


async def test_where_the_bot_may_edit_what_others_wrote_nothing_is_tried(site, api, db) -> None:
    channel = api.channel("@greffe")
    foreign = api.foreign_post(channel, "d'une autre main")
    db.write(confirm_probe, "@greffe", NOW)
    observed = await site.check("@greffe", foreign.id)
    assert [(seen.step, seen.is_so) for seen in observed] == [("rights", False)]
    assert (foreign.is_edited, len(channel.messages), site.confirmed("@greffe")) == (False, 1, None)
    assert exit_code(observed) == 1


async def test_where_the_bot_may_not_post_nothing_is_tried(site, channel) -> None:
    channel.rights = frozenset()
    observed = await site.check("@greffe")
    assert [(seen.step, seen.is_so) for seen in observed] == [("rights", False)]
    assert not channel.messages


async def test_numbers_that_leave_gaps_refute_the_probe(site, api, channel, db) -> None:
    db.write(confirm_probe, "@greffe", NOW - timedelta(days=9))
    site.meanwhile["other"] = lambda: api.foreign_post(channel, "d'une autre main")
    observed = await site.check("@greffe")
    wrong = failed(observed)
    assert (wrong.step, wrong.expected, wrong.seen) == ("next", "2", "3")
    assert (site.confirmed("@greffe"), exit_code(observed)) == (None, 1)
    assert all(message.is_deleted for message in channel.messages if not message.is_foreign)
    assert db.read(list_decisions, "@greffe")[0].reason == "not as assumed: next"


async def test_what_refutes_the_probe_counts_under_every_name_of_the_chat(site, api, channel, db) -> None:
    for name in ("@greffe", "@greffe:4", str(channel.id), "@greffx"):
        db.write(confirm_probe, name, NOW)
    site.meanwhile["other"] = lambda: api.foreign_post(channel, "d'une autre main")
    await site.check("@greffe")
    assert [site.confirmed(name) for name in ("@greffe:4", str(channel.id), "@greffx")] == [None, None, NOW]


async def test_in_a_private_chat_numbers_may_leave_gaps(site, api) -> None:
    chat, other = api.private(), api.private()
    site.meanwhile["other"] = lambda: api.hear(other, "bonjour")
    assert failed(await site.check(chat)) is None


async def test_another_answer_than_the_expected_one_refutes_the_probe(site, api, channel) -> None:
    site.meanwhile["post"] = lambda: api.stand(channel, "administrator", frozenset({"can_delete_messages"}))
    observed = await site.check("@greffe")
    wrong = failed(observed)
    assert (wrong.step, wrong.seen) == ("same", "Message can't be edited")
    assert site.confirmed("@greffe") is None
    assert all(message.is_deleted for message in channel.messages)


async def test_something_behind_the_newest_message_refutes_the_probe(site, api, channel) -> None:
    site.meanwhile["next"] = lambda: api.foreign_post(channel, "d'une autre main")
    observed = await site.check("@greffe")
    assert failed(observed).step == "behind"
    assert not channel.messages[-1].is_edited


@pytest.mark.parametrize("fault", ["502", "close", "broken-json", "hang"])
async def test_an_answer_that_is_lost_now_and_then_does_not_end_the_check(site, api, channel, fault) -> None:
    site.meanwhile["other"] = lambda: api.faults.next(fault, method="editMessageText")
    assert failed(await site.check("@greffe")) is None


async def test_where_edits_are_never_answered_nothing_is_confirmed(site, api, channel) -> None:
    api.faults.next("502", method="editMessageText", times=99)
    observed = await site.check("@greffe")
    assert (failed(observed).step, exit_code(observed), site.confirmed("@greffe")) == ("same", 3, None)
    assert all(message.is_deleted for message in channel.messages)


async def test_a_test_message_that_may_have_arrived_is_not_posted_again(site, api, channel) -> None:
    api.faults.next("close-stored", method="sendMessage")
    observed = await site.check("@greffe")
    assert (failed(observed).step, len(channel.messages)) == ("post", 1)


async def test_a_test_message_that_cannot_be_deleted_is_named(site, api, channel) -> None:
    api.faults.next("502", method="deleteMessage", times=4)
    observed = await site.check("@greffe")
    assert (observed[-1].step, observed[-1].seen, exit_code(observed)) == ("delete", "1", 1)
    assert (failed(observed), site.confirmed("@greffe")) == (None, NOW)


async def test_the_test_messages_go_also_when_the_check_is_interrupted(site, api, channel, db) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    site.meanwhile["other"] = interrupt
    with pytest.raises(KeyboardInterrupt):
        await site.check("@greffe")
    assert [message.is_deleted for message in channel.messages] == [True]
    assert not db.read(list_deliveries, [DeliveryStatus.SENDING])


async def test_a_chat_that_does_not_exist_is_told_in_one_line(site, api) -> None:
    with pytest.raises(FieldError, match="Chat not found"):
        await site.check("@nowhere_at_all")


async def test_an_api_that_is_away_changes_nothing_and_ends_with_3(site, api, db, channel) -> None:
    db.write(confirm_probe, "@greffe", NOW)
    api.go_down()
    with pytest.raises(UnreachedError) as away:
        await site.check("@greffe")
    assert (away.value.exit_code, site.confirmed("@greffe")) == (3, NOW)


# --- beside what is on its way --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["@greffe", "id"])
async def test_a_chat_to_which_something_is_on_its_way_is_not_checked(site, db, channel, name) -> None:
    chat = str(channel.id) if name == "id" else name
    db.write(open_for, [chat])
    queue(db, chat, ["un"], NOW, "1")
    with pytest.raises(FieldError, match="on its way"):
        await site.check("@greffe")
    assert not channel.messages


async def test_what_is_queued_meanwhile_waits_until_the_check_is_over(site, api, db, channel) -> None:
    telegram = Telegram(TOKEN, api.url)
    sender = Sender(db, {"telegram": telegram}, lambda: NOW, Policy(), Pace(AT_ONCE))
    db.write(open_for, ["@greffe"])
    before: list[object] = []

    def meddle() -> None:
        queue(db, "@greffe", ["un"], NOW, "1")
        before.append(db.write(claim, NOW, timedelta(0)))

    site.meanwhile["next"] = meddle
    observed = await site.check("@greffe")
    await sender.send_due()
    await telegram.close()
    assert (before, failed(observed)) == ([[]], None)
    assert [(message.id, message.text) for message in channel.sent] == [(3, "un")]


async def test_a_check_that_was_killed_leaves_the_chat_to_others_without_a_word(api, db, channel) -> None:
    db.write(open_for, ["@greffe"])
    db.write(hold_lane, "@greffe", (), NOW)
    queue(db, "@greffe", ["un"], NOW, "1")
    telegram, clock = Telegram(TOKEN, api.url), [NOW + timedelta(minutes=2)]
    sender = Sender(db, {"telegram": telegram}, lambda: clock[0], Policy(), Pace(AT_ONCE))
    await sender.send_due()
    clock[0] += timedelta(minutes=2)
    await sender.send_due()
    await telegram.close()
    assert [(call.method, call.params.text("text")) for call in api.calls] == [("sendmessage", "un")]


# --- from then on ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["channel", "private"])
@pytest.mark.parametrize("fault", ["close", "close-stored"])
async def test_a_message_of_unknown_fate_is_marked_before_the_check_and_looked_for_after_it(
    site, api, db, kind, fault
) -> None:
    chat = kinds(api)[kind]
    telegram, clock = Telegram(TOKEN, api.url, patience=0.5), [NOW]
    policy = Policy(settle_after=timedelta(seconds=1), marks={"fr": MARK})
    sender = Sender(db, {"telegram": telegram}, lambda: clock[0], policy, Pace(AT_ONCE))
    db.write(open_for, [str(chat.id)])

    async def sent(text: str) -> list[str]:
        queue(db, str(chat.id), [text], NOW, text)
        api.faults.next(fault, method="sendMessage")
        for _ in range(2):
            await sender.send_due()
            clock[0] += timedelta(seconds=2)
        return [message.text for message in chat.sent if text in message.text]

    arrived = ["un"] if fault == "close-stored" else []
    assert await sent("un") == [*arrived, f"{MARK}\nun"]
    await site.check(chat)
    assert await sent("deux") == ["deux"]
    await telegram.close()


async def test_the_probe_begins_behind_the_newest_number_that_the_check_saw(site, db, channel, api) -> None:
    for _ in range(150):
        api.foreign_post(channel, "d'une autre main")
    await site.check("@greffe")
    assert db.read(newest_id, "@greffe") == 152


# --- on the command line --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "line"),
    [
        (
            "fr",
            "ok Le modifier par le même texte\u00a0: attendu «\u00a0message is not modified\u00a0»,"
            " vu «\u00a0Message is not modified\u00a0»",
        ),
        (
            "en",
            "ok Edit it into the same text: expected “message is not modified”, seen “Message is not modified”",
        ),
    ],
)
async def test_each_observation_is_a_line_in_the_language_of_the_terminal(site, channel, locale, line) -> None:
    observed = await site.check("@greffe")
    assert line in [observation_line(seen, locale) for seen in observed]


@pytest.fixture
def greffier(settings, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")
    monkeypatch.setattr("bot.field_check.Pace", lambda: Pace(AT_ONCE))

    def run(*arguments: str):
        return CliRunner().invoke(app, arguments)

    return run


def test_the_command_shows_what_it_sees_and_how_it_ends(greffier, api) -> None:
    api.world.chats.find("@greffe_essai").rights = OURS_ONLY
    greffier("db", "upgrade")
    lines = greffier("doctor", "--field", "@greffe_essai", "--json")
    seen = [json.loads(line) for line in lines.stdout.splitlines()]
    assert [line["step"] for line in seen if "step" in line] == ALL_STEPS
    assert (seen[-1]["found"], lines.exit_code) == ("field-confirmed", 0)
    assert TOKEN not in lines.output


def test_the_command_ends_with_1_and_names_what_is_not_as_assumed(greffier, api) -> None:
    greffier("db", "upgrade")
    result = greffier("doctor", "--field", "@greffe_essai")
    assert result.exit_code == 1
    assert "(no right to edit the messages of others)" in result.stdout


@pytest.mark.parametrize(("chat", "error"), [("@greffe_essai", PlainError), ("not a chat", UsageError)])
def test_a_field_check_makes_no_store_and_takes_no_nonsense(greffier, tmp_path: Path, chat, error) -> None:
    assert type(greffier("doctor", "--field", chat).exception) is error
    assert not (tmp_path / "greffier.db").exists()


def test_another_message_is_named_for_a_field_check_only(settings) -> None:
    result = CliRunner().invoke(app, ["doctor", "--foreign", "3"])
    assert isinstance(result.exception, UsageError)
