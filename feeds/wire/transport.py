"""The one way out for feeds: every outside address goes through `Transport`.

    locate    the name is resolved, all its addresses are checked       dial
    wait      for the host's turn, which costs no time of the deadline  gap
    dial      one of the checked addresses, TLS under the name          dial
    exchange  the request is written, the answer taken within bounds    exchange, answer, spool
    unpack    when there is room, if it is large                        room, body

A connection serves one request: kept ones grow with the number of hosts, and httpx's pool takes four times the time.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import httpx

from feeds.wire.answer import Answer, Headers
from feeds.wire.budget import Budget
from feeds.wire.dial import Dialer, Network, Place
from feeds.wire.exchange import Exchange
from feeds.wire.failure import WireError
from feeds.wire.gap import HostGap
from feeds.wire.guard import Guard
from feeds.wire.limits import USUAL, Limits
from feeds.wire.reply import Reply, headers_of
from feeds.wire.room import Room, Share

SMALL = 500  # bytes: gzip makes at most a thousand of one
UNTOLD = frozenset({b"content-encoding", b"transfer-encoding", b"content-length", b"set-cookie"})


class Transport(httpx.AsyncBaseTransport):
    """Sends GET requests, httpx's or ours; raises `WireError`, of which `BlockedAddressError` is one.

    A reply holds its whole body, unpacked, and no cookie.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        host_gap: timedelta,
        limits: Limits = USUAL,
        network: Network = Network(),  # noqa: B008  # frozen
    ) -> None:
        self._limits = limits
        self.room = Room(limits.room)
        self._dialer = Dialer(guard, limits, network)
        self._gap = HostGap(host_gap)
        self._unpackers = ThreadPoolExecutor(1, thread_name_prefix="unpack")  # zlib lets the loop run meanwhile

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request of httpx."""
        if request.method != "GET":
            raise WireError("protocol", f"{request.method}: only GET")
        with self.room.share() as share:
            reply = await self.get(request.url, request.headers.raw, Budget(self._limits.total), share)
        headers = [(name.encode(), value.encode("latin-1")) for name, value in reply.headers.items()]
        return httpx.Response(reply.status, headers=headers, content=reply.body)

    async def get(self, url: httpx.URL, headers: Headers, budget: Budget, share: Share) -> Reply:
        """Send one request to an address that was checked, when its host's turn has come.

        ``share`` is of the room which a large body takes, and the caller gives back.
        """
        written = written_out(url.raw_path, headers)
        place = await budget.spend(self._dialer.locate(url))
        if not place.is_exempt:
            await self._gap.wait(f"{place.host}:{place.port}")
        with closing(Exchange(written, self._limits)) as exchange:
            answer = await budget.spend(self._answer(place, exchange))
            body = await self._unpacked(answer, budget, share) if answer.body.size else b""
        told = ((name, value) for name, value in answer.headers if name.lower() not in UNTOLD)
        return Reply(status=answer.status, headers=headers_of(told), body=body)

    async def _answer(self, place: Place, exchange: Exchange) -> Answer:
        await self._dialer.dial(place, exchange)
        outcome = await exchange.outcome
        if isinstance(outcome, WireError):
            raise outcome
        return outcome

    async def _unpacked(self, answer: Answer, budget: Budget, share: Share) -> bytes:
        """Read a body; when there is room, if it is large or becomes so by being unpacked."""
        size = answer.body.size
        if size > self._limits.small:
            await share.take(size + (self._limits.decoded if answer.encoding else 0))
        body = await budget.spend(self._unpack(answer, self._limits.decoded if share.size else self._limits.small))
        if body is None:
            await share.take(self._limits.decoded)
            body = await budget.spend(self._unpack(answer, self._limits.decoded))
        share.shrink(len(body or b""))
        return body or b""

    async def _unpack(self, answer: Answer, most: int) -> bytes | None:
        """Unpack a body beside the loop, unless it is as it was sent, or so small that it cannot become large.

        None where it is larger than ``most``, which is not the most there may be.
        """
        if answer.body.size < (SMALL if answer.encoding else self._limits.small):
            return answer.unpacked(self._limits.decoded)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._unpackers, answer.unpacked, most)
        except WireError as error:
            if error.name == "too-large" and most < self._limits.decoded:
                return None
            raise

    async def aclose(self) -> None:
        """Let go of what is held; no connection is."""
        self._dialer.close()
        self._unpackers.shutdown(wait=False, cancel_futures=True)


def written_out(target: bytes, headers: Headers) -> bytes:
    """Give the bytes of a request; raise `WireError` for one that would read as another."""
    lines = [b"GET %s HTTP/1.1" % target, *(b"%s: %s" % pair for pair in headers), b"Connection: close"]
    if any(b"\r" in line or b"\n" in line or b"\0" in line for line in lines) or b" " in target:
        raise WireError("protocol", "a request that holds a line break")
    return b"\r\n".join([*lines, b"", b""])
