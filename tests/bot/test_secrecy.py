"""The token and the credentials of feeds, looked for in all that the service says while much goes wrong."""

import base64
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import structlog
from telegram import Bot

from bot.commands.errors import explained
from bot.log import set_up_logging
from bot.secrecy import redact
from feeds.errors import PlainError
from tests.bot.announcements import funding, publish
from tests.bot.conftest import CATALOG, UNPACED
from tests.telegram_api.server import TelegramApi

pytestmark = pytest.mark.slow

SECRET = "Canari-qui_ne_chante_pas"
TOKEN = f"987654321:{SECRET}"
PASSWORD = "serin@jaune"  # an at-sign that nobody took care of
STYLES = pytest.mark.parametrize("style", ["console", "json"])
# Everything is logged at every level, and what fails is tried again soon.
LOUD = f"""
{UNPACED}
import logging, datetime
import bot.log, bot.service, bot.channels.telegram
quietly = bot.log.set_up_logging
def loudly(style):
    quietly(style)
    for name in (None, "telegram", *bot.log.QUIET):
        logging.getLogger(name).setLevel(logging.DEBUG)
bot.log.set_up_logging = loudly
import bot.app
bot.app.set_up_logging = loudly
bot.service.POST_EVERY = bot.service.SEND_EVERY = datetime.timedelta(seconds=0.1)
bot.channels.telegram.FIRST_WAIT = datetime.timedelta(seconds=0.1)
from bot.commands import main

main()
"""


def secrets_in(text: str) -> list[str]:
    """Give those of our secrets that a text holds, plain or as a header would."""
    basic = base64.b64encode(f"lecteur:{PASSWORD}".encode()).decode()
    return [secret for secret in (SECRET, PASSWORD, PASSWORD.replace("@", "%40"), "serin", basic) if secret in text]


# --- the service ------------------------------------------------------------------------------------------------------


@pytest.fixture
def api() -> Iterator[TelegramApi]:
    with TelegramApi(TOKEN) as running:
        yield running


@pytest.fixture
def catalog_file(tmp_path, publisher) -> Path:
    """A catalogue whose feeds ask for a name and a password."""
    path, secret = tmp_path / "catalog.toml", f"//lecteur:{PASSWORD.replace('@', '%40')}@"
    gov, police = (publisher.url(name).replace("//", secret) for name in ("/gov.xml", "/police.xml"))
    path.write_text(CATALOG.format(gov=gov, police=police))
    return path


@pytest.fixture
def variables(environment) -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    ours = {"GREFFIER_TELEGRAM_TOKEN": TOKEN, "GREFFIER_DIGEST_AT": "at once"}
    more = ours | {"PATH": os.environ["PATH"], "PYTHONPATH": root, "PYTHONUTF8": "1"}
    return environment | more


def greffier(*arguments: str) -> list[str]:
    return [sys.executable, "-c", LOUD, *arguments]


@STYLES
def test_no_token_and_no_password_is_said_at_any_level_while_telegram_and_feeds_fail(
    style, variables, tmp_path, publisher, api
) -> None:
    variables["GREFFIER_LOG"] = style
    publish(publisher, [], [])
    polls = [polled(variables, tmp_path)]
    publish(publisher, [funding(1)], [])
    publisher.fail("/police.xml", 500)
    polls.append(polled(variables, tmp_path))
    for fault in ("500", "broken-json", "close", "502-json"):
        api.faults.next(fault)
    api.go_down()
    said, errors = served(variables, tmp_path, api)
    assert [secrets_in(text) for text in (said, errors, *polls)] == [[]] * 4
    for kind in ("/bot***/sendMessage", "unreachable", "outcome"):  # the address of a feed is in no line at all
        assert kind in errors + polls[0] + polls[1], f"{kind} was to be seen: {errors}"


