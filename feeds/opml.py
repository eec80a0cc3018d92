"""Lists of feeds as other readers keep them: OPML 2.0 (https://opml.org/spec2.opml).

Read by expat alone: no entity is declared or fetched, whatever the document asks for. What OPML has no word for (who
speaks, of what kind, for which place) is written under names of our own, which other readers skip and we read back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from feeds.catalog_shape import BODY
from feeds.errors import UsageError
from feeds.model import Catalog, Feed, Publisher

MOST_BYTES = 5_000_000
MOST_OUTLINES = 50_000
OURS = "greffier"
NAMESPACE = "urn:greffier:catalogue"
PUBLISHER = ("id", "kind", "level", "region", "homepage")


class OpmlError(UsageError):
    """A list that is refused whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list."""

    line: int
    url: str | None  # None where the list names a feed and gives no address
    title: str
    homepage: str | None = None
    lang: str | None = None
    id: str | None = None
    publisher: Publisher | None = None  # where the list is one of ours


def is_markup(body: bytes) -> bool:
    """Tell whether a file opens as XML, in UTF-8 or UTF-16: TOML never does."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff"))


def read(body: bytes, source: str) -> list[Outline]:
    """Read the feeds of a list in its order, however deep they stand; raise `OpmlError`, with the line."""
    if len(body) > MOST_BYTES:
        raise OpmlError("{source}: more than {most} bytes", source=source, most=MOST_BYTES)
    reader = _Reader(source)
    try:
        reader.parser.Parse(body, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise OpmlError("{source}:{line}: {reason}", source=source, line=error.lineno, reason=reason) from error
    except (ValueError, LookupError) as error:  # a character set that nobody knows
        raise OpmlError("{source}:1: {reason}", source=source, reason=str(error)) from error
    if not reader.is_opml:
        raise OpmlError("{source}: not OPML", source=source)
    return reader.found


@dataclass(slots=True)
class _Reader:
    """Takes outlines as expat meets them."""

    source: str
    found: list[Outline] = field(default_factory=list)
    around: list[Publisher | None] = field(default_factory=list)
    is_opml: bool = False
    parser: Any = field(default_factory=expat.ParserCreate)

    def __post_init__(self) -> None:
        """Listen to the parser."""
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._refuse_entity

    def _refuse_entity(self, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        raise OpmlError("{source}:{line}: it declares entities, which are not read", source=self.source, line=line)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.is_opml |= tag == "opml"
        if tag != "outline":
            return
        given = {name.lower(): value.strip() for name, value in attributes.items() if value.strip()}
        self.around.append(_publisher(given) or (self.around[-1] if self.around else None))
        if "xmlurl" in given or given.get("type", "").lower() in ("rss", "atom", "feed"):
            self.found.append(_outline(given, self.around[-1], self.parser.CurrentLineNumber))
        if len(self.found) > MOST_OUTLINES:
            raise OpmlError("{source}: more than {most} feeds", source=self.source, most=MOST_OUTLINES)

    def _end(self, tag: str) -> None:
        if tag == "outline":
            self.around.pop()


def _outline(given: dict[str, str], publisher: Publisher | None, line: int) -> Outline:
    return Outline(
        line=line,
        url=given.get("xmlurl"),
        title=given.get("text") or given.get("title") or "",
        homepage=given.get("htmlurl"),
        lang=(given.get("language") or "")[:2].lower() or None,
        id=given.get(f"{OURS}:feed"),
        publisher=publisher,
    )


def _publisher(given: dict[str, str]) -> Publisher | None:
    """Read who speaks, as `write` wrote it; None for anything else."""
    said = {key: given[f"{OURS}:{key}"] for key in PUBLISHER if f"{OURS}:{key}" in given}
    try:
        values = {key: BODY[key](value) for key, value in said.items()}
        return Publisher(
            **{"region": None} | values,
            name={"fr": given[f"{OURS}:fr"], "en": given[f"{OURS}:en"]},
        )
    except (KeyError, ValueError, TypeError):
        return None


# --- writing --------------------------------------------------------------------------------------------------------


def write(catalog: Catalog, title: str, now: datetime) -> str:
    """Write a list that other readers import: an outline for each body, in both languages, its feeds in it."""
    head = f"<head>\n{_element('title', title)}{_element('dateCreated', format_datetime(now))}</head>"
    lines = (line for publisher in catalog.publishers for line in _body_lines(publisher, catalog))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<opml version="2.0" xmlns:{OURS}="{NAMESPACE}">\n{head}\n<body>\n{"".join(lines)}</body>\n</opml>\n'
    )


def _body_lines(publisher: Publisher, catalog: Catalog) -> Iterator[str]:
    feeds = [feed for feed in catalog.feeds if feed.publisher == publisher.id]
    if feeds:
        yield f"  <outline{_attributes(_who(publisher))}>\n"
        yield from (f"    <outline{_attributes(_feed(feed, publisher))}/>\n" for feed in feeds)
        yield "  </outline>\n"


def _who(publisher: Publisher) -> dict[str, str | None]:
    names = dict.fromkeys([publisher.name["fr"], publisher.name["en"]])
    ours = {f"{OURS}:{key}": getattr(publisher, key) for key in PUBLISHER}
    return {"text": " / ".join(names), **ours} | {f"{OURS}:{lang}": publisher.name[lang] for lang in ("fr", "en")}


def _feed(feed: Feed, publisher: Publisher) -> dict[str, str | None]:
    name = publisher.name.get(feed.lang, publisher.name["en"])
    return {
        "type": "rss",  # of Atom too: OPML has no other word
        "text": f"{name} ({feed.lang.upper()})",
        "title": f"{name} ({feed.lang.upper()})",
        "xmlUrl": feed.url,
        "htmlUrl": publisher.homepage,
        "language": feed.lang,
        f"{OURS}:feed": feed.id,
    }


def _attributes(values: dict[str, str | None]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items() if value is not None)


def _element(name: str, text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<{name}>{escaped}</{name}>\n"
