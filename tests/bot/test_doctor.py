"""`greffier doctor`: a line for each thing that may be wrong, what to do about it, and an exit code."""

import json
import shutil
import sqlite3
import time
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner

from bot.commands import app
from storage.chats import confirm_probe
from storage.database import Database
from tests.bot.conftest import TOKEN
from tests.telegram_api.chats import ALL_RIGHTS

CHANNEL = "@greffe_essai"
OURS_ONLY = ALL_RIGHTS - {"can_edit_messages"}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")


@pytest.fixture
def channel(api, settings):
    chat = api.world.chats.find(CHANNEL)
    chat.rights = OURS_ONLY
    return chat


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A store as it is made, once for all tests."""
    path = tmp_path_factory.mktemp("made") / "greffier.db"
    db = Database(f"sqlite:///{path}")
    db.upgrade()
    db.close()
    return path


@pytest.fixture
def store(settings, made):
    shutil.copy(made, settings.database_url.removeprefix("sqlite:///"))
    opened = Database(settings.database_url)
    yield opened
    opened.close()


@pytest.fixture
def bare_doctor(channel):
    """Look at a machine without a store."""

    def run() -> tuple[dict[str, dict], int]:
        result = CliRunner().invoke(app, ["doctor", "--json"])
        assert TOKEN not in result.output
        return {found["check"]: found for found in map(json.loads, result.stdout.splitlines())}, result.exit_code

    return run


@pytest.fixture
def doctor(store, bare_doctor):
    return bare_doctor


def marks(found: dict[str, dict]) -> dict[str, str]:
    return {check: line["mark"] for check, line in found.items()}


def test_where_all_is_fine_every_line_says_so(doctor, store, api, monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_MAINTAINERS", str(api.private().id))
    store.write(confirm_probe, CHANNEL, datetime(2026, 3, 4, tzinfo=UTC))
    found, ended = doctor()
    checks = ["settings", "database", "token", "channel", "probe", "maintainers", "clock", "disk"]
    assert marks(found) == dict.fromkeys(checks, "ok")
    assert "@greffier_test_bot" in found["token"]["said"]
    assert "2026-03-04" in found["probe"]["said"]
    assert ended == 0


@pytest.mark.parametrize(("locale", "said"), [("fr_CA.UTF-8", "Jeton\u00a0: aucun"), ("en_CA.UTF-8", "Token: none")])
def test_each_line_begins_with_its_mark_in_the_language_of_the_terminal(doctor, monkeypatch, locale, said) -> None:
    monkeypatch.delenv("GREFFIER_TELEGRAM_TOKEN")
    monkeypatch.setenv("LC_ALL", locale)
    result = CliRunner().invoke(app, ["doctor"])
    lines = result.stdout.splitlines()
    assert {line[:3] for line in lines} <= {"ok ", "!! ", "-- "}
    assert any(line.startswith(f"-- {said}") for line in lines)
    assert result.exit_code == 0


def test_a_store_that_is_not_there_is_missed_and_not_made(bare_doctor, tmp_path: Path) -> None:
    found, ended = bare_doctor()
    assert found["database"]["found"] == "database-missing"
    assert ended == 1
    assert not (tmp_path / "greffier.db").exists()


def test_a_store_of_an_older_version_is_to_be_upgraded(doctor, store) -> None:
    with sqlite3.connect(store.url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    found, ended = doctor()
    assert (found["database"]["found"], ended) == ("database-old", 1)


def test_a_file_that_is_no_store_is_named(bare_doctor, tmp_path: Path) -> None:
    (tmp_path / "greffier.db").write_text("a letter " * 1000)
    found, ended = bare_doctor()
    assert (found["database"]["found"], ended) == ("database-failed", 1)


def test_a_store_in_which_nothing_can_be_written_is_found(doctor, store) -> None:
    with sqlite3.connect(store.url.removeprefix("sqlite:///")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(
            "CREATE TRIGGER broken BEFORE UPDATE ON alembic_version BEGIN SELECT load_extension('none'); END"
        )
    connection.close()
    found, ended = doctor()
    assert (found["database"]["found"], ended) == ("database-failed", 1)


def test_a_token_that_is_not_accepted_is_never_shown(doctor, monkeypatch) -> None:
    wrong = "123456:another-token-of-no-use"
    monkeypatch.setenv("GREFFIER_TELEGRAM_TOKEN", wrong)
    found, ended = doctor()
    assert (found["token"]["mark"], found["channel"]["mark"], ended) == ("!!", "--", 1)
    assert wrong not in json.dumps(found)


def test_without_a_token_nothing_is_asked_and_nothing_is_wrong(doctor, api, monkeypatch) -> None:
    monkeypatch.delenv("GREFFIER_TELEGRAM_TOKEN")
    api.go_down()
    found, ended = doctor()
    assert marks(found) | {"settings": "ok", "database": "ok", "disk": "ok"} == marks(found)
    assert (found["token"]["mark"], found["clock"]["mark"], ended) == ("--", "--", 0)


def test_an_api_that_is_away_ends_with_3(doctor, api) -> None:
    api.go_down()
    found, ended = doctor()
    assert (found["token"]["mark"], found["channel"]["mark"], found["disk"]["mark"], ended) == ("!!", "--", "ok", 3)


def test_a_channel_in_which_the_bot_may_not_post_is_told_with_what_to_do(doctor, channel) -> None:
    channel.rights = OURS_ONLY - {"can_post_messages"}
    found, ended = doctor()
    assert (found["channel"]["found"], ended) == ("channel-closed", 1)
    assert "right to post messages" in found["channel"]["advice"]


@pytest.mark.parametrize("standing", ["left", "kicked"])
def test_a_channel_that_the_bot_has_left_is_wrong(doctor, channel, standing) -> None:
    channel.standing = standing
    found, ended = doctor()
    assert (found["channel"]["mark"], ended) == ("!!", 1)


def test_a_channel_that_is_not_there_is_named(doctor, monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_CHANNEL", "@nowhere_at_all")
    found, ended = doctor()
    assert (found["channel"]["found"], ended) == ("channel-refused", 1)
    assert "@nowhere_at_all" in found["channel"]["said"]


@pytest.mark.parametrize(("standing", "mark"), [("member", "ok"), ("restricted", "!!")])
def test_in_a_group_a_member_may_write_unless_it_is_restricted(doctor, api, monkeypatch, standing, mark) -> None:
    group = api.supergroup(standing=standing)
    monkeypatch.setenv("GREFFIER_CHANNEL", str(group.id))
    found, _ = doctor()
    assert found["channel"]["mark"] == mark


@pytest.mark.parametrize(("probe", "mark"), [("on", "!!"), ("confirmed", "!!"), ("off", "--")])
def test_the_right_to_edit_what_others_wrote_is_to_be_taken_away(doctor, channel, monkeypatch, probe, mark) -> None:
    channel.rights = ALL_RIGHTS
    monkeypatch.setenv("GREFFIER_PROBE", probe)
    found, ended = doctor()
    assert (found["channel"]["mark"], found["probe"]["mark"], ended) == ("ok", mark, 1 if mark == "!!" else 0)
    assert mark == "--" or "take the right" in found["probe"]["advice"]


@pytest.mark.parametrize(("probe", "name"), [("on", "probe-on"), ("confirmed", "probe-unconfirmed")])
def test_a_channel_without_a_field_check_is_told_of_it(doctor, monkeypatch, probe, name) -> None:
    monkeypatch.setenv("GREFFIER_PROBE", probe)
    found, ended = doctor()
    assert (found["probe"]["found"], ended) == (name, 0)
    assert f"doctor --field {CHANNEL}" in found["probe"]["advice"]


def test_a_maintainer_whom_the_bot_has_never_met_is_to_press_start(doctor, monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_MAINTAINERS", "424242")
    found, ended = doctor()
    assert (found["maintainers"]["found"], ended) == ("maintainer-refused", 1)
    assert "Start" in found["maintainers"]["advice"]


@pytest.mark.parametrize(("apart", "mark"), [(-90, "!!"), (90, "!!"), (-30, "ok"), (30, "ok")])
def test_a_clock_that_is_more_than_a_minute_from_telegrams_is_wrong(doctor, api, apart, mark) -> None:
    api.world.clock = lambda: time.time() + apart
    found, ended = doctor()
    assert (found["clock"]["mark"], ended) == (mark, 1 if mark == "!!" else 0)


def test_an_api_that_does_not_say_the_time_is_no_judge_of_the_clock(doctor, api) -> None:
    api.is_dated = False
    found, ended = doctor()
    assert (found["clock"]["found"], ended) == ("clock-not-told", 0)


@pytest.mark.parametrize(("back", "name"), [(timedelta(hours=23), "clock"), (timedelta(hours=25), "clock-behind")])
def test_a_clock_that_is_a_day_behind_the_record_is_wrong(doctor, api, back, name) -> None:
    CliRunner().invoke(app, ["poll"])
    with time_machine.travel(datetime.now(UTC) - back):
        found, _ = doctor()
    assert found["clock"]["found"] == name


def test_a_full_disk_is_told_before_it_is_full(doctor, monkeypatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12, 499 * 10**6))
    found, ended = doctor()
    assert (found["disk"]["found"], found["disk"]["values"]["free"], ended) == ("disk-full", 499, 1)


def test_nothing_is_sent_or_changed(doctor, channel, api) -> None:
    doctor()
    assert {call.method for call in api.calls} <= {"getme", "getchat", "getchatmember"}
    assert not channel.messages
