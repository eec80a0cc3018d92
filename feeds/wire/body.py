"""A response body within bounds: 5 MB on the wire and 5 MB decoded, gzip or nothing, whole or an error.

httpx decodes without a limit and takes a cut gzip body for a whole one, so the raw stream is read here.
"""

import zlib
from collections.abc import AsyncIterator

MOST = 5_000_000
GZIP = 16 + zlib.MAX_WBITS


class BodyError(Exception):
    """A body that is not taken: ``name`` is the short error, the message a line for a person."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(detail)
        self.name = name


async def read_body(chunks: AsyncIterator[bytes], encoding: str) -> bytes:
    """Collect a raw stream and decode it; raise `BodyError` when it is too large, cut or unknown."""
    raw = bytearray()
    async for chunk in chunks:
        raw += chunk
        if len(raw) > MOST:
            raise BodyError("too-large", f"more than {MOST} bytes")
    if encoding in ("", "identity"):
        return bytes(raw)
    if encoding in ("gzip", "x-gzip"):
        return gunzip(bytes(raw))
    raise BodyError("encoding", f"Content-Encoding {encoding!r} was not asked for")


def gunzip(raw: bytes) -> bytes:
    """Decode gzip, all its members, to at most `MOST` bytes."""
    decoded, rest = bytearray(), raw
    while rest:
        member = zlib.decompressobj(GZIP)
        try:
            decoded += member.decompress(rest, MOST + 1 - len(decoded))
        except zlib.error as error:
            raise BodyError("encoding", f"not gzip: {error}") from error
        if len(decoded) > MOST:
            raise BodyError("too-large", f"more than {MOST} bytes when unpacked")
        if not member.eof:
            raise BodyError("truncated", "the gzip body ends too early")
        rest = member.unused_data.lstrip(b"\0")  # padding after the last member is legal
    return bytes(decoded)
