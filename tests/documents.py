"""Feed documents built from dictionaries: real RSS and Atom, in a test's own words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Values = Mapping[str, str | datetime | None]


def rss(
    entries: Iterable[Values], *, lang: str | None = "fr", title: str = "Un fil", link: str = "https://exemple.test/"
) -> bytes:
    """Build RSS 2.0. Keys of an entry: guid, link, title, description, content, published, and any other element."""
    named = {"published": "pubDate", "content": "content:encoded"}
    items = (f"<item>{_elements(entry, named, format_datetime)}</item>" for entry in entries)
    head = _elements({"title": title, "link": link, "description": title, "language": lang}, {}, format_datetime)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"{head}{''.join(items)}</channel></rss>\n"
    ).encode()


def atom(
    entries: Iterable[Values], *, lang: str | None = "fr", title: str = "Un fil", link: str = "https://exemple.test/"
) -> bytes:
    """Build Atom 1.0 from the same keys as `rss`; ``description`` becomes the summary."""
    named = {"guid": "id", "description": "summary"}
    items = (f"<entry>{_elements(_atom_link(entry), named, datetime.isoformat)}</entry>" for entry in entries)
    tag = f" xml:lang={quoteattr(lang)}" if lang else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"{tag}>'
        f"<title>{escape(title)}</title><id>{escape(link)}</id><link href={quoteattr(link)}/>"
        f"{''.join(items)}</feed>\n"
    ).encode()


def _atom_link(entry: Values) -> Values:
    return {name: value for name, value in entry.items() if name != "link"} | {"link href": entry.get("link")}


def _elements(values: Values, named: Mapping[str, str], written: Any) -> str:
    parts = []
    for name, value in values.items():
        words = written(value) if isinstance(value, datetime) else value
        if words is None:
            continue
        if name == "link href":
            parts.append(f"<link href={quoteattr(words)}/>")
            continue
        element = named.get(name, name)
        is_markup = element in ("summary", "content") or (element == "title" and "<" in words)
        kind = ' type="html"' if is_markup and written is datetime.isoformat else ""
        parts.append(f"<{element}{kind}>{escape(words)}</{element}>")
    return "".join(parts)
