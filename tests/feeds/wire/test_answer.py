import gzip
import json
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.wire.answer import AnswerParser, Headers
from feeds.wire.failure import WireError
from feeds.wire.limits import Limits

LIMITS = Limits(head=2_000, headers=20, wire=10_000, decoded=20_000, interim=3)
BODY = b"<rss>" + b"x" * 300 + b"</rss>"
PACKED = gzip.compress(BODY, mtime=0)


@dataclass(frozen=True)
class Read:
    status: int
    headers: Headers
    body: bytes
    encoding: str = ""


def read(*pieces: bytes, limits: Limits = LIMITS, closed: bool = True) -> Read:
    with closing(AnswerParser(limits)) as parser:
        for piece in pieces:
            if not parser.is_whole:
                parser.feed(piece)
        if closed:
            parser.end()
        assert parser.is_whole
        answer = parser.answer()
        return Read(answer.status, answer.headers, answer.unpacked(limits.decoded), answer.encoding)


def head(*lines: str, status: str = "HTTP/1.1 200 OK") -> bytes:
    return "".join(f"{line}\r\n" for line in (status, *lines, "")).encode("latin-1")


def chunked(body: bytes, size: int = 50) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


WHOLE = {
    "length": head(f"Content-Length: {len(BODY)}") + BODY,
    "chunked": head("Transfer-Encoding: chunked") + chunked(BODY),
    "trailers": head("Transfer-Encoding: chunked") + chunked(BODY)[:-2] + b"Checksum: 1\r\n\r\n",
    "extensions": head("Transfer-Encoding: chunked") + b"3;a=b\r\nabc\r\n" + chunked(BODY),
    "gzip": head(f"Content-Length: {len(PACKED)}", "Content-Encoding: gzip") + PACKED,
    "chunked gzip": head("Transfer-Encoding: chunked", "Content-Encoding: x-gzip") + chunked(PACKED, 7),
    "until close": head() + BODY,
    "HTTP/1.0": head(status="HTTP/1.0 200 OK") + BODY,
    "after 103": head("Link: </a>", status="HTTP/1.1 103 Early Hints") + head("Content-Length: 5") + b"<rss>",
    "empty header": head("X-Empty:", "Content-Length: 5") + b"<rss>",
    "lines without CR": head(f"Content-Length: {len(BODY)}").replace(b"\r", b"") + BODY,
    "padded chunk sizes": head("Transfer-Encoding: chunked") + chunked(BODY).replace(b"32\r\n", b"32   \r\n"),
    "not modified": head('ETag: "1"', "Content-Length: 500", status="HTTP/1.1 304 Not Modified"),
    "found": head("Location: /a", "Content-Length: 9", status="HTTP/1.1 302 Found"),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_answer_is_read_however_its_body_ends(kind: str) -> None:
    answer = read(WHOLE[kind])
    expected = {"extensions": b"abc" + BODY, "after 103": b"<rss>", "empty header": b"<rss>"}
    assert answer.body == (expected.get(kind, BODY) if answer.status == 200 else b"")


def test_headers_are_kept_as_sent_and_those_of_an_interim_answer_are_not() -> None:
    answer = read(WHOLE["after 103"])
    assert answer.headers == [(b"Content-Length", b"5")]
    assert read(WHOLE["empty header"]).headers == [(b"X-Empty", b""), (b"Content-Length", b"5")]


@pytest.mark.parametrize("kind", [kind for kind in WHOLE if kind not in ("until close", "HTTP/1.0")])
def test_what_says_where_it_ends_needs_no_close(kind: str) -> None:
    assert read(WHOLE[kind], closed=False) == read(WHOLE[kind])


def test_only_the_body_of_a_200_is_waited_for() -> None:
    missing = head("Content-Length: 500000000", "Content-Encoding: br", status="HTTP/1.1 404 Not Found")
    assert read(missing, closed=False) == Read(
        status=404, headers=[(b"Content-Length", b"500000000"), (b"Content-Encoding", b"br")], body=b"", encoding="br"
    )


def test_what_comes_after_the_answer_is_not_part_of_it() -> None:
    assert read(WHOLE["length"] + head("Content-Length: 3", "X: 1") + b"abc") == read(WHOLE["length"])


REFUSED = {
    "no answer": (b"", "protocol"),
    "not HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "protocol"),
    "half a head": (WHOLE["length"][:20], "truncated"),
    "short body": (WHOLE["length"][:-1], "truncated"),
    "no last chunk": (WHOLE["chunked"][:-5], "truncated"),
    "no end of trailers": (WHOLE["chunked"][:-1], "truncated"),
    "cut gzip": (head("Content-Encoding: gzip") + PACKED[:-9], "truncated"),
    "cut gzip of the length said": (
        head(f"Content-Length: {len(PACKED) - 8}", "Content-Encoding: gzip") + PACKED[:-8],
        "truncated",
    ),
    "not gzip": (head("Content-Encoding: gzip") + BODY, "encoding"),
    "brotli": (head("Content-Encoding: br") + BODY, "encoding"),
    "zstd": (head("Content-Encoding: zstd") + BODY, "encoding"),
    "deflate": (head("Content-Encoding: deflate") + BODY, "encoding"),
    "gzip twice": (head("Content-Encoding: gzip, gzip") + gzip.compress(PACKED), "encoding"),
    "gzip twice on two lines": (head("Content-Encoding: gzip", "Content-Encoding: gzip") + PACKED, "encoding"),
    "gzip as a transfer coding": (head("Transfer-Encoding: gzip, chunked") + chunked(PACKED), "encoding"),
    "two lengths": (head("Content-Length: 5", "Content-Length: 6") + BODY, "protocol"),
    "length and chunks": (head("Content-Length: 5", "Transfer-Encoding: chunked") + chunked(BODY), "protocol"),
    "negative length": (head("Content-Length: -5") + BODY, "protocol"),
    "length that is no number": (head("Content-Length: 5x") + BODY, "protocol"),
    "length of forty digits": (head(f"Content-Length: {'9' * 40}") + BODY, "protocol"),
    "bad chunk size": (head("Transfer-Encoding: chunked") + b"xyz\r\nabc\r\n0\r\n\r\n", "protocol"),
    "chunk sizes without CR": (head("Transfer-Encoding: chunked") + chunked(BODY).replace(b"\r", b""), "protocol"),
    "huge chunk size": (head("Transfer-Encoding: chunked") + b"f" * 20 + b"\r\nabc", "protocol"),
    "chunk longer than its size": (head("Transfer-Encoding: chunked") + b"3\r\nabcdef\r\n0\r\n\r\n", "protocol"),
    "length beyond the limit": (head("Content-Length: 10001"), "too-large"),
    "endless body": (head() + b"x" * 10_001, "too-large"),
    "endless chunks": (head("Transfer-Encoding: chunked") + b"1\r\nx\r\n" * 10_001, "too-large"),
    "endless extensions": (head("Transfer-Encoding: chunked") + b"1;" + b"x" * 20_000, "too-large"),
    "endless trailers": (head("Transfer-Encoding: chunked") + b"0\r\n" + b"A: b\r\n" * 4_000, "too-large"),
    "bomb": (head("Content-Encoding: gzip") + gzip.compress(b"\0" * 1_000_000), "too-large"),
    "many headers": (head(*["A: b"] * 21), "protocol"),
    "long headers": (head(*[f"A: {'b' * 500}"] * 5), "protocol"),
    "a header without end": (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 5_000, "protocol"),
    "a status line without end": (b"HTTP/1.1 200 " + b"b" * 5_000, "protocol"),
    "flood of interim answers": (head(status="HTTP/1.1 100 Continue") * 4, "protocol"),
    "another protocol": (head("Upgrade: h2c", "Connection: Upgrade", status="HTTP/1.1 101 Switching"), "protocol"),
    "101 without an upgrade": (head(status="HTTP/1.1 101 Switching"), "protocol"),
    "NUL in a header": (head("A: b\0c", "Content-Length: 0"), "protocol"),
    "status 000": (head(status="HTTP/1.1 000 None"), "protocol"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_a_whole_answer_is_refused_by_name(kind: str) -> None:
    sent, name = REFUSED[kind]
    for pieces in ([sent], [sent[at : at + 1] for at in range(len(sent))]):
        with pytest.raises(WireError) as refused:
            read(*[piece for piece in pieces if piece])
        assert refused.value.name == name, refused.value
        assert str(refused.value).isprintable()


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_an_answer_is_the_same_however_it_is_cut_into_pieces(data: st.DataObject) -> None:
    sent = WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))]
    cuts = sorted(data.draw(st.sets(st.integers(1, len(sent) - 1), max_size=30)))
    pieces = [sent[a:b] for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    assert read(*pieces) == read(sent)


def verdict(sent: bytes) -> Any:
    try:
        return read(sent)
    except WireError as error:
        return error


@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda tail: b"HTTP/1.1 200 OK\r\n" + tail))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_an_answer_or_a_refusal(sent: bytes) -> None:
    assert isinstance(verdict(sent), Read | WireError)


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_an_answer_with_faults_gives_an_answer_or_a_refusal_within_bounds(data: st.DataObject) -> None:
    sent = bytearray(WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))])
    for _ in range(data.draw(st.integers(1, 6))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    found = verdict(bytes(sent))
    assert isinstance(found, Read | WireError)
    if isinstance(found, Read):
        assert len(found.body) <= LIMITS.decoded
        assert 200 <= found.status <= 999
    else:
        json.dumps([found.name, str(found)])
