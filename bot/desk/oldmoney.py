"""Of what is about to be told: which money is new, and which was announced before."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.desk.books import ledger_over, with_doubts
from bot.say.oldmoney import CHANGE, PLAN, SAID_AGAIN, OldMoney
from feeds.stories.model import Commitment
from storage.ledger import linked_with
from storage.model import StoryRecord

if TYPE_CHECKING:
    from sqlmodel import Session

NOTHING = Decimal(0)
KNOWN = (PLAN, CHANGE, *SAID_AGAIN)


def old_money(session: "Session", stories: Collection[str], zone: ZoneInfo) -> dict[str, OldMoney]:
    """Say of stories whose money is not all new what of it is; only stories that certain links reach are looked at."""
    near, links = linked_with(session, stories)
    if not links:
        return {}
    near = with_doubts(session, near)
    told, records = set(stories), {story.id: story for story in near}
    books = ledger_over(near, links, zone, keeps=lambda story: story.id in told)
    promised: dict[str, list[Commitment]] = {}
    for held in books.commitments:
        promised.setdefault(held.story, []).append(held)
    found = {story: old_part(promises, records, zone) for story, promises in promised.items()}
    return {story: old for story, old in found.items() if old is not None}


def old_part(promises: Sequence[Commitment], records: Mapping[str, StoryRecord], zone: ZoneInfo) -> OldMoney | None:
    """Say what of a story's promises is old; None where all is new, or where no earlier story holds it."""
    old = max(promises, key=not_new)
    relation, _, other = old.counts_because.partition(" ")
    if not_new(old) <= NOTHING or relation not in KNOWN or other not in records:
        return None
    return OldMoney(
        relation=relation,
        new=sum((held.counts for held in promises if held.currency == old.currency), NOTHING),
        currency=old.currency,
        other=records[other],
        on=records[other].dated.astimezone(zone).date(),
    )


def not_new(held: Commitment) -> Decimal:
    """Give how much of a promise is old money."""
    return (held.amount or NOTHING) - held.counts
