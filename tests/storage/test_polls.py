from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from feeds.model import (
    Announce,
    Catalog,
    Category,
    Cue,
    Fact,
    Feed,
    FeedState,
    Kind,
    Level,
    ParsedEntry,
    Publisher,
    Reading,
    Span,
    Validators,
)
from storage import known, polls
from storage.claims import LostClaimError, claim_due_feeds, count_due_held, release_claims
from storage.database import Database
from storage.feeds import list_feeds, set_pause, settle_held, sync_catalog
from storage.history import keep_history
from storage.known import known_entries, known_to
from storage.model import History, NewVersion, Period, PolledFeed, PollOutcome, StoryState
from storage.polls import save_polls
from storage.stories import find_story, in_review, list_stories, publish, untold
from storage.tables import FeedAddressRow, StoryEntryRow

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
PUBLISHER = Publisher(
    id="ministere",
    name={"fr": "Ministère", "en": "Ministry"},
    kind=Kind.GOVERNMENT,
    level=Level.PROVINCIAL,
    region="CA-QC",
    homepage="https://ministere.example",
)
FEED = Feed(id="gov-fr", publisher="ministere", url="https://ministere.example/f.xml", lang="fr")
CATALOG = Catalog(publishers=(PUBLISHER,), feeds=(FEED,))
AFTER = FeedState(validators=Validators(etag='"2"'), body_hash="h2", polls=1, next_poll_at=NOW + timedelta(minutes=30))


@pytest.fixture
def db(empty):
    empty.write(sync_catalog, CATALOG, NOW)
    return empty


def reading(category: Category = Category.FUNDING) -> Reading:
    amount = Fact(
        kind="amount",
        value=Decimal("1035.44"),
        field="title",
        start=0,
        end=4,
        text="5 M$",
        currency="CAD",
        role="total",
    )
    cue = Cue(cue="money-committed", field="title", start=0, end=4)
    return Reading(lang="fr", category=category, score=0.9, rules="1", cues=(cue,), facts=(amount,))


