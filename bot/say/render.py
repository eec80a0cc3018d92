"""Lay a digest out for Telegram: messages that fit, cut between items only."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

from bot.say.markup import EMPTY, Markup, bold, joined, link, quote, units, written
from bot.say.model import Digest, Item, Line, Section
from bot.say.quotation import LONGEST, cut
from bot.say.typography import quoted
from bot.say.words import Words, words
from storage.outgoing import DeliveryItem

ROOM = 4096 - 300  # core.telegram.org/bots/api#sendmessage, less what a later correction may add
ENTITIES = 90  # of the 100 that Telegram keeps in a message
HTML_ROOM = 16_000  # addresses are not counted by Telegram, but a request has a size too
LONGEST_URL = 1_000
LENGTHS = (LONGEST, 220, 140)  # of quotations
NEW_LINE, BLANK_LINE = Markup(html="\n", text="\n"), Markup(html="\n\n", text="\n\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message: HTML, and which story at which version stands where in it (UTF-16 units of the HTML)."""

    text: str
    items: tuple[DeliveryItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What stays together: an item, or a closing line. ``heading`` stands before the first one of a section or part."""

    body: Markup
    heading: Markup = EMPTY
    item: Item | None = None


def render(digest: Digest) -> tuple[Part, ...]:
    """Give the messages of a digest: as few as shorter quotations make possible, with the longest of those."""
    w = words(digest.language)
    packed = min((_packed(digest, length, w) for length in LENGTHS), key=len)
    return tuple(_part(digest, pieces, n, len(packed)) for n, pieces in enumerate(packed, 1))


def _packed(digest: Digest, length: int, w: Words) -> list[list[Piece]]:
    """Fill one part after another, in order."""
    parts: list[list[Piece]] = [[]]
    for piece in _pieces(digest, length, w):
        if parts[-1] and not _fits(_message(digest, [*parts[-1], piece], 1, 999)[0]):
            parts.append([])
        parts[-1].append(piece)
    return parts


def _fits(message: Markup) -> bool:
    return message.units <= ROOM and message.entities <= ENTITIES and units(message.html) <= HTML_ROOM


def _part(digest: Digest, pieces: list[Piece], n: int, of: int) -> Part:
    message, items = _message(digest, pieces, n, of)
    return Part(text=message.html, items=items)


def _message(digest: Digest, pieces: list[Piece], n: int, of: int) -> tuple[Markup, tuple[DeliveryItem, ...]]:
    """Write one part: header, items under their headings, closing lines; say where each item stands."""
    whole, items, heading = _header(digest, n, of), list[DeliveryItem](), EMPTY
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if piece.item is None:
            whole += NEW_LINE if before is not None and before.item is None else BLANK_LINE
        elif piece.heading != heading:
            whole += BLANK_LINE + piece.heading + NEW_LINE
        else:
            whole += NEW_LINE
        heading, start = piece.heading, units(whole.html)
        whole += piece.body
        if piece.item is not None:
            end = units(whole.html)
            items.append(DeliveryItem(story=piece.item.story, version=piece.item.version, start=start, end=end))
    if any(piece.item is not None and piece.item.is_presumed for piece in pieces):
        whole += (NEW_LINE if pieces[-1].item is None else BLANK_LINE) + written(digest.presumption)
    return whole, tuple(items)


def _header(digest: Digest, n: int, of: int) -> Markup:
    mark = words(digest.language).say("SAMPLE") + " · " if digest.is_sample else ""
    title = bold(mark + digest.title) + (written(f" ({n}/{of})") if of > 1 else EMPTY)
    return reduce(add, (NEW_LINE + written(text) for text in digest.intro if n == 1), title)


def _pieces(digest: Digest, length: int, w: Words) -> Iterator[Piece]:
    for section in digest.sections:
        for item in section.items:
            yield _fitting(digest, section, item, length, w)
    for line in digest.closing:
        yield Piece(body=_closing(line))


def _fitting(digest: Digest, section: Section, item: Item, length: int, w: Words) -> Piece:
    """Write an item so that a part can hold it: its quotation is shortened first, then left out, then its words."""
    for version in shorter(item):
        body = item_markup(version, length, "" if not digest.is_sample else w.say("SAMPLE") + " · ", w)
        piece = Piece(body=body, heading=bold(section.heading), item=item)
        if _fits(_message(digest, [piece], 1, 999)[0]):
            break
    return piece


def shorter(item: Item) -> Iterator[Item]:
    """Give an item, then with less and less of it."""
    yield from (item, replace(item, quotation=None), replace(item, quotation=None, rest=None, notes=(), sources=()))


def item_markup(item: Item, length: int, mark: str, w: Words) -> Markup:
    """Write an item, with at most so much of its quotation; ``mark`` stands before it."""
    head = written(f"• {mark}") + bold(item.lead) + (written(f" — {item.rest}") if item.rest else EMPTY)
    links = [link(s.label, s.url) for s in item.sources if len(s.url) <= LONGEST_URL]
    about = joined([written(item.beside or ""), *links, written(item.more_sources or "")], " · ")
    lines = [head, *(written(note) for note in item.notes)]
    if item.quotation is not None:
        short = cut(item.quotation, length)
        lines.append(quote(quoted(short.before + short.figure + short.after, w)))
    return joined([*lines, about], "\n")


def _closing(line: Line) -> Markup:
    if line.link is None:
        return written(line.text)
    named = link(line.link.label, line.link.url)
    return written(line.text) + named if named.entities else written(line.text + line.link.label)  # not "/" + "page"
