from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from storage import tables
from storage.database import Database
from storage.deliveries import count_by_status, list_deliveries
from storage.lanes import claim, send_again, settle
from storage.model import Period, Subscription, WantedSubscription
from storage.outbox import enqueue_digest
from storage.outgoing import (
    DeliveryItem,
    DeliveryKind,
    DeliveryStatus,
    Outgoing,
    OutgoingDigest,
    Refused,
    RetryLater,
    Sent,
    Told,
    Uncertain,
)
from storage.subscriptions import active_subscriptions, set_next_due, sync_channels

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
REST = timedelta(seconds=60)
PERIOD = Period(start=NOW - timedelta(days=1), end=NOW)


@pytest.fixture
def db(empty):
    empty.write(sync_channels, [wanted("@a"), wanted("@b")])
    empty.write(add_stories)
    return empty


def wanted(chat: str) -> WantedSubscription:
    return WantedSubscription(chat=chat, lang="fr", filters="all", hours=(time(7, 30),), timezone="UTC")


def add_stories(session: Session) -> None:
    for story in ("s1", "s2"):
        session.add(
            tables.StoryRow(
                id=story, category="funding", score=1.0, first_seen_at=NOW, state="published", announce="yes"
            )
        )


def subscription(db: Database, chat: str = "@a") -> Subscription:
    return next(found for found in db.read(active_subscriptions) if found.chat == chat)


def digest(db: Database, *texts: str, chat: str = "@a", told: tuple[str, ...] = ()) -> OutgoingDigest:
    messages = tuple(
        Outgoing(kind=DeliveryKind.POST, period="p", part=part, text=text) for part, text in enumerate(texts, start=1)
    )
    return OutgoingDigest(
        subscription=subscription(db, chat),
        period=PERIOD,
        messages=messages,
        told=tuple(Told(story=s, is_item=True) for s in told),
    )


def count_told(session: Session) -> int:
    return len(session.exec(select(tables.ToldRow)).all())


def test_what_is_told_its_message_and_until_when_are_queued_together_or_not_at_all(db) -> None:
    broken = digest(db, "un", told=("s1", "no-such-story"))
    with pytest.raises(sa.exc.IntegrityError):
        db.write(enqueue_digest, broken, NOW)
    assert db.read(count_by_status) == {}
    assert db.read(count_told) == 0
    assert subscription(db).told_until is None
    twice = digest(db, "un", told=("s1",))
    with pytest.raises(sa.exc.IntegrityError):
        db.write(enqueue_digest, replace(twice, messages=twice.messages * 2), NOW)
    assert (db.read(count_by_status), db.read(count_told), subscription(db).told_until) == ({}, 0, None)
    db.write(enqueue_digest, digest(db, "un", told=("s1",)), NOW)
    assert db.read(count_by_status) == {"queued": 1}
    assert db.read(count_told) == 1
    assert subscription(db).told_until == NOW


def test_one_message_a_chat_is_in_flight_and_the_order_is_kept(db) -> None:
    db.write(enqueue_digest, digest(db, "un", "deux"), NOW)
    db.write(enqueue_digest, digest(db, "trois", chat="@b"), NOW)
    first = db.write(claim, NOW, REST)
    assert [delivery.text for delivery in first] == ["un", "trois"]
    assert db.write(claim, NOW, REST) == []
    db.write(settle, first[0], Sent(message_id=7), NOW, REST)
    assert [delivery.text for delivery in db.write(claim, NOW, REST)] == ["deux"]


def test_a_message_that_surely_did_not_arrive_waits_and_keeps_its_place(db) -> None:
    db.write(enqueue_digest, digest(db, "un", "deux"), NOW)
    [delivery] = db.write(claim, NOW, REST)
    db.write(settle, delivery, RetryLater(wait=timedelta(seconds=30), reason="too many requests"), NOW, REST)
    assert db.write(claim, NOW + timedelta(seconds=29), REST) == []
    [again] = db.write(claim, NOW + timedelta(seconds=30), REST)
    assert (again.text, again.attempts, again.is_possible_repeat) == ("un", 2, False)


