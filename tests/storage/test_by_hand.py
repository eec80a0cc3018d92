"""What maintainers changed of the list of feeds stays when the catalogue is read again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from feeds.model import Absent, Catalog, Feed, Kind, Level, Publisher
from storage.by_hand import addresses, confirm_by_hand, feeds_at, hand_changes, list_by_hand, remove_by_hand
from storage.claims import claim_due_feeds
from storage.database import Database
from storage.feeds import list_absent, list_feeds, sync_catalog

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = NOW.date()


def body(id: str) -> Publisher:
    name = {"fr": id, "en": id}
    home = f"https://{id}.example/"
    return Publisher(id=id, name=name, kind=Kind.NEWS, level=Level.PROVINCIAL, region="CA-QC", homepage=home)


def feed(id: str, publisher: str = "a", **also: object) -> Feed:
    return replace(Feed(id=id, publisher=publisher, url=f"https://{publisher}.example/{id}", lang="fr"), **also)


CATALOG = Catalog(publishers=(body("a"),), feeds=(feed("one"), feed("two")))


@pytest.fixture
def db(empty):
    empty.write(sync_catalog, CATALOG, NOW)
    return empty


def followed(db: Database) -> set[str]:
    return {record.feed.id for record in db.read(list_feeds) if record.is_listed}


def test_what_was_added_and_removed_stays_through_another_catalogue(db) -> None:
    db.write(list_by_hand, body("b"), feed("three", "b"), NOW)
    db.write(remove_by_hand, "one", NOW)
    db.write(sync_catalog, replace(CATALOG, feeds=(*CATALOG.feeds, feed("four"))), NOW)
    assert followed(db) == {"two", "three", "four"}
    assert {polled.feed.id for polled in db.write(claim_due_feeds, NOW)} == {"two", "three", "four"}


def test_a_feed_that_the_catalogue_takes_over_is_the_catalogue_s(db) -> None:
    db.write(list_by_hand, body("b"), feed("three", "b"), NOW)
    taken = replace(CATALOG, publishers=(body("a"), body("b")), feeds=(*CATALOG.feeds, feed("three", "b")))
    db.write(sync_catalog, taken, NOW)
    assert db.read(hand_changes).feeds == ()
    db.write(sync_catalog, CATALOG, NOW)
    assert followed(db) == {"one", "two"}


def test_one_address_is_polled_once_when_the_catalogue_names_it_under_another_id(db) -> None:
    db.write(list_by_hand, None, feed("three"), NOW)
    other = feed("other", url="http://a.example/three?utm_source=x")
    db.write(sync_catalog, replace(CATALOG, feeds=(*CATALOG.feeds, other)), NOW)
    assert followed(db) == {"one", "two", "other"}


def test_a_day_of_confirmation_stays_until_the_address_is_another(db) -> None:
    def confirmed() -> date | None:
        return next(record.feed.confirmed for record in db.read(list_feeds) if record.feed.id == "one")

    db.write(confirm_by_hand, "one", TODAY)
    db.write(sync_catalog, CATALOG, NOW)
    assert confirmed() == TODAY
    later = TODAY + timedelta(days=3)
    db.write(sync_catalog, replace(CATALOG, feeds=(feed("one", confirmed=later), feed("two"))), NOW)
    assert confirmed() == later
    db.write(sync_catalog, replace(CATALOG, feeds=(feed("one", url="https://a.example/new"), feed("two"))), NOW)
    assert confirmed() is None


def test_a_body_of_which_a_feed_was_added_is_not_called_one_that_cannot_be_polled(db) -> None:
    silent = body("b")
    values = {name: getattr(silent, name) for name in ("id", "name", "kind", "level", "region", "homepage")}
    catalog = replace(CATALOG, absent=(Absent(**values, reason="no-feed"),))
    db.write(sync_catalog, catalog, NOW)
    assert [absent.id for absent in db.read(list_absent)] == ["b"]
    db.write(list_by_hand, None, feed("three", "b"), NOW)
    assert db.read(list_absent) == []
    db.write(sync_catalog, catalog, NOW)
    assert db.read(list_absent) == []
    db.write(remove_by_hand, "three", NOW)
    db.write(sync_catalog, catalog, NOW)
    assert [absent.id for absent in db.read(list_absent)] == ["b"]


def test_a_feed_is_found_by_an_address_that_it_had(db) -> None:
    db.write(sync_catalog, replace(CATALOG, feeds=(feed("one", url="https://a.example/new"), feed("two"))), NOW)

    def found(url: str) -> list[str]:
        return [known.feed.id for known in db.read(lambda session: feeds_at(session, url, addresses(session)))]

    assert found("http://A.example/one#x") == found("https://a.example/new") == ["one"]
    assert found("https://a.example/nowhere") == []
