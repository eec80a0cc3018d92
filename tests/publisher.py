"""A publisher that really answers HTTP, on loopback, on a thread of its own.

    with Publisher() as publisher:
        publisher.serve("/feed.xml", rss([{"guid": "a", "title": "Un titre"}]), etag='"1"')
        ...ask publisher.url("/feed.xml")...
        assert publisher.hits("/feed.xml") == 1

An answer is set by path; setting another replaces it. What hangs or drips ends when the publisher closes.
"""

import gzip
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from tests.documents import atom, rss

__all__ = ["Answer", "Publisher", "Request", "atom", "rss"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked; header names in lower case."""

    method: str
    path: str  # with its query
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer. ``manner`` says how it is sent."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    manner: str = "whole"  # whole, hang, drip, cut, reset
    every: float = 0.02  # seconds between two bytes of a drip
    cut_at: int = 0  # bytes sent of a body that is cut


class Publisher:
    """Serves what a test sets, and keeps every request. Use it as a context manager."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self.asked = threading.Condition()
        self._answers: dict[str, list[Answer]] = {}
        self._server = _Server((host, 0), _Handler)
        self._server.publisher = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> "Publisher":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/") -> str:
        """The full address of a path."""
        return f"http://{self._server.server_address[0]!s}:{self.port}{path}"

    # --- what is answered ---------------------------------------------------------------------------------------------

    def answer(self, path: str, *answers: Answer) -> str:
        """Answer a path, several answers one after the other and the last one for ever. Returns the address."""
        self._answers[path] = list(answers)
        return self.url(path)

    def serve(  # each is one header that tests vary
        self,
        path: str,
        body: bytes | str,
        *,
        content_type: str | None = "application/rss+xml; charset=utf-8",
        etag: str | None = None,
        last_modified: str | datetime | None = None,
        status: int = 200,
        compress: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Serve a document; conditional requests that carry its validators get a 304."""
        data = body.encode() if isinstance(body, str) else body
        sent = dict(headers or {})
        if content_type is not None:
            sent["Content-Type"] = content_type
        if compress:
            data, sent["Content-Encoding"] = gzip.compress(data, mtime=0), "gzip"
        moment = format_datetime(last_modified, usegmt=True) if isinstance(last_modified, datetime) else last_modified
        return self.answer(path, Answer(status=status, body=data, headers=sent, etag=etag, last_modified=moment))

    def fail(self, path: str, status: int, *, retry_after: str | int | None = None, body: bytes = b"") -> str:
        """Answer with a status code, and when to come back."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        return self.answer(path, Answer(status=status, body=body, headers=headers))

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Send elsewhere: ``to`` is a path, an address, or the path itself for a loop."""
        return self.answer(path, Answer(status=status, headers={"Location": to}))

    def hang(self, path: str) -> str:
        """Take the request and say nothing until the publisher closes."""
        return self.answer(path, Answer(manner="hang"))

    def drip(self, path: str, body: bytes, *, every: float = 0.02) -> str:
        """Send the body byte by byte, ``every`` seconds, over and over until the publisher closes."""
        return self.answer(path, Answer(manner="drip", body=body, every=every))

    def cut(self, path: str, body: bytes | str, *, at: int | None = None, compress: bool = False) -> str:
        """Promise the whole body, send it up to ``at`` bytes (default: half), close."""
        data = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": "application/rss+xml"} | ({"Content-Encoding": "gzip"} if compress else {})
        data = gzip.compress(data, mtime=0) if compress else data
        cut_at = len(data) // 2 if at is None else at
        return self.answer(path, Answer(manner="cut", body=data, headers=headers, cut_at=cut_at))

    def reset(self, path: str) -> str:
        """Close the connection without an answer."""
        return self.answer(path, Answer(manner="reset"))

    # --- what was asked -----------------------------------------------------------------------------------------------

    def hits(self, path: str) -> int:
        """How often a path was asked for."""
        return len(self.asked_for(path))

    def asked_for(self, path: str) -> list[Request]:
        """The requests of a path, in their order."""
        with self.asked:
            return [request for request in self.requests if request.path == path]

    def wait_for(self, path: str, hits: int = 1, timeout: float = 10.0) -> bool:
        """Wait until a path was asked for; False if it was not within ``timeout`` seconds."""
        with self.asked:
            return self.asked.wait_for(lambda: sum(r.path == path for r in self.requests) >= hits, timeout)

    def next_answer(self, request: Request) -> Answer:
        """Record a request and choose its answer."""
        with self.asked:
            self.requests.append(request)
            self.asked.notify_all()
            answers = self._answers.get(request.path) or self._answers.get(urlsplit(request.path).path)
            if not answers:
                return Answer(status=404, body=b"no such page")
            return answers.pop(0) if len(answers) > 1 else answers[0]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    publisher: Publisher

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet: a client that hangs up is part of many tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.publisher.next_answer(Request(method=self.command, path=self.path, headers=headers))
        if _is_current(answer, headers):
            answer = Answer(status=304, etag=answer.etag, last_modified=answer.last_modified)
        send = {"hang": self._hang, "drip": self._drip, "cut": self._cut, "reset": self._reset}
        send.get(answer.manner, self._whole)(answer)

    do_HEAD = do_GET  # noqa: N815  # the name that http.server looks for

    def _open(self, answer: Answer, length: int | None) -> None:
        self.send_response(answer.status)
        stated = {"ETag": answer.etag, "Last-Modified": answer.last_modified, **answer.headers}
        for name, value in stated.items():
            if value is not None:
                self.send_header(name, value)
        if length is not None and answer.status != 304:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _whole(self, answer: Answer) -> None:
        self._open(answer, len(answer.body))
        if self.command != "HEAD" and answer.status != 304:
            self.wfile.write(answer.body)

    def _hang(self, answer: Answer) -> None:
        self.close_connection = True
        self.server.publisher.closing.wait()

    def _drip(self, answer: Answer) -> None:
        self.close_connection = True
        self._open(answer, None)
        while answer.body:
            for byte in answer.body:
                self.wfile.write(bytes([byte]))
                if self.server.publisher.closing.wait(answer.every):
                    return

    def _cut(self, answer: Answer) -> None:
        self.close_connection = True
        self._open(answer, len(answer.body))
        self.wfile.write(answer.body[: answer.cut_at])

    def _reset(self, answer: Answer) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def _is_current(answer: Answer, headers: Mapping[str, str]) -> bool:
    """RFC 9110, section 13.2.2: If-Modified-Since counts only without If-None-Match."""
    if answer.status != 200 or answer.manner != "whole":
        return False
    if "if-none-match" in headers:
        return answer.etag is not None and headers["if-none-match"] == answer.etag
    return answer.last_modified is not None and headers.get("if-modified-since") == answer.last_modified
