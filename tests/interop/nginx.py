"""Fetches from a real nginx: plain, TLS, IPv6, chunked, gzip, 304, redirects, a cut body. Run by hand, it needs nginx:

    python -m tests.interop.nginx

Prints a line for each and ends with 1 if one is not as it should be.
"""

import asyncio
import gzip
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from feeds.model import Fetch, Fetched, FetchFailed, NotModified, Validators
from feeds.wire.dial import Network
from feeds.wire.fetch import Fetcher
from feeds.wire.guard import Guard
from tests.feeds.wire.far_end import CERTIFICATES, client_context

BODY = b"<rss>" + b"<item>un titre</item>" * 20_000 + b"</rss>"

CONFIG = """
daemon off; pid {room}/pid; error_log {room}/log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; root {room}/www; default_type application/rss+xml;
  client_body_temp_path {room}/a; proxy_temp_path {room}/b; fastcgi_temp_path {room}/c;
  uwsgi_temp_path {room}/d; scgi_temp_path {room}/e;
  server {{
    listen 127.0.0.1:{port}; listen [::1]:{port}; listen 127.0.0.1:{tls} ssl; listen [::1]:{tls} ssl;
    ssl_certificate {certificate}; ssl_certificate_key {certificate}; ssl_protocols TLSv1.2 TLSv1.3;
    location /plain/ {{ alias {room}/www/; expires 10m; }}
    location /gzip/ {{ alias {room}/www/; gzip on; gzip_types *; gzip_comp_level 1; }}
    location /static/ {{ alias {room}/www/; gzip_static always; }}
    location /chunked/ {{ alias {room}/www/; ssi on; ssi_types *; }}
    location = /moved {{ return 301 /plain/feed.xml; }}
    location = /found {{ return 302 /plain/feed.xml; }}
    location = /gone {{ return 410; }}
    location = /busy {{ add_header Retry-After 120 always; return 429; }}
    location = /hung-up {{ return 444; }}
    location = /loop {{ return 308 /loop; }}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@contextmanager
def nginx() -> Iterator[tuple[int, int]]:
    """Run nginx on two free ports, the second with TLS."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/opt/homebrew/bin")
    if program is None:
        sys.exit("nginx is not installed")
    with tempfile.TemporaryDirectory() as name:
        room, port, tls = Path(name), free_port(), free_port()
        room.chmod(0o755)
        (room / "www").mkdir()
        (room / "www" / "feed.xml").write_bytes(BODY)
        (room / "www" / "feed.xml.gz").write_bytes(gzip.compress(BODY))
        config = CONFIG.format(room=room, port=port, tls=tls, certificate=CERTIFICATES / "good.pem")
        (room / "conf").write_text(config)
        running = subprocess.Popen([program, "-c", str(room / "conf"), "-p", str(room), "-e", str(room / "log")])
        try:
            wait_for(port)
            yield port, tls
        finally:
            running.terminate()
            running.wait(10)


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as opened:
            opened.settimeout(0.1)
            if opened.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("nginx does not answer")


def is_whole(result: Fetch) -> bool:
    return isinstance(result, Fetched) and result.body == BODY


def has_failed(error: str) -> object:
    return lambda result: isinstance(result, FetchFailed) and result.error == error


CASES = {
    "/plain/feed.xml": is_whole,
    "/gzip/feed.xml": is_whole,
    "/static/feed.xml": is_whole,
    "/chunked/feed.xml": is_whole,
    "/moved": lambda r: is_whole(r) and r.moved_to and r.moved_to.endswith("/plain/feed.xml"),
    "/found": lambda r: is_whole(r) and r.moved_to is None,
    "/gone": has_failed("gone"),
    "/busy": lambda r: has_failed("too-many-requests")(r) and r.retry_after == timedelta(minutes=2),
    "/hung-up": has_failed("protocol"),
    "/loop": has_failed("redirects"),
    "/missing": has_failed("http-404"),
}


async def check(fetcher: Fetcher, base: str) -> list[tuple[str, bool, Fetch]]:
    """Fetch every case from one base, and the feed once more with its validators."""
    seen = []
    for path, is_right in CASES.items():
        result = await fetcher.fetch(base + path, Validators())
        seen.append((base + path, bool(is_right(result)), result))
    first = await fetcher.fetch(f"{base}/plain/feed.xml", Validators())
    again = await fetcher.fetch(f"{base}/plain/feed.xml", first.validators) if isinstance(first, Fetched) else first
    fresh = isinstance(again, NotModified) and again.fresh_for == timedelta(minutes=10)
    return [*seen, (f"{base}/plain/feed.xml, again", fresh, again)]


async def main() -> int:
    """Check all; say how it went."""
    network = Network(context=client_context())
    guard = Guard.letting(["127.0.0.0/8", "::1"])
    with nginx() as (port, tls):
        fetcher = Fetcher(guard, user_agent="Greffier/interop", host_gap=timedelta(0), network=network)
        bases = [f"http://127.0.0.1:{port}", f"http://[::1]:{port}", f"https://127.0.0.1:{tls}", f"https://[::1]:{tls}"]
        seen = [case for base in bases for case in await check(fetcher, base)]
        await fetcher.close()
    for url, is_right, result in seen:
        told = result.detail if isinstance(result, FetchFailed) else type(result).__name__
        print("right" if is_right else "WRONG", url, told)  # noqa: T201  # a program's output
    return 0 if all(is_right for _, is_right, _ in seen) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
