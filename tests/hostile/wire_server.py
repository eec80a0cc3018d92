"""A publisher in a process of its own that says what it should not, byte by byte.

Run as a module, it prints its port, then answers /wire/NUMBER/ANY and /good/NUMBER until its input ends.
"""

import asyncio
import sys

from tests.hostile.server import good
from tests.hostile.wire import Says, answers, declared

ANSWERS = list(answers().values())


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request."""
    try:
        path = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode().split("/")[1:]
        if path[0] == "wire":
            await say(ANSWERS[int(path[1])], reader, writer)
        else:
            body = good(int(path[1])) if path[0] == "good" else b""
            writer.write(declared(body) if body else b"HTTP/1.1 404 \r\n\r\n")
            await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
        pass  # it hung up, or the run is over
    finally:
        writer.close()


async def say(says: Says, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say what is to be said for as long as somebody listens."""
    writer.write(says.once)
    await writer.drain()
    while says.on_and_on:
        writer.write(says.on_and_on)
        await writer.drain()
        await asyncio.sleep(says.pause)
    if says.stays:
        await reader.read()


async def main() -> None:
    """Serve until the input ends."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