def version(guid: str = "a", title: str = "5 M$ à dix organismes", **changes: object) -> NewVersion:
    entry = ParsedEntry(guid=guid, link=f"https://ministere.example/{guid}", title=title, summary="", published=NOW)
    made = NewVersion(
        entry=entry,
        known=None,
        content_hash=title,
        canonical_link=f"ministere.example/{guid}",
        announce=Announce.YES,
        reading=reading(),
        withheld=(Span(field="title", start=5, end=6),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def claimed(db: Database) -> PolledFeed:
    [polled] = db.write(claim_due_feeds, NOW, regardless_of_pace=True)
    return polled


def outcome(polled: PolledFeed, *versions: NewVersion, state: FeedState = AFTER) -> PollOutcome:
    return PollOutcome(feed=polled.feed.id, epoch=polled.epoch, state=state, versions=versions)


def stored_state(db: Database) -> FeedState:
    return db.read(list_feeds)[0].state


def test_validators_are_stored_with_the_entries_they_cover_or_not_at_all(db, monkeypatch) -> None:
    polled = claimed(db)

    def broken(*_: object) -> None:
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patched:
        patched.setattr(polls, "save_arrivals", broken)
        with pytest.raises(RuntimeError):
            db.write(save_polls, [outcome(polled, version())], NOW)
    assert stored_state(db).validators == Validators()
    assert stored_state(db).body_hash is None
    db.write(save_polls, [outcome(polled, version())], NOW)
    assert stored_state(db).validators.etag == '"2"'
    assert len(db.read(list_stories, [Category.FUNDING], None)) == 1


def test_a_feed_is_polled_by_one_process_at_a_time_and_a_lost_claim_stores_nothing(db) -> None:
    first = claimed(db)
    assert db.write(claim_due_feeds, NOW, regardless_of_pace=True) == []
    assert db.read(count_due_held, NOW, regardless_of_pace=True) == 1
    [second] = db.write(claim_due_feeds, NOW + timedelta(minutes=11), regardless_of_pace=True)
    with pytest.raises(LostClaimError):
        db.write(save_polls, [outcome(first, version())], NOW)
    assert db.read(polls.count_entries) == 0
    db.write(save_polls, [outcome(second, version())], NOW)
    assert db.read(polls.count_entries) == 1


def test_a_claim_that_is_given_back_can_be_taken_at_once_and_only_by_its_owner(db) -> None:
    polled = claimed(db)
    db.write(release_claims, [(polled.feed.id, polled.epoch - 1)])
    assert db.write(claim_due_feeds, NOW, regardless_of_pace=True) == []
    db.write(release_claims, [(polled.feed.id, polled.epoch)])
    assert len(db.write(claim_due_feeds, NOW, regardless_of_pace=True)) == 1


def test_what_is_stored_comes_back_exactly(db) -> None:
    db.write(save_polls, [outcome(claimed(db), version())], NOW)
    [story] = db.read(list_stories, [Category.FUNDING], None)
    [entry] = story.entries
    assert (entry.title, entry.version, entry.publisher, entry.lang) == ("5 M$ à dix organismes", 1, PUBLISHER, "fr")
    assert entry.withheld == (Span(field="title", start=5, end=6),)
    assert [found.fact for found in story.facts] == list(reading().facts)
    assert db.read(find_story, story.id) == story
    [known] = db.read(known_entries, "gov-fr")
    assert (known.guids, known.title, known.link) == (frozenset({"a"}), entry.title, "ministere.example/a")


def test_a_changed_entry_gets_the_next_version_and_its_story_keeps_its_id(db) -> None:
    db.write(save_polls, [outcome(claimed(db), version())], NOW)
    [before] = db.read(list_stories, [Category.FUNDING], None)
    for number, title in enumerate(("6 M$ à dix organismes", "5 M$ à dix organismes"), start=2):
        [known] = db.read(known_entries, "gov-fr")
        db.write(save_polls, [outcome(claimed(db), version(title=title, known=known))], NOW)
        [after] = db.read(list_stories, [Category.FUNDING], None)
        assert (after.id, after.entries[0].version, after.entries[0].title) == (before.id, number, title)


def test_only_what_is_new_published_and_untold_is_offered(db) -> None:
    kinds = {
        "new": version("new"),
        "history": version("history", announce=Announce.BACKFILL),
        "held": version("held", announce=Announce.HELD),
        "unsure": version("unsure", is_sure=False),
        "other": version("other", reading=reading(Category.OTHER)),
        "filtered": version("filtered", announce=Announce.FILTERED, reading=None),
    }
    db.write(save_polls, [outcome(claimed(db), *kinds.values())], NOW)
    period = Period(start=NOW - timedelta(hours=1), end=NOW + timedelta(hours=1))

    def offered() -> set[str]:
        return {story.entries[0].url.rpartition("/")[2] for story in db.read(untold, 1, period)}

    assert offered() == {"new"}
    assert db.write(settle_held, "gov-fr", Announce.YES, NOW) == 1
    assert offered() == {"new", "held"}
    [waiting] = db.read(in_review)
    assert waiting.state is StoryState.REVIEW
    assert db.write(publish, waiting.id, NOW) is True
    assert db.write(publish, waiting.id, NOW) is False
    assert offered() == {"new", "held", "unsure"}


def test_what_is_kept_as_history_hides_no_story_that_another_entry_tells(db) -> None:
    both = (version("new"), version("held", announce=Announce.HELD))
    db.write(save_polls, [outcome(claimed(db), *both)], NOW)
    telling, waiting = sorted(db.read(list_stories, [Category.FUNDING], None), key=lambda s: s.announce, reverse=True)

    def join(session: Session) -> None:
        session.get_one(StoryEntryRow, waiting.entries[0].id).story_id = telling.id

    db.write(join)
    assert db.write(settle_held, "gov-fr", Announce.BACKFILL, NOW) == 1
    assert db.read(find_story, telling.id).announce is Announce.YES


def test_a_pause_holds_a_feed_back_whatever_is_asked(db) -> None:
    assert db.write(set_pause, "gov-fr", NOW) is True
    assert db.write(claim_due_feeds, NOW, regardless_of_pace=True) == []
    assert db.write(set_pause, "gov-fr", None) is True
    assert len(db.write(claim_due_feeds, NOW)) == 1
    assert db.write(set_pause, "no-such-feed", NOW) is False


def test_a_running_retry_after_holds_a_feed_back_until_it_ends(db) -> None:
    waiting = replace(AFTER, retry_at=NOW + timedelta(hours=1), next_poll_at=NOW + timedelta(hours=1))
    db.write(save_polls, [outcome(claimed(db), state=waiting)], NOW)
    assert db.write(claim_due_feeds, NOW, regardless_of_pace=True) == []
    assert len(db.write(claim_due_feeds, NOW + timedelta(hours=1), regardless_of_pace=True)) == 1


@pytest.mark.parametrize("error", ["refused", "blocked"])
def test_a_feed_that_refused_us_is_asked_by_its_pace_only_whatever_is_asked(db, error) -> None:
    refused = replace(AFTER, error=error, next_poll_at=NOW + timedelta(hours=6))
    db.write(save_polls, [outcome(claimed(db), state=refused)], NOW)
    later = NOW + timedelta(hours=5)
    assert db.write(claim_due_feeds, later, regardless_of_pace=True) == []
    assert len(db.write(claim_due_feeds, NOW + timedelta(hours=6))) == 1


def test_a_clock_that_is_set_back_by_up_to_a_day_makes_no_feed_wait_for_the_time_to_come_again(db) -> None:
    db.write(save_polls, [outcome(claimed(db), state=replace(AFTER, polled_at=NOW))], NOW)
    assert db.write(claim_due_feeds, NOW - timedelta(seconds=10)) == []
    assert db.write(claim_due_feeds, NOW - timedelta(days=1, minutes=1)) == []
    [polled] = db.write(claim_due_feeds, NOW - timedelta(hours=2))
    assert db.write(claim_due_feeds, NOW - timedelta(hours=2)) == []
    assert len(db.write(claim_due_feeds, NOW - timedelta(hours=3))) == 1
    waiting = replace(AFTER, polled_at=NOW, retry_at=NOW + timedelta(hours=1))
    db.write(release_claims, [(polled.feed.id, polled.epoch + 1)])
    db.write(save_polls, [outcome(claimed(db), state=waiting)], NOW)
    assert db.write(claim_due_feeds, NOW - timedelta(hours=2)) == []


def test_a_feed_that_leaves_the_catalogue_keeps_its_record_and_an_address_that_moves_its_history(db) -> None:
    db.write(save_polls, [outcome(claimed(db), version())], NOW)
    db.write(sync_catalog, Catalog(publishers=(), feeds=()), NOW)
    assert db.write(claim_due_feeds, NOW, regardless_of_pace=True) == []
    assert len(db.read(list_stories, [Category.FUNDING], None)) == 1
    moved = replace(FEED, url="https://ministere.example/g.xml", was=(FEED.url,))
    later = NOW + timedelta(days=1)
    db.write(sync_catalog, Catalog(publishers=(PUBLISHER,), feeds=(moved,)), later)
    assert stored_state(db).validators == Validators()
    assert len(db.read(known_entries, "gov-fr")) == 1
    ends = db.read(lambda s: {url: s.get_one(FeedAddressRow, (url, "gov-fr")).until for url in (FEED.url, moved.url)})
    assert ends == {FEED.url: later, moved.url: None}


def test_history_is_kept_once_and_never_offered(db) -> None:
    old = version("old", announce=Announce.BACKFILL)
    history = [History(publisher=PUBLISHER, feed=replace(FEED, id="starter"), versions=(old,))]
    assert db.write(keep_history, history, NOW) == 1
    assert db.write(keep_history, history, NOW) == 0
    assert db.read(untold, 1, Period(start=NOW - timedelta(days=9), end=NOW + timedelta(days=1))) == []


def test_a_long_record_gives_what_a_document_names_and_what_was_served_of_late(db, monkeypatch) -> None:
    monkeypatch.setattr(known, "RECENT", 3)
    for day, guid in enumerate("abcdefghij"):
        polled = claimed(db)
        db.write(save_polls, [outcome(polled, version(guid, title=f"{guid} M$"))], NOW + timedelta(days=day))
    said = [version("a").entry, replace(version("z").entry, link="http://ministere.example/c")]
    found = db.read(known_to, FEED.id, said)
    assert sorted(guid for entry in found for guid in entry.guids) == ["a", "c", "e", "f", "g", "h", "i", "j"]
    assert len(db.read(known_entries, FEED.id)) == 10
