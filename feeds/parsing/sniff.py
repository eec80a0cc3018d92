"""What a body is, before any parser sees it: its characters, its root element, whether it is whole."""

import codecs
import re
from dataclasses import dataclass

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from feeds.model import NotAFeed
from feeds.parsing.text import UNWANTED, clean

ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
# Python's other codecs (punycode, idna, undefined, unicode_escape...) are slow or raise on bytes of a stranger.
CODECS = re.compile(
    r"(ascii|utf.?(8|16|32)|cp\d+|iso.?8859|iso.?2022|latin|koi8|mac.|gb|big5|euc|shift|hz|tis|johab)", re.I
)
UTF_16 = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}  # without its mark
DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,500}>")
REFERENCE = re.compile(r"&#(?:(\d+)|x([0-9a-f]+));", re.IGNORECASE)
NAME = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
WRAPPED = re.compile(r"<([A-Za-z]+:)?(feed(?=\s[^<>]*xmlns)|rss(?=\s[^<>]*version)|RDF(?=\s[^<>]*purl.org/rss/))")
PROLOGUE = re.compile(r"\s+|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.DOTALL | re.IGNORECASE)
BLANKS = re.compile(r"\s+")
LONG_TAG = re.compile(r"<[^<>]{8000,}")
LONGEST_DOCTYPE = 100_000  # characters; all entities of HTML take 12,000
MOST_TAGS = 400_000  # in a body of 5 MB, one in twelve bytes
MOST_ATTRIBUTES = 500
HTML_HINT = re.compile(r"<(?:!doctype\s+html|html|head|body|script|meta|title|div|p)\b", re.IGNORECASE)
CHALLENGE = re.compile(
    r"just a moment|cf-chl|challenge-platform|checking your browser|attention required|captcha|_incapsula_|ddos-guard"
    r"|enable javascript and cookies|access denied|unusual traffic",
    re.IGNORECASE,
)
MAGIC = {b"\x1f\x8b": "gzip bytes", b"PK\x03\x04": "a zip archive", b"%PDF": "a PDF", b"\x89PNG": "an image"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Xml:
    """A whole document whose root may be a feed's: no declaration, no byte-order mark, no control characters."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Json:
    """A document that opens as a JSON object."""

    text: str


def sniff(body: bytes, content_type: str | None) -> Xml | Json | NotAFeed:
    """Decide what a body is; ``error`` is html, empty, truncated or not-a-feed."""
    for magic, name in MAGIC.items():
        if body.startswith(magic):
            return NotAFeed(error="not-a-feed", detail=name)
    text = clean(decoded(body, content_type)).strip()
    if not text:
        return NotAFeed(error="empty", detail="nothing but white space" if body else "no bytes at all")
    if text[0] == "{":
        return Json(text=text)
    return _xml(text[declared.end() :] if (declared := DECLARATION.match(text)) else text)


def decoded(body: bytes, content_type: str | None) -> str:
    """Decode, with replacement. What the bytes are counts more than what they are said to be (T30).

    A byte-order mark, else UTF-8 where nearly all of it is valid, else the charset of the header, of the XML
    declaration (RFC 7303, section 3), else windows-1252.
    """
    bom, marked = read_bom(body)
    if bom and marked:
        return body[len(marked) :].decode(bom, "replace")
    if body[:2] in UTF_16:
        return body.decode(UTF_16[body[:2]], "replace")
    if not body.isascii() and (text := _as_utf8(body)) is not None:
        return text
    said = _known(http_content_type_encoding(content_type) or html_body_declared_encoding(body[:1024]))
    return body.decode("cp1252" if said in {None, "utf-8"} else said, "replace")


def _known(encoding: str | None) -> str | None:
    name = resolve_encoding(encoding) if encoding else None
    return name if name and CODECS.match(codecs.lookup(name).name) else None


def _as_utf8(body: bytes) -> str | None:
    """Allow for a summary that was cut inside a character: a few bad bytes among many good ones."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return text if bad == 0 or bad * 2 < len(body) - len(text) else None


def _xml(text: str) -> Xml | NotAFeed:
    start = max(text.find("<"), 0)  # a browser's own line stands before some documents that were saved from it
    start, doctype = _after_prologue(text, start)
    root = NAME.match(text, start)
    if root is None or root[2].lower() not in ROOTS:
        wrapped = WRAPPED.search(text, 0, 5_000)
        if wrapped is None:
            return _no_feed(text, root[2] if root else None)
        doctype, root = "", wrapped
    end = _end(text, root)
    if end is None:
        return NotAFeed(error="truncated", detail=f"the document ends before </{root[0][1:]}>")
    # Of what stands before the root only a document type is kept: patterns of feedparser take hours for the rest.
    whole = BLANKS.sub(_narrow, doctype) + text[root.start() : end]
    if excess := _excess(doctype, whole):
        return NotAFeed(error="not-a-feed", detail=excess)
    return Xml(text=REFERENCE.sub(_allowed, whole) if "&#" in whole else whole)


def _narrow(blank: re.Match[str]) -> str:
    return "\n" if "\n" in blank[0] else " "


def _excess(doctype: str, text: str) -> str | None:
    """Name what no feed has so much of, and parsers take seconds or hours for."""
    if len(doctype) > LONGEST_DOCTYPE:
        return f"a document type of {len(doctype)} characters"
    if (tags := text.count("<")) > MOST_TAGS:
        return f"{tags} tags"
    if text.count("=") > MOST_ATTRIBUTES and any(
        tag[0].count("=") > MOST_ATTRIBUTES for tag in LONG_TAG.finditer(text)
    ):
        return f"more than {MOST_ATTRIBUTES} attributes in one tag"
    return None


def _allowed(reference: re.Match[str]) -> str:
    """Drop a reference to no character (XML 1.0, section 4.1): parsers refuse the whole document, or raise."""
    digits = reference[1] or reference[2]
    code = int(digits, 10 if reference[1] else 16) if len(digits.lstrip("0")) <= 7 else 0
    is_character = 0 < code <= 0x10FFFF and not UNWANTED.match(chr(code))
    return reference[0] if is_character else ""


def _after_prologue(text: str, position: int) -> tuple[int, str]:
    """Find where the root may begin, and the document type before it."""
    doctype = ""
    while prologue := PROLOGUE.match(text, position):
        position = prologue.end()
        doctype = doctype or (prologue[0] if prologue[0][:9].upper() == "<!DOCTYPE" else "")
    return position, doctype


def _end(text: str, root: re.Match[str]) -> int | None:
    """Find where the root is closed: what one XML error in the middle leaves whole. What follows is no part of it."""
    closing = text.rfind(f"</{root[0][1:]}")
    if closing > root.start():
        return closing + len(root[0]) + 1 + len(text[closing + len(root[0]) + 1 :].split(">", 1)[0]) + 1
    opening = text.find(">", root.end())
    return opening + 1 if opening > 0 and text[opening - 1] == "/" else None


def _no_feed(text: str, root: str | None) -> NotAFeed:
    """Name what came instead. XML that has a title is no web page: only its root tells."""
    if HTML_HINT.search(f"<{root} " if root else text[:2_000]):
        is_challenge = CHALLENGE.search(text[:20_000]) is not None
        return NotAFeed(error="html", detail="a page that asks for a browser" if is_challenge else "a web page")
    return NotAFeed(
        error="not-a-feed", detail=f"XML of another kind: <{root[:40]}>" if root else "neither XML nor JSON"
    )
