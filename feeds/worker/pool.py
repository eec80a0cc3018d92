"""Parse in processes that can be killed: a body that hangs, crashes or bloats its parser costs itself, 10 s at most.

parser-timeout    more than 10 s
parser-memory     more than 512 MB, or more text than a body of that size can hold
parser-crashed    the process died, or answered what no parser says
"""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from feeds.model import Document, NotAFeed
from feeds.worker.message import ANSWER, LARGEST_ANSWER, LARGEST_PIECE, Answer, Question, asked, read_entry, read_head

PROCESSES = 2
SECONDS = 10.0
BIT = 65_536  # bytes of a body, as many as a pipe takes
PROGRAM = "from feeds.worker.child import main; main()"


@dataclass(frozen=True, slots=True, eq=False)
class Child:
    """One parsing process and its two pipes."""

    process: asyncio.subprocess.Process
    questions: asyncio.StreamWriter
    answers: asyncio.StreamReader

    async def end(self) -> None:
        """Kill it, whatever it does, and see it gone."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.communicate()


class Parser:
    """Parses in up to ``processes`` processes, started when they are needed; close it at the end."""

    def __init__(self, *, processes: int = PROCESSES, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._room = asyncio.Semaphore(processes)
        self._idle: list[Child] = []
        self._children: set[Child] = set()

    async def __aenter__(self) -> "Parser":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End every process."""
        self._idle.clear()
        await asyncio.gather(*(self._end(child) for child in list(self._children)))

    async def parse(  # noqa: PLR0913  # one for each thing known of a body
        self,
        body: bytes,
        *,
        url: str,
        content_type: str | None,
        now: datetime,
        fallback_lang: str | None = None,
        seen: frozenset[int] = frozenset(),
        adapter: str | None = None,
    ) -> Document | NotAFeed:
        """Read one body, as `feeds.parsing.parse.parse` does; never raises, and ends in time."""
        question = Question(
            body=body,
            url=url,
            content_type=content_type,
            now=now,
            fallback_lang=fallback_lang,
            seen=seen,
            adapter=adapter,
            seconds=self._seconds,
        )
        async with self._room:
            try:
                child = await self._ready()
            except OSError as problem:
                return NotAFeed(error="parser-crashed", detail=f"no process could be started: {problem}"[:300])
            return await self._ask(child, question)

    async def _ready(self) -> Child:
        """Take the process that was used last: it is warm, and the others need not exist."""
        while self._idle:
            child = self._idle.pop()
            if child.process.returncode is None:
                return child
            await self._end(child)
        child = await started()
        self._children.add(child)
        return child

    async def _ask(self, child: Child, question: Question) -> Document | NotAFeed:
        """Ask one process; unless it answers as it should, it is ended."""
        is_sound = False
        try:
            async with asyncio.timeout(self._seconds):
                await told(child, question)
                answer = await heard(child)
            is_sound = not answer.is_last
        except TimeoutError:
            return self._too_slow()
        except ValueError as problem:
            return NotAFeed(error="parser-crashed", detail=f"answered nonsense: {problem}"[:300])
        except (EOFError, OSError):
            return await self._fallen(child)
        finally:
            if is_sound:
                self._idle.append(child)
            else:
                await self._end(child)
        return answer.found

    def _too_slow(self) -> NotAFeed:
        return NotAFeed(error="parser-timeout", detail=f"not parsed in {self._seconds:g} s")

    async def _fallen(self, child: Child) -> NotAFeed:
        """Say why a process ended."""
        code = await child.process.wait()
        if code == -signal.SIGXCPU:
            return self._too_slow()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return NotAFeed(error="parser-crashed", detail=f"the parser's process ended: {how}")

    async def _end(self, child: Child) -> None:
        await child.end()
        self._children.discard(child)


async def started() -> Child:
    """Start a process that has nothing of ours: no open file, no terminal, no secret in its environment."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-X", "utf8", "-c", PROGRAM, str(os.getpid())),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"},
        start_new_session=True,  # the terminal's Ctrl-C is for us
    )
    if process.stdin is None or process.stdout is None:
        raise OSError("no pipes")
    return Child(process, process.stdin, process.stdout)


async def told(child: Child, question: Question) -> None:
    """Write a question, its body bit by bit: a pipe that is full would make us hold it twice."""
    child.questions.write(asked(question))
    body = memoryview(question.body)
    for at in range(0, len(body), BIT):
        child.questions.write(body[at : at + BIT])
        await child.questions.drain()


async def heard(child: Child) -> Answer:
    """Read an answer, entry by entry: at once it would hold the loop up, and be held three times over."""
    pieces = Pieces(child.answers)
    answer, entries = read_head(await pieces.next())
    if isinstance(answer.found, NotAFeed):
        return answer
    read = [read_entry(await pieces.next()) for _ in range(entries)]
    return replace(answer, found=replace(answer.found, entries=tuple(read)))


class Pieces:
    """The pieces of one answer, as many bytes as an answer may have."""

    def __init__(self, answers: asyncio.StreamReader) -> None:
        self._answers, self._left = answers, LARGEST_ANSWER

    async def next(self) -> bytes:
        """Give the next one; raise `ValueError` for one that no parser of ours writes."""
        (length,) = ANSWER.unpack(await self._answers.readexactly(ANSWER.size))
        self._left -= ANSWER.size + length
        if length + ANSWER.size > LARGEST_PIECE or self._left < 0:
            raise ValueError("too long")
        return await self._answers.readexactly(length)
