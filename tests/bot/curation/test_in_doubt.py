"""A text in which somebody may be named is told to nobody before a maintainer has looked, and names nobody to them."""

import json

from tests.bot.announcements import CANARY, arrest, funding
from tests.bot.curation.deciding import decide, of_a_farm, stories, waiting
from tests.bot.curation.test_redactions import everything_shown
from tests.bot.curation.test_review import news_of


def test_it_is_a_number_for_the_channel_until_it_is_approved_and_then_it_is_news(greffier, poll, api, db) -> None:
    poll([of_a_farm(), funding(1)])
    greffier("digest")
    [first] = api.messages
    assert "Rivard" not in first.text
    assert "1 annonce en vérification" in first.text
    [doubt] = waiting(greffier)
    seen = news_of(db, doubt["story"])
    decide(greffier, "approve", doubt["subject"])
    assert news_of(db, doubt["story"]) > seen  # however long it waited
    greffier("digest")
    assert "Ferme Zorbec Rivard" in api.messages[-1].text


def test_what_was_told_waits_when_a_later_version_may_name_somebody(greffier, poll, api) -> None:
    poll([funding(1)])
    greffier("digest")
    [told] = stories(greffier)
    named = {**funding(1), "description": f"{funding(1)['description']} La Ferme Zorbec Rivard en est."}
    poll([named])
    assert [(found["id"], found["state"]) for found in stories(greffier)] == [(told["id"], "review")]
    decide(greffier, "approve", told["id"])
    assert stories(greffier)[0]["state"] == "published"


def test_an_approval_does_not_cover_a_name_that_comes_later(greffier, poll) -> None:
    poll([of_a_farm()])
    [told] = stories(greffier)
    decide(greffier, "approve", told["id"])
    poll([of_a_farm(more=" La Ferme Wilfrid Tamzir aussi.")])
    assert stories(greffier)[0]["state"] == "review"
    decide(greffier, "approve", waiting(greffier)[0]["subject"])
    assert stories(greffier)[0]["state"] == "published"


def test_a_redaction_of_other_words_leaves_the_doubt_and_one_of_the_name_lets_the_story_be_told(
    greffier, poll, api, db
) -> None:
    poll([of_a_farm(), funding(1)])
    greffier("digest")
    [doubt] = waiting(greffier)
    seen = news_of(db, doubt["story"])
    decide(greffier, "redact", doubt["subject"], "--words", "On en est ravi")
    assert [found["subject"] for found in waiting(greffier)] == [doubt["subject"]]
    decide(greffier, "redact", doubt["subject"], "--words", "Zorbec Rivard")
    assert waiting(greffier) == []
    assert news_of(db, doubt["story"]) > seen
    greffier("digest")
    assert "Ferme […]" in api.messages[-1].text
    assert "Rivard" not in api.messages[-1].text
    decide(greffier, "undo", "2")
    assert [found["subject"] for found in waiting(greffier)] == [doubt["subject"]]


def test_review_says_where_the_name_is_and_what_is_around_it_and_never_the_name(greffier, poll) -> None:
    poll([of_a_farm()])
    [doubt] = waiting(greffier)
    assert doubt["possible_names"] == len(doubt["doubts"]) == 2
    [place, _] = doubt["doubts"]
    title = str(of_a_farm()["title"])  # as its publisher wrote it
    assert (place["kind"], place["field"], title[place["start"] : place["end"]]) == (
        "name",
        "title",
        "Ferme Zorbec Rivard",
    )
    assert place["around"] == "Québec octroie 2 M$ à la […]"
    said = greffier("review").stdout
    assert "possible name, title, characters 26 to 44: “Québec octroie 2 M$ à la […]”" in said.replace("\u00a0", " ")
    assert not any(name in said + str(doubt) for name in ("Rivard", "Zorbec"))


def test_of_an_arrest_it_says_how_many_names_there_may_be_and_no_word(greffier, poll) -> None:
    named = arrest(1) | {"title": "Projet Zorbec Rivard : 6 hommes arrêtés"}
    named["description"] = "Dans le cadre du projet Zorbec Rivard, 6 hommes ont été arrêtés à Longueuil."
    poll([], [named])
    found = [item for item in waiting(greffier) if item["kind"] == "identifying"]
    assert all("doubts" not in item for item in found)
    said = greffier("review").stdout
    assert not any(name in said for name in ("Rivard", "Zorbec", CANARY, "cadre"))
    assert found == [] or "possible names: " in said


def test_its_sum_counts_in_the_ledger_and_its_names_stand_there_only_once_it_is_approved(greffier, poll) -> None:
    poll([of_a_farm()])
    book = json.loads(greffier("ledger", "--json").stdout)
    assert (book["money"]["CAD"]["announced"], book["in_review"]["stories"]) == (2_000_000, 0)
    said = greffier("ledger").stdout + greffier("ledger", "--format", "csv").stdout
    assert "[…]" in said
    assert book["in_doubt"] == {"stories": 1}
    assert not any(name in said for name in ("Rivard", "Zorbec"))
    decide(greffier, "approve", waiting(greffier)[0]["subject"])
    assert "Zorbec Rivard" in greffier("ledger").stdout


def test_no_face_names_anybody_before_a_maintainer_has_looked(greffier, poll) -> None:
    poll([of_a_farm()])
    poll([of_a_farm(more=" La Ferme Zorbec Rivard grandit.")])
    [told] = stories(greffier)
    assert told["title"] == "Québec octroie 2 M$ à la […]"
    assert all(fact["text"] in told["title"] for fact in told["facts"] if fact["field"] == "title")
    said = (
        everything_shown(greffier) + greffier("search", "octroie").stdout + greffier("search", "ravi", "--json").stdout
    )
    assert not [name for name in ("Rivard", "Zorbec", "RIVARD") if name in said]
    assert "grandit" in said
    decide(greffier, "approve", told["entries"][0]["id"])
    assert "Zorbec Rivard" in stories(greffier)[0]["title"]
