"""A decision that is only tried says what would change, and changes nothing."""

import pytest
from sqlmodel import Session, select

from storage.tables import DecisionRow
from tests.bot.announcements import funding
from tests.bot.curation.deciding import decide, of_a_farm, stories
from tests.bot.curation.test_undo import said_by


def test_every_act_can_be_tried_and_leaves_no_trace(greffier, poll, db) -> None:
    poll([funding(1), funding(2, "7 M$"), of_a_farm()])
    one, other = (told["id"] for told in stories(greffier) if "Rivage" in told["title"])
    farm = next(told["id"] for told in stories(greffier) if "Rivage" not in told["title"])
    decide(greffier, "merge", one, other)
    decide(greffier, "undo", "1")
    before = db.read(everything)
    for act in (
        ("merge", one, other),
        ("reclassify", one, "arrest"),
        ("withdraw", one),
        ("redact", one, "--all"),
        ("approve", farm),
        ("link", one, other, "--as", "repeats"),
        ("undo", "2"),
    ):
        tried = greffier(*act, "--dry-run", "--reason", "pour voir")
        assert tried.exit_code == 0, act
        assert "Nothing is changed" in tried.stdout
        assert "(decision" not in tried.stdout
        assert db.read(everything) == before, act
    decide(greffier, "undo", "2")
    assert "told apart" in greffier("split", one, "--dry-run", "--reason", "pour voir").stdout


def everything(session: Session) -> object:
    return said_by(session), [row.model_dump() for row in session.exec(select(DecisionRow)).all()]


def test_a_trial_tells_entries_money_and_messages_before_and_after(greffier, poll, api) -> None:
    poll([funding(1, "4 M$"), funding(2, "7 M$"), funding(3, "9 M$")])
    greffier("digest")
    one, other = (told["id"] for told in stories(greffier) if "9 M$" not in told["title"])
    said = greffier("link", one, other, "--as", "repeats", "--dry-run", "--reason", "x").stdout.replace("\u00a0", " ")
    assert "Announced: $11 million → $11 million" in said
    assert "Distinct, at most: $11 million → $7 million" in said
    assert "Posted messages that tell what would change: 1" in said
    assert "Rivage" not in said
    withdrawn = greffier("withdraw", one, "--dry-run", "--reason", "x").stdout
    assert withdrawn.count("entries: ") == 2
    assert "· withdrawn ·" in withdrawn


def test_what_cannot_be_decided_cannot_be_tried_either(greffier, poll) -> None:
    poll([funding(1)])
    tried = greffier("merge", stories(greffier)[0]["id"], "nothere1", "--dry-run", "--reason", "x")
    assert (tried.exit_code, tried.stdout) == (1, "")
    assert tried.stderr == "nothing to merge under 'nothere1'\n"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_of_nothing_is_refused(greffier, poll, db, reason) -> None:
    poll([funding(1)])
    for act in (("withdraw", stories(greffier)[0]["id"]), ("feeds", "pause", "gov-fr")):
        refused = greffier(*act, "--reason", reason)
        assert refused.exception.exit_code == 2
        assert "--reason" in str(refused.exception)
    assert db.read(lambda session: session.exec(select(DecisionRow)).all()) == []


def test_words_are_withheld_once(greffier, poll) -> None:
    poll([of_a_farm()])
    [told] = stories(greffier)
    for words in (("--words", "Zorbec Rivard"), ("--all",)):
        decide(greffier, "redact", told["id"], *words)
        again = greffier("redact", told["id"], *words, "--reason", "encore")
        assert (again.exit_code, "nothing was left to withhold" in again.stderr) == (1, True)
    assert len(greffier("decisions").stdout.splitlines()) == 2
    decide(greffier, "undo", "2")
    assert "Rivard" not in stories(greffier)[0]["title"]
    decide(greffier, "redact", told["id"], "--all")


def test_an_outcome_is_said_in_the_terminal_s_language(greffier, poll, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    poll([funding(1)])
    [told] = stories(greffier)
    assert decide(greffier, "withdraw", told["id"]) == f"{told['id']}\u00a0: retirée (décision 1)\n"
    refused = greffier("merge", told["id"], "nothere1", "--reason", "x")
    assert refused.stderr == "rien à réunir sous 'nothere1'\n"
