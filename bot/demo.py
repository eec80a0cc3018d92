"""Feeds over real HTTP on loopback, for the demo: the bundled samples, or a folder of documents.

with serve(samples(now)) as base: ...      the bundled sample feeds
with serve(Folder(path)) as base: ...      each file of a folder
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal, Protocol
from urllib.parse import quote, unquote, urlsplit

from bot.house import Source
from feeds import catalog as catalogs
from feeds import samples
from feeds.model import Catalog, Feed, Kind, Level, NotAFeed, Publisher
from feeds.parsing.parse import parse
from feeds.reading.lang import language

LOOPBACK = ("127.0.0.1",)
FIRST_PORT, PORTS = 20_000, 10_000  # below the ports that systems give to outgoing connections
Stage = Literal["before", "now"]


class Documents(Protocol):
    """Something that has documents by name."""

    def body(self, name: str) -> bytes | None:
        """Give a document, None where there is no such one."""


class Samples:
    """The bundled sample feeds: first as they were before this week's news, then with it."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self.stage: Stage = "before"

    def body(self, name: str) -> bytes | None:
        """Give a sample document of the present stage, its dates counted from now."""
        return samples.document(name, self._now, stage=self.stage) if name in samples.names() else None


class Folder:
    """The files of a folder, by relative path."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()

    def names(self) -> list[str]:
        """Give every file's relative path, in order; hidden ones and the catalogue are none."""
        files = (file.relative_to(self._path) for file in self._path.rglob("*") if file.is_file())
        return sorted(str(file) for file in files if not any(part.startswith(".") for part in file.parts))

    def body(self, name: str) -> bytes | None:
        """Give a file's bytes."""
        file = (self._path / name).resolve()
        return file.read_bytes() if file.is_relative_to(self._path) and file.is_file() else None


def usual_port(name: str) -> int:
    """Give the port on which a folder is served: the same each time, so that its feeds keep their addresses."""
    return FIRST_PORT + int.from_bytes(hashlib.blake2b(name.encode(), digest_size=2).digest()) % PORTS


def open_server(port: int, handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """Listen on a port of loopback, or on any free one."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return ThreadingHTTPServer(("127.0.0.1", 0), handler)


@contextmanager
def serve(documents: Documents, port: int = 0) -> Iterator[str]:
    """Serve documents on loopback, with validators; give the base address."""

    class Handler(BaseHTTPRequestHandler):
        """Answers GET, conditional or not."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answer 200, 304 or 404."""
            body = documents.body(unquote(urlsplit(self.path).path.lstrip("/")))
            etag = f'"{hashlib.blake2b(body or b"", digest_size=8).hexdigest()}"'
            if body is not None and self.headers.get("If-None-Match") == etag:
                self._answer(304, b"", etag)
            else:
                self._answer(404 if body is None else 200, body or b"", etag)

        def _answer(self, status: int, body: bytes, etag: str) -> None:
            self.send_response(status)
            self.send_header("ETag", etag)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the poll tells."""

    with open_server(port, Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def sample_source(base: str) -> Source:
    """Give the bundled samples as a source."""
    catalog = catalogs.parse(samples.catalog_text(base), "samples/catalog.toml")
    return Source(catalog=catalog, has_starter_record=True, is_sample=True, allow_private=LOOPBACK)


def folder_source(path: Path, base: str, now: datetime) -> Source:
    """Give a folder as a source: its own catalogue, else one feed a file under the publisher ``demo``."""
    own = path / "catalog.toml"
    folder = Folder(path)
    if own.is_file():
        return Source(catalog=served_from(catalogs.load(own), folder, base), allow_private=LOOPBACK)
    demo = Publisher(
        id="demo", name={"fr": "Démo", "en": "Demo"}, kind=Kind.NEWS, level=Level.PROVINCIAL, region=None, homepage=base
    )
    feeds = tuple(
        Feed(
            id=name, publisher="demo", url=f"{base}/{quote(name)}", lang=language_in(folder, name, now), seen=str(path)
        )
        for name in folder.names()
    )
    return Source(catalog=Catalog(publishers=(demo,), feeds=feeds), allow_private=LOOPBACK)


def served_from(catalog: Catalog, folder: Folder, base: str) -> Catalog:
    """Point a catalogue's feeds at the folder's files of the same name, where there are any."""
    names = set(folder.names())
    return replace(catalog, feeds=tuple(served_feed(feed, names, base) for feed in catalog.feeds))


def served_feed(feed: Feed, names: set[str], base: str) -> Feed:
    """Point one feed at a file: by its address's whole path, or by its last part."""
    path = unquote(urlsplit(feed.url).path).lstrip("/")
    name = next((name for name in (path, path.rpartition("/")[2]) if name in names), None)
    return replace(feed, url=f"{base}/{quote(name)}") if name else feed


def language_in(folder: Folder, name: str, now: datetime) -> str:
    """Give a document's language: as declared, else as its titles read; French where nothing tells."""
    document = parse(folder.body(name) or b"", url=f"{name}", content_type=None, now=now)
    if isinstance(document, NotAFeed):
        return "fr"
    return document.lang or language(None, "\n".join(entry.title for entry in document.entries))
