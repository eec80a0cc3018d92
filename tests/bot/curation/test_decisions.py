"""What a maintainer decides holds whatever comes later: over real polls."""

import json

from sqlmodel import select

from storage.tables import (
    DecisionRow,
)
from tests.bot.announcements import arrest, funding
from tests.bot.curation.deciding import decide, stories

# --- told as one, told apart ------------------------------------------------------------------------------------------


def test_a_merge_tells_stories_as_one_and_later_polls_leave_it_so(greffier, poll) -> None:
    poll([funding(1), funding(2, "7 M$")])
    one, other = (told["id"] for told in stories(greffier))
    decide(greffier, "merge", one, other)
    for text in ("8 M$", "9 M$"):
        assert poll([funding(1), funding(2, text), funding(3, "4 M$")])["entries_changed"] == 1
        assert sorted(len(told["entries"]) for told in stories(greffier)) == [1, 2]
    shown = [json.loads(greffier("show", id, "--json").stdout) for id in (one, other)]
    assert shown[0]["id"] == shown[1]["id"]  # the id that was given up leads to the other


def test_what_is_withdrawn_takes_no_other_story_with_it(greffier, poll) -> None:
    poll([funding(1), funding(2, "7 M$")])
    one, other = (told["id"] for told in stories(greffier))
    decide(greffier, "withdraw", one)
    refused = greffier("merge", other, one, "--reason", "vu")
    assert refused.exit_code == 1
    assert f"{one} is withdrawn: undo that first" in refused.stderr
    assert {told["id"]: told["state"] for told in stories(greffier)} == {one: "withdrawn", other: "published"}


def test_money_and_arrests_are_not_told_as_one(greffier, poll) -> None:
    poll([funding(1)], [arrest(1)])
    refused = greffier("merge", *(told["id"] for told in stories(greffier)), "--reason", "vu")
    assert refused.exit_code == 1
    assert len(stories(greffier)) == 2


def test_an_undo_of_a_merge_gives_both_stories_back_under_their_ids_and_an_undo_of_that_takes_them(
    greffier, poll
) -> None:
    poll([funding(1), funding(2, "7 M$")])
    before = stories(greffier)
    ids = [told["id"] for told in before]
    decide(greffier, "merge", *ids)
    together = stories(greffier)
    assert len(together) == 1
    decide(greffier, "undo", "1")
    assert stories(greffier) == before
    decide(greffier, "undo", "2")
    assert stories(greffier) == together
    decide(greffier, "undo", "1")
    assert stories(greffier) == before


def test_a_split_takes_an_entry_out_whichever_tied_the_others_and_later_polls_leave_it_out(greffier, poll) -> None:
    poll([funding(1), funding(2, "7 M$"), funding(3, "9 M$")])
    decide(greffier, "merge", *(told["id"] for told in stories(greffier)))
    [whole] = stories(greffier)
    for turn, out in enumerate(entry["id"] for entry in whole["entries"]):
        decide(greffier, "split", out)
        poll([funding(1, f"1,{turn} M$"), funding(2, f"7,{turn} M$"), funding(3, f"9,{turn} M$")])
        alone, together = sorted(stories(greffier), key=lambda told: len(told["entries"]))
        assert (alone["entries"][0]["id"], len(together["entries"])) == (out, 2)
        decide(greffier, "undo", str(2 + 2 * turn))
        assert len(stories(greffier)) == 1


def test_a_story_s_id_alone_takes_all_its_entries_apart(greffier, poll) -> None:
    poll([funding(1), funding(2, "7 M$"), funding(3, "9 M$")])
    decide(greffier, "merge", *(told["id"] for told in stories(greffier)))
    [whole] = stories(greffier)
    said = decide(greffier, "split", whole["id"])
    parted = stories(greffier)
    assert [len(told["entries"]) for told in parted] == [1, 1, 1]
    for told in parted:
        assert f"{told['id']} ({told['entries'][0]['id']} ministere-exemple fr)" in said
    assert said.endswith("undo 2, and to take out one entry alone: greffier split ENTRY\n")


