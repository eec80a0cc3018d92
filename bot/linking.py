"""From new readings to stories: the third part of the walk.

pending -> file under keys -> candidates -> relation -> bonds -> group -> stories, a lot of entries in one transaction
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from bot.linkage import link_money, link_outcomes
from feeds.model import Announce, Category
from feeds.reading.weights import rules as reading_rules
from feeds.stories.group import Rulings, group, pair
from feeds.stories.keys import keys, sought
from feeds.stories.model import Bond, Telling
from feeds.stories.same import bond, is_another_item
from feeds.stories.signature import Signature, signature
from storage import linking as store
from storage.keys import ENTRIES, Shelf
from storage.linking import Placed, Standing
from storage.recent import Recent, use
from storage.standing import stand
from storage.tellings import Tellings

if TYPE_CHECKING:
    from sqlmodel import Session

LOT = 100  # stories linked in one transaction
CANDIDATES = 12
FRESH = timedelta(days=14)  # what is told as new is no older than this: the contract, *backfill*


def link_pending(session: "Session", now: datetime) -> int:
    """Link every story that waits for it; return how many entries were looked at."""
    linked, recent = 0, Recent()
    while lot := link_lot(session, now, recent):
        linked += lot
    return linked


def link_lot(session: "Session", now: datetime, recent: Recent | None = None) -> int:
    """Link some of the stories that wait; return how many entries were looked at, 0 when none waits.

    ``recent`` is what the lots before it in the same pass have loaded.
    """
    session.flush()  # what it holds is to be in the tables that are asked, which SQLAlchemy 2.0 does not see to itself
    pending = store.pending_entries(session, LOT)
    if not pending:
        return 0
    recent = Recent() if recent is None else recent
    recent.begin(session)
    told = Tellings(session, recent)
    known = Signatures(told, recent)
    bind(session, pending, known)
    entries = store.neighbourhood(session, pending)
    before = store.placed(session, entries)
    standing_now = standings(session, before, known)
    stand(session, standing_now, before, now)
    changed = {found.id for found in standing_now} | {entry.story for entry in before.values()}
    link_money(session, changed, told)
    link_outcomes(session, changed, told)
    recent.end(session)
    return len(pending)


def bind(session: "Session", pending: Sequence[str], known: "Signatures") -> None:
    """Compare entries with those that share something rare, and keep the bonds that hold.

    Those of an entry whose words are masked stay as they were found when they stood there.
    """
    masked = store.masked_among(session, pending)
    fresh = [entry for entry in pending if entry not in masked]
    known.load(pending)
    ENTRIES.file(session, {entry: known.filed(entry) for entry in fresh})
    near = neighbours(session, {entry: known.sought(entry) for entry in fresh})
    known.load({other for others in near.values() for other in others})
    pairs = {pair(entry, other) for entry, others in near.items() for other in others}
    found = (strongest(known.of(a), known.of(b)) for a, b in sorted(pairs))
    held = {(bond.a, bond.b): bond for bond in found if bond is not None}
    old = {(bond.a, bond.b): bond for bond in bonds_with_masked(session, fresh)}
    store.save_bonds(session, fresh, (held | old).values())


def neighbours(session: "Session", asking: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """Give the entries that each is compared with: those that share most of the keys it asks for."""
    shelf = Shelf(session, ENTRIES)
    shelf.fetch({key for sought_keys in asking.values() for key in sought_keys})
    return {entry: shelf.sharing(wanted, besides=entry, most=CANDIDATES) for entry, wanted in asking.items()}


def bonds_with_masked(session: "Session", entries: Collection[str]) -> list[Bond]:
    """Give the bonds of some entries with those whose words are masked."""
    held = store.bonds_of(session, entries)
    masked = store.masked_among(session, {entry for bond in held for entry in (bond.a, bond.b)} - set(entries))
    return [bond for bond in held if not masked.isdisjoint((bond.a, bond.b))]


class Signatures:
    """The signatures of entries, one for each version that was read, loaded as they are asked for."""

    def __init__(self, told: Tellings, recent: Recent) -> None:
        self._told = told
        self._found: dict[str, list[Signature]] = recent.compared

    def load(self, entries: Collection[str]) -> None:
        """Load what is not loaded yet."""
        self._told.load(entries)
        for entry in [entry for entry in set(entries) if not use(self._found, entry)]:
            self._found[entry] = [signature(telling) for telling in distinct(self._told.of(entry))]

    def of(self, entry: str) -> list[Signature]:
        """Give an entry's signatures."""
        return self._found[entry]

    def filed(self, entry: str) -> frozenset[str]:
        """Give the keys under which an entry is filed."""
        return frozenset().union(*map(keys, self.of(entry)))

    def sought(self, entry: str) -> frozenset[str]:
        """Give the keys under which others may stand that tell the same."""
        return frozenset().union(*map(sought, self.of(entry)))


