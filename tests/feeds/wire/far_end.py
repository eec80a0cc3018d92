"""A far end that says exactly what a test wants, byte by byte, in the loop of the test; it counts who comes."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATES = Path(__file__).parent / "certificates"

Says = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class FarEnd:
    """What came to it: connections, and the requests as bytes."""

    host: str
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"
    names: list[str | None] = field(default_factory=list)  # of the handshakes
    is_asked: asyncio.Event = field(default_factory=asyncio.Event)

    def url(self, path: str = "/f", host: str | None = None) -> str:
        return f"{self.scheme}://{host or (f'[{self.host}]' if ':' in self.host else self.host)}:{self.port}{path}"

    def target(self, index: int = -1) -> str:
        return self.requests[index].split(b" ")[1].decode()

    def header(self, name: str, index: int = -1) -> str | None:
        lines = self.requests[index].decode("latin-1").split("\r\n")[1:]
        return next((line.partition(": ")[2] for line in lines if line.lower().startswith(f"{name.lower()}:")), None)


@asynccontextmanager
async def far_end(
    says: bytes | Says, *, host: str = "127.0.0.1", certificate: str | None = None
) -> AsyncIterator[FarEnd]:
    """Listen while the test runs; every connection is told ``says`` once its request is read, and closed."""
    end = FarEnd(host, scheme="https" if certificate else "http")
    talking: set[asyncio.Task[None]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        end.connections += 1
        if task := asyncio.current_task():
            talking.add(task)
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            end.requests.append(request)
            end.is_asked.set()
            await (say(says, writer) if isinstance(says, bytes) else says(request, writer))
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # it hung up, or the test is over
        finally:
            writer.close()

    server = await asyncio.start_server(
        answer, host, 0, ssl=server_context(certificate, end.names) if certificate else None
    )
    end.port = server.sockets[0].getsockname()[1]
    try:
        yield end
    finally:
        server.close()
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking)
        await server.wait_closed()


async def say(pieces: bytes | Sequence[bytes], writer: asyncio.StreamWriter) -> None:
    """Write pieces, each on its way before the next."""
    for piece in [pieces] if isinstance(pieces, bytes) else pieces:
        writer.write(piece)
        await writer.drain()


def server_context(certificate: str, names: list[str | None]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda connection, name, context: names.append(name)
    context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
    return context


def client_context() -> ssl.SSLContext:
    """Trust the tests' authority alone."""
    return ssl.create_default_context(cafile=str(CERTIFICATES / "authority.pem"))


def ok(body: bytes, *headers: str) -> bytes:
    """Give a whole answer of 200."""
    head = "".join(f"{line}\r\n" for line in ("HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers))
    return head.encode("latin-1") + b"\r\n" + body


def moved(to: str, status: int = 302) -> bytes:
    return f"HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()
