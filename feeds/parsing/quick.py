"""Well-formed RSS and Atom of the ordinary kind, read much sooner than feedparser reads them, with the same result.

A document is followed element by element along shapes that say what may stand where. The first thing that no shape
foresees is a doubt, and then the answer is None: feedparser knows thirty years of exceptions, this knows none. What it
does know of feedparser is how it treats a link, an identifier and a text in these cases; tests compare the two.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from feeds.parsing.lenient import NAMESPACES
from feeds.parsing.links import is_public_scheme
from feeds.parsing.raw import RawEntry, RawFeed

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
LANG = f"{XML} lang"
BASES = frozenset({"base", f"{XML} base"})
TEXT_TYPES = frozenset({None, "text", "html", "text/html", "text/plain"})
HTML_TYPES = frozenset({None, "html", "xhtml", "text/html", "application/xhtml+xml"})

# What has no bearing on what we read, by feedparser's name of its namespace.
NEGLECTED = {
    "dc": frozenset({"creator", "subject", "publisher", "rights", "type", "contributor", "format", "coverage"}),
    "media": frozenset({"thumbnail", "content", "credit", "group", "category", "keywords", "copyright", "rating"}),
    "itunes": frozenset({"author", "duration", "explicit", "keywords", "episode", "season", "block"}),
    "georss": frozenset({"point", "line", "polygon", "box"}),
    "geo": frozenset({"lat", "long", "point"}),
    "slash": frozenset({"comments"}),
    "wfw": frozenset({"commentrss", "comment"}),
    "thr": frozenset({"total"}),
    "feedburner": frozenset({"origlink", "info", "emailserviceid", "feedburnerhostname"}),
    "sy": frozenset({"updatebase"}),
}


class _DoubtError(Exception):
    """Let feedparser read it."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Shape:
    """What an element may hold: elements by name, attributes by name (None: any), text that is kept under ``key``."""

    children: Mapping[str, "Shape"]
    attributes: frozenset[str] | None = None
    key: str | None = None
    is_entry: bool = False


def text(key: str, *attributes: str) -> Shape:
    """Describe an element that holds nothing but a text that we read."""
    return Shape(children={}, attributes=frozenset(attributes), key=key)


def named(shape: Shape, names: str, namespace: str = "") -> dict[str, Shape]:
    """Give some elements the same shape."""
    return {f"{namespace} {name}".strip(): shape for name in names.split()}


ANY: dict[str, Shape] = {}  # only what is neglected
IGNORED = Shape(children=ANY)
IMAGE = Shape(children=named(IGNORED, "title link url description width height"))
SKIPPED = Shape(children=named(IGNORED, "hour day"))
CONTENT, DC, SY = (
    f"http://purl.org/{path}/" for path in ("rss/1.0/modules/content", "dc/elements/1.1", "rss/1.0/modules/syndication")
)
ITEM = Shape(
    is_entry=True,
    attributes=frozenset(),
    children={
        **{name: text(name) for name in ("title", "link", "description", "pubDate")},
        "guid": text("guid", "isPermaLink"),
        f"{CONTENT} encoded": text("content"),
        f"{DC} date": text("updated"),
        **named(IGNORED, "category author comments enclosure"),
    },
)
SELF = Shape(children={}, key="self")  # an address of the document itself, in RSS
CHANNEL = Shape(
    attributes=frozenset(),
    children={
        **{name: text(name) for name in ("title", "link", "language", "ttl")},
        f"{SY} updatePeriod": text("period"),
        f"{SY} updateFrequency": text("frequency"),
        f"{ATOM} link": SELF,
        "item": ITEM,
        "image": IMAGE,
        **named(SKIPPED, "skipHours skipDays"),
        **named(
            IGNORED, "description copyright generator docs managingEditor webMaster lastBuildDate pubDate category"
        ),
        **named(IGNORED, "cloud rating"),
    },
)
PERSON = Shape(children=named(IGNORED, "name uri email", ATOM))
LINK = Shape(children={}, key="href")
ATOM_TEXT = ("type", LANG, f"{XML} space")
ENTRY = Shape(
    is_entry=True,
    attributes=frozenset({LANG}),
    children={
        f"{ATOM} title": text("title", *ATOM_TEXT),
        f"{ATOM} summary": text("description", *ATOM_TEXT),
        f"{ATOM} content": text("content", *ATOM_TEXT),
        f"{ATOM} id": text("id"),
        f"{ATOM} published": text("pubDate"),
        f"{ATOM} updated": text("updated"),
        f"{ATOM} link": LINK,
        **named(PERSON, "author contributor", ATOM),
        **named(IGNORED, "category rights", ATOM),
    },
)
FEED = Shape(
    attributes=frozenset({LANG}),
    children={
        f"{ATOM} title": text("title", *ATOM_TEXT),
        f"{ATOM} id": text("id"),
        f"{ATOM} link": LINK,
        f"{ATOM} entry": ENTRY,
        **named(PERSON, "author contributor", ATOM),
        **named(IGNORED, "subtitle updated generator icon logo rights category", ATOM),
    },
)
RSS = Shape(attributes=frozenset({"version"}), children={"channel": CHANNEL})
DOCUMENT = Shape(children={"rss": RSS, f"{ATOM} feed": FEED})


def read_quickly(document: bytes) -> RawFeed | None:
    """Read a document that is in UTF-8, declares nothing and has no document type; None in doubt."""
    try:
        reading = _Reading()
        reading.parser.Parse(document, True)
    except (expat.ExpatError, _DoubtError):
        return None
    feed = reading.feed
    return RawFeed(
        title=_words(feed.get("title")),
        link=_words(feed.get("link")),
        lang=_words(feed.get("language")),
        entries=tuple(reading.entries),
        ttl=_words(feed.get("ttl")),
        period=_words(feed.get("period")),
        frequency=_words(feed.get("frequency")),
    )


