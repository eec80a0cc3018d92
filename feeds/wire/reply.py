"""What a server answered to one request, read to its end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A status, headers by their names in lower case, and the whole body, unpacked.

    Headers are read as Latin-1, so that an ETag goes back as it came; several of a name are joined by commas.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def headers_of(told: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Put the headers of an answer together (RFC 9110, section 5.3)."""
    found: dict[str, str] = {}
    for name, value in told:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found