def test_a_message_of_unknown_fate_rests_and_goes_out_again_only_as_a_possible_repeat(db) -> None:
    db.write(enqueue_digest, digest(db, "un", "deux"), NOW)
    [delivery] = db.write(claim, NOW, REST)
    db.write(settle, delivery, Uncertain(reason="no answer"), NOW, REST)
    assert db.write(claim, NOW + timedelta(seconds=59), REST) == []
    [again] = db.write(claim, NOW + REST, REST)
    assert (again.text, again.was_uncertain, again.is_possible_repeat) == ("un", True, False)
    repeat = db.write(send_again, again, NOW + REST, is_repeat=True)
    assert repeat is not None
    assert repeat.is_possible_repeat


def test_what_a_dead_process_was_sending_becomes_uncertain_and_its_late_word_counts_for_nothing(db) -> None:
    db.write(enqueue_digest, digest(db, "un"), NOW)
    [lost] = db.write(claim, NOW, REST)
    later = NOW + timedelta(minutes=3)
    assert db.write(claim, later, REST) == []
    assert db.read(count_by_status) == {"uncertain": 1}
    assert db.write(settle, lost, Sent(message_id=7), later, REST) is False
    [again] = db.write(claim, later + REST, REST)
    assert again.was_uncertain
    assert db.write(settle, lost, Sent(message_id=7), later + REST, REST) is False
    assert db.write(settle, again, Sent(message_id=8), later + REST, REST) is True


def test_a_refused_message_makes_room_for_the_next_and_says_why(db) -> None:
    db.write(enqueue_digest, digest(db, "un", "deux"), NOW)
    [delivery] = db.write(claim, NOW, REST)
    db.write(settle, delivery, Refused(reason="chat not found"), NOW, REST)
    assert [d.reason for d in db.read(list_deliveries, [DeliveryStatus.REFUSED])] == ["chat not found"]
    assert [d.text for d in db.write(claim, NOW, REST)] == ["deux"]


def test_a_scheduled_moment_is_answered_once(db) -> None:
    due = NOW - timedelta(minutes=1)
    db.write(set_next_due, subscription(db).id, due)
    scheduled = digest(db, "un")
    answered = OutgoingDigest(
        subscription=scheduled.subscription,
        period=PERIOD,
        messages=scheduled.messages,
        told=(),
        due_at=due,
        next_due_at=due + timedelta(days=1),
    )
    assert db.write(enqueue_digest, answered, NOW) is True
    assert db.write(enqueue_digest, answered, NOW) is False
    assert db.read(count_by_status) == {"queued": 1}
    assert subscription(db).next_due_at == due + timedelta(days=1)


def test_a_digest_of_a_later_period_leaves_no_hole_behind(db) -> None:
    db.write(enqueue_digest, digest(db, "un"), NOW)
    later = Period(start=NOW + timedelta(hours=5), end=NOW + timedelta(hours=6))
    skipping = OutgoingDigest(subscription=subscription(db), period=later, messages=(), told=())
    db.write(enqueue_digest, skipping, later.end)
    assert subscription(db).told_until == NOW


def test_which_story_stands_where_is_kept_with_the_message(db) -> None:
    item = DeliveryItem(story="s1", version=2, start=10, end=40)
    message = Outgoing(kind=DeliveryKind.POST, period="p", part=1, text="…", items=(item,))
    outgoing = OutgoingDigest(
        subscription=subscription(db), period=PERIOD, messages=(message,), told=(Told(story="s1", is_item=True),)
    )
    db.write(enqueue_digest, outgoing, NOW)
    [delivery] = db.read(list_deliveries, [DeliveryStatus.QUEUED])
    assert delivery.items == (item,)


def test_a_channel_that_leaves_the_settings_keeps_its_record_and_is_served_no_more(db) -> None:
    db.write(enqueue_digest, digest(db, "un", told=("s1",)), NOW)
    db.write(sync_channels, [wanted("@b")])
    assert [found.chat for found in db.read(active_subscriptions)] == ["@b"]
    db.write(sync_channels, [wanted("@a"), wanted("@b")])
    assert subscription(db).told_until == NOW