class _Reading:
    """A document being followed."""

    def __init__(self) -> None:
        self.feed: dict[str, Any] = {}
        self.entries: list[RawEntry] = []
        self._open: list[Shape] = [DOCUMENT]
        self._record = self.feed  # of the feed, or of the entry that is open
        self._attributes: dict[str, str] = {}
        self._pieces: list[str] = []
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartNamespaceDeclHandler = _declared
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._pieces.append

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        shape = self._open[-1].children.get(name) or _neglected(name)
        if shape is None or (self._open[-1].key and shape):
            raise _DoubtError(name)
        if attributes and not _are_foreseen(attributes, shape):
            raise _DoubtError(name)
        self._open.append(shape)
        self._attributes = attributes
        if shape.key:
            self._pieces.clear()
        elif shape.is_entry:
            self._record = {}
        elif shape is FEED and LANG in attributes:
            self.feed["language"] = attributes[LANG].replace("_", "-")

    def _end(self, _: str) -> None:
        shape = self._open.pop()
        if shape.is_entry:
            self.entries.append(_entry(self._record))
            self._record = self.feed
        elif shape is LINK or shape is SELF:
            _follow(self._record, self._attributes, is_ours=shape is LINK)
        elif shape.key:
            self._keep(shape.key, _value(self._pieces))

    def _keep(self, key: str, value: str) -> None:
        """Keep a text; feedparser has rules for a second one of a kind."""
        if key in self._record:
            raise _DoubtError(f"{key}, twice")
        if self._attributes.get("type", "text").lower() not in TEXT_TYPES:
            raise _DoubtError("another type")
        if key in ("link", "guid", "id"):
            _check_address(value)
        if key == "id":
            self._record["is_link"] = "link" not in self._record
            self._record.setdefault("link", value)
        if key == "guid":
            self._record["is_permanent"] = self._attributes.get("isPermaLink", "true") == "true"
        self._record[key] = value


def _declared(prefix: str | None, namespace: str | None) -> None:
    """Doubt a namespace whose elements feedparser would take for others."""
    known = NAMESPACES.get((namespace or "").lower())
    if namespace == ATOM or (known and prefix):
        return
    if not prefix or known == "" or prefix in NAMESPACES.values() or "userland" in (namespace or "").lower():
        raise _DoubtError("an odd namespace")


@lru_cache(maxsize=512)
def _neglected(name: str) -> Shape | None:
    """Give the shape of what has no bearing: an element of a namespace unknown to feedparser, or of our list."""
    namespace, _, local = name.rpartition(" ")
    if not namespace or namespace == XML:
        return None
    known = NAMESPACES.get(namespace.lower())
    return IGNORED if known is None or local.lower() in NEGLECTED.get(known, ()) else None


def _are_foreseen(attributes: Iterable[str], shape: Shape) -> bool:
    """Tell whether no attribute means more than we know; those of namespaces of their own mean nothing."""
    if not BASES.isdisjoint(attributes):
        return False
    if shape.attributes is None:
        return True
    return all(name in shape.attributes or (" " in name and not name.startswith(XML)) for name in attributes)


def _check_address(value: str) -> None:
    """Doubt an address that feedparser would mend."""
    if ":///" in value or ("&" in value and ";" in value):
        raise _DoubtError("an odd address")


def _follow(record: dict[str, Any], attributes: dict[str, str], *, is_ours: bool) -> None:
    """Keep an address that leads to the feed's or the entry's own page."""
    relation, href = attributes.get("rel", "alternate").lower(), attributes.get("href")
    if not href or "url" in attributes or "uri" in attributes or (not is_ours and relation == "alternate"):
        raise _DoubtError("an odd link")
    _check_address(href)
    if relation == "alternate":
        record.setdefault("alternates", []).append(href)
        kind = attributes.get("type")
        if (kind.lower() if kind is not None else None) in HTML_TYPES:
            record["link"] = href


def _value(pieces: list[str]) -> str:
    """Put a text together as feedparser does, which also mends UTF-8 that was taken for Latin-1."""
    value = "".join(pieces).strip()
    if value.isascii():
        return value
    with suppress(UnicodeError):
        value = value.encode("iso-8859-1").decode("utf-8")
    return value.replace("\x85", "…")


def _words(value: str | None) -> str | None:
    return value if value and value.strip() else None


def _entry(record: dict[str, Any]) -> RawEntry:
    dates = map(_words, (record.get("pubDate"), record.get("updated")))
    return RawEntry(
        guid=_words(record.get("guid") or record.get("id")),
        link=_link(record),
        title=_words(record.get("title")),
        bodies=tuple(filter(None, map(_words, (record.get("description"), record.get("content"))))),
        dates=tuple(filter(None, dates)),
    )


def _link(record: dict[str, Any]) -> str | None:
    """Choose the link as `lenient` does: a GUID counts where it is an address and no link stands beside it."""
    if "guid" in record or "id" not in record:
        if "link" in record or not record.get("is_permanent"):
            return _words(record.get("link")) or next(iter(record.get("alternates", ())), None)
        guid = record["guid"]
        return guid if is_public_scheme(guid) else None
    link = _words(record.get("link"))
    if link and record["is_link"] and not is_public_scheme(link):
        link = None
    return link or next(iter(record.get("alternates", ())), None)
