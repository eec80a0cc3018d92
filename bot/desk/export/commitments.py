"""The rows of the table of commitments: one a distinct promise of money, with what it adds that is new."""

from collections.abc import Iterator

from bot.desk.export.record import Record, Row, Value, money, source_row
from bot.desk.export.showable import name_of, shown_fact
from bot.desk.export.stories import title
from bot.desk.shown import ENGLISH
from bot.say.because import counts_words, link_words
from bot.say.words import words
from feeds.stories.model import Commitment, StoryLink
from storage.model import StoryRecord

NAMED = ("payer", "payee", "programme")
NO_EVIDENCE: dict[str, Value] = dict.fromkeys(
    (*(f"evidence_{part}" for part in ("entry", "field", "start", "end", "text")), "url", "publisher", "version")
)


def commitment_rows(record: Record) -> Iterator[Row]:
    """Give a row a commitment."""
    stories = {story.id: story for story in record.stories}
    return (commitment_row(record, stories[one.story], one) for one in record.ledger.commitments)


def commitment_row(record: Record, story: StoryRecord, one: Commitment) -> Row:
    """Tell one commitment."""
    names: dict[str, Value] = {kind: name_of(story, getattr(one, kind), kind) for kind in NAMED}
    return {
        "id": one.id,
        "story": one.story,
        "title": title(record, story),
        "date": one.dated.isoformat(),
        **names,
        "payer_key": one.payer_key if names["payer"] == one.payer else None,
        "level": one.level,
        "amount": None if one.amount is None else money(one.amount),
        "currency": one.currency,
        "years": one.years,
        "from": one.since,
        "until": one.until,
        "counts": money(one.counts),
        "counts_because": counts_words(one.counts_because, words(ENGLISH)),
        "proposed_overlap": money(one.proposed_overlap),
        "links": tuple(sorted(said(link) for link in one.links)),
        "regions": tuple(sorted(one.regions)),
        "topics": tuple(sorted(one.topics)),
        **evidence(record, story, one),
    }


def said(link: StoryLink) -> str:
    """Tell a link in one line."""
    return f"{link.source} {link.relation} {link.target} ({link.state}): {link_words(link, words(ENGLISH))}"


def evidence(record: Record, story: StoryRecord, one: Commitment) -> dict[str, Value]:
    """Give the words that state a sum and where they come from; nothing of them where they are withheld."""
    if one.evidence is None:
        return NO_EVIDENCE | {"rules": None}
    entry = next((entry for entry in story.entries if entry.id == one.evidence.entry), story.entries[0])
    shown = shown_fact(story, entry, one.evidence.fact) if entry.id == one.evidence.entry else None
    words = {f"evidence_{part}": shown[part] for part in ("entry", "field", "start", "end", "text")} if shown else {}
    return NO_EVIDENCE | words | source_row(record, story, entry)
