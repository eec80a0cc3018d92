"""The ledger as the contract's JSON and as CSV rows; money is exact, and what is withheld is not there."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bot.desk.shown import ENGLISH, fact_json, link_json, link_of
from bot.say.because import counts_words
from bot.say.words import words
from feeds.model import as_number
from feeds.stories.model import Commitment, Evidence, Group, Ledger
from storage.model import StoryRecord

Stories = Mapping[str, StoryRecord]  # by id, those of the whole record


def ledger_json(found: Ledger, stories: Stories) -> dict[str, Any]:
    """Give the ledger as one object."""
    return {
        "since": found.since.isoformat() if found.since else None,
        "until": found.until.isoformat() if found.until else None,
        "money": {
            currency: {name: value_of(getattr(total, name)) for name in SUMS} for currency, total in found.money.items()
        },
        "commitments": [commitment_json(held, stories) for held in found.commitments],
        "arrests": arrests_json(found, stories),
        "in_review": {
            "stories": found.in_review,
            "announced": {currency: value_of(amount) for currency, amount in found.waiting.items()},
        },
        "in_doubt": {"stories": found.in_doubt},
        "groups": [group_json(group) for group in found.groups],
        "note": "Announced is not spent; distinct is at most.",
    }


SUMS = ("announced", "committed", "distinct", "proposed_overlap", "without_amount")


def value_of(amount: Decimal | int | None) -> int | float | None:
    """Give a sum as a number that JSON can carry."""
    return None if amount is None else as_number(amount)  # type: ignore[return-value]  # a number stays one


def commitment_json(held: Commitment, stories: Stories) -> dict[str, Any]:
    """Give one promise with its words."""
    return {
        "id": held.id,
        "story": held.story,
        "title": held.title,
        "dated": held.dated.isoformat(),
        "payer": held.payer,
        "payer_key": held.payer_key,
        "level": held.level,
        "payee": held.payee,
        "programme": held.programme,
        "amount": value_of(held.amount),
        "currency": held.currency,
        "years": value_of(held.years),
        "from": held.since,
        "until": held.until,
        "counts": value_of(held.counts),
        "counts_because": counts_words(held.counts_because, words(ENGLISH)),
        "proposed_overlap": value_of(held.proposed_overlap),
        "links": [link_json(link) for link in held.links if link.source == held.story],
        "evidence": evidence_json(held.evidence, stories[held.story]),
    }


def evidence_json(evidence: Evidence | None, story: StoryRecord) -> dict[str, Any] | None:
    """Give the words that a figure rests on, with the offsets of the withheld text, and where they were published."""
    entry = next((entry for entry in story.entries if evidence and entry.id == evidence.entry), None)
    shown = fact_json(evidence.fact, entry) if evidence and entry else None
    if shown is None or entry is None:
        return None
    words = {name: shown[name] for name in ("entry", "field", "start", "end", "text")}
    return words | {"publisher": entry.publisher.id, "url": link_of(story, entry)}


def arrests_json(found: Ledger, stories: Stories) -> dict[str, Any]:
    """Give events and people, and apart from them the counts over years, which are never added."""
    return {
        "events": len(found.events),
        "people": found.people,
        "cumulative_statements": [
            {"story": said.story, "value": said.value, "evidence": evidence_json(said.evidence, stories[said.story])}
            for said in found.cumulative
        ],
    }


def group_json(group: Group) -> dict[str, Any]:
    """Give one key of a dimension."""
    return {
        "key": group.key,
        "name": group.name,
        "currency": group.currency,
        "announced": value_of(group.announced),
        "committed": value_of(group.committed),
        "distinct": value_of(group.distinct),
        "events": group.events,
        "people": group.people,
        "commitments": list(group.commitments),
    }


COLUMNS = (
    "id", "dated", "title", "payer", "payer_key", "level", "payee", "programme", "amount", "currency", "years", "from",
    "until", "counts", "counts_because", "story",
)  # fmt: skip
GROUP_COLUMNS = ("key", "name", "currency", "announced", "committed", "distinct")
SOURCE = {"evidence": "text", "publisher": "publisher", "url": "url"}  # a column: its name in the evidence


def csv_rows(found: Ledger, stories: Stories) -> Iterator[dict[str, Any]]:
    """Give a row a commitment, or a row a group of money; people never stand in one row with money."""
    if found.groups:
        for group in found.groups:
            if group.currency:
                yield {name: group_json(group)[name] for name in GROUP_COLUMNS}
        return
    for held in found.commitments:
        row = commitment_json(held, stories)
        source = row["evidence"] or {}
        yield {name: row[name] for name in COLUMNS} | {column: source.get(name) for column, name in SOURCE.items()}
