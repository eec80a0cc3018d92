"""A publisher in a process of its own, so that making and serving hostile documents costs the program nothing.

Run as a module, it prints its port, then answers /hostile/NUMBER and /good/NUMBER until its input ends.
"""

import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.documents import atom, rss
from tests.hostile.documents import documents

BODIES = list(documents().values())
ENTRIES = 20  # in a good feed


class Handler(BaseHTTPRequestHandler):
    """Serves each document as if it were a feed."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        kind, number = self.path.strip("/").split("/")
        body = BODIES[int(number)]() if kind == "hostile" else good(int(number))
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Takes all that come at once: whoever finds a full queue is told nothing, and may wait for 15 s."""

    request_queue_size = 128
    daemon_threads = True


WORDS = (
    (
        "{1} M$ pour les refuges de la région {0}",
        "<p>Le ministère versera {1}&nbsp;M$ aux refuges de la région {0}.</p>",
    ),
    ("${1} million for the shelters of region {0}", "<p>The ministry will give ${1} million to region {0}.</p>"),
)


def good(number: int) -> bytes:
    """Make a feed as anybody's, in one language or the other."""
    now = datetime.now(UTC)
    title, body = WORDS[number % 2]
    entries = [
        {
            "guid": f"{number}-{place}",
            "link": f"https://exemple.test/{number}/{place}",
            "title": title.format(number, place),
            "description": body.format(number, place),
            "published": now - timedelta(hours=place),
        }
        for place in range(1, ENTRIES + 1)
    ]
    return (rss if number % 3 else atom)(entries, lang=("fr", "en")[number % 2])


def main() -> None:
    """Serve until the input ends."""
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
