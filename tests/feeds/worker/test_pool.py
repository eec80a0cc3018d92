"""Bodies through real processes: one that hangs, bloats, dies or lies costs itself, and finds nothing of ours."""

import asyncio
import os
import select
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from feeds import samples
from feeds.model import Document, NotAFeed
from feeds.parsing.parse import parse
from feeds.worker import pool
from feeds.worker.pool import Parser
from tests.documents import rss

NOW = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)
BODY = rss([{"guid": "a-1", "title": "5 M$ pour les refuges", "published": NOW - timedelta(days=1)}])
HOW = {"url": "https://exemple.test/feed.xml", "content_type": "application/rss+xml", "now": NOW, "fallback_lang": "fr"}
CHILD = "import feeds.worker.child as child, os, socket; from feeds.model import NotAFeed as Not; "

ANSWERS = 4  # the number of its pipe
PARENT = """
import asyncio
from datetime import datetime, UTC
from feeds.worker import pool
async def orphaned():
    child = await pool.started()
    about = {"url": "", "content_type": None, "fallback_lang": None, "now": datetime.now(UTC)}
    child.questions.write(pool.asked(pool.Question(body=b"", seconds=60, **about)))
    await child.answers.readexactly(1)
    print(child.process.pid, flush=True)
    await child.answers.read()
"""

ENDLESS = """
import os, feeds.worker.message as message
from feeds.model import Document, ParsedEntry
entry = ParsedEntry(guid=None, link=None, title="", summary="x" * 300_000, published=None)
answer = list(message.answered(message.Answer(found=Document(entries=(entry,) * 100, title=None, lang=None))))
with os.fdopen(1, "wb") as answers:
    answers.writelines(answer)
"""


def instead(expression: str) -> str:
    """A real process in which one expression stands for the parser: what a body that has taken it over would run."""
    return f"{CHILD}child.parse = lambda *_, **__: {expression}; child.main()"


async def read(parser: Parser, body: bytes = BODY) -> Document | NotAFeed:
    return await parser.parse(body, **HOW)


async def said(parser: Parser) -> str:
    found = await read(parser)
    assert isinstance(found, NotAFeed), found
    return f"{found.error}: {found.detail}"


@pytest.mark.parametrize("name", samples.names())
async def test_a_process_reads_what_we_would_read(name):
    body = samples.document(name, NOW, stage="now")
    async with Parser() as parser:
        assert await read(parser, body) == parse(body, **HOW)


async def test_a_document_of_megabytes_comes_back_whole_and_the_loop_goes_on_meanwhile():
    words = {"title": "Un titre", "description": "Des mots. " * 200, "published": NOW}
    body = rss([{"guid": f"a-{number}", **words} for number in range(1_500)])
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0)
            beats += 1

    async with Parser() as parser:
        await read(parser)
        beating = asyncio.create_task(beat())
        assert await read(parser, body) == parse(body, **HOW)
        beating.cancel()
    assert len(body) > 3_000_000
    assert beats > 50


async def test_what_is_no_feed_keeps_its_name():
    async with Parser() as parser:
        assert await read(parser, b"<html>") == parse(b"<html>", **HOW)


@pytest.mark.parametrize(
    ("program", "name"),
    [
        ("while True: pass", "parser-timeout: not parsed in 0.2 s"),
        ("import os; os.abort()", "parser-crashed: the parser's process ended: SIGABRT"),
        ("import os; os.kill(os.getpid(), 9)", "parser-crashed: the parser's process ended: SIGKILL"),
        ("raise SystemExit(3)", "parser-crashed: the parser's process ended: exit code 3"),
        ("import os, signal; os.write(1, bytes(4) + b'x'); signal.pause()", "parser-crashed: answered nonsense"),
        (
            "import os, signal; os.write(1, bytes([255] * 4)); signal.pause()",
            "parser-crashed: answered nonsense: too long",
        ),
        (ENDLESS, "parser-crashed: answered nonsense: too long"),
    ],
)
async def test_what_befalls_a_process_is_its_bodys_error_and_the_next_one_is_read(monkeypatch, program, name):
    async with Parser(processes=1, seconds=0.2 if "while" in program else 10) as parser:
        with monkeypatch.context() as patched:
            patched.setattr(pool, "PROGRAM", program)
            assert (await said(parser)).startswith(name)
        parser._seconds = 10
        assert isinstance(await read(parser), Document)


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("bytes(10**9)", "parser-memory"),
        ("1 / 0", "parser-crashed: ZeroDivisionError"),
        ("Not(error='x', detail='y' * 20_000_000)", "parser-memory"),
        ("Not(error='x', detail='a\\0b')", "parser-crashed: answered nonsense"),
        ("open('/etc/passwd')", "parser-crashed: PermissionError"),
        ("open('left.txt', 'w')", "parser-crashed: PermissionError"),
        ("socket.create_connection(('127.0.0.1', 9))", "parser-crashed: PermissionError"),
        ("os.system('true')", "parser-crashed: PermissionError"),
    ],
)
async def test_a_body_that_has_taken_its_parser_over_finds_little_to_do(monkeypatch, expression, name):
    monkeypatch.setattr(pool, "PROGRAM", instead(expression))
    async with Parser() as parser:
        assert (await said(parser)).startswith(name)


async def test_a_process_has_no_secret_and_no_file_of_ours(monkeypatch):
    monkeypatch.setenv("GREFFIER_TELEGRAM_TOKEN", "123:canary")
    held = "[os.readlink(f'/proc/self/fd/{n}') for n in range(40) if os.path.lexists(f'/proc/self/fd/{n}')]"
    monkeypatch.setattr(pool, "PROGRAM", instead(f"Not(error='x', detail=str(dict(os.environ)) + str({held}))"))
    with socket.socket() as ours:
        os.set_inheritable(ours.fileno(), True)
        async with Parser() as parser:
            words = await said(parser)
        assert os.readlink(f"/proc/self/fd/{ours.fileno()}") not in words
    assert "PYTHONPATH" in words
    assert "canary" not in words
    assert words.count("/dev/null") == 3
    assert words.count("socket:") + words.count("pipe:") == 2


async def test_processes_are_started_when_they_are_needed_and_stay_for_the_next():
    async with Parser(processes=2) as parser:
        assert not parser._children
        for _ in range(3):
            await read(parser)
        [first] = parser._children
        await asyncio.gather(*(read(parser) for _ in range(6)))
        assert len(parser._children) == 2
        assert first in parser._children


async def test_what_we_hold_ourselves_is_not_counted_as_a_processes_own():
    held = bytearray(300 * 1024 * 1024)
    held[::4096] = bytes([1]) * len(held[::4096])
    async with Parser() as parser:
        await read(parser)
        assert len(parser._children) == 1


async def test_a_process_that_has_grown_is_replaced(monkeypatch):
    monkeypatch.setattr(pool, "PROGRAM", f"{CHILD}child.GROWN = 1; child.main()")
    async with Parser() as parser:
        assert isinstance(await read(parser), Document)
        assert not parser._children


async def test_a_parse_that_is_called_off_leaves_no_process_and_no_answer_for_the_next(monkeypatch):
    async with Parser(processes=1) as parser:
        with monkeypatch.context() as patched:
            patched.setattr(pool, "PROGRAM", "while True: pass")
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await read(parser)
        assert not parser._children
        assert isinstance(await read(parser), Document)


async def test_an_interrupt_in_the_terminal_is_not_for_the_processes():
    async with Parser(processes=1) as parser:
        await read(parser)
        [child] = parser._children
        assert os.getsid(child.process.pid) != os.getsid(0)
        child.process.send_signal(signal.SIGINT)
        assert isinstance(await read(parser), Document)
        assert parser._children == {child}


async def test_closing_ends_every_process():
    parser = Parser(processes=2)
    await asyncio.gather(*(read(parser) for _ in range(2)))
    processes = [child.process for child in parser._children]
    await parser.close()
    assert [process.returncode for process in processes] == [-signal.SIGKILL] * len(processes)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_a_process_dies_with_its_parent_even_while_it_parses():
    spinning = f"os.write({ANSWERS}, b'!') and any(iter(int, 1))"
    program = f"pool.PROGRAM = {instead(spinning)!r}; asyncio.run(orphaned())"
    with subprocess.Popen([sys.executable, "-c", f"{PARENT}{program}"], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        hanging = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    ended, _, _ = select.select([hanging], [], [], 10)
    os.close(hanging)
    assert ended, "it outlived its parent"