def polled(variables: dict[str, str], tmp_path: Path) -> str:
    done = subprocess.run(
        greffier("poll", "--all"), env=variables, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout + done.stderr


def served(variables: dict[str, str], tmp_path: Path, api: TelegramApi) -> tuple[str, str]:
    """Run the service until it has got over everything; give all it said, the page included, and its log."""
    log, out = tmp_path / "log.txt", tmp_path / "out.txt"
    with log.open("w") as errors, out.open("w") as output:
        process = subprocess.Popen(greffier("run"), env=variables, cwd=tmp_path, stdout=output, stderr=errors)
        try:
            until_it_says(process, log, "unreachable")
            api.come_back()
            api.until(lambda: not api.faults.queue and api.calls and api.calls[-1].status == 200, 30)
            address = out.read_text().rpartition("http://")[2].splitlines()[0]
            pages = "".join(urlopen(f"http://{address}{path}", timeout=5).read().decode() for path in ("", "healthz"))
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        finally:
            process.kill()
            process.wait()
    return out.read_text() + pages, log.read_text()


def until_it_says(process: subprocess.Popen[bytes], log: Path, word: str) -> None:
    from time import monotonic

    deadline = monotonic() + 30
    while word not in log.read_text():
        assert monotonic() < deadline, log.read_text()
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(f"it ended: {log.read_text()}")


# --- the log ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def as_before():
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


def log_all(style: str) -> None:
    """Log at every level, and by our handler alone: called in the test itself, after pytest's own was put there."""
    set_up_logging(style)
    logging.root.setLevel(logging.DEBUG)


@STYLES
def test_a_library_s_line_is_redacted_in_its_message_its_arguments_and_its_traceback(style, capsys, as_before) -> None:
    log_all(style)
    library = logging.getLogger("some.library")
    bot = Bot(TOKEN)
    library.debug("%r calls %s", bot, {"url": [f"https://api.telegram.org/bot{TOKEN}/getMe"]})
    library.info(f"https://lecteur:{PASSWORD}@fil.example/a.xml?page=1")
    library.warning(ValueError(TOKEN))
    try:
        raise RuntimeError(f"inner {TOKEN}") from ConnectionError(f"https://lecteur:{PASSWORD}@fil.example/")
    except RuntimeError:
        library.exception("failed")
    said = capsys.readouterr().err
    assert secrets_in(said) == []
    assert "bot***/getMe" in said
    assert "https://***@fil.example/a.xml?page=1" in said
    assert "inner ***" in said


@STYLES
def test_our_own_line_is_redacted_however_deep_the_secret_lies(style, capsys, as_before) -> None:
    log_all(style)
    log = structlog.get_logger()
    log.error("lost", reason={"of": [TOKEN, (f"https://lecteur:{PASSWORD}@fil.example/",)]}, error=ValueError(TOKEN))
    try:
        raise ExceptionGroup("several", [ValueError(TOKEN), OSError(f"http://lecteur:{PASSWORD}@fil.example")])
    except ExceptionGroup:
        log.exception("failed", url=f"/bot{TOKEN.replace(':', '%3A')}/getMe")
    said = capsys.readouterr().err
    assert secrets_in(said) == []
    assert said.count("***") >= 6


@STYLES
def test_a_line_that_cannot_be_written_does_not_show_its_arguments(style, capsys, as_before) -> None:
    log_all(style)
    logging.getLogger("some.library").warning("%d messages", TOKEN)
    said = capsys.readouterr().err
    assert said == "a line of some.library could not be logged\n"


@pytest.mark.parametrize("error", [PlainError(f"no such feed: https://lecteur:{PASSWORD}@a.example/"), OSError(TOKEN)])
def test_what_ends_a_command_is_said_without_secrets(error, capsys) -> None:
    def command() -> None:
        raise error

    assert explained(command) == 1
    said = capsys.readouterr().err
    assert said.startswith("greffier: ")
    assert "***" in said
    assert secrets_in(said) == []


def test_a_surprise_that_ends_a_command_is_a_traceback_without_secrets(capsys) -> None:
    def command() -> None:
        raise KeyError(TOKEN)

    assert explained(command) == 1
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "KeyError" in said
    assert secrets_in(said) == []


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-26T16:01:04.123456+00:00 [info] delivery chat=-1001234567890:42 outcome=sent",
        "http://127.0.0.1:8000/healthz?mail=greffe@example.org",
        "feed gov-fr: http-500: 12:30 greffe@example.org",
    ],
)
def test_what_is_no_secret_stays_as_it_is(text) -> None:
    assert redact(text) == text
