"""Telegram's HTML beside what a reader sees of it, so that both lengths are known while a message is built.

The parse mode is described at core.telegram.org/bots/api#html-style; lengths are UTF-16 units.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.say.withhold import escaped, inert


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A stretch of a message: balanced HTML, the text that it shows, the entities in it."""

    html: str = ""
    text: str = ""
    entities: int = 0

    def __add__(self, other: "Markup") -> "Markup":
        return Markup(html=self.html + other.html, text=self.text + other.text, entities=self.entities + other.entities)

    @property
    def units(self) -> int:
        """How long it is once parsed."""
        return units(self.text)


EMPTY = Markup()
_WEB = re.compile(
    r"https?://[^\s\x00-\x1f\x7f\ud800-\udfff]+"
)  # no space, control or half of a pair: no address has one


def units(text: str) -> int:
    """Count UTF-16 units, as Telegram does."""
    return len(text.encode("utf-16-le")) // 2


def written(text: str) -> Markup:
    """Write plain text."""
    return Markup(html=escaped(text), text=inert(text))


def bold(text: str) -> Markup:
    """Write a text in bold."""
    return Markup(html=f"<b>{escaped(text)}</b>", text=inert(text), entities=1) if text else EMPTY


def link(label: str, url: str) -> Markup:
    """Write a link under a word of ours; an address that is no web address is only its label."""
    if not _WEB.fullmatch(url):
        return written(label)
    tag = f'<a href="{html.escape(url, quote=True)}">'
    return Markup(html=f"{tag}{html.escape(label, quote=False)}</a>", text=label, entities=1)


def quote(text: str) -> Markup:
    """Write a quotation that opens when it is touched."""
    return Markup(html=f"<blockquote expandable>{escaped(text)}</blockquote>", text=inert(text), entities=1)


def joined(parts: Iterable[Markup], separator: str) -> Markup:
    """Join what is not empty."""
    whole = EMPTY
    for part in parts:
        if part.text:
            whole = whole + written(separator) + part if whole.text else part
    return whole
