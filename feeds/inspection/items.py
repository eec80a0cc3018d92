"""What a document says of each item, before anything is made of it: read by expat, by json, or by an adapter."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from feeds.adapters.table import adapted
from feeds.model import NotAFeed
from feeds.parsing.jsonfeed import read_json
from feeds.parsing.raw import RawEntry
from feeds.parsing.sniff import Json, Xml, sniff

MOST = 2_000
ROOT = re.compile(r"<(?:\w+:)?(rss|rdf|feed)\b([^>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
ITEMS = frozenset({"item", "entry"})
GUIDS, LINKS = frozenset({"guid", "id"}), frozenset({"link"})
DATES = frozenset({"pubdate", "published", "updated", "modified", "issued", "date"})
BODIES = frozenset({"description", "summary", "content", "encoded"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A document in the publisher's own words."""

    format: str  # "RSS 2.0", "Atom 1.0", "JSON Feed 1.1", or an adapter's name
    items: tuple[RawEntry, ...]
    permalinks: int = 0  # GUIDs that say that they are addresses, or do not say that they are none
    xml_error: int | None = None  # the line of the first error of XML; what stands after it is not here


def said(body: bytes, content_type: str | None, adapter: str | None) -> Said:
    """Take a document's own words; nothing of one that is no feed."""
    if adapter:
        feed = adapted(adapter, body, content_type, most=MOST)
        return Said(format=adapter, items=() if isinstance(feed, NotAFeed) else feed.entries)
    match sniff(body, content_type):
        case Json(text=text):
            feed = read_json(text, limit=MOST)
            return Said(format=_json_format(text), items=() if isinstance(feed, NotAFeed) else feed.entries)
        case Xml(text=text):
            return _read(text)
        case _:
            return Said(format="", items=())


def _json_format(text: str) -> str:
    try:
        return f"JSON Feed {str(json.loads(text)['version']).rpartition('/')[2]}"
    except (ValueError, KeyError, TypeError, RecursionError):
        return "JSON"


def _read(text: str) -> Said:
    reader = _Reader()
    error = None
    try:
        reader.parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as problem:
        error = problem.lineno
    except _EnoughError:
        pass
    return Said(
        format=reader.format or _root(text), items=tuple(reader.items()), permalinks=reader.permalinks, xml_error=error
    )


def _root(text: str) -> str:
    """Tell the format of a document that declares entities, which expat is not let past."""
    found = ROOT.search(text)
    return _format(found[1].lower(), dict(ATTRIBUTE.findall(found[2]))) if found else ""


class _EnoughError(Exception):
    """Entities, or more items than anybody reads."""


@dataclass(slots=True)
class _Reader:
    """Takes items as expat meets them; prefixes count for nothing."""

    format: str = ""
    permalinks: int = 0
    parser: Any = field(default_factory=lambda: expat.ParserCreate("utf-8"))
    _found: list[dict[str, list[str]]] = field(default_factory=list)
    _depth: int = 0
    _item_at: int | None = None
    _now: list[str] | None = None

    def __post_init__(self) -> None:
        """Listen to the parser."""
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._enough

    def items(self) -> Iterator[RawEntry]:
        """Give what was found."""
        for item in self._found:
            first = {key: next(("".join(words) for words in [item[key]] if words), None) for key in item}
            yield RawEntry(
                guid=first.get("guid"),
                link=first.get("link"),
                title=first.get("title"),
                bodies=tuple(filter(None, [first.get("body")])),
                dates=tuple(filter(None, [first.get("date")])),
            )

    def _enough(self, *_: object) -> None:
        raise _EnoughError

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        name = tag.rpartition(":")[2].lower()
        if self._depth == 1:
            self.format = _format(name, attributes)
        if name in ITEMS and self._item_at is None:
            if len(self._found) == MOST:
                raise _EnoughError
            self._item_at = self._depth
            self._found.append({})
        elif self._item_at == self._depth - 1:
            self._open(name, attributes, is_plain=":" not in tag)

    def _open(self, name: str, attributes: dict[str, str], *, is_plain: bool) -> None:
        item, key = self._found[-1], _key(name, is_plain=is_plain)
        if key is None or item.get(key):
            return
        if key == "guid" and name == "guid":
            self.permalinks += attributes.get("isPermaLink", "true").lower() == "true"
        if key == "link" and "href" in attributes:
            if attributes.get("rel", "alternate") == "alternate":
                item["link"] = [attributes["href"]]
            return
        self._now = item.setdefault(key, [])

    def _end(self, tag: str) -> None:
        if self._item_at == self._depth:
            self._item_at = None
        if self._item_at is None or self._item_at >= self._depth - 1:
            self._now = None
        self._depth -= 1

    def _text(self, words: str) -> None:
        if self._now is not None:
            self._now.append(words)


def _key(name: str, *, is_plain: bool) -> str | None:
    kinds = {"guid": GUIDS, "link": LINKS, "date": DATES, "body": BODIES}
    if name == "title":
        return "title" if is_plain else None  # `media:title` is a picture's
    return next((key for key, names in kinds.items() if name in names), None)


def _format(root: str, attributes: dict[str, str]) -> str:
    spaces = " ".join(value for name, value in attributes.items() if name.startswith("xmlns"))
    match root:
        case "rss":
            return f"RSS {attributes.get('version', '')}".strip()
        case "rdf":
            return "RSS 1.0"
        case "feed":
            return "Atom 0.3" if "purl.org/atom" in spaces else "Atom 1.0"
        case _:
            return root
