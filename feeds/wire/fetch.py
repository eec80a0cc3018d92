"""One conditional GET of a feed, its redirects followed: whatever happens is a value.

Fetched         a body came (200)
NotModified     304, to a request that carried validators
FetchFailed     anything else, by a short name: dns, connect, tls, timeout, blocked-address, blocked, redirects,
                protocol, too-large, truncated, encoding, gone, refused, too-many-requests, http-NNN
"""

import hashlib
import time
from datetime import UTC, datetime, timedelta

import httpx

from feeds.model import Fetch, Fetched, FetchFailed, NotModified, Validators
from feeds.wire.budget import Budget
from feeds.wire.dial import Network
from feeds.wire.failure import WireError
from feeds.wire.freshness import fresh_for, retry_after
from feeds.wire.guard import Guard
from feeds.wire.limits import USUAL, Limits
from feeds.wire.location import Location, read_location
from feeds.wire.robots import Robots
from feeds.wire.room import Room, Share
from feeds.wire.transport import Transport

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
NAMED = {401: "refused", 403: "refused", 410: "gone", 429: "too-many-requests"}
LONGEST_VALIDATOR = 1_000  # characters; a longer one would be stored and sent at every poll
NONE = Validators()


class Fetcher:
    """Fetches feeds politely; open it once, use it for all feeds."""

    def __init__(
        self,
        guard: Guard,
        *,
        user_agent: str,
        host_gap: timedelta,
        limits: Limits = USUAL,
        network: Network = Network(),  # noqa: B008  # frozen
    ) -> None:
        self._limits = limits
        self._headers = [("User-Agent", user_agent), ("Accept", ACCEPT), ("Accept-Encoding", "gzip")]
        # httpx's client would add a tenth of a millisecond a request, cookies and a log line with the address.
        self._transport = Transport(guard, host_gap=host_gap, limits=limits, network=network)
        self.robots = Robots(agent=user_agent.partition("/")[0], clock=time.time)

    async def close(self) -> None:
        """Close what is open."""
        await self._transport.aclose()

    @property
    def room(self) -> Room:
        """The room for large bodies."""
        return self._transport.room

    async def fetch(self, url: str, validators: Validators, share: Share | None = None) -> Fetch:
        """Ask for a feed, where robots.txt of its host lets us; what that takes is taken from the feed's time.

        A large body waits for room, and keeps it until whoever brought a ``share`` gives it back.
        """
        budget, started = Budget(self._limits.total), time.monotonic()
        try:
            refusal = await self.robots.refusal(url, self._get_robots)
        except WireError as error:
            return FetchFailed(error=error.name, detail=str(error))
        if refusal is not None:
            return FetchFailed(error="blocked", detail=refusal)
        budget.left -= min(time.monotonic() - started, self._limits.for_robots)
        if share is not None:
            return await self._ask(url, validators, budget, share)
        with self.room.share() as own:
            return await self._ask(url, validators, budget, own)

    async def get(self, url: str) -> Fetch:
        """Ask for a body, whatever it is, under the same limits."""
        with self.room.share() as share:
            return await self._ask(url, NONE, Budget(self._limits.total), share)

    async def _get_robots(self, url: str) -> Fetch:
        with self.room.share() as share:
            return await self._ask(url, NONE, Budget(self._limits.for_robots), share)

    async def _ask(self, url: str, validators: Validators, budget: Budget, share: Share) -> Fetch:
        try:
            return await self._follow(read_location(url), validators, budget, share)
        except WireError as error:
            return FetchFailed(error=error.name, detail=str(error))

    async def _follow(self, asked: Location, validators: Validators, budget: Budget, share: Share) -> Fetch:
        at, is_permanent = asked, True
        for hop in range(self._limits.hops + 1):
            response = await self._send(at, validators, budget, share)
            target = response.headers.get("location")
            if response.status_code not in REDIRECTS or target is None:
                # A feed that is asked with a password has none at its new address: that is for a person to settle.
                moved_to = str(at.url) if hop and is_permanent and not asked.authorization else None
                return taken(at, moved_to, response, validators)
            is_permanent &= response.status_code in PERMANENT
            at = at.redirected(target)
        raise WireError("redirects", f"more than {self._limits.hops} redirects")

    async def _send(self, at: Location, validators: Validators, budget: Budget, share: Share) -> httpx.Response:
        """Send one request, under the name that was asked for."""
        asks = {
            "Authorization": at.authorization,
            "If-None-Match": validators.etag,
            "If-Modified-Since": validators.last_modified,
        }
        headers = [("Host", at.url.netloc.decode("ascii")), *self._headers, *((k, v) for k, v in asks.items() if v)]
        request = httpx.Request(
            "GET",
            at.asked,
            headers=[(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in headers],
            extensions={"target": at.url.raw_path, "budget": budget, "share": share},
        )
        return await self._transport.handle_async_request(request)


def taken(at: Location, moved_to: str | None, response: httpx.Response, asked_with: Validators) -> Fetch:
    """Turn the last response of a chain into a value."""
    now = datetime.now(UTC)
    if response.status_code == 304 and asked_with != NONE:
        return NotModified(moved_to=moved_to, fresh_for=fresh_for(response.headers, now))
    if response.status_code != 200:
        return refused(response, now)
    return Fetched(
        url=str(at.url),
        body=response.content,
        body_hash=hashlib.blake2b(response.content, digest_size=16).hexdigest(),
        validators=Validators(
            etag=validator(response.headers.get("etag")), last_modified=validator(response.headers.get("last-modified"))
        ),
        content_type=response.headers.get("content-type"),
        moved_to=moved_to,
        fresh_for=fresh_for(response.headers, now),
    )


def validator(header: str | None) -> str | None:
    """Keep a validator that can be sent back."""
    return header if header and len(header) <= LONGEST_VALIDATOR else None


def refused(response: httpx.Response, now: datetime) -> FetchFailed:
    """Name a status that brought no body, with the pause it asks for."""
    status = response.status_code
    return FetchFailed(
        error=NAMED.get(status, f"http-{status}"),
        detail=f"HTTP {status} {response.reason_phrase}".strip(),  # in the registry's words, not the server's
        retry_after=retry_after(response.headers.get("retry-after"), now),
    )
