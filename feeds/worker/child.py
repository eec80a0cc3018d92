"""A parsing process: it reads questions from its input and writes answers, until its input ends or it is killed.

It is started with nothing of ours: no open file but its two pipes, nothing in its environment but where modules are. It
may use 512 MB, as much of a processor as each question says, and neither files to write nor sockets.
"""

import ctypes
import os
import resource
import signal
import sys
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Any, BinaryIO

from feeds.adapters.table import adapters
from feeds.model import Document, NotAFeed
from feeds.parsing.parse import parse
from feeds.worker.message import LARGEST_ANSWER, LARGEST_PIECE, QUESTION, Answer, Question, answered, read_question

MEMORY = 512 * 1024 * 1024  # bytes of address space
GROWN = 200 * 1024 * 1024  # bytes; a process that still holds so much ends after its answer and gives them back
DIE_WITH_PARENT = 1  # prctl(2), PR_SET_PDEATHSIG
NO_SUCH_MEMORY = NotAFeed(error="parser-memory", detail=f"the parser needed more than {MEMORY // 1024**2} MB")
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "ctypes.")


def main() -> None:
    """Answer until the input ends."""
    memory = opened_memory()
    adapters()  # they are read from files, which confinement closes
    questions, answers = confine(parent=int(sys.argv[1]))
    while head := questions.read(QUESTION.size):
        about, body = QUESTION.unpack(head)
        answer = answer_to(read_question(questions.read(about), questions.read(body)))
        answer = replace(answer, is_last=answer.is_last or held(memory) > GROWN)
        answers.write(written(answer))
        answers.flush()
        if answer.is_last:
            return


def confine(*, parent: int) -> tuple[BinaryIO, BinaryIO]:
    """Give up what a parser does not need; return the two pipes. What a library prints goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the parent is gone")
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(refuse)
    return questions, answers


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what no parser does: the second line of defence, after never giving feedparser a path or an address."""
    if event.startswith(FORBIDDEN) or (event == "open" and not is_module(arguments[0])):
        raise PermissionError(f"a parser has no business with {event}")


def is_module(path: object) -> bool:
    """Tell whether a file may be a part of a module: codecs are imported when they are needed."""
    return isinstance(path, str | bytes) and Path(os.fsdecode(path)).suffix in {".py", ".pyc", ".so"}


def answer_to(question: Question) -> Answer:
    """Parse one body within its share of the processor; more of it kills us (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = ceil(used.ru_utime + used.ru_stime + question.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))
    try:
        return Answer(found=parsed(question))
    except MemoryError:
        return Answer(found=NO_SUCH_MEMORY, is_last=True)


def parsed(question: Question) -> Document | NotAFeed:
    """Parse; a surprise is this body's, by the name of what was raised."""
    try:
        return parse(
            question.body,
            url=question.url,
            content_type=question.content_type,
            now=question.now,
            fallback_lang=question.fallback_lang,
            seen=question.seen,
            adapter=question.adapter,
        )
    except MemoryError:
        raise
    except Exception as problem:
        return NotAFeed(error="parser-crashed", detail=type(problem).__name__)


def written(answer: Answer) -> bytes:
    """Write an answer, or that it is longer than a body can make it: only entities that expand do that."""
    try:
        pieces = list(answered(answer))
        if max(map(len, pieces)) <= LARGEST_PIECE and sum(map(len, pieces)) <= LARGEST_ANSWER:
            return b"".join(pieces)
    except MemoryError:
        pass
    return b"".join(answered(Answer(found=NO_SUCH_MEMORY, is_last=answer.is_last)))


def opened_memory() -> int | None:
    """Open the kernel's account of what we hold, while files can still be opened; None where there is none."""
    try:
        return os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None


def held(memory: int | None) -> int:
    """Give the bytes we hold; 0 for unknown. (The peak of `getrusage` would be our parent's: it survives an exec.)"""
    return int(os.pread(memory, 200, 0).split()[1]) * resource.getpagesize() if memory is not None else 0
