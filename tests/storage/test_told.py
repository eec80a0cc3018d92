"""What was told moves on with the digest that corrects it: both, or neither (promise P2)."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from storage import tables
from storage.database import Database
from storage.deliveries import list_deliveries
from storage.model import Period, WantedSubscription
from storage.outbox import enqueue_digest
from storage.outgoing import DeliveryKind, Outgoing, OutgoingDigest, Told
from storage.subscriptions import active_subscriptions, sync_channels

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
THEN = NOW - timedelta(days=2)


@pytest.fixture
def db(empty):
    wanted = WantedSubscription(chat="@a", lang="fr", filters="all", hours=(time(7, 30),), timezone="UTC")
    empty.write(sync_channels, [wanted])
    empty.write(add_story, "s1")
    assert empty.write(enqueue_digest, digest(empty, "neuf", Told(story="s1", is_item=True, said={"a": 1})), THEN)
    return empty


def add_story(session: Session, id: str) -> None:
    session.add(
        tables.StoryRow(id=id, category="funding", score=1.0, first_seen_at=THEN, state="published", announce="yes")
    )


def digest(db: Database, text: str, *told: Told) -> OutgoingDigest:
    """Make a digest of a message and of what it tells."""
    [subscription] = db.read(active_subscriptions)
    message = Outgoing(kind=DeliveryKind.POST, period=text, part=1, text=text)
    period = Period(start=THEN, end=NOW)
    return OutgoingDigest(subscription=subscription, period=period, messages=(message,), told=told)


def told(session: Session) -> list[tuple[int, dict[str, int], int]]:
    return [(row.version, row.said, row.digest_id) for row in session.exec(select(tables.ToldRow)).all()]


AGAIN = Told(story="s1", is_item=True, version=2, said={"a": 2}, was=1)


def test_a_correction_moves_on_what_was_told(db) -> None:
    assert db.write(enqueue_digest, digest(db, "rectifié", AGAIN), NOW)
    assert db.read(told) == [(2, {"a": 2}, 2)]


def test_a_correction_that_cannot_be_queued_moves_nothing_on(db) -> None:
    broken = digest(db, "rectifié", AGAIN, Told(story="no-such-story", is_item=True))
    with pytest.raises(sa.exc.IntegrityError):
        db.write(enqueue_digest, broken, NOW)
    assert db.read(told) == [(1, {"a": 1}, 1)]
    assert [delivery.text for delivery in db.read(list_deliveries, ["queued"])] == ["neuf"]


def test_a_correction_that_another_digest_has_told_is_not_queued_again(db) -> None:
    assert db.write(enqueue_digest, digest(db, "rectifié", AGAIN), NOW)
    assert not db.write(enqueue_digest, digest(db, "encore", AGAIN), NOW)
    assert [delivery.text for delivery in db.read(list_deliveries, ["queued"])] == ["neuf", "rectifié"]


def test_a_story_that_only_grew_keeps_the_digest_that_told_it(db) -> None:
    assert db.write(enqueue_digest, digest(db, "autre", replace(AGAIN, is_item=False, said={"a": 1})), NOW)
    assert db.read(told) == [(2, {"a": 1}, 1)]
