"""What waits for a maintainer, each with its kind and the command that settles it."""

import json
from datetime import datetime

from sqlmodel import select

from storage.tables import (
    RulingRow,
    StoryRow,
)
from tests.bot.announcements import funding
from tests.bot.curation.deciding import alike, decide, of_a_farm, unsure, waiting


def test_a_story_read_without_confidence_waits_with_its_commands_and_is_published_by_one_of_them(
    greffier, poll, db
) -> None:
    poll([unsure(), funding(1)])
    [doubtful] = waiting(greffier, "--kind", "confidence")
    assert (doubtful["state"], doubtful["score"] < 0.6) == ("review", True)
    assert doubtful["next"][0].startswith(f"greffier approve {doubtful['subject']}")
    assert doubtful["next"][0] in greffier("review").stdout
    seen = news_of(db, doubtful["subject"])
    decide(greffier, "approve", doubtful["subject"])
    assert waiting(greffier) == []
    assert news_of(db, doubtful["subject"]) > seen  # so that the next digest tells it
    decide(greffier, "undo", "1")
    assert waiting(greffier) == [doubtful]
    assert news_of(db, doubtful["subject"]) == seen


def news_of(db, story: str) -> datetime:
    return db.read(lambda session: session.get_one(StoryRow, story).news_at)


def test_a_held_burst_waits_under_its_feed(greffier, poll) -> None:
    for count in range(1, 7):
        poll([funding(n) for n in range(1, count + 1)])
    poll([funding(n) for n in range(1, 40)])
    [burst] = waiting(greffier, "--kind", "held")
    assert (burst["subject"], burst["held"]) == ("gov-fr", 33)
    assert [line.split(" --")[0] for line in burst["next"]] == [
        "greffier feeds release gov-fr",
        "greffier feeds discard gov-fr",
    ]


def test_a_text_in_which_a_name_may_be_left_waits_until_it_is_found_harmless_or_redacted(greffier, poll) -> None:
    poll([of_a_farm(), funding(1)])
    [doubt] = waiting(greffier)
    assert doubt["kind"] == "identifying"
    decide(greffier, "approve", doubt["subject"])
    assert waiting(greffier) == []
    poll([of_a_farm(more=" Elle emploie dix personnes."), funding(1)])
    assert waiting(greffier) == []  # the same name is asked about once
    decide(greffier, "undo", "1")
    assert [found["subject"] for found in waiting(greffier)] == [doubt["subject"]]
    decide(greffier, "redact", doubt["subject"], "--words", "Zorbec Rivard")
    assert waiting(greffier) == []


def test_a_proposed_link_waits_and_is_confirmed_or_refused(greffier, poll, db) -> None:
    poll(alike())
    [link] = waiting(greffier, "--kind", "link")
    both, ends = link["subject"], link["subject"].split(":")
    assert link["next"][1].startswith(f"greffier refuse {both}")
    decide(greffier, "refuse", both)
    poll([*alike(), funding(3, "4 M$")])
    assert waiting(greffier) == []
    assert links_of(greffier, ends[0]) == []
    assert greffier("refuse", both, "--reason", "x").exit_code == 1
    decide(greffier, "approve", both)
    assert [found["state"] for found in links_of(greffier, ends[0])] == ["certain"]
    assert rulings(db) == [("confirm", *ends)]
    decide(greffier, "undo", "2")
    assert rulings(db) == [("refuse", *ends)]
    decide(greffier, "undo", "1")
    assert [found["subject"] for found in waiting(greffier)] == [both]


def links_of(greffier, id: str) -> list[dict]:
    return json.loads(greffier("show", id, "--json").stdout)["links"]


def rulings(db) -> list[tuple[str, str, str]]:
    return db.read(lambda session: [(row.kind, row.a, row.b) for row in session.exec(select(RulingRow))])


def test_a_kind_that_is_none_is_refused(greffier) -> None:
    assert "--kind" in str(greffier("review", "--kind", "gossip").exception)
