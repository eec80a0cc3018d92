"""Entries whose bytes were seen before are not parsed again; the record is the same as if they were."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlmodel import Session, select

from bot import intake
from feeds.model import Document
from storage import known
from storage.tables import EntryGuidRow, EntryRow, VersionRow
from tests.bot.polled import address, program
from tests.documents import Values, rss

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
FEED = "gazette-fr"
ROUNDS = 6


def item(draw: random.Random) -> Values:
    """Invent an item out of few words, so that GUIDs, links and titles are shared in every way."""
    number, guid = draw.randrange(4), draw.choice(["a", "b", "c", "d", None])
    title = draw.choice(["Un pont rouvre", "Un pont rouvre demain", "La bibliothèque ferme", f"Avis numéro {number}"])
    link = draw.choice([f"https://gazette.example/{number}", "https://gazette.example/page", None])
    published = draw.choice([NOON, NOON - timedelta(days=1), None])
    return {"guid": guid, "link": link, "title": title, "description": draw.choice(["x", "y"]), "published": published}


def documents(draw: random.Random) -> list[list[Values]]:
    """Invent what a feed serves poll after poll: some of its items stay, some change, some are new."""
    served: list[list[Values]] = [[item(draw) for _ in range(4)]]
    for _ in range(ROUNDS):
        kept = [one for one in served[-1] if draw.random() < 0.7]
        edited = [dict(one) | {"description": "z"} if draw.random() < 0.2 else one for one in kept]
        served.append([*(item(draw) for _ in range(draw.randrange(3))), *edited])
    return served


async def record_of(served: Sequence[Sequence[Values]]) -> tuple[object, int]:
    """Poll documents one after another; return what is on record, and how many entries were not parsed."""
    cut = 0
    async with program() as opened:
        parser = opened.house.poller._parser

        class Counting:
            async def parse(self, body: bytes, **how: object) -> object:
                nonlocal cut
                found = await parser.parse(body, **how)  # type: ignore[arg-type]
                cut += found.cut if isinstance(found, Document) else 0
                return found

        opened.house.poller._parser = Counting()  # type: ignore[assignment]
        for entries in served:
            opened.memory.documents[address(FEED)] = rss(entries)
            report = await opened.house.poller.poll(regardless_of_pace=True)
            assert not report.failed, report.failures
        return opened.house.db.read(said), cut


def in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give entries ids in their order: between two that are as near, an id decides."""
    numbers = count()
    monkeypatch.setattr(intake, "new_id", lambda length: f"{next(numbers):0{length}}")


def said(session: Session) -> Counter[object]:
    """Give what the feed's record says: of each entry its GUIDs and its versions."""
    entries = session.exec(select(EntryRow.id).where(EntryRow.feed_id == FEED)).all()
    return Counter((guids_of(session, entry), texts_of(session, entry)) for entry in entries)


def guids_of(session: Session, entry: str) -> frozenset[str]:
    return frozenset(session.exec(select(EntryGuidRow.guid).where(EntryGuidRow.entry_id == entry)))


def texts_of(session: Session, entry: str) -> tuple[str, ...]:
    asked = select(VersionRow.content_hash).where(VersionRow.entry_id == entry).order_by(VersionRow.number)
    return tuple(session.exec(asked))


@pytest.mark.parametrize("seed", [15, 50, 55, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(9))])
async def test_a_record_is_the_same_whether_or_not_what_was_seen_is_left_out(seed, monkeypatch) -> None:
    served = documents(random.Random(seed))
    in_order(monkeypatch)
    found, cut = await record_of(served)
    in_order(monkeypatch)
    monkeypatch.setattr(known, "seen_places", lambda *_: {})
    whole, none = await record_of(served)
    assert cut > 0 == none
    assert found == whole