def distinct(told: Sequence[Telling]) -> list[Telling]:
    """Keep one of the versions that say the same; what was corrected back and forth is compared once."""
    return list({(telling.title, telling.summary): telling for telling in told}.values())


def strongest(one: Sequence[Signature], other: Sequence[Signature]) -> Bond | None:
    """Give the strongest bond between any versions of two entries.

    A correction in one of them does not part them: what they said before was one announcement, and still is.
    """
    found = [held for a in one for b in other if (held := bond(a, b)) is not None]
    return max(found, key=lambda held: (held.strength, held.because), default=None)


def standings(session: "Session", before: dict[str, Placed], known: Signatures) -> list[Standing]:
    """Group entries into stories and say how each stands."""
    bonds = store.bonds_of(session, before)
    rulings = Rulings(
        must=store.ruled_pairs(session, "must", before),
        cannot=store.ruled_pairs(session, "cannot", before),
        apart=frozenset(other_items(worded(session, before), known)),
    )
    return [standing([before[entry] for entry in found], bonds) for found in group(before, bonds, rulings)]


def worded(session: "Session", entries: dict[str, Placed]) -> list[Placed]:
    """Give the entries whose words are there to be compared."""
    masked = store.masked_among(session, entries)
    return [placed for entry, placed in entries.items() if entry not in masked]


def other_items(entries: Iterable[Placed], known: Signatures) -> Iterator[tuple[str, str]]:
    """Give the pairs of one feed that are two announcements, which no third text may make one."""
    feeds: dict[str, list[str]] = {}
    for entry in entries:
        feeds.setdefault(entry.feed, []).append(entry.entry)
    for items in feeds.values():
        known.load(items if len(items) > 1 else ())
        latest = [(entry, known.of(entry)[-1:]) for entry in sorted(items)] if len(items) > 1 else []
        for (a, said), (b, told) in combinations(latest, 2):
            if all(is_another_item(one, other) for one in said for other in told):
                yield pair(a, b)


def standing(entries: Sequence[Placed], bonds: Sequence[Bond]) -> Standing:
    """Say how a story stands: it has the id that its first seen entry was born with."""
    members = {entry.entry for entry in entries}
    lead = min(entries, key=lambda entry: (entry.first_seen, entry.entry))
    category = category_of(entries)
    score = max(entry.score for entry in entries if entry.category is category)
    held = [found for found in bonds if found.a in members and found.b in members]
    return Standing(
        id=lead.birth,
        entries=tuple(sorted(members)),
        because={entry: tuple(f.because for f in held if entry in (f.a, f.b)) for entry in members},
        category=category,
        score=score,
        is_sure=category is Category.OTHER or score >= reading_rules().review_below,
        first_seen=lead.first_seen,
        published=min((entry.published for entry in entries if entry.published), default=None),
        announce=announce_of(entries),
        fingerprint=fingerprint(entries),
    )


def category_of(entries: Sequence[Placed]) -> Category:
    """Let the entries vote, each with its confidence; what is told wins a draw."""
    order = (Category.FUNDING, Category.ARREST, Category.OTHER)
    votes = {category: sum(entry.score for entry in entries if entry.category is category) for category in order}
    return max((c for c in order if any(entry.category is c for entry in entries)), key=lambda c: votes[c])


def announce_of(entries: Sequence[Placed]) -> Announce:
    """Say whether a story may be told: when an entry may, and none of them makes it old news."""
    oldest = min(entry.published or entry.first_seen for entry in entries)
    standing_of = {entry.announce for entry in entries}
    if any(entry.announce is Announce.YES and entry.first_seen - oldest <= FRESH for entry in entries):
        return Announce.YES
    return Announce.HELD if Announce.HELD in standing_of else Announce.BACKFILL


def fingerprint(entries: Sequence[Placed]) -> str:
    """Hash what a story says: its entries and their content."""
    said = "\n".join(sorted(f"{entry.entry} {entry.content_hash}" for entry in entries))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
