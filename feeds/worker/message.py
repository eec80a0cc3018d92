"""What passes between us and a parsing process: JSON, so that nothing that comes back can be more than data.

question    two lengths, a JSON object, the body's bytes
answer      pieces: a length, a JSON object; the first is all but the entries and says how many, then one piece each
"""

import json
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from feeds.model import Document, NotAFeed, ParsedEntry

QUESTION, ANSWER = struct.Struct("!II"), struct.Struct("!I")
LARGEST_ANSWER = 12_000_000  # bytes; a body has at most 5 MB, and an accented letter of one byte becomes two
LARGEST_PIECE = (
    400_000  # bytes, with its length; an entry's texts have 54,000 characters, of four bytes and a few that are escaped
)
ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u")  # NUL, a control character or half of a surrogate pair: never ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One body, what is known of it, and how many seconds of a processor it may take."""

    body: bytes
    url: str
    content_type: str | None
    now: datetime
    fallback_lang: str | None
    seen: frozenset[int] = frozenset()
    adapter: str | None = None
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a body is; ``is_last`` when the process ends after it."""

    found: Document | NotAFeed
    is_last: bool = False


def asked(question: Question) -> bytes:
    """Write a question, all but the body, which follows."""
    about = {
        "url": question.url,
        "content_type": question.content_type,
        "now": question.now.isoformat(),
        "fallback_lang": question.fallback_lang,
        "seen": list(question.seen),
        "adapter": question.adapter,
        "seconds": question.seconds,
    }
    head = json.dumps(about).encode()
    return QUESTION.pack(len(head), len(question.body)) + head


def read_question(head: bytes, body: bytes) -> Question:
    """Read a question."""
    about = json.loads(head)
    now, seen = datetime.fromisoformat(about.pop("now")), frozenset(about.pop("seen"))
    return Question(body=body, now=now, seen=seen, **about)


def answered(answer: Answer) -> Iterator[bytes]:
    """Write an answer, piece by piece."""
    if isinstance(answer.found, NotAFeed):
        yield piece({"is_last": answer.is_last, "NotAFeed": fields_of(answer.found)})
        return
    entries, ttl = answer.found.entries, answer.found.ttl
    about = fields_of(answer.found) | {
        "entries": len(entries),
        "ttl": ttl.total_seconds() if ttl is not None else None,
    }
    yield piece({"is_last": answer.is_last, "Document": about})
    for entry in entries:
        yield piece(fields_of(entry))


def fields_of(value: Document | NotAFeed | ParsedEntry) -> dict[str, Any]:
    """Give what a value holds, itself: it is written at once, and `asdict` would copy every part."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def piece(said: dict[str, Any]) -> bytes:
    """Write one piece."""
    data = json.dumps(said, ensure_ascii=False, default=datetime.isoformat).encode("utf-8", "replace")
    return ANSWER.pack(len(data)) + data


def read_head(data: bytes) -> tuple[Answer, int]:
    """Read an answer's first piece: all but its entries, and how many follow; raise `ValueError` for a lie."""
    with read_strictly(data) as said:
        is_last = said["is_last"] is True
        if failure := said.get("NotAFeed"):
            return Answer(found=_not_a_feed(**failure), is_last=is_last), 0
        return Answer(found=_document(said["Document"]), is_last=is_last), int(said["Document"]["entries"])


def read_entry(data: bytes) -> ParsedEntry:
    """Read one of the other pieces; raise `ValueError` for what `answered` would not have written."""
    with read_strictly(data) as said:
        return _entry(**said)


@contextmanager
def read_strictly(data: bytes) -> Iterator[dict[str, Any]]:
    """Read a piece's JSON; raise `ValueError` where it, or what is made of it, is none of ours."""
    if b"\\u" in data and ESCAPED.search(data):
        raise ValueError("a character that no store takes")
    try:
        yield json.loads(data.decode())
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
        raise ValueError(f"no answer: {type(problem).__name__}") from problem


def _not_a_feed(*, error: str, detail: str) -> NotAFeed:
    return NotAFeed(error=_text(error), detail=_text(detail))


def _document(said: dict[str, Any]) -> Document:
    ttl = said["ttl"]
    return Document(
        entries=(),
        title=_maybe(said["title"]),
        lang=_maybe(said["lang"]),
        ttl=timedelta(seconds=ttl) if ttl is not None else None,
        slices=tuple(int(slice_) for slice_ in said["slices"]),
        cut=int(said["cut"]),
    )


def _entry(*, guid: str | None, link: str | None, title: str, summary: str, published: str | None) -> ParsedEntry:
    moment = datetime.fromisoformat(published) if published is not None else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a date without a zone")
    return ParsedEntry(
        guid=_maybe(guid), link=_maybe(link), title=_text(title), summary=_text(summary), published=moment
    )


def _maybe(value: object) -> str | None:
    return None if value is None else _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
