"""Old arrests lose their words: what facts stand on is kept, and the file numbers by which an outcome finds them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog

from bot.say.withhold import plain
from feeds.model import Category, Field, Span
from feeds.reading.passage import fold
from feeds.reading.withholding.links import safe_link
from feeds.stories.outcomes import FILE
from storage.aging import Aged, Ageing, aged_arrests, mask_aged
from storage.database import Database

KEPT_FOR = timedelta(days=90)
LOT = 100  # versions in one transaction
log = structlog.get_logger()


async def forget_old_arrests(db: Database, now: datetime) -> int:
    """Mask the words of arrests that were published long ago; return how many versions."""
    masked = 0
    while found := await db.look(aged_arrests, now - KEPT_FOR, LOT):
        masked += await db.run(mask_aged, [ageing(version) for version in found], now)
    if masked:
        log.info("words of old arrests masked", versions=masked)
    return masked


def ageing(found: Aged) -> Ageing:
    """Say what stays of a version. Pure."""
    named = frozenset(plain(text_of(found, span.field)[span.start : span.end]) for span in found.withheld)
    shown = safe_link(found.link, found.homepage, category=Category.ARREST, withheld_words=named)
    return Ageing(version=found.version, kept=tuple(kept(found)), is_link_safe=shown != found.homepage)


def kept(found: Aged) -> Iterator[Span]:
    """Give the evidence of every fact, and the numbers of court files."""
    yield from (Span(field=fact.field, start=fact.start, end=fact.end) for fact in found.facts)
    fields: tuple[Field, ...] = ("title", "summary")
    for field in fields:
        for number in FILE.finditer(fold(text_of(found, field))):
            yield Span(field=field, start=number.start(), end=number.end())


def text_of(found: Aged, field: Field) -> str:
    """Give a field as stored."""
    return found.title if field == "title" else found.summary
