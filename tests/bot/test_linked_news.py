"""What may be told as new once entries are told as one: over real polls."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.model import Announce
from storage.model import Period, WantedSubscription
from storage.stories import untold
from storage.subscriptions import sync_channels
from storage.tables import DigestRow, ToldRow
from tests.bot.invented_chain import COURIER, DRAWN, ENGLISH, FRENCH, GAZETTE, NOW, OTHER, PLAN, TOLD_AS_ONE, item
from tests.bot.polled import program


def subscribe(session) -> int:
    wanted = WantedSubscription(chat="console", lang="fr", filters="", hours=(), timezone="UTC")
    return sync_channels(session, [wanted])[0].id


def tell(session, subscription: int, story: str) -> None:
    """Note that a story was told to a subscription."""
    digest = DigestRow(subscription_id=subscription, starts_at=NOW, ends_at=NOW, composed_at=NOW)
    session.add(digest)
    session.flush()
    session.add(ToldRow(subscription_id=subscription, story_id=story, digest_id=digest.id, is_item=True))


def new_to(record, subscription: int) -> set[frozenset[str]]:
    """Give what a subscription would be told as new."""
    always = Period(start=datetime(2000, 1, 1, tzinfo=UTC), end=datetime(2100, 1, 1, tzinfo=UTC))
    return {record.told(told) for told in record.house.db.read(untold, subscription, always)}


@pytest.mark.parametrize("told_first", ["gazette", "courier"])
async def test_a_story_that_was_told_under_either_id_is_not_new_once_both_are_one(told_first) -> None:
    async with program() as record:
        await record.poll(GAZETTE)
        await record.poll(GAZETTE, COURIER)
        subscription = record.house.db.write(subscribe)
        record.house.db.write(tell, subscription, record.ids()[frozenset({told_first})])
        await record.poll(GAZETTE, COURIER, FRENCH, ENGLISH)
        assert (record.stories(), new_to(record, subscription)) == ({frozenset(TOLD_AS_ONE)}, set())


async def test_a_backfilled_year_announces_nothing_and_is_linked() -> None:
    months = [
        item("qc-fr", f"month-{n}", f"Québec accorde {n + 2} M$ au refuge numéro {n} de Rimouski", days=30 * n + 20)
        for n in range(12)
    ]
    async with program() as record:
        subscription = record.house.db.write(subscribe)
        await record.poll(*months, PLAN, DRAWN)
        assert len(record.stories()) == 14
        assert {told.announce for told in record.records()} <= {Announce.BACKFILL, Announce.HELD}
        assert new_to(record, subscription) == set()
        assert len([link for link in record.links() if link[1] == "part_of"]) == 1
        await record.poll(*months, PLAN, DRAWN, OTHER)
        assert new_to(record, subscription) == {frozenset({"port"})}


async def test_a_fresh_retelling_of_an_old_announcement_does_not_make_it_news() -> None:
    old = replace(FRENCH, published=NOW - timedelta(days=20))
    async with program() as record:
        subscription = record.house.db.write(subscribe)
        await record.poll(old)
        await record.poll(old, replace(GAZETTE, published=NOW - timedelta(days=8)))
        assert record.stories() == {frozenset({"ancrage-fr", "gazette"})}
        assert new_to(record, subscription) == set()
