"""The page's server, inside the loop that everything else runs in: it takes no signals of its own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

PORTS_TRIED = 20


class Server(uvicorn.Server):
    """A uvicorn server that leaves the signals to the service: left to itself it ends the process with 143."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing."""
        yield


def server_for(application: Starlette) -> Server:
    """Make a server that says nothing by itself."""
    return Server(
        uvicorn.Config(application, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=3)
    )


def listen(address: str) -> tuple[socket.socket, int]:
    """Take the port of an address, or the next free one; return it with the socket. Raise `OSError` when none is."""
    host, _, port = address.rpartition(":")
    first = int(port)
    for candidate in range(first, first + PORTS_TRIED) if first else (0,):
        try:
            listening = socket.create_server((host.strip("[]"), candidate), family=family_of(host), reuse_port=False)
        except OSError:
            if candidate == first + PORTS_TRIED - 1 or not first:
                raise
        else:
            return listening, listening.getsockname()[1]
    raise AssertionError("the loop returns or raises")


def family_of(host: str) -> socket.AddressFamily:
    """Tell the family of a literal address."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET
