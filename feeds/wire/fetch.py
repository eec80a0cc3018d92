"""One conditional GET of a feed, its redirects followed: whatever happens is a value.

Fetched         a body came (200)
NotModified     304, to a request that carried validators
FetchFailed     anything else, by a short name: dns, connect, tls, timeout, blocked-address, blocked, redirects,
                protocol, too-large, truncated, encoding, gone, refused, too-many-requests, http-NNN
"""

import hashlib
import time
from datetime import UTC, datetime, timedelta
from http.client import responses

from feeds.model import Fetch, Fetched, FetchFailed, NotModified, Validators
from feeds.wire.budget import Budget
from feeds.wire.dial import Network
from feeds.wire.failure import WireError
from feeds.wire.freshness import fresh_for, retry_after
from feeds.wire.guard import Guard
from feeds.wire.limits import USUAL, Limits
from feeds.wire.location import Location, read_location
from feeds.wire.reply import Reply
from feeds.wire.robots import Robots
from feeds.wire.room import Room, Share
from feeds.wire.transport import Transport

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
ACCEPT = b"application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
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
        agent = user_agent.encode("latin-1", "replace")
        self._headers = [(b"User-Agent", agent), (b"Accept", ACCEPT), (b"Accept-Encoding", b"gzip")]
        # httpx's client and its objects would double what a request costs, and log its address.
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
            reply = await self._send(at, validators, budget, share)
            target = reply.headers.get("location")
            if reply.status not in REDIRECTS or target is None:
                # A feed that is asked with a password has none at its new address: that is for a person to settle.
                moved_to = str(at.url) if hop and is_permanent and not asked.authorization else None
                return taken(at, moved_to, reply, validators)
            is_permanent &= reply.status in PERMANENT
            at = at.redirected(target)
        raise WireError("redirects", f"more than {self._limits.hops} redirects")

    async def _send(self, at: Location, validators: Validators, budget: Budget, share: Share) -> Reply:
        """Send one request, under the name that was asked for."""
        asks = {
            b"Authorization": at.authorization,
            b"If-None-Match": validators.etag,
            b"If-Modified-Since": validators.last_modified,
        }
        more = [(name, value.encode("latin-1", "replace")) for name, value in asks.items() if value]
        return await self._transport.get(at.url, [(b"Host", at.url.netloc), *self._headers, *more], budget, share)


def taken(at: Location, moved_to: str | None, reply: Reply, asked_with: Validators) -> Fetch:
    """Turn the last reply of a chain into a value."""
    now = datetime.now(UTC)
    if reply.status == 304 and asked_with != NONE:
        return NotModified(moved_to=moved_to, fresh_for=fresh_for(reply.headers, now))
    if reply.status != 200:
        return refused(reply, now)
    return Fetched(
        url=str(at.url),
        body=reply.body,
        body_hash=hashlib.blake2b(reply.body, digest_size=16).hexdigest(),
        validators=Validators(
            etag=validator(reply.headers.get("etag")), last_modified=validator(reply.headers.get("last-modified"))
        ),
        content_type=reply.headers.get("content-type"),
        moved_to=moved_to,
        fresh_for=fresh_for(reply.headers, now),
    )


def validator(header: str | None) -> str | None:
    """Keep a validator that can be sent back."""
    return header if header and len(header) <= LONGEST_VALIDATOR else None


def refused(reply: Reply, now: datetime) -> FetchFailed:
    """Name a status that brought no body, with the pause it asks for."""
    status = reply.status
    return FetchFailed(
        error=NAMED.get(status, f"http-{status}"),
        detail=f"HTTP {status} {responses.get(status, '')}".strip(),  # in the registry's words, not the server's
        retry_after=retry_after(reply.headers.get("retry-after"), now),
    )
