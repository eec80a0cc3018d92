"""The stories as an Atom feed (RFC 4287)."""

import re
from typing import BinaryIO
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent, register_namespace

from bot.desk.export.feed import FeedItem, Heading, heading, items
from bot.desk.export.record import Record
from bot.desk.export.schema import about

ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def write_atom(record: Record, out: BinaryIO) -> None:
    """Write the feed."""
    register_namespace("", ATOM)
    head = heading(record)
    feed = Element(f"{{{ATOM}}}feed", {LANGUAGE: head.language})
    describe(feed, head, record)
    for item in items(record):
        add(feed, item)
    indent(feed)
    ElementTree(feed).write(out, encoding="utf-8", xml_declaration=True)
    out.write(b"\n")


def describe(feed: Element, head: Heading, record: Record) -> None:
    """Write what stands over the entries."""
    say(feed, "id", head.id)
    say(feed, "title", head.title)
    say(feed, "subtitle", head.text)
    say(feed, "updated", head.updated.isoformat(timespec="seconds"))
    say(feed, "rights", about()["licence"][head.language])
    say(feed, "generator", "Greffier", version=record.made.version)
    say(SubElement(feed, f"{{{ATOM}}}author"), "name", "Greffier")


def add(feed: Element, item: FeedItem) -> None:
    """Write one entry."""
    entry = SubElement(feed, f"{{{ATOM}}}entry", {LANGUAGE: item.language})
    say(entry, "id", item.id)
    say(entry, "title", item.title)
    say(entry, "published", item.published.isoformat(timespec="seconds"))
    say(entry, "updated", item.updated.isoformat(timespec="seconds"))
    say(entry, "link", None, rel="alternate", href=item.link)
    for other in item.others:
        say(entry, "link", None, rel="related", href=other)
    for author in item.authors:
        say(SubElement(entry, f"{{{ATOM}}}author"), "name", author)
    for tag in item.tags:
        say(entry, "category", None, term=tag)
    say(entry, "content", item.text, type="text")


def say(parent: Element, name: str, text: str | None, **attributes: str) -> None:
    """Write an element with its text, without what XML cannot carry."""
    made = SubElement(parent, f"{{{ATOM}}}{name}", {key: NOT_XML.sub("", value) for key, value in attributes.items()})
    made.text = None if text is None else NOT_XML.sub("", text)
