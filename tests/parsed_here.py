"""A parser without its process: each body still crosses as a message, there and back."""

from typing import Any

from feeds.model import Document, NotAFeed
from feeds.worker.child import parsed, written
from feeds.worker.message import ANSWER, QUESTION, Answer, Question, asked, read_answer, read_question

SECONDS = 10.0


class ParsedHere:
    """Stands for `feeds.worker.pool.Parser`, but for what only a process can do: be killed, and be kept from files."""

    async def parse(self, body: bytes, **how: Any) -> Document | NotAFeed:
        """Ask as the pool does, and answer as the process would."""
        question = asked(Question(body=body, seconds=SECONDS, **{"fallback_lang": None} | how))
        about, _ = QUESTION.unpack_from(question)
        end = QUESTION.size + about
        answer = written(Answer(found=parsed(read_question(question[QUESTION.size : end], question[end:]))))
        return read_answer(answer[ANSWER.size :]).found

    async def close(self) -> None:
        """Nothing was started."""
