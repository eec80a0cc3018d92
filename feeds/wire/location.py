"""An address to ask, apart from the secrets that it may carry.

A password goes out as a header, to the origin it was given for, and nowhere else. A token in the query goes out in the
request; what we say of an address leaves the query out.
"""

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

import httpx

from feeds.wire.failure import WireError


@dataclass(frozen=True, slots=True)
class Location:
    """Where to ask: ``url`` has neither user, password nor fragment."""

    url: httpx.URL
    authorization: str | None = None

    @property
    def asked(self) -> httpx.URL:
        """The URL as anybody may see it."""
        return self.url.copy_with(query=None) if self.url.query else self.url

    @property
    def shown(self) -> str:
        """The address for a person."""
        return f"{self.asked}?…" if self.url.query else str(self.url)

    def redirected(self, to: str) -> "Location":
        """Follow a Location header: a password is for the same origin only, and none is taken from a publisher."""
        try:
            new = read_location(urljoin(str(self.url), as_meant(to)))
        except ValueError:  # urljoin, of a broken IPv6 address
            raise WireError("redirects", "a redirect to what is no address") from None
        return Location(new.url, self.authorization if origin(new.url) == origin(self.url) else None)


@lru_cache(maxsize=16_384)  # one fetch reads its address for robots.txt, for the request and for the answer
def read_location(text: str) -> Location:
    """Read an address; raise `WireError`, whose message does not repeat it."""
    try:
        url = httpx.URL(text)
        bare = url.copy_with(username=None, password=None, fragment=None) if url.userinfo or url.fragment else url
        return Location(bare, basic(url) if url.userinfo else None)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise WireError("protocol", "not an address that can be asked") from None


def as_meant(header: str) -> str:
    """Read a header as UTF-8 where it is: many servers send addresses so, against RFC 9110."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def basic(url: httpx.URL) -> str:
    """Give the Authorization header of a URL's user and password (RFC 7617)."""
    return "Basic " + b64encode(f"{url.username}:{url.password}".encode()).decode("ascii")


def origin(url: httpx.URL) -> tuple[str, bytes, int | None]:
    """Give the scheme, host and port (RFC 6454); httpx leaves out a usual port."""
    return url.scheme, url.raw_host, url.port
