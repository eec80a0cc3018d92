"""A publisher of very many very short feeds on loopback: `python -m tests.bench.short_feeds HOSTS`, until its end.

It prints its port. A feed is any path on 127.0.0.1 to 127.0.0.HOSTS; it never changes, and says so.
"""

import asyncio
import socket
import sys

FEED = (
    b"<rss version='2.0'><channel><title>x</title><item><title>Avis %s</title><guid>%s</guid>"
    b"<link>https://x.example%s</link></item></channel></rss>"
)
HEAD = b'HTTP/1.1 %s\r\nETag: "1"\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s'


class Answering(asyncio.Protocol):
    """Answers one request."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._transport.write(answer(data.split(b" ", 2)[1], is_known=b"If-None-Match" in data))
        self._transport.close()


def answer(path: bytes, *, is_known: bool) -> bytes:
    """Write the answer to a request for a path."""
    if path == b"/robots.txt":
        return HEAD % (b"404 Not Found", 0, b"")
    if is_known:
        return b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nConnection: close\r\n\r\n'
    body = FEED % (path, path, path)
    return HEAD % (b"200 OK", len(body), body)


async def serve(hosts: int) -> None:
    """Serve on as many addresses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    addresses = [f"127.0.0.{n + 1}" for n in range(hosts)]
    server = await asyncio.get_running_loop().create_server(Answering, addresses, port, backlog=512)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
