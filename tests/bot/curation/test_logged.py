"""The log of decisions: what was decided, by whom, why, and whether it holds."""

import json

import pytest

from tests.bot.announcements import funding
from tests.bot.curation.deciding import decide, of_a_farm, stories


def log(greffier, *arguments: str) -> list[dict]:
    return [json.loads(line) for line in greffier("decisions", "--json", *arguments).stdout.splitlines()]


@pytest.fixture
def decided(greffier, poll):
    """A merge that is undone, a redaction, and a paused feed."""
    poll([funding(1), funding(2, "7 M$"), of_a_farm()])
    one, other = (told["id"] for told in stories(greffier) if "Rivage" in told["title"])
    farm = next(told["id"] for told in stories(greffier) if "Rivage" not in told["title"])
    decide(greffier, "merge", one, other, reason="une seule")
    decide(greffier, "undo", "1", reason="deux")
    decide(greffier, "redact", farm, "--words", "Zorbec Rivard", reason="un proche")
    decide(greffier, "feeds", "pause", "gov-fr", reason="déplacé")
    return one, other, farm


def test_the_log_has_every_decision_the_newest_first_and_says_what_was_undone_by_which(greffier, decided) -> None:
    one, other, farm = decided
    found = log(greffier)
    assert [(said["id"], said["act"], said["undone_by"]) for said in found] == [
        (4, "pause", None),
        (3, "redact", None),
        (2, "undo", None),
        (1, "merge", 2),
    ]
    assert [set(said["stories"]) for said in found] == [set(), {farm}, {one, other}, {one, other}]
    assert found[-1]["reason"] == "une seule"
    assert all(said["who"].startswith("cli") and said["at"] for said in found)
    lines = greffier("decisions").stdout.splitlines()
    assert len(lines) == 4
    assert lines[-1].endswith("une seule [undone by decision 2]")


def test_an_undo_that_is_undone_itself_undoes_nothing(greffier, decided) -> None:
    decide(greffier, "undo", "2")
    assert [said["undone_by"] for said in log(greffier)] == [None, None, None, 5, None]


def test_of_a_redaction_the_log_says_that_words_were_withheld_and_not_which(greffier, decided) -> None:
    said = greffier("decisions").stdout + greffier("decisions", "--json").stdout
    assert not any(word in said for word in ("Zorbec", "Rivard"))
    assert [found["id"] for found in log(greffier) if found.get("words_withheld")] == [3]
    assert "words were withheld" in said


def test_the_log_is_narrowed_to_a_story_a_time_and_a_number(greffier, decided) -> None:
    one, _, farm = decided
    assert [said["id"] for said in log(greffier, "--story", one)] == [2, 1]
    assert [said["id"] for said in log(greffier, "--story", farm)] == [3]
    assert [said["id"] for said in log(greffier, "--limit", "2")] == [4, 3]
    assert len(log(greffier, "--since", "1h")) == 4
    assert log(greffier, "--since", "2099-01-01") == []
    unknown = greffier("decisions", "--story", "nothere1")
    assert (unknown.exit_code, "nothere1" in str(unknown.exception)) == (1, True)


def test_the_log_speaks_french_in_a_french_terminal(greffier, decided, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    said = greffier("decisions").stdout
    assert "[annulée par la décision 2]" in said
    assert "[des mots ont été cachés]" in said
