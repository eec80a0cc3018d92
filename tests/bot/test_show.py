"""One story in full, why it stands as it does, and what its entries said from version to version; over real polls."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from bot.commands import app
from feeds.errors import PlainError
from storage.database import Database
from storage.tables import LinkRow, ReadingRow
from tests.bot.announcements import CANARY, arrest, funding, publish

SHOWING = ("show", "why", "history")
NBSP = "\u00a0"


@pytest.fixture(params=["fr_CA.UTF-8", "en_CA.UTF-8"])
def language(request, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, request.param)
    return request.param[:2]


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")


@pytest.fixture
def greffier(settings):
    def run(*arguments: str):
        return CliRunner().invoke(app, arguments)

    return run


@pytest.fixture
def poll(greffier, publisher):
    publish(publisher, [], [])
    greffier("poll")

    def serve(fundings, arrests=()):
        publish(publisher, list(fundings), list(arrests))
        return json.loads(greffier("poll", "--all", "--json").stdout)

    return serve


def only_id(greffier, *arguments: str) -> str:
    [told] = [json.loads(line) for line in greffier("stories", "--json", *arguments).stdout.splitlines()]
    return told["id"]


def as_json(greffier, command: str, id: str) -> dict:
    return json.loads(greffier(command, id, "--json").stdout)


def text(greffier, command: str, id: str) -> str:
    return greffier(command, id).stdout.replace(NBSP, " ")


# --- show -------------------------------------------------------------------------------------------------------------


def test_a_story_shows_each_fact_under_its_sentence_with_its_source(greffier, poll, language) -> None:
    poll([funding(1)])
    shown = text(greffier, "show", only_id(greffier)).replace("’", "'")
    sentence = "Le gouvernement du Québec accorde une aide financière de 2,5 M$ sur trois ans à l'organisme Rivage 1"
    assert sentence in shown
    facts = shown[shown.index(sentence) :]
    assert ("montant (total) : 2,5 M$" if language == "fr" else "amount (total): $2.5 million") in facts
    assert ("sur 3 ans" if language == "fr" else "over 3 years") in facts
    assert ("Ministère d'Exemple (fr)" if language == "fr" else "Example Ministry (fr)") in shown
    assert "https://ministere.example/annonces/1" in shown


def test_a_story_in_json_is_that_of_stories_with_its_version_and_its_decisions(greffier, poll) -> None:
    poll([funding(1)])
    id = only_id(greffier)
    greffier("withdraw", id, "--reason", "retiré par le ministère")
    shown, [listed] = as_json(greffier, "show", id), stories_of(greffier)
    assert {**listed, "facts": [], "links": []} == {name: shown[name] for name in listed} | {"facts": [], "links": []}
    [decision] = shown["decisions"]
    assert (decision["act"], decision["subject"], decision["reason"]) == ("withdraw", id, "retiré par le ministère")
    assert shown["version"] == 1
    assert "retiré par le ministère" in text(greffier, "show", id)


def stories_of(greffier) -> list[dict]:
    return [json.loads(line) for line in greffier("stories", "--json").stdout.splitlines()]


def test_facts_know_the_version_they_are_of(greffier, poll) -> None:
    poll([funding(1)])
    poll([funding(1, "2,6 M$")])
    id = only_id(greffier)
    assert {fact["version"] for fact in as_json(greffier, "show", id)["facts"]} == {2}
    [entry] = [as_json(greffier, "history", id)]
    amounts = [{f["value"] for f in v["facts"] if f["kind"] == "amount"} for v in entry["versions"]]
    assert amounts == [{2_500_000}, {2_600_000}]


def test_links_are_told_from_both_ends_with_their_sum(greffier, poll, settings, english) -> None:
    poll([funding(1), funding(2, "7 M$")])
    one, other = (told["id"] for told in stories_of(greffier))
    db = Database(settings.database_url)
    link = LinkRow(source_id=one, target_id=other, relation="part_of", state="certain", because="draws_on:2.5 M$")
    link.origin_id = one
    link.currency, link.hundredths = "CAD", 250_000_000
    db.write(lambda session: session.add(link))
    db.close()
    assert f"part of {other} — $2.5 million (certain): its text draws on a plan or a larger sum (2.5 M$)" in text(
        greffier, "show", one
    )
    assert f"{one} part of {other} — $2.5 million (certain): its text draws on a plan or a larger sum (2.5 M$)" in text(
        greffier, "why", other
    )
    [shown] = as_json(greffier, "show", one)["links"]
    assert (shown["relation"], shown["to"], shown["amount"]) == ("part_of", other, 2_500_000)


def test_an_entry_s_id_works_as_a_story_s_does_and_an_unknown_one_is_one_line(greffier, poll) -> None:
    poll([funding(1)])
    id = only_id(greffier)
    [entry] = as_json(greffier, "show", id)["entries"]
    for command in SHOWING:
        assert as_json(greffier, command, entry["id"]) == as_json(greffier, command, id)
        failed = greffier(command, "nothere1").exception
        assert isinstance(failed, PlainError)
        assert (failed.exit_code, "nothere1" in str(failed), "\n" in str(failed)) == (1, True, False)


# --- why --------------------------------------------------------------------------------------------------------------


def test_why_names_the_cues_with_their_words_the_score_and_the_rules(greffier, poll, english) -> None:
    poll([funding(1)])
    id = only_id(greffier)
    [read] = as_json(greffier, "why", id)["entries"]
    assert (read["category"], read["rules"] > "2026", read["score"] > 0.9) == ("funding", True, True)
    cue = {"cue": "money-given", "for": "funding", "zone": "title", "weight": 1.1, "words": "octroie 2,5 M$"}
    assert cue in read["cues"]
    assert "money-given (title; 1.1 for funding): “octroie 2,5 M$”" in text(greffier, "why", id)


def test_why_shows_the_words_of_a_cue_as_they_are_withheld(greffier, poll, english) -> None:
    poll([{**funding(1), "description": f"Québec accorde à {CANARY}, 41 ans, une aide de 2,5 M$."}])
    told = text(greffier, "why", only_id(greffier))
    assert "money-given (opening; 1.1 for funding): “accorde à […]" in told
    assert not any(word in told for word in CANARY.split())


def test_why_tells_of_an_arrest_s_cues_how_much_each_says_and_none_of_its_words(greffier, poll, language) -> None:
    poll([], [arrest(1)])
    told = [line.strip() for line in text(greffier, "why", only_id(greffier)).splitlines()]
    assert (
        "arrested (titre; 1,8 pour arrestation)" if language == "fr" else "arrested (title; 1.8 for arrest)"
    ) in told


def test_a_reading_by_other_rules_says_no_weight_of_theirs(greffier, poll, settings, english) -> None:
    poll([funding(1)])
    db = Database(settings.database_url)
    db.write(lambda session: session.exec(sa.update(ReadingRow).values(rules="2020-01-01")))
    db.close()
    assert "    money-given: “octroie 2,5 M$”" in text(greffier, "why", only_id(greffier))


def test_why_says_what_brought_entries_together_and_what_was_decided(greffier, poll) -> None:
    poll([funding(1), funding(2, "7 M$")])
    ids = [told["id"] for told in stories_of(greffier)]
    greffier("merge", *ids, "--reason", "une seule annonce")
    assert [found["act"] for found in as_json(greffier, "why", ids[1])["decisions"]] == ["merge"]
    assert "une seule annonce" in text(greffier, "why", ids[1])


# --- history ----------------------------------------------------------------------------------------------------------


def test_a_change_is_shown_word_by_word_and_as_what_it_means(greffier, poll, language) -> None:
    poll([funding(1)])
    poll([funding(1, "6,5 M$")])
    told = text(greffier, "history", only_id(greffier))
    assert "Québec octroie [-2,5-] {+6,5+} M$ à l'organisme" in told
    said = "montant (total) : 2,5 M$ → 6,5 M$" if language == "fr" else "amount (total): $2.5 million → $6.5 million"
    assert said in told


def test_dates_order_and_guids_make_no_version(greffier, poll) -> None:
    poll([funding(1), funding(2, "7 M$")])
    later = datetime.now(UTC) + timedelta(hours=1)
    for games in (
        [{**funding(1), "published": later}, funding(2, "7 M$")],
        [funding(2, "7 M$"), funding(1)],
        [{**funding(1), "guid": "again-1"}, {**funding(2, "7 M$"), "guid": "again-2"}],
        [{**funding(1), "link": "http://ministere.example/annonces/1"}, funding(2, "7 M$")],
    ):
        assert poll(games)["entries_changed"] == 0
    assert [len(as_json(greffier, "history", told["id"])["versions"]) for told in stories_of(greffier)] == [1, 1]


def test_back_to_an_earlier_text_is_a_new_version(greffier, poll) -> None:
    for amount in ("2,5 M$", "6,5 M$", "2,5 M$"):
        poll([funding(1, amount)])
    versions = as_json(greffier, "history", only_id(greffier))["versions"]
    assert [version["number"] for version in versions] == [1, 2, 3]
    assert versions[0]["title"] == versions[2]["title"]
    assert [version["changes"][0]["new"] for version in versions[1:]] == [[6_500_000], [2_500_000]]


def test_the_spans_of_a_version_hold_in_what_is_shown_of_it(greffier, poll) -> None:
    named = {**funding(1), "description": f"{CANARY}, 41 ans, est ravi. {funding(1)['description']}"}
    poll([named])
    [version] = as_json(greffier, "history", only_id(greffier))["versions"]
    assert "[…]" in version["summary"]
    assert version["facts"]
    assert all(version[f["field"]][f["start"] : f["end"]] == f["text"] for f in version["facts"])


def test_a_name_that_the_publisher_took_out_is_shown_in_no_earlier_version(greffier, poll) -> None:
    minister = f"La ministre {CANARY} en a fait l'annonce."
    poll([{**funding(1), "description": f"{funding(1)['description']} {minister}"}])
    id = only_id(greffier)
    assert CANARY in text(greffier, "history", id)
    poll([funding(1)])
    shown = text(greffier, "history", id) + json.dumps(as_json(greffier, "history", id), ensure_ascii=False)
    assert "en a fait l'annonce" in shown
    assert not any(word in shown for word in CANARY.split())


def test_an_arrest_s_history_is_figures_and_status_and_no_word_of_it_is_on_any_surface(
    greffier, poll, language
) -> None:
    poll([], [arrest(1)])
    more = {**arrest(1), "title": str(arrest(1)["title"]).replace("5 autres", "8 autres")}
    poll([], [{**more, "description": f"9 hommes, dont {CANARY}, ont été arrêtés mardi à Longueuil. Détenus."}])
    id = only_id(greffier)
    shown = [greffier(command, id, *form).stdout for command in SHOWING for form in ((), ("--json",))]
    for word in (*CANARY.split(), "canarivole", "comparu au palais", "autres hommes", "41 ans", "dont"):
        assert not any(word in told for told in shown), word
    assert ("personnes arrêtées : 6 → 9" if language == "fr" else "people arrested: 6 → 9") in text(
        greffier, "history", id
    )
    [cues] = [entry["cues"] for entry in as_json(greffier, "why", id)["entries"]]
    assert {name for cue in cues for name in cue} == {"cue", "for", "zone", "weight"}


def test_what_was_once_read_as_an_arrest_keeps_its_words_to_itself(greffier, poll) -> None:
    poll([], [arrest(1)])
    id = only_id(greffier)
    greffier("reclassify", id, "other", "--reason", "un bilan")
    shown = [greffier("history", id, *form).stdout for form in ((), ("--json",))]
    assert not any("autres hommes" in told for told in shown)
    [cues] = [entry["cues"] for entry in as_json(greffier, "why", id)["entries"]]
    assert {name for cue in cues for name in cue} == {"cue", "for", "zone", "weight"}
