"""A body unpacked within bounds: gzip or nothing, whole or an error.

httpx decodes without a limit and takes a cut gzip body for a whole one, so nothing is left for it to decode.
"""

import zlib

from feeds.wire.failure import WireError

GZIP = 16 + zlib.MAX_WBITS
WINDOW = (
    65_536  # zlib copies what it has not read yet after each member: many members of a long body would take minutes
)
MOST_MEMBERS = 1_000


def decode(raw: bytes, encoding: str, most: int) -> bytes:
    """Undo a Content-Encoding that was asked for; raise `WireError` when it is unknown, cut or too large."""
    if encoding in ("", "identity"):
        return raw
    if encoding in ("gzip", "x-gzip"):
        return gunzip(raw, most)
    raise WireError("encoding", f"Content-Encoding {encoding[:40]!r} was not asked for")


def gunzip(raw: bytes, most: int) -> bytes:
    """Decode gzip, all its members, to at most ``most`` bytes (RFC 1952, section 2.2)."""
    decoded, at = bytearray(), 0
    for _ in range(MOST_MEMBERS):
        at = unpack_member(raw, at, decoded, most)
        while at < len(raw) and raw[at] == 0:  # padding after a member is legal
            at += 1
        if at >= len(raw):
            return bytes(decoded)
    raise WireError("encoding", f"more than {MOST_MEMBERS} gzip members")


def unpack_member(raw: bytes, at: int, decoded: bytearray, most: int) -> int:
    """Decode the member that starts at ``at``; return where the next would start."""
    member = zlib.decompressobj(GZIP)
    while at < len(raw) and not member.eof:
        window = member.unconsumed_tail or raw[at : at + WINDOW]
        decoded += unpacked(member, window, most + 1 - len(decoded))
        if len(decoded) > most:
            raise WireError("too-large", f"more than {most} bytes when unpacked")
        at += len(window) - len(member.unconsumed_tail) - len(member.unused_data)
    if raw and not member.eof:
        raise WireError("truncated", "the gzip body ends too early")
    return at


def unpacked(member: "zlib._Decompress", window: bytes, most: int) -> bytes:
    """Decode one stretch to at most ``most`` bytes."""
    try:
        return member.decompress(window, most)
    except zlib.error as error:
        raise WireError("encoding", f"not gzip: {error}") from error
