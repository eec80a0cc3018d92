"""One conditional GET of a feed: every outside request goes through `Fetcher.fetch`.

Each hop is resolved here, all its addresses are checked, and the checked address is the one that is dialled, so a name
cannot point elsewhere between the check and the connection.

    Fetched         a body came (200)
    NotModified     304, to a request that carried validators
    FetchFailed     anything else, by a short name: dns, connect, tls, timeout, blocked-address, redirects, protocol,
                    too-large, truncated, encoding, gone, refused, too-many-requests, http-NNN
"""

import asyncio
import hashlib
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import httpx

from feeds.model import Fetch, Fetched, FetchFailed, NotModified, Validators
from feeds.wire.body import BodyError, read_body
from feeds.wire.gap import HostGap
from feeds.wire.guard import Address, BlockedAddressError, Guard, parse_address

HOPS = 5
DEADLINE = 30.0  # seconds from the first byte sent to the last received, over all hops
TIMEOUTS = httpx.Timeout(connect=10.0, read=15.0, write=10.0, pool=30.0)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
NAMED = {401: "refused", 403: "refused", 410: "gone", 429: "too-many-requests"}


@dataclass(frozen=True, slots=True)
class Hop:
    """One address of a redirect chain, resolved and let through."""

    url: httpx.URL
    dialled: Address


class Fetcher:
    """Fetches feeds politely; open it once, use it for all feeds."""

    def __init__(self, guard: Guard, *, user_agent: str, host_gap: timedelta) -> None:
        self._guard = guard
        self._gap = HostGap(host_gap)
        self._user_agent = user_agent
        self._client = httpx.AsyncClient(
            trust_env=False,
            timeout=TIMEOUTS,
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=0),
            verify=ssl.create_default_context(),
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def fetch(self, url: str, validators: Validators) -> Fetch:
        """Ask for a feed; whatever happens is a value."""
        try:
            return await self._follow(url, validators)
        except (
            BlockedAddressError,
            BodyError,
            httpx.HTTPError,
            httpx.InvalidURL,
            OSError,
            UnicodeError,
            ValueError,
        ) as error:
            return FetchFailed(error=name_of(error), detail=str(error) or type(error).__name__)

    async def _follow(self, url: str, validators: Validators) -> Fetch:
        for _ in range(HOPS + 1):
            hop = await self._resolve(url)
            async with asyncio.timeout(DEADLINE), self._open(hop, validators) as response:
                if response.status_code not in REDIRECTS or "location" not in response.headers:
                    return await self._take(str(hop.url), response, validators)
                url = urljoin(str(hop.url), response.headers["location"])
        return FetchFailed(error="redirects", detail=f"more than {HOPS} redirects")

    async def _resolve(self, url: str) -> Hop:
        """Resolve a host, check every address, wait for its turn."""
        parsed = httpx.URL(url)
        self._guard.check_scheme(parsed.scheme)
        port = parsed.port or (443 if parsed.scheme == "https" else 80)
        addresses = await resolve(parsed.host, port)
        is_exception = self._guard.check(parsed.host, port, addresses)
        if not is_exception:
            await self._gap.wait(f"{parsed.host}:{port}")
        return Hop(parsed, addresses[0])

    @asynccontextmanager
    async def _open(self, hop: Hop, validators: Validators) -> AsyncIterator[httpx.Response]:
        """Send one request to the address that was checked, under the name that was asked for."""
        request = httpx.Request(
            "GET",
            hop.url.copy_with(host=str(hop.dialled), fragment=None),
            headers=self._headers(hop, validators),
            extensions={"sni_hostname": hop.url.host, "timeout": TIMEOUTS.as_dict()},
        )
        response = await self._client.send(request, stream=True)
        try:
            yield response
        finally:
            await response.aclose()
            self._client.cookies.clear()

    def _headers(self, hop: Hop, validators: Validators) -> dict[str, str]:
        conditional = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
        return {
            "Host": hop.url.netloc.decode("ascii"),
            "User-Agent": self._user_agent,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip",
        } | {name: value for name, value in conditional.items() if value}

    async def _take(self, url: str, response: httpx.Response, asked_with: Validators) -> Fetch:
        """Turn the last response of a chain into a value."""
        if response.status_code == 304 and asked_with != Validators():
            return NotModified()
        if response.status_code != 200:
            return refused(response)
        body = await read_body(response.aiter_raw(), response.headers.get("content-encoding", "").strip().lower())
        return Fetched(
            url=url,
            body=body,
            body_hash=hashlib.blake2b(body, digest_size=16).hexdigest(),
            validators=Validators(
                etag=response.headers.get("etag"), last_modified=response.headers.get("last-modified")
            ),
            content_type=response.headers.get("content-type"),
        )


async def resolve(host: str, port: int) -> list[Address]:
    """Give every address of a host; raise `socket.gaierror` when it has none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [parse_address(str(info[4][0])) for info in found]


def refused(response: httpx.Response) -> FetchFailed:
    """Name a status that brought no body, with the pause it asks for (RFC 9110, section 10.2.3)."""
    status = response.status_code
    return FetchFailed(
        error=NAMED.get(status, f"http-{status}"),
        detail=f"HTTP {status} {response.reason_phrase}".strip(),
        retry_after=retry_after(response.headers.get("retry-after"), datetime.now(UTC)),
    )


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Read a Retry-After header: seconds or an HTTP date; None where it is absent or senseless."""
    if header is None:
        return None
    if header.strip().isdigit():
        return timedelta(seconds=min(int(header), 10**7))
    try:
        return max(timedelta(), parsedate_to_datetime(header) - now)
    except (TypeError, ValueError):
        return None


NAMES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (BlockedAddressError, "blocked-address"),
    ((TimeoutError, httpx.TimeoutException), "timeout"),
    (socket.gaierror, "dns"),
    (httpx.ReadError, "truncated"),
    (httpx.ConnectError, "connect"),
)


def name_of(error: Exception) -> str:
    """Give the short name of what went wrong on the way."""
    if isinstance(error, BodyError):
        return error.name
    if isinstance(error, httpx.ConnectError) and isinstance(root_of(error), ssl.SSLError):
        return "tls"
    if isinstance(error, httpx.RemoteProtocolError) and "complete message body" in str(error):
        return "truncated"  # h11's word for a body shorter than its Content-Length, or a chunked one without its end
    return next((name for kind, name in NAMES if isinstance(error, kind)), "protocol")


def root_of(error: BaseException) -> BaseException:
    """Give the first cause of a chain of exceptions."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__ or error
    return error
