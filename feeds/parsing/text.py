"""From HTML, or what a publisher takes for plain text, to plain text."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

ROUNDS = 3  # publishers escape once too often, now and then twice
MANY_TAGS = 4_000  # beyond, a tree costs more than linear time (nested tags), so tags are cut out instead

# Cc but tab, line feed and carriage return; Cf but the two joiners, which spell words; Cs; non-characters. T14 and T30:
# PostgreSQL refuses NUL and lone surrogates, bidirectional marks turn a message around.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
BLANK = " \t\n\r\x85\u1680\u2000-\u200a\u2028\u2029\u205f\u3000"  # not U+00A0 and U+202F: French amounts need them
BLANKS = re.compile(f"[{BLANK}]+")
EMPTY_LINES = re.compile(r"\n[ \t\r\u00a0]*\n\s*|[\u2028\u2029]+")


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _tags(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre "
    "section summary table tbody tfoot thead tr ul"
)
CELLS = _tags("td th")
DROPPED = _tags(
    "script style template noscript iframe object svg math head audio video canvas figcaption select textarea"
)
# They say nothing here, and a parser of HTML5 reopens them in every paragraph: quadratic.
FORMATTING = _tags("a b big code em font i nobr s small strike strong tt u")
INLINE = _tags(
    "abbr acronym applet area base basefont bdi bdo button cite col colgroup data datalist del dfn embed frame "
    "frameset image img input ins kbd label link map mark meta meter output param picture progress q rp rt ruby "
    "samp slot source span sub sup time title track var wbr"
)


def _any(names: frozenset[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


TAG_NAMES = _any(BLOCKS | CELLS | DROPPED | FORMATTING | INLINE)
# A name with a hyphen or a colon is a custom or an office element (`o:p`).
TAG_START = rf"/?(?:(?:{TAG_NAMES})(?=[\s/>])|[a-z]+[:-][a-z][\w:-]*(?=[\s/>]))"
BARE_LESS = re.compile(rf"<(?!{TAG_START}|!--|!doctype|\?xml)", re.IGNORECASE)
TAG = re.compile(rf"<{TAG_START}[^<>]*>|<!--|<!doctype|<\?xml|<!\[CDATA\[", re.IGNORECASE)
ENTITY = r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});"
MARKUP = re.compile(rf"{TAG.pattern}|{ENTITY}|&(?:nbsp|amp|lt|gt|quot)\b", re.IGNORECASE)
BLOCK_TAG = re.compile(rf"</?(?:{_any(BLOCKS | CELLS)})[\s/>]", re.IGNORECASE)
FORMATTING_TAG = re.compile(
    rf"</?(?:{_any(FORMATTING)})(?=[\s/>])(?:(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>|[^<>]*>)", re.IGNORECASE
)
HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def plain(html: str) -> str:
    """Reduce HTML or plain text to NFC text; blocks become lines. Linear in the length of ``html``.

    U+00A0 and U+202F survive (``5 M$``); a bare ``<`` or ``&`` too. Scripts, images and their captions do not.
    """
    text = clean(html)
    if not TAG.search(text):
        text = EMPTY_LINES.sub("<br>", text)
    for _ in range(ROUNDS):
        if not MARKUP.search(text):
            break
        text = clean(_unwrapped(text)).replace("\n", "<br>")
        if not MARKUP.search(text.replace("<br>", "")):
            break
    return _lines(text)


def clean(text: str) -> str:
    """Drop what no store or message can hold: NUL and other controls, lone surrogates, invisible marks.

    Nothing of it is printable: where all is, a glance is enough.
    """
    return text if text.replace("\n", "").isprintable() else UNWANTED.sub("", text)


def line(html: str) -> str:
    """Reduce to plain text of one line: a title."""
    return plain(html).replace("\n", " ")


def _lines(text: str) -> str:
    lines = (BLANKS.sub(" ", line).strip() for line in text.split("<br>"))
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


def _unwrapped(html: str) -> str:
    """Take one layer of markup and entities off."""
    html = BARE_LESS.sub("&lt;", html.replace("<![CDATA[", "").replace("]]>", ""))
    if html.count("<") > MANY_TAGS:
        return unescape(TAG.sub(lambda tag: "\n" if BLOCK_TAG.match(tag[0]) else "", HIDDEN.sub("", html)))
    return "".join(_pieces(LexborHTMLParser(FORMATTING_TAG.sub("", html)).root))


def _pieces(root: LexborNode | None) -> Iterator[str]:
    """Walk the tree without recursion: a hostile document nests as deep as it is long."""
    node = root
    while node is not None:
        yield _opening(node)
        if node.child is not None and node.tag not in DROPPED:
            node = node.child
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is not None and node.tag in BLOCKS:
                yield "\n"
        node = node.next if node is not None else None


def _opening(node: LexborNode) -> str:
    if node.tag == "-text":
        return BLANKS.sub(" ", node.text_content or "")
    if node.tag in CELLS:
        return " "
    return "\n" if node.tag in BLOCKS else ""


LAST_KEPT = 0x2100  # behind Latin, Greek, Cyrillic and the usual punctuation


class _WithoutMarks(dict[int, int | None]):
    """For `str.translate`: no mark that stands on a letter, any other sign as it is; found out as they come.

    Those of our languages are kept: a million others would be a hundred megabytes.
    """

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.combining(chr(code)) else code
        if code < LAST_KEPT:
            self[code] = kept
        return kept


WITHOUT_MARKS = _WithoutMarks()


def strip_accents(text: str) -> str:
    """Reduce letters to their base: ``Québec, cœur`` to ``Quebec, coeur``."""
    if text.isascii():
        return text
    spread = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae"))
    return spread.translate(WITHOUT_MARKS)
