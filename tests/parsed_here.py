"""A parser without its process: each body still crosses as a message, there and back."""

import asyncio
from types import SimpleNamespace
from typing import Any

from feeds.model import Document, NotAFeed
from feeds.worker.child import parsed, written
from feeds.worker.message import QUESTION, Answer, Question, asked, read_question
from feeds.worker.pool import heard

SECONDS = 10.0


class ParsedHere:
    """Stands for `feeds.worker.pool.Parser`, but for what only a process can do: be killed, and be kept from files."""

    async def parse(self, body: bytes, **how: Any) -> Document | NotAFeed:
        """Ask as the pool does, and answer as the process would."""
        question = Question(body=body, seconds=SECONDS, **{"fallback_lang": None} | how)
        read = read_question(asked(question)[QUESTION.size :], body)
        pipe = asyncio.StreamReader()
        pipe.feed_data(written(Answer(found=parsed(read))))
        pipe.feed_eof()
        return (await heard(SimpleNamespace(answers=pipe))).found  # type: ignore[arg-type]

    async def close(self) -> None:
        """Nothing was started."""
