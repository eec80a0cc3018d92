"""The edit probe goes by the rights that the bot has now: what was confirmed with others is asked again."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from bot.channels.inquiry import Inquiry
from bot.channels.telegram import Telegram
from bot.commands import app
from bot.field_check import Asked, check_field
from bot.inquiring import Standing
from bot.pacing import Pace
from bot.rights import rights_of
from bot.sending import Policy, Sender
from storage.database import Database
from storage.field_checks import Seen, note_field_check
from tests.bot.conftest import AT_ONCE, TOKEN
from tests.faults.outbox import open_for, queue
from tests.telegram_api.chats import ALL_RIGHTS, Chat
from tests.telegram_api.server import TelegramApi

MARK = "Répétition possible"
OURS_ONLY = ALL_RIGHTS - {"can_edit_messages"}
REST = timedelta(seconds=1)


class Site:
    """A chat with a foreign admin, a sender whose answers get lost, and a field check."""

    def __init__(self, db: Database, api: TelegramApi, telegram: Telegram, inquiry: Inquiry) -> None:
        self.db, self.api, self.telegram, self.inquiry = db, api, telegram, inquiry
        self.now = datetime(2026, 3, 4, 12, tzinfo=UTC)

    async def check(self, chat: Chat) -> None:
        asked = Asked(chat=str(chat.id), who="greffière")
        await check_field(
            self.db, self.inquiry, asked, now=lambda: self.now, tell=lambda seen: None, pace=Pace(AT_ONCE)
        )

    async def lose_an_answer(self, chat: Chat, probe: str) -> list[str]:
        """Post once, lose the answer, let somebody else post, and settle it; give what stands there of ours."""
        policy = Policy(settle_after=REST, probe=probe, marks={"fr": MARK})  # type: ignore[arg-type]
        sender = Sender(self.db, {"telegram": self.telegram}, lambda: self.now, policy, Pace(AT_ONCE))
        self.db.write(open_for, [str(chat.id)])
        self.now += timedelta(minutes=1)
        queue(self.db, str(chat.id), [f"à {self.now:%H:%M}"], self.now, str(self.now))
        self.api.faults.next("close", method="sendMessage")
        await sender.send_due()
        self.foreign = self.api.foreign_post(chat, "d'une autre main")
        self.now += REST
        await sender.send_due()
        return [message.text for message in chat.messages if not message.is_foreign and not message.is_deleted]


@pytest.fixture
async def site(tmp_path, api) -> AsyncIterator[Site]:
    db = Database(f"sqlite:///{tmp_path / 'greffier.db'}")
    db.upgrade()
    telegram, inquiry = Telegram(TOKEN, api.url, patience=0.5), Inquiry(TOKEN, api.url, patience=0.5)
    yield Site(db, api, telegram, inquiry)
    await telegram.close()
    await inquiry.close()
    db.close()


@pytest.fixture
def channel(api) -> Chat:
    return api.channel("@greffe", rights=OURS_ONLY)


@pytest.fixture
def warnings(monkeypatch) -> list[dict[str, object]]:
    lines: list[dict[str, object]] = []
    monkeypatch.setattr("bot.sending.log.warning", lambda event, **said: lines.append({"event": event, **said}))
    return lines


async def test_what_was_confirmed_with_other_rights_is_not_used_until_it_is_asked_again(
    site, channel, warnings
) -> None:
    await site.check(channel)
    assert await site.lose_an_answer(channel, "confirmed") == ["à 12:01"]
    channel.rights = ALL_RIGHTS
    assert await site.lose_an_answer(channel, "confirmed") == ["à 12:01", f"{MARK}\nà 12:02"]
    assert not site.foreign.is_edited
    assert len(warnings) == 1
    channel.rights = OURS_ONLY
    await site.check(channel)
    assert (await site.lose_an_answer(channel, "confirmed"))[2:] == ["à 12:03"]


async def test_a_group_in_which_the_bot_became_an_administrator_is_asked_again_too(site, api, warnings) -> None:
    group = api.supergroup()
    await site.check(group)
    api.stand(group, "administrator", ALL_RIGHTS)
    assert await site.lose_an_answer(group, "confirmed") == [f"{MARK}\nà 12:01"]
    await site.check(group)
    assert (await site.lose_an_answer(group, "confirmed"))[1:] == ["à 12:02"]
    assert [line["event"] for line in warnings] == ["the edit probe is not used"]


async def test_where_a_foreign_post_could_be_overwritten_nothing_is_probed_whatever_the_operator_says(
    site, channel, warnings
) -> None:
    channel.rights = ALL_RIGHTS
    assert await site.lose_an_answer(channel, "on") == [f"{MARK}\nà 12:01"]
    assert (site.foreign.text, site.foreign.is_edited) == ("d'une autre main", False)
    assert [line["reason"] for line in warnings] == ["the bot may edit what others posted there"]


async def test_rights_that_cannot_be_asked_for_leave_the_message_for_later(site, channel) -> None:
    site.api.faults.next("500", method="getChatMember")
    assert await site.lose_an_answer(channel, "on") == []
    site.now += REST
    assert await site.lose_an_answer(channel, "on") == ["à 12:01", "à 12:02"]


def test_the_doctor_says_that_a_field_check_saw_other_rights(tmp_path, api, settings, monkeypatch) -> None:
    group, db = api.supergroup(), Database(f"sqlite:///{tmp_path / 'greffier.db'}")
    monkeypatch.setenv("GREFFIER_CHANNEL", str(group.id))
    db.upgrade()
    seen = Seen(
        chat=str(group.id),
        names=(),
        observed=[],
        wrong=None,
        who="greffière",
        rights=rights_of(Standing(status="member", may_post=True)),
    )
    db.write(note_field_check, seen, datetime(2026, 3, 4, tzinfo=UTC))
    db.close()
    assert probe_line()["found"] == "probe"
    api.stand(group, "administrator", ALL_RIGHTS)
    stale = probe_line()
    assert (stale["found"], stale["mark"]) == ("probe-stale", "!!")
    assert f"doctor --field {group.id}" in stale["advice"]


def probe_line() -> dict[str, str]:
    result = CliRunner().invoke(app, ["doctor", "--json"])
    return next(line for line in map(json.loads, result.stdout.splitlines()) if line["check"] == "probe")
