"""What a maintainer says of the money of two stories holds, whatever their texts say and whenever they are read."""

import json

import pytest
import sqlalchemy as sa

from bot.house import utc_now
from bot.linking import link_pending
from storage.tables import StoryRow
from tests.bot.announcements import funding
from tests.bot.curation.deciding import alike, decide, stories, waiting


@pytest.fixture
def relink(db):
    """Link the whole record anew."""

    def again() -> None:
        db.write(lambda session: session.execute(sa.update(StoryRow).values(is_link_pending=True)))
        db.write(link_pending, utc_now())

    return again


def links(greffier) -> set[tuple[str, str, str, str]]:
    told = stories(greffier)
    return {(story["id"], link["relation"], link["to"], link["state"]) for story in told for link in story["links"]}


def sums(greffier) -> tuple[float, float, float]:
    found = json.loads(greffier("ledger", "--json").stdout)["money"]["CAD"]
    return found["announced"], found["distinct"], found["proposed_overlap"]


def two(greffier, poll) -> tuple[str, str]:
    """Two announcements between which no text says anything."""
    poll([funding(1, "4 M$"), funding(2, "7 M$")])
    found = {told["title"][-1]: told["id"] for told in stories(greffier)}
    assert (links(greffier), sums(greffier)) == (set(), (11e6, 11e6, 0))
    return found["1"], found["2"]


@pytest.mark.parametrize(("relation", "distinct"), [("part_of", 7e6), ("repeats", 7e6), ("amends", 4e6)])
def test_a_link_that_no_text_states_counts_and_stands_after_polls_and_relinking(
    greffier, poll, relink, relation, distinct
) -> None:
    one, other = two(greffier, poll)
    decide(greffier, "link", one, other, "--as", relation)
    assert links(greffier) == {(one, relation, other, "certain")}
    assert sums(greffier)[1] == distinct
    poll([funding(1, "4 M$"), funding(2, "7 M$"), funding(5, "9 M$")])
    relink()
    assert links(greffier) == {(one, relation, other, "certain")}
    assert sums(greffier)[1] == distinct + 9e6
    decide(greffier, "undo", "1")
    assert links(greffier) == set()
    assert sums(greffier)[1] == 20e6


def test_a_link_that_the_texts_state_is_rejected_for_good_and_an_undo_gives_it_back(greffier, poll, relink) -> None:
    poll(alike())
    [(one, relation, other, _)] = before = links(greffier)
    books = sums(greffier)
    decide(greffier, "approve", f"{one}:{other}")
    decide(greffier, "link", one, other, "--as", "none")
    poll([*alike(), funding(3, "4 M$")])
    relink()
    assert not [link for link in links(greffier) if {one, other} == {link[0], link[2]}]
    assert waiting(greffier) == []
    decide(greffier, "undo", "2")
    assert (one, relation, other, "certain") in links(greffier)
    poll(alike())
    decide(greffier, "undo", "1")
    assert before <= links(greffier)
    assert sums(greffier)[0] - books[0] == 4e6


def test_another_relation_takes_the_place_of_the_one_that_the_texts_suggest(greffier, poll) -> None:
    poll(alike())
    [(one, _, other, _)] = links(greffier)
    decide(greffier, "link", other, one, "--as", "amends")
    assert links(greffier) == {(other, "amends", one, "certain")}
    decide(greffier, "approve", f"{one}:{other}")  # the last one wins
    assert {link[:1] + link[2:] for link in links(greffier)} == {(one, other, "certain")}


def test_a_link_follows_a_story_into_another_and_back(greffier, poll) -> None:
    ends = two(greffier, poll)
    poll([funding(1, "4 M$"), funding(2, "7 M$"), funding(3, "1 M$")])
    third = next(told["id"] for told in stories(greffier) if "Rivage 3" in told["title"])
    decide(greffier, "merge", *ends)
    [kept] = {told["id"] for told in stories(greffier)} - {third}
    decide(greffier, "undo", "1")
    [given_up] = set(ends) - {kept}
    decide(greffier, "link", third, given_up, "--as", "part_of")
    decide(greffier, "undo", "2")  # of the merge's undo
    assert links(greffier) == {(third, "part_of", kept, "certain")}
    decide(greffier, "undo", "1")
    assert links(greffier) == {(third, "part_of", given_up, "certain")}


def test_what_cannot_be_linked_is_one_line(greffier, poll) -> None:
    one, other = two(greffier, poll)
    decide(greffier, "reclassify", other, "other")
    assert "not about money" in greffier("link", one, other, "--as", "repeats", "--reason", "x").stderr
    assert greffier("link", one, one, "--as", "repeats", "--reason", "x").exit_code == 1
    assert "'nothere1'" in greffier("link", one, "nothere1", "--as", "none", "--reason", "x").stderr
    assert greffier("link", one, other, "--as", "cousin", "--reason", "x").exception.exit_code == 2
    decide(greffier, "link", one, other, "--as", "none")
    assert "decided already" in greffier("link", one, other, "--as", "none", "--reason", "x").stderr
