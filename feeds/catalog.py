"""The catalogue: who is polled and who cannot be, read from TOML and written back (CONTRACT, "Catalogue (TOML)").

    text -> tomllib -> each table, each key through its check -> no id and no address twice -> Catalog

A bad catalogue is refused whole. tomllib keeps no lines, so `line_index` finds where each table and key stands.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from feeds.catalog_shape import ABSENT, BODY, FEED, PUBLISHER, ROOT, Check
from feeds.duration import format_duration
from feeds.errors import UsageError
from feeds.model import Absent, Catalog, Feed, Level, Publisher
from feeds.toml_lines import Where, line_index

HERE = Path(__file__).parent


class CatalogError(UsageError):
    """A catalogue that is refused: one line, ``file:line: reason``."""


def shipped() -> Path:
    """Name the catalogue that is used unless a setting says otherwise: Quebec and Canada."""
    return HERE / "catalog.toml"


def world() -> Path:
    """Name the bundled catalogue of other countries, which nothing polls until it is asked for."""
    return HERE / "catalog_world.toml"


def load(path: Path) -> Catalog:
    """Read a catalogue file (UTF-8). Raises CatalogError, also for a file that cannot be read."""
    try:
        return parse(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as error:
        raise CatalogError(f"{path}:1: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CatalogError(f"{path}:{line}: not UTF-8") from error


def parse(text: str, source: str) -> Catalog:
    """Read a catalogue; ``source`` names it in errors. Feeds come in the order of their publishers.

    Raises CatalogError at the first thing that is wrong: syntax, a key missing or unknown, a value out of shape, an id
    or an address that stands twice (earlier addresses count).
    """
    document = parse_toml(text, source)
    page = Page(source=source, lines=line_index(text))
    root = page.values(document, (), ROOT)
    absent = [(where, page.absent(table, where)) for where, table in numbered((), "absent", root)]
    publishers, feeds = [], []
    for where, table in numbered((), "publisher", root):
        publisher, nested = page.publisher(table, where)
        publishers.append((where, publisher))
        feeds += [(at, page.feed(inner, at, publisher.id)) for at, inner in numbered(where, "feed", nested)]
    ids = [(where, body.id) for where, body in publishers] + [(where, body.id) for where, body in absent]
    page.refuse_twins("id", [((*where, "id"), name) for where, name in ids])
    page.refuse_twins("address", [claim for where, feed in feeds for claim in addresses(where, feed)])
    page.refuse_twins("feed id", [((*where, "id"), feed.id) for where, feed in feeds])
    return Catalog(
        publishers=tuple(body for _, body in publishers),
        feeds=tuple(feed for _, feed in feeds),
        absent=tuple(body for _, body in absent),
    )


def default_feed_id(publisher: str, lang: str, first_address: str) -> str:
    """Make an id of publisher, language and a short hash of the feed's first address.

    The first one is the oldest in ``was``, which lists them oldest first: the id survives a move that is noted there.
    """
    return f"{publisher}-{lang}-{sha256(first_address.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One catalogue while it is read: what it is called, and the line of each table and key."""

    source: str
    lines: Mapping[Where, int]

    def error(self, where: Where, reason: str) -> CatalogError:
        """Make the error for a place."""
        return CatalogError(f"{self.source}:{self.line(where)}: {reason}")

    def line(self, where: Where) -> int:
        """Find a place's line, or that of the nearest table or key around it (one written inline has none)."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def values(
        self, table: Mapping[str, Any], where: Where, checks: Mapping[str, Check], *needed: str
    ) -> dict[str, Any]:
        """Put each value of a table through the check of its key."""
        for key in (key for key in table if key not in checks):
            near = difflib.get_close_matches(key, checks, n=1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            raise self.error((*where, key), f"unknown key {json.dumps(key, ensure_ascii=False)}{hint}")
        for key in needed:
            if key not in table:
                raise self.error(where, f'"{key}" is missing')
        return {key: self.value(value, (*where, key), checks[key]) for key, value in table.items()}

    def value(self, value: object, where: Where, check: Check) -> Any:
        """Put one value through its check."""
        try:
            return check(value)
        except ValueError as error:
            raise self.error(where, f"{where[-1]}: {error}") from error

    def publisher(self, table: Mapping[str, Any], where: Where) -> tuple[Publisher, dict[str, Any]]:
        """Read a publisher; its feeds are given back unread, under "feed"."""
        values = self.body(table, where, PUBLISHER)
        return Publisher(**{key: value for key, value in values.items() if key != "feed"}), values

    def absent(self, table: Mapping[str, Any], where: Where) -> Absent:
        """Read a body that cannot be polled."""
        return Absent(**self.body(table, where, ABSENT, "reason"))

    def body(self, table: Mapping[str, Any], where: Where, checks: Mapping[str, Check], *needed: str) -> dict[str, Any]:
        """Read what publishers and absent bodies share; only an international one has no region."""
        values = self.values(table, where, checks, "id", "name", "kind", "level", "homepage", *needed)
        if (values["level"] is Level.INTERNATIONAL) == ("region" in values):
            raise self.error((*where, "region"), "region: every body has one, except an international one")
        return {"region": None, **values}

    def feed(self, table: Mapping[str, Any], where: Where, publisher: str) -> Feed:
        """Read a feed of a publisher."""
        values = self.values(table, where, FEED, "url", "lang")
        first = (*values.get("was", ()), values["url"])[0]
        return Feed(**{"publisher": publisher, "id": default_feed_id(publisher, values["lang"], first)} | values)

    def refuse_twins(self, what: str, claims: Iterable[tuple[Where, str]]) -> None:
        """Refuse a value that was claimed before, and say where."""
        first: dict[str, Where] = {}
        for where, value in claims:
            if value in first:
                raise self.error(where, f'{what} "{value}" stands already at line {self.line(first[value])}')
            first[value] = where


def numbered(where: Where, key: str, table: Mapping[str, Any]) -> list[tuple[Where, Mapping[str, Any]]]:
    """Pair each table of an array with its place."""
    return [((*where, key, number), inner) for number, inner in enumerate(table.get(key, ()))]


def addresses(where: Where, feed: Feed) -> Iterator[tuple[Where, str]]:
    """List a feed's addresses, now and before, hosts in lower case, each with its place."""
    for key, urls in (("was", feed.was), ("url", (feed.url,))):
        for url in urls:
            yield (*where, key), urlsplit(url)._replace(netloc=urlsplit(url).netloc.lower()).geturl()


