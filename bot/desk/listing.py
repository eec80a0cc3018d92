"""Which feeds are followed: a maintainer adds, removes and confirms them, over the catalogue; each act is logged."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.desk.curate import Act, Why, noted
from bot.desk.outcome import Outcome, decided, refused
from bot.desk.starter import STARTER
from bot.say.words import N_
from feeds.model import Feed, Publisher
from feeds.parsing.links import canonical
from storage.by_hand import (
    Addresses,
    addresses,
    confirm_by_hand,
    feeds_at,
    find_feed,
    find_publisher,
    list_by_hand,
    remove_by_hand,
)
from storage.decisions import note_decision
from storage.model import KnownFeed

if TYPE_CHECKING:
    from sqlmodel import Session

ADDED = N_("{feed}: followed from now on; what it holds today is history, what it adds is news")
AGAIN = N_("{feed}: followed again, with its record")
KNOWN = N_("{url}: already followed as {feed}")
TAKEN = N_("{feed}: this id is that of a feed with another address; give another one with --id")
NOBODY = N_("{publisher}: no such publisher; say who it is with --name-fr --name-en --kind --level --region")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A feed that is to be followed; ``publisher`` says who speaks in it, None for a body that is known."""

    feed: Feed
    publisher: Publisher | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a proposal; ``known`` names the feed that is followed at its address already."""

    outcome: Outcome
    known: str | None = None


def add(
    session: "Session", proposal: Proposal, why: Why, *, answered: str | None = None, index: Addresses | None = None
) -> Added:
    """Follow a feed, unless it is followed already; one that was removed goes on with its record.

    ``answered`` is the address that its own one led to; ``index`` is kept up to date, for lists.
    """
    index = addresses(session) if index is None else index
    urls = dict.fromkeys(url for url in (proposal.feed.url, answered) if url)
    found = [known for url in urls for known in feeds_at(session, url, index)]
    at_address = [known for known in found if not known.feed.id.startswith(STARTER)]
    at_address.sort(key=lambda known: not known.is_listed)
    if at_address and at_address[0].is_listed:
        known = at_address[0].feed.id
        return Added(outcome=refused(KNOWN, url=proposal.feed.url, feed=known), known=known)
    if at_address:
        return Added(outcome=follow(session, revived(at_address[0], proposal.feed), None, why, AGAIN))
    if find_feed(session, proposal.feed.id):
        return Added(outcome=refused(TAKEN, feed=proposal.feed.id))
    is_known = find_publisher(session, proposal.feed.publisher) is not None
    if not is_known and proposal.publisher is None:
        return Added(outcome=refused(NOBODY, publisher=proposal.feed.publisher))
    publisher = None if is_known else proposal.publisher
    index.setdefault(canonical(proposal.feed.url), set()).add(proposal.feed.id)
    return Added(outcome=follow(session, proposal.feed, publisher, why, ADDED))


def revived(known: KnownFeed, wanted: Feed) -> Feed:
    """Give a feed that goes on: with its id and its publisher, as it is described now."""
    return replace(wanted, id=known.feed.id, publisher=known.feed.publisher)


def follow(session: "Session", feed: Feed, publisher: Publisher | None, why: Why, said: str) -> Outcome:
    """Follow a feed and log it."""
    list_by_hand(session, publisher, feed, why.at)
    number = note_decision(session, act="add", subject=feed.id, reason=why.reason, who=why.who, now=why.at)
    return decided(number, said, feed=feed.id)


def remove(session: "Session", feed: str, why: Why) -> Outcome:
    """Follow a feed no longer, whatever the catalogue says; its record stays."""
    is_removed = remove_by_hand(session, feed, why.at)
    return noted(
        session, "remove", feed, why, N_("{feed}: no longer followed; its record stays") if is_removed else None
    )


def confirm(session: "Session", feed: str, why: Why) -> Outcome:
    """Note that a maintainer has looked at what a feed holds, on the day of the decision."""
    day = why.at.date()
    said = N_("{feed}: confirmed on {day}") if confirm_by_hand(session, feed, day) else None
    return noted(session, "confirm", feed, why, said, day=day.isoformat())


LISTING: Mapping[str, Act] = {"remove": remove, "confirm": confirm}
