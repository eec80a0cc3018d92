"""One HTTP/1.1 answer, read from bytes as they come, whole and within bounds or an error (RFC 9112).

llhttp, the parser of Node.js, does the grammar: conflicting lengths and bad chunk sizes do not pass.
"""

from dataclasses import dataclass

import httptools

from feeds.wire.body import decode
from feeds.wire.failure import WireError
from feeds.wire.limits import Limits
from feeds.wire.spool import Spool

Headers = list[tuple[bytes, bytes]]

# Old servers end lines without CR, which a client may read (RFC 9112, section 2.2), and pad the sizes of chunks. The
# danger is two readers who disagree where an answer ends; here nobody reads after us, and nothing follows an answer.
LENIENCIES = {"lenient_optional_cr_before_lf": True, "lenient_spaces_after_chunk_size": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, its headers and its body as sent: of a 200 alone, nobody reads the others."""

    status: int
    headers: Headers
    body: Spool
    encoding: str = ""

    def unpacked(self, most: int) -> bytes:
        """Give the body without its encoding; raise `WireError`. It can take 60 ms: 5 kB can hold 5 MB."""
        return decode(self.body.read(), self.encoding, most) if self.body.size else b""


class AnswerParser:
    """Takes pieces by `feed` until ``is_whole``, or until `end` says that nothing more will come; then close it."""

    __slots__ = ("_body", "_head_size", "_headers", "_interim", "_is_framed", "_limits", "_parser", "_received",
                 "_refusal", "_status", "is_whole")  # fmt: skip

    def __init__(self, limits: Limits) -> None:
        self.is_whole = False
        self._limits = limits
        self._parser: httptools.HttpResponseParser | None = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(**LENIENCIES)
        self._headers: Headers = []
        self._body = Spool(in_memory=limits.small)
        self._status: int | None = None
        self._head_size = self._received = self._interim = 0
        self._is_framed = False  # says itself where it ends
        self._refusal: WireError | None = None

    def feed(self, data: bytes) -> None:
        """Take one piece; raise `WireError` where it cannot become an answer."""
        if self._parser is None:
            return
        self._received += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            if not self.is_whole:
                raise self._refusal or WireError("protocol", f"not HTTP/1.1: {str(error)[:80]}") from error
        if not self.is_whole:
            self._check_size()

    def end(self) -> None:
        """Take the end of the connection: it ends a body that has no other end (RFC 9112, section 6.3)."""
        if self.is_whole:
            return
        if not self._received:
            raise WireError("protocol", "the connection was closed without an answer")
        if self._status is None or self._is_framed:
            raise WireError("truncated", "the connection was closed before the end of the answer")
        self.is_whole = True

    def answer(self) -> Answer:
        """Give what was read, once it is whole; its body can be read until this is closed."""
        encoding = self._listed(b"content-encoding")
        return Answer(status=self._status or 0, headers=self._headers, body=self._body, encoding=encoding)

    def stop(self) -> None:
        """Take nothing more: httptools and we hold each other, so a body would stay until Python looks."""
        self._parser = None

    def close(self) -> None:
        """Let go of the body."""
        self.stop()
        self._body.close()

    def _check_size(self) -> None:
        """Refuse a head that goes on, and framing that outgrows the body it carries."""
        if self._status is None and self._received > self._limits.head:
            raise too_long_a_head(self._limits)
        if self._received > self._limits.head + self._limits.wire:
            raise too_large(self._limits)

    def _listed(self, name: bytes) -> str:
        """Join the values of a header that may come several times."""
        values = [value.strip() for key, value in self._headers if key.lower() == name]
        return b", ".join(values).decode("latin-1").lower() if values else ""

    # --- what httptools calls -----------------------------------------------------------------------------------------

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header; one that comes after the body is dropped."""
        if self._status is not None:
            return
        self._head_size += len(name) + len(value)
        if self._head_size > self._limits.head or len(self._headers) >= self._limits.headers:
            self._refuse(too_long_a_head(self._limits))
        self._headers.append((name, value))

    def on_headers_complete(self) -> None:
        """Know the status, and whether a body is worth waiting for."""
        if self._status is not None:
            return
        status = self._parser.get_status_code() if self._parser else 0
        if status < 200:
            self._skip(status)
            return
        self._status = status
        if status != 200:
            self.is_whole = True
            return
        self._check_framing()

    def on_body(self, piece: bytes) -> None:
        """Keep a piece of the body."""
        if self.is_whole:
            return
        if self._body.size + len(piece) > self._limits.wire:
            self._refuse(too_large(self._limits))
        try:
            self._body.add(piece)
        except WireError as error:
            self._refuse(error)

    def on_message_complete(self) -> None:
        """See the end of the body, or of an interim answer."""
        if self._status is not None:
            self.is_whole = True

    def _skip(self, status: int) -> None:
        """Drop an interim answer; refuse a flood of them, and protocols that nobody asked for."""
        self._interim += 1
        self._headers.clear()
        if self._interim > self._limits.interim or status in (0, 101):
            self._refuse(WireError("protocol", f"too many interim answers, the last {status}"))

    def _check_framing(self) -> None:
        """Find how the body ends; refuse what is too long, and transfer codings that were not asked for."""
        coding, length = self._listed(b"transfer-encoding"), self._listed(b"content-length")
        if coding not in ("", "chunked"):
            self._refuse(WireError("encoding", f"Transfer-Encoding {coding[:40]!r} was not asked for"))
        if int(length or 0) > self._limits.wire:
            self._refuse(too_large(self._limits))
        self._is_framed = bool(coding or length)

    def _refuse(self, error: WireError) -> None:
        """Stop the parser; `feed` raises the error, which httptools would wrap."""
        self._refusal = error
        raise error


def too_long_a_head(limits: Limits) -> WireError:
    """Name a head beyond the limits."""
    return WireError("protocol", f"more than {limits.headers} headers, or {limits.head} bytes of them")


def too_large(limits: Limits) -> WireError:
    """Name a body beyond the limit."""
    return WireError("too-large", f"more than {limits.wire} bytes")