def test_a_split_names_what_stands_apart_and_how_to_take_it_back(greffier, poll, monkeypatch) -> None:
    poll([funding(1), funding(2, "7 M$"), funding(3, "9 M$")])
    decide(greffier, "merge", *(told["id"] for told in stories(greffier)))
    out = stories(greffier)[0]["entries"][1]["id"]
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    tried = greffier("split", out, "--reason", "vu", "--dry-run").stdout
    assert "greffier undo" not in tried, "nothing was decided"
    said = decide(greffier, "split", out)
    assert f"({out} ministere-exemple fr)" in said
    assert said.count(" + ") == 1, "the two others stay one"
    assert said.endswith("(décision 2); pour revenir en arrière\u00a0: greffier undo 2\n")
    decide(greffier, "undo", "2")
    assert len(stories(greffier)) == 1


def test_the_last_of_a_split_and_a_merge_wins(greffier, poll) -> None:
    poll([funding(1), funding(2, "7 M$")])
    ids = [told["id"] for told in stories(greffier)]
    decide(greffier, "merge", *ids)
    decide(greffier, "split", ids[0])
    decide(greffier, "merge", *ids)
    assert len(stories(greffier)) == 1
    decide(greffier, "undo", "2")  # the split was overruled already: nothing changes
    assert len(stories(greffier)) == 1
    decide(greffier, "undo", "3")
    assert len(stories(greffier)) == 1  # the first merge stands, and nothing is against it
    decide(greffier, "undo", "1")
    assert len(stories(greffier)) == 2


NOTHING_TO_DECIDE = (
    "merge nothere1 nothere2",
    "merge {id} {id}",
    "split nothere1",
    "split {id}",
    "withdraw nothere1",
    "reclassify nothere1 other",
    "reclassify {id} funding",
    "approve {id}",
    "approve {id}:{id}",
    "refuse {id}",
    "redact nothere1 --all",
    "redact {id} --words ailleurs",
    "undo 99",
)


def test_what_cannot_be_decided_is_one_line_and_leaves_no_trace(greffier, poll, db) -> None:
    poll([funding(1)])
    [told] = stories(greffier)
    for command in NOTHING_TO_DECIDE:
        done = greffier(*command.format(id=told["id"]).split(), "--reason", "x")
        assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1), command
    assert db.read(lambda session: session.exec(select(DecisionRow)).all()) == []


def test_a_decision_is_undone_once_and_one_on_a_feed_by_its_own_act(greffier, poll) -> None:
    poll([funding(1)])
    decide(greffier, "withdraw", stories(greffier)[0]["id"])
    decide(greffier, "undo", "1")
    assert greffier("undo", "1", "--reason", "x").exit_code == 1
    decide(greffier, "feeds", "pause", "gov-fr")
    refused = greffier("undo", "3", "--reason", "x")
    assert (refused.exit_code, "pause" in refused.stderr) == (1, True)


# --- what a story is, and where it stands -----------------------------------------------------------------------------


def test_a_reclassified_story_stays_what_it_was_called_whatever_the_next_version_reads(greffier, poll) -> None:
    poll([funding(1)])
    [told] = stories(greffier)
    decide(greffier, "reclassify", told["id"], "other")
    poll([funding(1, "3,5 M$")])
    assert stories(greffier) == []
    assert [found["id"] for found in stories(greffier, "--category", "other")] == [told["id"]]
    decide(greffier, "undo", "1")
    assert [found["category"] for found in stories(greffier)] == ["funding"]


def test_a_withdrawn_story_is_no_longer_published_and_an_undo_publishes_it_as_before(greffier, poll) -> None:
    poll([funding(1)])
    [told] = before = stories(greffier)
    decide(greffier, "withdraw", told["id"])
    poll([funding(1), funding(2, "4 M$")])
    assert {found["id"]: found["state"] for found in stories(greffier)}[told["id"]] == "withdrawn"
    poll([funding(1)])
    decide(greffier, "undo", "1")
    assert [found for found in stories(greffier) if found["id"] == told["id"]] == before


def test_a_decision_on_a_story_is_kept_by_its_entry_through_a_merge_and_its_undo(greffier, poll) -> None:
    poll([funding(1), funding(2, "7 M$")])
    one, other = (told["id"] for told in stories(greffier))
    decide(greffier, "reclassify", other, "other")
    before = stories(greffier)
    decide(greffier, "merge", one, other)
    decide(greffier, "undo", "2")
    assert stories(greffier) == before
    decide(greffier, "undo", "1")
    assert {told["id"] for told in stories(greffier)} == {one, other}
