"""The index beside the record: in the transaction of the version, of its current words, and of nothing withheld."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlmodel import col, select

from feeds.model import (
    Announce,
    Catalog,
    Category,
    Feed,
    FeedState,
    Kind,
    KnownEntry,
    Level,
    ParsedEntry,
    Publisher,
    Reading,
    Span,
)
from storage.claims import claim_due_feeds
from storage.database import Database, alembic_config
from storage.feeds import sync_catalog
from storage.indexing import index_as_brought
from storage.known import known_entries
from storage.model import NewVersion, PollOutcome, Searchable
from storage.polls import save_polls, save_reading
from storage.search import Phrase, Term, expression, hits, index_current, to_index, unindexed
from storage.stories import TOLD_CATEGORIES
from storage.tables import EntryRow, SearchRow, StoryRow, VersionRow

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
READING = Reading(lang="fr", category=Category.FUNDING, score=0.9, rules="1")


@pytest.fixture
def db(empty):
    empty.write(sync_catalog, Catalog(publishers=(PUBLISHER,), feeds=(FEED,)), NOW)
    return empty


def version(title: str, known: KnownEntry | None = None, **changes: object) -> NewVersion:
    entry = ParsedEntry(guid=title, link=None, title=title, summary="", published=NOW)
    made = NewVersion(
        entry=entry,
        known=known,
        content_hash=title,
        canonical_link=None,
        announce=Announce.YES,
        reading=READING,
        searchable=Searchable(title=title),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def store(db: Database, *versions: NewVersion) -> None:
    [claimed] = db.write(claim_due_feeds, NOW, regardless_of_pace=True)
    state = FeedState(next_poll_at=NOW)
    db.write(save_polls, [PollOutcome(feed=FEED.id, epoch=claimed.epoch, state=state, versions=versions)], NOW)


def word(text: str, **changes: object) -> Term:
    return Term(phrases=(Phrase(words=tuple(text.split())),), **changes)  # type: ignore[arg-type]


def titles(db: Database, *query: Term) -> list[str]:
    def look(session) -> list[str]:
        found = [hit.entry for hit in hits(session, query, TOLD_CATEGORIES)]
        by_entry = dict(session.exec(select(SearchRow.entry_id, SearchRow.title)).all())
        return [by_entry[entry] for entry in found]

    return db.read(look)


def test_an_entry_is_found_as_soon_as_it_is_stored_and_the_best_match_comes_first(db) -> None:
    store(db, version("Un refuge, parmi beaucoup d'autres choses dont il est question"), version("Refuge"))
    assert titles(db, word("refuge")) == ["Refuge", "Un refuge, parmi beaucoup d'autres choses dont il est question"]
    assert titles(db, word("refuge"), word("choses")) == [
        "Un refuge, parmi beaucoup d'autres choses dont il est question"
    ]


def test_accents_and_ligatures_are_folded_and_a_phrase_stands_in_one_piece(db) -> None:
    store(db, version("L'Œuvre des élèves"))
    assert titles(db, word("oeuvre")) == titles(db, word("ŒUVRE")) == titles(db, word("eleves")) != []
    assert titles(db, word("des eleves")) != []
    assert titles(db, word("eleves des")) == []


def test_an_id_is_found_beside_the_words_and_is_no_word_itself(db) -> None:
    store(db, version("Sans le mot", searchable=Searchable(title="Sans le mot", ids=("gun-violence",))))
    assert titles(db, word("fusil", ids=("gun-violence",))) == ["Sans le mot"]
    assert titles(db, word("fusil")) == titles(db, word("gun")) == titles(db, word("violence")) == []


def test_a_poll_that_fails_leaves_nothing_to_be_found(db) -> None:
    with pytest.raises(AttributeError):
        store(db, version("Refuge"), version("Mal", reading="none"))
    assert titles(db, word("refuge")) == []


def test_only_the_current_version_is_found(db) -> None:
    store(db, version("Refuge"))
    [known] = db.read(known_entries, FEED.id)
    store(db, version("Abri", known))
    assert (titles(db, word("refuge")), titles(db, word("abri"))) == ([], ["Abri"])
    store(db, version("Filtré", known, reading=None, searchable=None))
    assert titles(db, word("abri")) == []


def test_a_version_of_which_more_is_withheld_waits_to_be_indexed_anew(db) -> None:
    store(db, version("Refuge Nadeau"))

    def withhold(session) -> None:
        session.exec(select(VersionRow)).one().withheld = [["title", 7, 13]]

    db.write(withhold)
    assert titles(db, word("refuge")) == titles(db, word("nadeau")) == []
    [entry] = db.read(unindexed)
    [found] = db.read(to_index, [entry])
    assert (found.category, found.entry.withheld) == (Category.FUNDING, (Span(field="title", start=7, end=13),))
    db.write(index_current, entry, Searchable(title="Refuge […]"))
    assert titles(db, word("refuge")) == ["Refuge […]"]
    assert db.read(unindexed) == []


def test_a_version_of_which_more_is_withheld_than_it_came_with_is_not_indexed_as_it_came(db) -> None:
    store(db, version("Refuge Nadeau"))

    def bring_again(session) -> None:
        row = session.exec(select(VersionRow)).one()
        row.withheld = [["title", 7, 13]]
        index_as_brought(session, row, version("Refuge Nadeau"))

    db.write(bring_again)
    assert titles(db, word("nadeau")) == []
    assert len(db.read(unindexed)) == 1


def test_a_version_that_is_read_anew_waits_to_be_indexed_anew(db) -> None:
    store(db, version("Refuge"))

    def reread(session) -> None:
        save_reading(session, session.exec(select(VersionRow)).one(), replace(READING, rules="2"), NOW)

    db.write(reread)
    assert len(db.read(unindexed)) == 1


def test_of_an_arrest_the_terms_alone_are_looked_at_whatever_was_indexed(db) -> None:
    store(db, version("Refuge", searchable=Searchable(title="Refuge", terms="fraude")))
    db.write(lambda s: setattr(s.exec(select(StoryRow)).one(), "category", "arrest"))
    assert titles(db, word("refuge")) == titles(db, word("refuge"), word("fraude")) == []
    assert titles(db, word("fraude")) == ["Refuge"]


def test_a_store_of_before_the_index_waits_to_be_indexed(db) -> None:
    store(db, version("Refuge"), version("Abri"))
    with db._writer.connect() as connection, connection.begin():
        command.downgrade(alembic_config(connection), "0002")
    db.upgrade()
    assert titles(db, word("refuge")) == []
    waiting = db.read(unindexed)
    assert sorted(waiting) == sorted(db.read(lambda s: s.exec(select(col(EntryRow.id))).all()))


def test_no_word_is_an_operator(db) -> None:
    store(db, version("Refuge"))
    words = ("AND", "NOT", "NEAR", "refuge OR abri")
    assert expression([word(text) for text in words]).count('"') == 8
    assert [titles(db, word(text)) for text in words] == [[], [], [], []]
    assert titles(db) == titles(db, Term(phrases=())) == []
