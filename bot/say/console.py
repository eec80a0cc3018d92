"""Lay a digest out for a terminal: plain text, a quotation indented, each link on its own line."""

import textwrap
from collections.abc import Iterable, Iterator

from bot.say.model import Digest, Item, Section
from bot.say.typography import quoted
from bot.say.words import Words, words


def render_console(digest: Digest, width: int) -> str:
    """Give a digest as lines of at most ``width`` columns (addresses are never cut), every one marked in a sample."""
    w = words(digest.language)
    room = max(width - (len(mark(w.language)) if digest.is_sample else 0), 40)
    lines = list(_lines(digest, room, w))
    return "\n".join(marked(lines, w.language) if digest.is_sample else lines) + "\n"


def mark(language: str) -> str:
    """Give what stands before every line of a sample."""
    return words(language).say("SAMPLE") + " | "


def marked(lines: Iterable[str], language: str) -> list[str]:
    """Mark every line as a sample, the empty ones too."""
    return [(mark(language) + line).rstrip() for line in lines]


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Break a text at spaces, never at a no-break space, a hyphen or within an address."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _lines(digest: Digest, width: int, w: Words) -> Iterator[str]:
    yield digest.title
    for text in digest.intro:
        yield from wrapped(text, width)
    for section in digest.sections:
        yield from ("", *_section(section, width, w))
    yield ""
    for line in digest.closing:
        yield from wrapped(line.text + (line.link.url if line.link else ""), width)
    if any(item.is_presumed for item in digest.items):
        yield from wrapped(digest.presumption, width)


def _section(section: Section, width: int, w: Words) -> Iterator[str]:
    yield section.heading
    for item in section.items:
        yield from _item(item, width, w)


def _item(item: Item, width: int, w: Words) -> Iterator[str]:
    yield from wrapped(" — ".join(part for part in (item.lead, item.rest) if part), width, "• ", "  ")
    for note in (*item.notes, item.beside or ""):
        yield from wrapped(note, width, "  ", "  ")
    if item.quotation is not None:
        said = item.quotation.before + item.quotation.figure + item.quotation.after
        yield from wrapped(quoted(said, w), width, "      ", "      ")
    for source in item.sources:
        yield f"  {source.label}"
        yield f"  {source.url}"
    if item.more_sources:
        yield f"  {item.more_sources}"
