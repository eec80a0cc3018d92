"""The program as a process: started as a person starts it, stopped as a machine stops it."""

import asyncio
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from bot.service import Service
from storage.database import Database
from storage.deliveries import count_by_status
from storage.polls import count_entries
from tests.bot.announcements import funding, publish
from tests.bot.conftest import UNPACED
from tests.documents import rss

TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)"
COMMAND_ON_TERMINAL = [sys.executable, "-c", f"{TERMINAL}; {UNPACED}; from bot.commands import main; main()", "run"]
COMMAND = [sys.executable, "-W", "error", "-c", f"{UNPACED}; from bot.commands import main; main()"]
PATIENCE = 20  # seconds in which a service must have ended


@pytest.fixture
def variables(environment: dict[str, str]) -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return environment | {"PATH": os.environ["PATH"], "PYTHONPATH": root, "LANG": "fr_CA.UTF-8", "PYTHONUTF8": "1"}


def greffier(variables: dict[str, str], tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env=variables, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def running(variables: dict[str, str], tmp_path: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    with (tmp_path / "errors.txt").open("w") as errors:
        process = subprocess.Popen(
            [*COMMAND, *arguments], env=variables, cwd=tmp_path, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def lines_until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if word in line:
            return said
    raise AssertionError(f"it ended without saying {word!r}: {said}")


def ended(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE)


def test_a_service_says_what_it_does_answers_for_its_health_and_ends_with_0(variables, tmp_path, publisher) -> None:
    publish(publisher, [funding(1)], [])
    with running(variables, tmp_path, "run") as process:
        said = lines_until(process, "http://127.0.0.1:")
        assert "Greffier suit les promesses publiques" in said
        address = said.splitlines()[-1].partition("http://")[2]
        with urlopen(f"http://{address}healthz", timeout=5) as answer:
            assert json.load(answer)["status"] == "ok"
        with urlopen(f"http://{address}?lang=en", timeout=5) as answer:
            page = answer.read().decode()
            assert "Greffier follows public promises" in page
            assert 'lang="en"' in page
        assert ended(process) == 0
    assert (tmp_path / "errors.txt").read_text() == "" or "Traceback" not in (tmp_path / "errors.txt").read_text()


@pytest.mark.slow
def test_a_signal_during_a_poll_ends_it_and_loses_nothing(variables, tmp_path, publisher) -> None:
    publish(publisher, [funding(1)], [])
    publisher.hang("/police.xml")
    with running(variables, tmp_path, "run") as process:
        assert publisher.wait_for("/police.xml")
        assert publisher.wait_for("/gov.xml")
        assert ended(process) == 0
    publish(publisher, [funding(1)], [])
    report = json.loads(greffier(variables, tmp_path, "poll", "--all", "--json").stdout)
    assert (report["held"], report["failed"]) == (0, 0)
    assert stored(tmp_path) == 1


async def test_a_stop_during_a_send_waits_a_while_and_leaves_the_message_on_the_record(
    settings, opened, publisher, api, monkeypatch
) -> None:
    monkeypatch.setattr("bot.service.GRACE", 0.3)
    async with opened(settings) as house:
        service = Service(house)
        api.faults.next("hang-stored", method="sendMessage")
        run = asyncio.create_task(service.run(["worker"]))
        await asyncio.to_thread(api.until, lambda: api.messages)
        service.stop()
        await run
        assert await house.db.look(count_by_status) == {"uncertain": 1}
        assert {task for task in asyncio.all_tasks() if task is not asyncio.current_task()} == set()


async def test_a_stop_during_a_send_that_is_answered_leaves_nothing_uncertain(settings, opened, api) -> None:
    async with opened(settings) as house:
        service = Service(house)
        run = asyncio.create_task(service.run(["worker"]))
        await asyncio.to_thread(api.until, lambda: api.messages)
        service.stop()
        await run
        assert await house.db.look(count_by_status) == {"sent": 1}


@pytest.mark.slow
def test_a_second_service_on_the_same_store_is_refused_in_one_line(variables, tmp_path, publisher) -> None:
    publish(publisher, [], [])
    with running(variables, tmp_path, "run") as process:
        lines_until(process, "http://127.0.0.1:")
        second = greffier(variables, tmp_path, "run")
        assert second.returncode == 1
        assert second.stderr.count("\n") == 1
        assert "already runs" in second.stderr
        assert ended(process) == 0


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("GREFFIER_DIGEST_AT", "noon", "GREFFIER_DIGEST_AT"),
        ("GREFFIER_FOLLOW", "colour:red", "colour:red"),
        ("GREFFIER_CATALOG", "missing.toml", "missing.toml"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_exit_code_2(variables, tmp_path, name, value, says) -> None:
    done = greffier(variables | {name: value}, tmp_path, "poll")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


def test_a_poll_that_reaches_nothing_ends_with_3_and_one_that_has_nothing_to_do_with_0(
    variables, tmp_path, publisher
) -> None:
    publisher.fail("/gov.xml", 500)
    publisher.reset("/police.xml")
    first = greffier(variables, tmp_path, "poll", "--json")
    assert (first.returncode, json.loads(first.stdout)["errors"]) == (3, {"http-500": 1, "protocol": 1})
    told = sorted(first.stderr.splitlines())
    assert [line.split(": ")[1:3] for line in told] == [["gov-fr", "http-500"], ["police-fr", "protocol"]]
    second = greffier(variables, tmp_path, "poll", "--json")
    assert (second.returncode, json.loads(second.stdout)["feeds"]) == (0, 0)


@pytest.mark.slow
def test_a_token_that_is_not_accepted_is_told_and_nothing_is_lost(variables, tmp_path, publisher) -> None:
    publish(publisher, [], [])
    greffier(variables, tmp_path, "poll")
    publish(publisher, [funding(1)], [])
    greffier(variables, tmp_path, "poll", "--all")
    wrong = greffier(variables | {"GREFFIER_TELEGRAM_TOKEN": "999:wrong-wrong-wrong"}, tmp_path, "digest")
    assert wrong.returncode == 3
    assert "the token" in wrong.stderr
    assert "wrong-wrong" not in wrong.stderr + wrong.stdout
    again = greffier(variables, tmp_path, "digest")
    assert "waits (queued)" in again.stderr


@pytest.mark.slow
def test_an_answer_that_tells_nothing_leaves_the_message_uncertain_and_says_so(
    variables, tmp_path, publisher, api
) -> None:
    publish(publisher, [], [])
    greffier(variables, tmp_path, "poll")
    publish(publisher, [funding(1)], [])
    greffier(variables, tmp_path, "poll", "--all")
    api.faults.next("502", method="sendMessage")
    done = greffier(variables | {"GREFFIER_SETTLE_AFTER": "60s"}, tmp_path, "digest")
    assert (done.returncode, "waits (uncertain)" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    assert greffier(variables, tmp_path, "send").returncode == 1


@pytest.mark.slow
def test_a_digest_goes_out_once_and_then_there_is_nothing_new(variables, tmp_path, publisher, api) -> None:
    publish(publisher, [], [])
    greffier(variables, tmp_path, "poll")
    publish(publisher, [funding(1)], [])
    greffier(variables, tmp_path, "poll", "--all")
    api.faults.next("429/1", method="sendMessage")
    assert greffier(variables, tmp_path, "digest").returncode == 0
    assert greffier(variables, tmp_path, "digest").stdout == "nothing new\n"
    assert len(api.messages) == 1


@pytest.mark.slow
def test_a_hang_up_reads_the_catalogue_again_and_a_bad_one_is_refused_whole(
    variables, tmp_path, publisher, catalog_file
) -> None:
    publish(publisher, [], [])
    publisher.serve("/ville.xml", publisher_document())
    good = catalog_file.read_text()
    with on_pipes(variables | {"GREFFIER_LOG": "json"}, tmp_path) as process:
        lines_until(process, "http://127.0.0.1:")
        catalog_file.write_text(good.replace('kind = "police"', 'kind = "polise"', 1))
        process.send_signal(signal.SIGHUP)
        assert f"{catalog_file}:18: kind" in logged(process, "is refused")["reason"]
        catalog_file.write_text(good.replace("/gov.xml", "/ville.xml"))
        process.send_signal(signal.SIGHUP)
        assert logged(process, "was read")["feeds"] == 2
        assert publisher.wait_for("/ville.xml", timeout=PATIENCE)
        assert ended(process) == 0


@contextmanager
def on_pipes(variables: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*COMMAND, "run"], env=variables, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def logged(process: subprocess.Popen[str], words: str) -> dict[str, Any]:
    """Wait for a line of the log, which is JSON."""
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            found: dict[str, Any] = json.loads(line)
            return found
    raise AssertionError(f"it ended without saying {words!r}")


@pytest.mark.slow
def test_a_terminal_that_goes_away_ends_what_was_started_in_it(variables, tmp_path, publisher) -> None:
    publish(publisher, [], [])
    near, far = pty.openpty()
    process = subprocess.Popen(
        COMMAND_ON_TERMINAL,
        env=variables,
        cwd=tmp_path,
        stdin=far,
        stdout=subprocess.PIPE,
        text=True,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        os.close(far)
        lines_until(process, "http://127.0.0.1:")
        os.close(near)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def publisher_document() -> bytes:
    return rss([{"guid": "a", "title": "Un avis"}])


def stored(tmp_path: Path) -> int:
    db = Database(f"sqlite:///{tmp_path / 'greffier.db'}")
    try:
        return db.read(count_entries)
    finally:
        db.close()
