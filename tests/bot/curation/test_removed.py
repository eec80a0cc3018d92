"""A name that its publisher takes out leaves what we keep of before, and its story waits for a maintainer."""

import pytest
from sqlmodel import select

from storage.deliveries import list_deliveries
from storage.outgoing import DeliveryStatus
from storage.tables import FactRow, NoticeRow, ReadingRow, VersionRow
from tests.bot.announcements import CANARY, arrest, funding
from tests.bot.curation.deciding import FARM, decide, of_a_farm, stories, waiting
from tests.bot.curation.test_redactions import everything_shown

NAMES = ("Zorbec", "Rivard")


def without_the_name(**entry) -> dict[str, object]:
    """The aid to the farm, whose owner is no longer named."""
    named = of_a_farm() | entry
    return {
        key: value.replace(FARM, "Ferme du Rang") if isinstance(value, str) else value for key, value in named.items()
    }


def texts(db) -> list[str]:
    return db.read(lambda session: [f"{row.title}\n{row.summary}" for row in session.exec(select(VersionRow)).all()])


def facts(db) -> list[tuple[str, str, str]]:
    """Give each fact's text, and what stands in its place."""

    def find(session):
        rows = session.exec(
            select(FactRow, VersionRow)
            .join(ReadingRow, ReadingRow.id == FactRow.reading_id)
            .join(VersionRow, VersionRow.id == ReadingRow.version_id)
        )
        return [(fact.value, fact.text, getattr(of, fact.field)[fact.start : fact.end]) for fact, of in rows]

    return db.read(find)


def test_it_is_masked_in_the_versions_of_before_and_every_fact_keeps_its_words(greffier, poll, db) -> None:
    poll([of_a_farm()])
    length = len(texts(db)[0])
    poll([without_the_name()])
    old, new = texts(db)
    assert not [name for name in NAMES if name in old]
    assert len(old) == length
    assert "Québec octroie 2 M$ à la ████" in old
    assert "Ferme du Rang" in new
    assert all(text == stands for _, text, stands in facts(db))
    assert not [value for value, _, _ in facts(db) if "Zorbec" in value]
    assert [value for value, _, _ in facts(db) if value == "2000000"]
    shown = everything_shown(greffier) + greffier("search", "octroie").stdout
    assert not [name for name in (*NAMES, "█") if name in shown]


def test_its_story_waits_as_a_number_counts_in_the_ledger_and_is_told_once_approved(greffier, poll, api) -> None:
    poll([of_a_farm(), funding(1)])
    decide(greffier, "approve", waiting(greffier)[0]["subject"])
    poll([without_the_name(), funding(1)])
    [found] = waiting(greffier)
    assert (found["kind"], found["names"]) == ("removed", 1)
    assert "(1 name)" in greffier("review").stdout
    assert '"announced": 4500000' in greffier("ledger", "--json").stdout
    greffier("digest")
    assert "1 annonce en vérification" in api.messages[-1].text
    decide(greffier, "approve", found["subject"])
    assert waiting(greffier) == []
    greffier("digest")
    assert "Ferme du Rang" in api.messages[-1].text


def test_a_message_that_holds_it_is_edited_without_a_reply_and_nothing_else_of_it_changes(
    greffier, poll, api, db
) -> None:
    slug = {"link": "https://ministere.example/annonces/la-ferme-zorbec-rivard"}
    poll([of_a_farm() | slug, funding(1)])
    decide(greffier, "approve", waiting(greffier)[0]["subject"])
    greffier("digest")
    [message] = api.messages
    before = message.text
    assert FARM in before
    assert "zorbec" in message.html
    poll([without_the_name(**slug), funding(1)])
    greffier("send")
    assert api.messages == [message]
    assert message.is_edited
    assert not [name for name in (*NAMES, "zorbec") if name in message.html]
    assert message.text == before.replace(FARM, "[…]")
    frozen = db.read(list_deliveries, list(DeliveryStatus))
    assert not [delivery for delivery in frozen if "orbec" in delivery.text]
    decide(greffier, "approve", waiting(greffier)[0]["subject"])
    greffier("digest")
    assert "Ferme du Rang" in message.text
    assert "2,5 M$" in message.text
    assert "zorbec" not in message.html
    assert "Rectifié" not in message.text


def test_a_message_that_never_held_it_stays_as_it_is(greffier, poll, api) -> None:
    named = funding(1) | {"description": f"{funding(1)['description']} « Merci », dit Gisette Zorbec, résidente."}
    poll([named])
    greffier("digest")
    [message] = api.messages
    assert "Gisette" not in message.text
    poll([funding(1)])
    greffier("send")
    assert [found["kind"] for found in waiting(greffier)] == ["removed"]
    assert not message.is_edited
    decide(greffier, "approve", waiting(greffier)[0]["subject"])
    greffier("digest")
    assert "Rectifié" not in message.text


def test_an_arrest_keeps_its_count_and_loses_the_name(greffier, poll, db) -> None:
    poll([], [arrest(1)])
    assert CANARY in texts(db)[0]
    gone = {
        key: value.replace(CANARY, "un homme") if key != "guid" and isinstance(value, str) else value
        for key, value in arrest(1).items()
    }
    poll([], [gone])
    assert not [text for text in texts(db) if "Canarivole" in text or "Zéphyrin" in text]
    assert [found["kind"] for found in waiting(greffier)] == ["removed"]
    assert all(text == stands for _, text, stands in facts(db))
    assert [value for value, _, _ in facts(db)].count("6") >= 2


def test_a_name_that_comes_back_is_asked_about_again(greffier, poll) -> None:
    poll([of_a_farm()])
    decide(greffier, "approve", waiting(greffier)[0]["subject"])
    poll([without_the_name()])
    decide(greffier, "approve", waiting(greffier)[0]["subject"])
    poll([of_a_farm()])
    assert [found["kind"] for found in waiting(greffier)] == ["identifying"]


@pytest.mark.slow
def test_what_a_maintainer_redacted_stays_withheld_when_its_publisher_takes_it_out_and_puts_it_back(
    greffier, poll
) -> None:
    poll([of_a_farm()])
    decide(greffier, "redact", stories(greffier)[0]["id"], "--words", "Zorbec Rivard")
    poll([without_the_name()])
    poll([of_a_farm(more=" Encore.")])
    assert not [name for name in NAMES if name in everything_shown(greffier)]
    assert "Encore" in everything_shown(greffier)


def test_what_leaves_the_feed_or_is_worded_otherwise_is_no_removal(greffier, poll, db) -> None:
    said = f"Le gouvernement accorde 2 M$ à la {FARM}. La ministre Maude Zorbec en est ravie."
    poll([of_a_farm() | {"description": said}, funding(1)])
    poll([of_a_farm() | {"description": said.replace("Maude Zorbec ", "")}, funding(1)])
    poll([funding(1)])
    assert {found["kind"] for found in waiting(greffier)} == {"identifying"}
    assert "Maude Zorbec" in texts(db)[0]
    assert db.read(lambda session: session.exec(select(NoticeRow).where(NoticeRow.kind == "removed")).all()) == []
