"""What a fetch costs, and whether memory grows: our transport and httpx's pool side by side, on loopback.

    python -m tests.bench.fetching [--fetches 3000] [--tls] [--soak 10000]

Each client runs in a process of its own under uvloop, 64 at once over 200 addresses, and asks for what has not changed
(304) and for 56 KB (200). The soak fetches both, over and over, and prints what a thousand fetches add.
"""

import argparse
import asyncio
import gc
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import httpx
import uvloop

from feeds.model import FetchFailed, Validators
from feeds.wire.dial import Network
from feeds.wire.fetch import Fetcher
from feeds.wire.guard import Guard
from tests.feeds.wire.far_end import client_context, server_context

AT_ONCE = 64
ADDRESSES = 200
BODY = b"<rss>" + b"<item>un titre</item>" * 2_700 + b"</rss>"
TAG = '"1"'
SAME = (
    b'HTTP/1.1 304 Not Modified\r\nServer: bench\r\nETag: "1"\r\nCache-Control: max-age=60\r\nConnection: close\r\n\r\n'
)
WHOLE = b'HTTP/1.1 200 OK\r\nServer: bench\r\nETag: "1"\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' % (
    len(BODY),
    BODY,
)

Fetch = Callable[[str, bool], Awaitable[None]]


class Answering(asyncio.Protocol):
    """A publisher that costs as little as can be."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        is_robots = data.startswith(b"GET /robots.txt")
        self._transport.write(b"HTTP/1.1 404 \r\n\r\n" if is_robots else SAME if b"If-None-Match" in data else WHOLE)
        self._transport.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def serve(is_tls: bool) -> None:
    context = server_context("good", []) if is_tls else None
    addresses, port = [f"127.0.0.{n + 1}" for n in range(ADDRESSES)], free_port()
    server = await asyncio.get_running_loop().create_server(Answering, addresses, port, ssl=context, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


def ours() -> Fetch:
    guard, network = Guard.letting(["127.0.0.0/8"]), Network(context=client_context())
    fetcher = Fetcher(guard, user_agent="Greffier/bench", host_gap=timedelta(0), network=network)
    fetcher._transport._dialer._context.check_hostname = False  # the certificate names one address of the 200

    async def fetch(url: str, is_conditional: bool) -> None:
        result = await fetcher.fetch(url, Validators(etag=TAG if is_conditional else None))
        assert not isinstance(result, FetchFailed), result

    return fetch


def pool() -> Fetch:
    context = client_context()
    context.check_hostname = False
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=0)
    client = httpx.AsyncClient(trust_env=False, verify=context, limits=limits)

    async def fetch(url: str, is_conditional: bool) -> None:
        response = await client.get(url, headers={"If-None-Match": TAG} if is_conditional else {})
        assert response.status_code == (304 if is_conditional else 200)

    return fetch


async def spread(fetch: Fetch, base: str, fetches: int, is_conditional: bool) -> None:
    """Fetch that often, so many at once, over all addresses."""
    left = iter(range(fetches))

    async def work() -> None:
        for number in left:
            await fetch(base.format(1 + number % ADDRESSES), is_conditional)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


async def measure(fetch: Fetch, base: str, fetches: int) -> str:
    await spread(fetch, base, ADDRESSES, True)
    spent = []
    for is_conditional in (True, False):
        before = time.process_time()
        await spread(fetch, base, fetches, is_conditional)
        spent.append(1_000 * (time.process_time() - before) / fetches)
    return "304 {:.3f} ms CPU, 200 {:.3f} ms CPU".format(*spent)


async def soak(fetch: Fetch, base: str, fetches: int) -> str:
    """Give the growth a thousand fetches bring, once the first quarter has filled what is kept."""
    sizes = []
    for _ in range(8):
        await spread(fetch, base, fetches // 16, True)
        await spread(fetch, base, fetches // 16, False)
        gc.collect()
        sizes.append(resident())
    slope = (sizes[-1] - sizes[1]) / (fetches * 0.75 / 1_000)
    return f"{sizes[1]:.1f} MB, then {sizes[-1]:.1f} MB: {slope:+.3f} MB a thousand fetches"


def resident() -> float:
    """Give the memory of this process in MB (its peak, where /proc is not)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576
    return next(int(line.split()[1]) for line in status.open() if line.startswith("VmRSS")) / 1_024


def run(*arguments: str) -> str:
    command = [sys.executable, "-m", "tests.bench.fetching", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--fetches", type=int, default=3_000)
    asked.add_argument("--tls", action="store_true")
    asked.add_argument("--soak", type=int, default=0)
    asked.add_argument("--client", choices=["ours", "pool"])
    asked.add_argument("--base")
    asked.add_argument("--serve", action="store_true")
    given = asked.parse_args()
    if given.serve:
        uvloop.run(serve(given.tls))
    elif given.client:

        async def report() -> str:
            fetch = {"ours": ours, "pool": pool}[given.client]()
            work = soak(fetch, given.base, given.soak) if given.soak else measure(fetch, given.base, given.fetches)
            return await work

        print(uvloop.run(report()))  # noqa: T201
    else:
        compare(given)


def compare(given: argparse.Namespace) -> None:
    """Start the publisher, then each client in turn."""
    serving = [sys.executable, "-m", "tests.bench.fetching", "--serve", *(["--tls"] if given.tls else [])]
    with subprocess.Popen(serving, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        base = f"http{'s' if given.tls else ''}://127.0.0.{{}}:{server.stdout.readline().strip()}/f"
        try:
            for client in ("ours",) if given.soak else ("ours", "pool", "ours", "pool"):
                said = run(
                    "--client", client, "--base", base, "--fetches", str(given.fetches), "--soak", str(given.soak)
                )
                print(f"{client:5} {said}")  # noqa: T201
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
