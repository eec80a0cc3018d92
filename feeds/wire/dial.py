"""From a host's name to a connection with an address of it that was checked.

The name is resolved once, all its addresses are checked, and one of these is dialled: a name cannot point elsewhere
between the check and the connection.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import httpx

from feeds.wire.exchange import Exchange
from feeds.wire.failure import WireError
from feeds.wire.guard import Address, Guard, parse_address
from feeds.wire.limits import Limits

MOST_TRIED = 6  # addresses of one host
LOOKUPS = 16  # at once: a slow name server holds up neither the parser's threads nor the loop

Resolver = Callable[[str, int], Awaitable[Sequence[Address]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an address leads, resolved and let through."""

    host: str  # as it goes over the wire: ASCII
    port: int
    addresses: Sequence[Address]
    is_tls: bool
    is_exempt: bool  # let through by the operator


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Who gives addresses to names, and which certificates count; None: what this machine says."""

    resolver: Resolver | None = None
    context: ssl.SSLContext | None = None


class Dialer:
    """Opens connections to what the guard lets through."""

    def __init__(self, guard: Guard, limits: Limits, network: Network) -> None:
        self._guard, self._limits, self._network = guard, limits, network
        self._threads = ThreadPoolExecutor(LOOKUPS, thread_name_prefix="names")
        self._resolve = network.resolver or self._look_up

    def close(self) -> None:
        """Let go of the threads that look names up."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    @cached_property
    def _context(self) -> ssl.SSLContext:
        """The one context of all connections: to load the certificates takes 20 ms."""
        context = self._network.context or ssl.create_default_context()
        context.set_alpn_protocols(["http/1.1"])
        return context

    async def locate(self, url: httpx.URL) -> Place:
        """Resolve a host and check every address; raise `BlockedAddressError` or `WireError`."""
        self._guard.check_scheme(url.scheme)
        is_tls, host = url.scheme == "https", url.raw_host.decode("ascii")
        port = (443 if is_tls else 80) if url.port is None else url.port
        if not host or not 0 < port < 65_536:
            raise WireError("protocol", "an address without a host, or without a port that can be")
        addresses = await self._addresses(host, port)
        is_exempt = self._guard.check(url.host, port, addresses)
        return Place(host=host, port=port, addresses=addresses, is_tls=is_tls, is_exempt=is_exempt)

    async def _addresses(self, host: str, port: int) -> Sequence[Address]:
        try:
            return [parse_address(host)]  # written as a number: there is nothing to look up
        except ValueError:
            pass
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise WireError("dns", f"{host}: {error.strerror if isinstance(error, OSError) else 'no name'}") from error
        if not found:
            raise WireError("dns", f"{host}: no address")
        return list(dict.fromkeys(found))

    async def _look_up(self, host: str, port: int) -> Sequence[Address]:
        """Ask the system; a name as bytes is not encoded once more by other rules than those of the URL."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
        )
        return [parse_address(str(info[4][0])) for info in found]

    async def dial(self, place: Place, exchange: Exchange) -> None:
        """Connect an exchange: the first address that answers; raise `WireError`."""
        connected = await self._reach(place)
        loop = asyncio.get_running_loop()
        try:
            if not place.is_tls:
                await loop.create_connection(lambda: exchange, sock=connected)
                return
            await loop.create_connection(
                lambda: exchange,
                sock=connected,
                ssl=self._context,
                server_hostname=place.host.rstrip("."),
                ssl_handshake_timeout=self._limits.tls,
            )
        except (OSError, ValueError) as error:
            connected.close()
            raise handshake_failure(place.host, error, self._limits) from error
        except BaseException:
            connected.close()
            raise

    async def _reach(self, place: Place) -> socket.socket:
        """Try the addresses in the resolver's order, each with its share of the time, until one answers."""
        clock = asyncio.get_running_loop().time
        ends_at, problem = clock() + self._limits.connect, OSError()
        tried = place.addresses[:MOST_TRIED]
        for index, address in enumerate(tried):
            try:
                return await connect(address, place.port, (ends_at - clock()) / (len(tried) - index))
            except OSError as error:
                problem = error
        if isinstance(problem, TimeoutError):
            raise WireError("timeout", f"connect: no connection to {place.host} within {self._limits.connect:g} s")
        raise WireError("connect", f"{place.host} at {tried[-1]}: {problem.strerror or 'no connection'}")


async def connect(address: Address, port: int, seconds: float) -> socket.socket:
    """Open a TCP connection; raise `OSError`, of which `TimeoutError` is one."""
    opened = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
    try:
        opened.setblocking(False)
        async with asyncio.timeout(seconds):
            await asyncio.get_running_loop().sock_connect(opened, (str(address), port))
    except BaseException:
        opened.close()
        raise
    return opened


def handshake_failure(host: str, error: Exception, limits: Limits) -> WireError:
    """Name what went wrong between the connection and the request."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return WireError("tls", f"certificate of {host}: {error.verify_message}")
    if isinstance(error, ssl.SSLError):
        return WireError("tls", f"handshake with {host}: {error.reason or 'failed'}")
    if isinstance(
        error, ConnectionAbortedError | TimeoutError
    ):  # what asyncio raises when ssl_handshake_timeout is over
        return WireError("timeout", f"tls: no handshake with {host} within {limits.tls:g} s")
    return WireError("tls", f"handshake with {host}: {type(error).__name__}")