def parse_toml(text: str, source: str) -> dict[str, Any]:
    """Read TOML; its own errors keep the line that tomllib names."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        reason = str(error).splitlines()[0]
        at = re.search(r" \(at line (\d+), column \d+\)$", reason)
        end = max(1, len(text.splitlines())) if reason.endswith("(at end of document)") else 1
        line = int(at[1]) if at else end
        raise CatalogError(f"{source}:{line}: {reason[: at.start()] if at else reason}") from error


# --- writing --------------------------------------------------------------------------------------------------------


def dump(catalog: Catalog) -> str:
    """Write TOML that `parse` reads back to the same value, given that feeds come in the order of their publishers.

    Ids are always written, so that they outlive a change of address. Raises ValueError for a feed without publisher.
    """
    if lost := {feed.publisher for feed in catalog.feeds} - {publisher.id for publisher in catalog.publishers}:
        raise ValueError(f"feeds of publishers that are not in the catalogue: {', '.join(sorted(lost))}")
    parts: list[str] = []
    for publisher in catalog.publishers:
        parts.append(written("[[publisher]]", publisher, BODY))
        parts += [written("[[publisher.feed]]", feed, FEED) for feed in catalog.feeds if feed.publisher == publisher.id]
    parts += [written("[[absent]]", body, ABSENT) for body in catalog.absent]
    return "\n".join(parts)


def written(header: str, noun: Publisher | Feed | Absent, keys: Iterable[str]) -> str:
    """Write one table; what is unknown or empty is left out."""
    values = ((key, getattr(noun, key)) for key in keys)
    return "".join(
        [f"{header}\n", *(f"{key} = {literal(value)}\n" for key, value in values if value not in (None, ()))]
    )


def literal(value: object) -> str:
    """Write a value as TOML. JSON escapes a text as TOML wants it, but for DEL."""
    match value:
        case timedelta():
            return literal(format_duration(value))
        case date():
            return value.isoformat()
        case tuple():
            return f"[{', '.join(map(literal, value))}]"
        case Mapping():
            return f"{{ {', '.join(f'{key} = {literal(text)}' for key, text in value.items())} }}"
        case _:
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
