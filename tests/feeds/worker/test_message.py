"""What passes between us and a parsing process: whole, and nothing but data."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Document, NotAFeed, ParsedEntry
from feeds.parsing.text import clean
from feeds.worker.message import (
    ANSWER,
    QUESTION,
    Answer,
    Question,
    answered,
    asked,
    read_entry,
    read_head,
    read_question,
)

NOW = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)
words = st.text().map(clean)
entries = st.builds(
    ParsedEntry,
    guid=st.none() | words,
    link=st.none() | words,
    title=words,
    summary=words,
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
)
documents = st.builds(
    Document,
    entries=st.lists(entries, max_size=3).map(tuple),
    title=st.none() | words,
    lang=st.none() | words,
    ttl=st.none() | st.timedeltas(timedelta(0), timedelta(hours=24)).map(lambda t: timedelta(seconds=t.seconds)),
    slices=st.lists(st.integers(-(2**63), 2**63 - 1), max_size=3).map(tuple),
    cut=st.integers(0, 2_000),
)


def back(answer: Answer) -> Answer:
    return read([unframed(data) for data in answered(answer)])


def unframed(data: bytes) -> bytes:
    assert ANSWER.unpack(data[: ANSWER.size]) == (len(data) - ANSWER.size,)
    return data[ANSWER.size :]


def read(pieces: Sequence[bytes]) -> Answer:
    head, count = read_head(pieces[0])
    assert count == len(pieces) - 1
    if not isinstance(head.found, Document):
        return head
    return replace(head, found=replace(head.found, entries=tuple(map(read_entry, pieces[1:]))))


@given(documents | st.builds(NotAFeed, error=words, detail=words), st.booleans())
def test_an_answer_comes_back_as_it_was(found, is_last):
    answer = Answer(found=found, is_last=is_last)
    assert back(answer) == answer


def test_a_question_comes_back_as_it_was():
    question = Question(
        body=b"\x00\xff", url="https://é.test/\ud800", content_type=None, now=NOW, fallback_lang="fr",
        seen=frozenset({-1, 7}), seconds=10.0,
    )  # fmt: skip
    data = asked(question)
    about, body = QUESTION.unpack(data[: QUESTION.size])
    assert (len(data), body) == (QUESTION.size + about, len(question.body))
    assert read_question(data[QUESTION.size :], question.body) == question


ENTRY = {"guid": None, "link": None, "title": "a", "summary": "b", "published": None}
DOCUMENT = {"entries": 1, "title": None, "lang": None, "ttl": None, "slices": [], "cut": 0}


def said(**found: object) -> list[bytes]:
    return [json.dumps({"is_last": False, **found}).encode()]


def entry(**values: object) -> list[bytes]:
    return [*said(Document=DOCUMENT), json.dumps(ENTRY | values).encode()]


def test_the_lies_below_differ_from_what_is_read():
    assert read(entry()).found == Document(
        entries=(ParsedEntry(guid=None, link=None, title="a", summary="b", published=None),)
    )


LIES = {
    "no bytes": [b""],
    "no text": [b"\xff"],
    "a list": [b"[]"],
    "nothing": [b"null"],
    "neither of both": [b'{"is_last": false}'],
    "deep": [b"[" * 100_000],
    "no document": said(Document={}),
    "no failure": said(NotAFeed=[3]),
    "half a failure": said(NotAFeed={"error": "x"}),
    "a number for an error": said(NotAFeed={"error": 3, "detail": ""}),
    "a mapping for a language": said(Document=DOCUMENT | {"lang": {}}),
    "no time at all": said(Document=DOCUMENT | {"ttl": 1e300}),
    "a list for an entry": [*said(Document=DOCUMENT), b"[]"],
    "a list for the number of entries": said(Document=DOCUMENT | {"entries": [ENTRY]}),
    "NUL": entry(title="a\0"),
    "NUL after a backslash": entry(title="\\\0"),
    "half a pair": entry(title="\ud800"),
    "a number for a title": entry(title=3),
    "a field too many": entry(more=3),
    "a date without a zone": entry(published="2025-01-01"),
    "no date": entry(published="soon"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_what_no_parser_of_ours_writes_is_refused(lie):
    with pytest.raises(ValueError):  # noqa: PT011  # one error for every lie
        read(lie)


def test_a_backslash_in_a_text_is_no_escape():
    assert back(Answer(found=NotAFeed(error="x", detail="\\u0000 \\\\ud800"))).found.detail == "\\u0000 \\\\ud800"
