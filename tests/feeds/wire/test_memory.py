import gzip
import socketserver
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MOST = 64  # MB of memory more than before the answers
HEAD = b"HTTP/1.1 200 OK\r\n"
SECONDS = 30

FETCH = """
import asyncio, resource, sys
from datetime import timedelta
from pathlib import Path
from feeds.wire.fetch import Fetcher
from feeds.wire.guard import Guard

def peak():  # of this process: what rusage says on Linux may be its parent's
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.open() if line.startswith("VmHWM")) / 1_024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576

async def main():
    fetcher = Fetcher(Guard.letting(["127.0.0.0/8"]), user_agent="Greffier/test", host_gap=timedelta(0))
    before = peak()
    results = await asyncio.gather(*(fetcher.get(sys.argv[1]) for _ in range(3)))
    print(*{getattr(result, "error", "fetched") for result in results}, round(peak() - before))
    await fetcher.close()

asyncio.run(main())
"""


def packed(megabytes: int) -> bytes:
    """Pack that many million zero bytes, without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


def encoded(coding: str, body: bytes) -> bytes:
    return HEAD + f"Content-Encoding: {coding}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


ZEROS = packed(100)

# What is sent once, what is sent on and on, and the name of the failure.
ANSWERS: dict[str, tuple[bytes, bytes, str]] = {
    "gzip": (encoded("gzip", ZEROS), b"", "too-large"),
    "gzip in many members": (encoded("gzip", packed(1) * 100), b"", "too-large"),
    "gzip in empty members": (encoded("gzip", gzip.compress(b"") * 200_000), b"", "encoding"),
    "gzip twice": (encoded("gzip, gzip", gzip.compress(ZEROS)), b"", "encoding"),
    "gzip as a transfer coding": (HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n", ZEROS, "encoding"),
    "brotli": (encoded("br", ZEROS), b"", "encoding"),
    "zstd": (encoded("zstd", ZEROS), b"", "encoding"),
    "endless": (HEAD + b"\r\n", b"x" * 100_000, "too-large"),
    "endless chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 20_000, "too-large"),
    "endless chunks of some size": (
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        b"9\r\n123456789\r\n" * 20_000,
        "too-large",
    ),
    "endless headers": (HEAD, b"A: b\r\n" * 10_000, "protocol"),
    "a header without end": (HEAD + b"A: ", b"b" * 100_000, "protocol"),
    "endless 404": (b"HTTP/1.1 404 \r\n\r\n", b"x" * 100_000, "http-404"),
}


class Handler(socketserver.BaseRequestHandler):
    server: "Server"

    def handle(self) -> None:
        self.request.recv(65_536)
        try:
            self.request.sendall(self.server.once)
            while self.server.on_and_on:
                self.request.sendall(self.server.on_and_on)
        except OSError:
            pass  # it hung up


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    once = on_and_on = b""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_answer_takes_more_memory_than_is_set_aside(server, kind) -> None:
    server.once, server.on_and_on, error = ANSWERS[kind]
    done = subprocess.run(
        [sys.executable, "-c", FETCH, f"http://127.0.0.1:{server.server_address[1]}/f"],
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    outcome, grown = done.stdout.split()
    assert outcome == error
    assert int(grown) <= MOST
