"""What a permanent move and a 410 leave in the store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from feeds.model import Catalog, FeedState, Habits, Lot, Moved, Validators
from storage.claims import claim_due_feeds
from storage.database import Database
from storage.feeds import list_feeds, set_pause, sync_catalog
from storage.model import FeedRecord, PollOutcome
from storage.notices import untold_notices
from storage.polls import save_polls
from storage.tables import FeedAddressRow
from tests.storage.test_polls import AFTER, CATALOG, FEED, NOW, PUBLISHER

NEW = "https://ministere.example/nouveau.xml"
LATER = NOW + timedelta(days=3)


@pytest.fixture
def db(empty):
    empty.write(sync_catalog, CATALOG, NOW)
    return empty


def poll(db: Database, state: FeedState = AFTER, adopted: str | None = None, at: datetime = LATER) -> None:
    [polled] = db.write(claim_due_feeds, at, regardless_of_pace=True)
    outcome = PollOutcome(feed=polled.feed.id, epoch=polled.epoch, state=state, adopted=adopted)
    db.write(save_polls, [outcome], at)


def record(db: Database) -> FeedRecord:
    [found] = db.read(list_feeds)
    return found


def addresses(db: Database) -> dict[str, datetime | None]:
    rows = select(FeedAddressRow).where(col(FeedAddressRow.feed_id) == "gov-fr")
    return db.read(lambda s: {row.url: row.until for row in s.exec(rows).all()})


def test_an_adopted_address_is_asked_from_then_on_with_what_we_hold_and_a_maintainer_is_told(db) -> None:
    poll(db, adopted=NEW)
    found = record(db)
    assert (found.feed.url, found.feed.was) == (NEW, (FEED.url,))
    assert found.state.validators == Validators(etag='"2"')
    assert addresses(db) == {FEED.url: LATER, NEW: None}
    [notice] = db.read(untold_notices, ["feed-moved"])
    assert (notice.subject, notice.detail) == ("gov-fr", NEW)


def test_the_catalogue_undoes_an_adoption_only_by_naming_another_address(db) -> None:
    poll(db, adopted=NEW)
    db.write(sync_catalog, CATALOG, LATER)
    assert record(db).feed.url == NEW
    assert addresses(db) == {FEED.url: LATER, NEW: None}
    poll(db, adopted=NEW + "?v=2", at=LATER + timedelta(days=3))
    db.write(sync_catalog, CATALOG, LATER)
    assert (record(db).feed.url, record(db).feed.was) == (NEW + "?v=2", (FEED.url,))
    [notice] = db.read(untold_notices, ["feed-moved"])
    assert notice.detail == NEW + "?v=2"
    other = replace(FEED, url="https://ministere.example/autre.xml")
    db.write(sync_catalog, Catalog(publishers=(PUBLISHER,), feeds=(other,)), LATER)
    assert (record(db).feed.url, record(db).feed.was) == (other.url, ())
    db.write(sync_catalog, CATALOG, LATER)
    assert record(db).feed.url == FEED.url


def test_a_feed_that_is_gone_is_paused_until_it_is_resumed_and_then_asked_at_once(db) -> None:
    gone = FeedState(error="gone", detail="HTTP 410", failures=1, next_poll_at=LATER + timedelta(days=1))
    poll(db, state=gone)
    assert record(db).paused_at == LATER
    assert db.write(claim_due_feeds, LATER + timedelta(days=9), regardless_of_pace=True) == []
    db.write(set_pause, "gov-fr", None)
    assert len(db.write(claim_due_feeds, LATER)) == 1


@pytest.mark.parametrize(
    "habits",
    [
        Habits(),
        Habits(
            asked_since=NOW,
            well_since=NOW,
            whole_at=NOW,
            window=10,
            ttl=timedelta(hours=1),
            lots=(Lot(at=NOW, new=3, within=timedelta(minutes=20.5)),),
            days=(NOW.date(),),
            flood="burst",
            flood_at=NOW,
            overruns=2,
            overrun_at=datetime(2026, 3, 4, 9, 30, 0, 12, tzinfo=UTC),
            moved=Moved(to=NEW, since=NOW, polls=2),
        ),
    ],
)
def test_the_habits_of_a_feed_come_back_exactly(db, habits) -> None:
    poll(db, state=replace(AFTER, habits=habits))
    assert record(db).state.habits == habits
