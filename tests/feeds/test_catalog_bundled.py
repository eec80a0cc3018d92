from datetime import timedelta

import pytest

from feeds import catalog
from feeds.model import Catalog


@pytest.fixture(params=[catalog.shipped(), catalog.world()], ids=lambda path: path.name)
def bundled(request: pytest.FixtureRequest) -> Catalog:
    return catalog.load(request.param)


def test_every_bundled_feed_says_where_its_address_was_seen(bundled: Catalog) -> None:
    assert bundled.feeds
    assert [feed.url for feed in bundled.feeds if not feed.seen] == []


def test_no_bundled_feed_claims_to_be_confirmed(bundled: Catalog) -> None:
    assert [feed.url for feed in bundled.feeds if feed.confirmed] == []


def test_every_bundled_publisher_has_a_feed(bundled: Catalog) -> None:
    assert {publisher.id for publisher in bundled.publishers} == {feed.publisher for feed in bundled.feeds}


def test_the_bundled_catalogues_can_be_joined() -> None:
    shipped, world = catalog.load(catalog.shipped()), catalog.load(catalog.world())
    joined = Catalog(
        publishers=shipped.publishers + world.publishers,
        feeds=shipped.feeds + world.feeds,
        absent=shipped.absent + world.absent,
    )
    assert catalog.parse(catalog.dump(joined), "joined") == joined


def test_the_shipped_catalogue_names_thirty_bodies_and_owns_up_to_the_police_it_cannot_read() -> None:
    shipped = catalog.load(catalog.shipped())
    absent = {body.id: body.reason for body in shipped.absent}
    assert len(shipped.publishers) + len(absent) >= 30
    assert absent["surete-du-quebec"] == absent["spvm"] == "no-feed"
    assert absent["assemblee-nationale"] == "robots"
    assert absent["revenu-quebec"] == "refused"
    assert {feed.lang for feed in shipped.feeds} == {"fr", "en"}
    assert {(body.region or "")[:2] for body in shipped.publishers} == {"CA"}


def test_the_feed_of_quebec_is_asked_before_its_ten_items_have_passed() -> None:
    [quebec] = [feed for feed in catalog.load(catalog.shipped()).feeds if feed.publisher == "gouvernement-du-quebec"]
    assert quebec.every == timedelta(minutes=15)
