"""A message as its reader sees it, in plain text: **bold**, [link], and each line of a folded quotation after "> "."""

import re

from tests.telegram_api.entity import Entity, cut, units
from tests.telegram_api.tidy import formatted

GROUPED = re.compile(r"(?<=\d)\s(?=\d{3})")
WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
MARKS = {"bold": ("**", "**"), "text_link": ("[", "]"), "expandable_blockquote": ("> ", "")}


def shown(html: str) -> str:
    """Show a message and, under a rule, where its links lead."""
    told = formatted(html, "HTML", (), limit=4096, what="message")
    links = [f"[{cut(told.text, e.offset, e.end)}] {e.url}" for e in told.entities if e.type == "text_link"]
    return "\n".join((marked(told.text, told.entities), *(("---", *links) if links else ()), ""))


def marked(text: str, entities: tuple[Entity, ...]) -> str:
    """Write each entity's marks around its words."""
    marks = [(e.offset, MARKS[e.type][0]) for e in entities] + [(e.end, MARKS[e.type][1]) for e in entities]
    for at, mark in sorted(marks, key=lambda found: -found[0]):
        text = cut(text, 0, at) + mark + cut(text, at, units(text))
    return text


def unfolded(html: str) -> str:
    """Give the words that stand there before any quotation is opened."""
    told = formatted(html, "HTML", (), limit=4096, what="message")
    text = told.text
    for entity in reversed([e for e in told.entities if e.type == "expandable_blockquote"]):
        text = cut(text, 0, entity.offset) + cut(text, entity.end, units(text))
    return text


def words_in(text: str) -> int:
    """Count words; a number is one, however it is grouped."""
    return len(WORD.findall(GROUPED.sub("", text)))
