"""How long and how large an answer may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds, bytes and counts; the seconds of ``total`` are those of a whole chain of redirects."""

    connect: float = 10.0  # to reach a host, over all its addresses
    tls: float = 10.0  # for the handshake
    read: float = 15.0  # between two pieces of an answer
    total: float = 30.0  # from the first name looked up to the last byte
    hops: int = 5
    wire: int = 5_000_000  # bytes of a body as it is sent
    decoded: int = 5_000_000  # and when unpacked
    small: int = 250_000  # bytes of a body that needs no room: nine feeds in ten have fewer
    room: int = 12_000_000  # bytes of all larger bodies at once, until they have been read
    head: int = 65_536  # bytes of all headers
    headers: int = 200
    interim: int = 8  # answers of the 1xx kind before the true one

    @property
    def for_robots(self) -> float:
        """Of the seconds in all, those for robots.txt, read by ourselves or waited for."""
        return self.total / 3


USUAL = Limits()
